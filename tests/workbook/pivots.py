"""Pivot tables and slicers, which XlsxWriter cannot write: their parts, put into a workbook as Excel puts them.

One pivot table on the table Data of the stress workbook with its cache, a slicer of the pivot table (Excel 2010)
and one of the table itself (Excel 2013), each with its cache and its shape on a drawing. Part names, content
types, relationships and extensions are those of [MS-XLSX] and ECMA-376.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MS = "http://schemas.microsoft.com/office/2007/relationships"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
X15 = "http://schemas.microsoft.com/office/spreadsheetml/2010/11/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'

CITIES = {"甲": 3, "乙": 1, "丙": 2, "丁": 5}
SHEET = "Pivot"

CACHE = "xl/pivotCache/pivotCacheDefinition1.xml"
RECORDS = "xl/pivotCache/pivotCacheRecords1.xml"
TABLE = "xl/pivotTables/pivotTable1.xml"
SLICERS = ("xl/slicers/slicer1.xml", "xl/slicers/slicer2.xml")
SLICER_CACHES = ("xl/slicerCaches/slicerCache1.xml", "xl/slicerCaches/slicerCache2.xml")

_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = {
    CACHE: f"{_KIND}.pivotCacheDefinition+xml",
    RECORDS: f"{_KIND}.pivotCacheRecords+xml",
    TABLE: f"{_KIND}.pivotTable+xml",
    **dict.fromkeys(SLICERS, "application/vnd.ms-excel.slicer+xml"),
    **dict.fromkeys(SLICER_CACHES, "application/vnd.ms-excel.slicerCache+xml"),
}


def write_sheet(book: Any) -> None:
    """Write the cells that a pivot table shows, and a text box so that the sheet has a drawing."""
    s = book.add_worksheet(SHEET)
    s.write_row("A3", ["Row Labels", "Sum of GDP"])
    for row, (city, value) in enumerate(CITIES.items(), 3):
        s.write_row(row, 0, [city, value])
    s.write_row("A8", ["Grand Total", sum(CITIES.values())])
    s.insert_textbox("F12", "beside the slicers")


def add(path: Path) -> frozenset[str]:
    """Add the parts to a workbook with the sheet Pivot and the table Data; returns the members they are in."""
    with zipfile.ZipFile(path) as file:
        infos = file.infolist()
        data = {i.filename: file.read(i) for i in infos}
    before = dict(data)
    number, sheet = _sheet(data)
    table = next(
        int(found[1])
        for n, d in data.items()
        if n.startswith("xl/tables/")
        and b' name="Data"' in d
        and (found := re.search(rb'<table [^>]*?\bid="(\d+)"', d))
    )
    data |= {n: (HEAD + text).encode() for n, text in _parts(number, table).items()}
    drawing = _target(data, sheet, "drawing")
    _relate(data, "xl/workbook.xml", [
        ("rIdPC", f"{R}/pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"),
        ("rIdSC1", f"{MS}/slicerCache", "slicerCaches/slicerCache1.xml"),
        ("rIdSC2", f"{MS}/slicerCache", "slicerCaches/slicerCache2.xml"),
    ])  # fmt: skip
    _relate(data, sheet, [
        ("rIdPT", f"{R}/pivotTable", "../pivotTables/pivotTable1.xml"),
        ("rIdS1", f"{MS}/slicer", "../slicers/slicer1.xml"),
        ("rIdS2", f"{MS}/slicer", "../slicers/slicer2.xml"),
    ])  # fmt: skip
    _put(data, "[Content_Types].xml", "</Types>", "".join(
        f'<Override PartName="/{n}" ContentType="{t}"/>' for n, t in TYPES.items()))  # fmt: skip
    _put(data, "xl/workbook.xml", "</workbook>", (
        '<pivotCaches><pivotCache cacheId="1" r:id="rIdPC"/></pivotCaches><extLst>'
        f'<ext uri="{{BBE1A952-AA13-448e-AADC-164F8A28A991}}" xmlns:x14="{X14}"><x14:slicerCaches>'
        '<x14:slicerCache r:id="rIdSC1"/></x14:slicerCaches></ext>'
        f'<ext uri="{{46BE6895-7355-4a93-B00E-2C351335B9C9}}" xmlns:x15="{X15}"><x15:slicerCaches xmlns:x14="{X14}">'
        '<x14:slicerCache r:id="rIdSC2"/></x15:slicerCaches></ext></extLst>'))  # fmt: skip
    _put(data, sheet, "</worksheet>", (
        f'<extLst><ext uri="{{A8765BA9-456A-4dab-B4F3-ACF838C121DE}}" xmlns:x14="{X14}"><x14:slicerList>'
        '<x14:slicer r:id="rIdS1"/></x14:slicerList></ext>'
        f'<ext uri="{{3A4CF648-6AED-40f4-86FF-DC5316D8AED3}}" xmlns:x15="{X15}"><x14:slicerList xmlns:x14="{X14}">'
        '<x14:slicer r:id="rIdS2"/></x14:slicerList></ext></extLst>'))  # fmt: skip
    _put(
        data,
        drawing,
        "</xdr:wsDr>",
        _shape(20, "City", 3, "2010", "a14") + _shape(21, "City 1", 6, "2012", "sle15"),
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for info in infos:
            file.writestr(info, data.pop(info.filename))
        for name, content in data.items():
            file.writestr(name, content)
    changed = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml")
    with zipfile.ZipFile(path) as file:
        return frozenset(n for n in file.namelist() if n not in changed and file.read(n) != before.get(n))


def _sheet(data: dict[str, bytes]) -> tuple[int, str]:
    """Return the number (sheetId) and the part of the sheet Pivot."""
    found = re.search(
        rf'<sheet name="{SHEET}" sheetId="(\d+)" r:id="(\w+)"/>'.encode(), data["xl/workbook.xml"]
    )
    assert found is not None
    rels = data["xl/_rels/workbook.xml.rels"]
    target = re.search(rb'Id="' + found[2] + rb'"[^>]*Target="([^"]+)"', rels)
    assert target is not None
    return int(found[1]), "xl/" + target[1].decode()


def _target(data: dict[str, bytes], part: str, kind: str) -> str:
    found = re.search(rf'relationships/{kind}" Target="\.\./([^"]+)"'.encode(), data[_rels(part)])
    assert found is not None
    return "xl/" + found[1].decode()


def _rels(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _put(data: dict[str, bytes], part: str, end: str, text: str) -> None:
    assert data[part].count(end.encode()) == 1
    data[part] = data[part].replace(end.encode(), (text + end).encode())


def _relate(data: dict[str, bytes], part: str, links: list[tuple[str, str, str]]) -> None:
    nodes = "".join(f'<Relationship Id="{i}" Type="{t}" Target="{target}"/>' for i, t, target in links)
    _put(data, _rels(part), "</Relationships>", nodes)


def _one(kind: str, target: str) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{R}/{kind}" Target="{target}"/></Relationships>'
    )


def _parts(number: int, table: int) -> dict[str, str]:
    """Return the new parts: the pivot table and its cache, the slicers and theirs."""
    n = len(CITIES)
    shared = "".join(f'<s v="{c}"/>' for c in CITIES)
    numbers = 'containsSemiMixedTypes="0" containsString="0" containsNumber="1"'
    cache = (
        f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{R}" r:id="rId1" refreshedBy="Li Lei" refreshedDate="45000.5" '
        f'createdVersion="6" refreshedVersion="6" minRefreshableVersion="3" recordCount="{n}">'
        '<cacheSource type="worksheet"><worksheetSource name="Data"/></cacheSource><cacheFields count="3">'
        f'<cacheField name="City" numFmtId="0"><sharedItems count="{n}">{shared}</sharedItems></cacheField>'
        f'<cacheField name="GDP" numFmtId="0"><sharedItems {numbers} containsInteger="1" minValue="1" maxValue="5"/></cacheField>'
        f'<cacheField name="Tenth" numFmtId="0"><sharedItems {numbers} minValue="0.1" maxValue="0.5"/></cacheField></cacheFields>'
        f'<extLst><ext uri="{{725AE2AE-9491-48be-B2B4-4EB974FC3084}}" xmlns:x14="{X14}">'
        '<x14:pivotCacheDefinition pivotCacheId="1"/></ext></extLst></pivotCacheDefinition>'
    )
    rows = "".join(f'<r><x v="{k}"/><n v="{v}"/><n v="{v / 10}"/></r>' for k, v in enumerate(CITIES.values()))
    items = "".join(f'<item x="{k}"/>' for k in range(n))
    lines = "<i><x/></i>" + "".join(f'<i><x v="{k}"/></i>' for k in range(1, n))
    pivot = (
        f'<pivotTableDefinition xmlns="{MAIN}" name="Pivot1" cacheId="1" applyNumberFormats="0" applyBorderFormats="0" '
        'applyFontFormats="0" applyPatternFormats="0" applyAlignmentFormats="0" applyWidthHeightFormats="1" '
        'dataCaption="Values" updatedVersion="6" minRefreshableVersion="3" useAutoFormatting="1" itemPrintTitles="1" '
        'createdVersion="6" indent="0" outline="1" outlineData="1" multipleFieldFilters="0">'
        f'<location ref="A3:B{4 + n}" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>'
        f'<pivotFields count="3"><pivotField axis="axisRow" showAll="0"><items count="{n + 1}">{items}<item t="default"/></items></pivotField>'
        '<pivotField dataField="1" showAll="0"/><pivotField showAll="0"/></pivotFields>'
        f'<rowFields count="1"><field x="0"/></rowFields><rowItems count="{n + 1}">{lines}<i t="grand"><x/></i></rowItems>'
        '<colItems count="1"><i/></colItems>'
        '<dataFields count="1"><dataField name="Sum of GDP" fld="1" baseField="0" baseItem="0"/></dataFields>'
        '<pivotTableStyleInfo name="PivotStyleLight16" showRowHeaders="1" showColHeaders="1" showRowStripes="0" '
        'showColStripes="0" showLastColumn="1"/></pivotTableDefinition>'
    )
    names = f'xmlns="{X14}" xmlns:mc="{MC}" mc:Ignorable="x" xmlns:x="{MAIN}"'
    chosen = "".join(f'<i x="{k}" s="1"/>' for k in range(n))
    return {
        CACHE: cache,
        _rels(CACHE): _one("pivotCacheRecords", "pivotCacheRecords1.xml"),
        RECORDS: f'<pivotCacheRecords xmlns="{MAIN}" xmlns:r="{R}" count="{n}">{rows}</pivotCacheRecords>',
        TABLE: pivot,
        _rels(TABLE): _one("pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml"),
        SLICERS[
            0
        ]: f'<slicers {names}><slicer name="City" cache="Slicer_City" caption="City" rowHeight="241300"/></slicers>',
        SLICERS[
            1
        ]: f'<slicers {names}><slicer name="City 1" cache="Slicer_City1" caption="City" rowHeight="241300"/></slicers>',
        SLICER_CACHES[0]: (
            f'<slicerCacheDefinition {names} name="Slicer_City" sourceName="City"><pivotTables>'
            f'<pivotTable tabId="{number}" name="Pivot1"/></pivotTables><data><tabular pivotCacheId="1">'
            f'<items count="{n}">{chosen}</items></tabular></data></slicerCacheDefinition>'
        ),
        SLICER_CACHES[1]: (
            f'<slicerCacheDefinition {names} name="Slicer_City1" sourceName="City"><extLst>'
            f'<x:ext uri="{{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}}" xmlns:x15="{X15}">'
            f'<x15:tableSlicerCache tableId="{table}" column="1"/></x:ext></extLst></slicerCacheDefinition>'
        ),
    }


def _shape(number: int, name: str, col: int, year: str, prefix: str) -> str:
    """Return the shape of a slicer on a drawing, with a plain box for programs that know none."""
    choice = f"http://schemas.microsoft.com/office/drawing/{year}/{'main' if year == '2010' else 'slicer'}"
    graphic = "http://schemas.microsoft.com/office/drawing/2010/slicer"
    frame = '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>'
    return (
        f'<xdr:twoCellAnchor editAs="absolute"><xdr:from><xdr:col>{col}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row>'
        f"<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>{col + 2}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>10</xdr:row>"
        f'<xdr:rowOff>0</xdr:rowOff></xdr:to><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice xmlns:{prefix}="{choice}" Requires="{prefix}">'
        f'<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="{number}" name="{name}"/><xdr:cNvGraphicFramePr/>'
        f'</xdr:nvGraphicFramePr>{frame}<a:graphic><a:graphicData uri="{graphic}"><sle:slicer xmlns:sle="{graphic}" name="{name}"/>'
        '</a:graphicData></a:graphic></xdr:graphicFrame></mc:Choice><mc:Fallback><xdr:sp macro="" textlink=""><xdr:nvSpPr>'
        f'<xdr:cNvPr id="{number + 10}" name=""/><xdr:cNvSpPr><a:spLocks noTextEdit="1"/></xdr:cNvSpPr></xdr:nvSpPr><xdr:spPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="1828800" cy="1714500"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>'
        "<xdr:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:t>Slicer</a:t></a:r></a:p></xdr:txBody></xdr:sp></mc:Fallback>"
        "</mc:AlternateContent><xdr:clientData/></xdr:twoCellAnchor>"
    )
