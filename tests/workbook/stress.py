"""A workbook with every feature that can be written here, for what must not be lost."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter

ROOT = Path(__file__).resolve().parents[2]

CUSTOM_XML = b'<?xml version="1.0"?>\n<note xmlns="urn:example:note"><who>\xe5\xbc\xa0</who></note>'
ITEM = b'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<ds:datastoreItem ds:itemID="{11111111-2222-3333-4444-555555555555}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs/></ds:datastoreItem>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def picture() -> bytes:
    """A PNG of one red dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data))
            + kind
            + data
            + struct.pack(">I", zlib.crc32(kind + data) & 0xFFFFFFFF)
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def build(folder: Path, macros: bool = True, more: Callable[[Any], None] | None = None) -> Path:
    """Write the workbook: `Input`, `Result` with MFG formulas, `Native` with plain ones, a chart sheet, a hidden one.

    `more` adds sheets behind them.
    """
    dot = folder / "dot.png"
    dot.write_bytes(picture())
    path = folder / ("stress.xlsm" if macros else "stress.xlsx")
    book = xlsxwriter.Workbook(path)
    book.set_calc_mode("auto", 191029)
    book.calc_on_load = False
    book.set_properties({"author": "Li Lei", "manager": "Han Meimei", "company": "某公司", "title": "压力"})
    book.set_custom_property("Project", "secret")
    _input(book, dot)
    _result(book)
    _native(book)
    sheet = book.add_chartsheet("Graph")
    chart = book.add_chart({"type": "radar"})
    chart.add_series({"categories": "=Input!$A$2:$A$5", "values": "=Input!$B$2:$B$5"})
    sheet.set_chart(chart)
    book.get_worksheet_by_name("Hidden")
    hidden = book.add_worksheet("Hidden")
    hidden.write("A1", "unseen")
    hidden.hide()
    if more is not None:
        more(book)
    book.define_name("Scores", "=Result!$A$3#")
    book.define_name("Weights", "=Input!$B$2:$B$5")
    book.define_name("Native!Local", "=Native!$A$1")
    if macros:
        with zipfile.ZipFile(ROOT / "addin" / "MFG.xlam") as addin:
            (folder / "vbaProject.bin").write_bytes(addin.read("xl/vbaProject.bin"))
        book.add_vba_project(str(folder / "vbaProject.bin"))
    book.close()
    _custom_xml(path)
    return path


def _input(book: Any, dot: Path) -> None:
    s = book.add_worksheet("Input")
    bold = book.add_format({"bold": True, "bg_color": "#FFEECC", "num_format": "0.00"})
    s.add_table("A1:C5", {"name": "Data", "style": "Table Style Medium 4", "columns": [{"header": "City"}, {"header": "GDP"}, {"header": "Tenth", "formula": "=[@GDP]/10"}], "data": [["甲", 3], ["乙", 1], ["丙", 2], ["丁", 5]], "total_row": False})  # fmt: skip
    for row, value in enumerate((0.3, 0.1, 0.2, 0.5), 1):
        s.write_formula(row, 2, "=Data[[#This Row],[GDP]]/10", bold, value)
    s.write_comment("B2", "某人的批注", {"author": "Li Lei"})
    s.write_rich_string("E1", "粗", bold, "细")
    s.write_url("E2", "https://example.org/", string="link")
    s.insert_image("E4", str(dot), {"description": "a dot"})
    s.insert_textbox("E8", "text", {"textlink": "=$B$2"})
    s.insert_button("H2", {"macro": "MfgNothing", "caption": "Run"})
    s.insert_checkbox("K2", True)
    s.data_validation("B2:B5", {"validate": "decimal", "criteria": ">", "value": 0})
    s.data_validation("D2", {"validate": "list", "source": "=Result!$A$3:$A$6"})
    s.conditional_format("B2:B5", {"type": "data_bar", "data_bar_2010": True})
    s.conditional_format("C2:C5", {"type": "icon_set", "icon_style": "3_arrows"})
    s.add_sparkline("D3", {"range": "Input!B2:B5", "markers": True})
    s.set_row(7, 30, None, {"level": 1, "hidden": True})
    s.freeze_panes(1, 1)
    s.protect("", {"sort": True})
    s.set_header("&L&G", {"image_left": str(dot)})
    s.repeat_rows(0)
    s.print_area("A1:K20")
    s.set_landscape()
    s.set_background(str(dot))


def _result(book: Any) -> None:
    s = book.add_worksheet("Result")
    bold = book.add_format({"bold": True})
    s.write("A1", "scores")
    s.write_dynamic_array_formula("A3:A6", "=MFG_DOUBLE(Data[GDP])", bold, 6)
    for row, value in enumerate((2, 4, 10), 3):
        s.write_number(row, 0, value, bold)
    s.write_formula("C3", "=MFG_SUM(Data[GDP])", None, 11)
    s.write_formula("C4", '=IF(C3>0,MFG_SUM(Data[GDP])*2,"")', None, 22)
    s.write_formula("C5", '=MFG_TEXT("=1+1")', None, "=1+1")
    s.write_formula("C6", "=MFG_BAD()", None, "#N/A")
    s.write_formula("C7", "=MFG_YES()", None, True)
    s.write_array_formula("E3:E4", "{=MFG_DOUBLE(Input!B2:B3)}", None, 6)
    s.write_number("E4", 2)
    s.write_formula("G3", "=SUM(_xlfn.ANCHORARRAY(A3))", None, 22)
    s.write_formula("G4", "=SUM(Scores)", None, 22)
    s.write_formula("G5", "=C3*2", None, 22)
    s.conditional_format("A3:A6", {"type": "formula", "criteria": "=A3>MAX(Input!$B$2:$B$5)", "format": bold})
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Result!$A$3:$A$6", "trendline": {"type": "linear"}})
    s.insert_chart("I2", chart)


def _native(book: Any) -> None:
    s = book.add_worksheet("Native")
    s.write_formula("A1", "=SUM(Input!B2:B5)", None, 11)
    s.write_dynamic_array_formula("B1:B4", "=_xlfn._xlws.SORT(Input!B2:B5)", None, 1)
    for row, value in enumerate((2, 3, 5), 1):
        s.write_number(row, 1, value)
    s.autofilter("D1:E4")
    s.merge_range("G1:H2", "merged")
    s.set_column("J:K", 12, None, {"hidden": True})
    chart = book.add_chart({"type": "scatter"})
    chart.add_series({"categories": "=Input!$B$2:$B$5", "values": "=Native!$B$1:$B$4"})
    s.insert_chart("D6", chart)


def _custom_xml(path: Path) -> None:
    """Add a custom XML part, as document systems do."""
    with zipfile.ZipFile(path) as file:
        members = [(i, file.read(i)) for i in file.infolist()]
    item = "customXml/item1.xml"
    extra = {
        item: CUSTOM_XML,
        "customXml/itemProps1.xml": ITEM,
        "customXml/_rels/item1.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{OFFICE}/customXmlProps" Target="itemProps1.xml"/></Relationships>'.encode(),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for info, data in members:
            if info.filename == "xl/_rels/workbook.xml.rels":
                node = f'<Relationship Id="rIdC" Type="{OFFICE}/customXml" Target="../{item}"/>'
                data = data.replace(b"</Relationships>", node.encode() + b"</Relationships>")
            if info.filename == "[Content_Types].xml":
                node = '<Override PartName="/customXml/itemProps1.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>'
                data = data.replace(b"</Types>", node.encode() + b"</Types>")
            file.writestr(info, data)
        for name, data in extra.items():
            file.writestr(name, data)


def call(name: str, args: list[Any], context: Any) -> list[list[Any]]:
    """Stand-ins for worksheet functions."""
    rows = [[list(r) for r in a.values] for a in args]
    match name:
        case "MFG_DOUBLE":
            return [[v * 2 for v in r] for r in rows[0]]
        case "MFG_SUM":
            return [[sum(v for b in rows for r in b for v in r)]]
        case "MFG_TEXT":
            return rows[0]
        case "MFG_BAD":
            return [["#N/A"]]
        case "MFG_YES":
            return [[True]]
    return [["#NAME?"]]
