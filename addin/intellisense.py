"""The function help that Excel-DNA's IntelliSense shows while a formula is typed, from the catalogue.

Excel-DNA IntelliSense (a free display add-in, not needed by anything else) finds descriptions of a
workbook's functions in a custom XML part of the workbook, or in a file beside it called
``NAME.intellisense.xml``. Beside an add-in in XLSTART the file is no choice, because Excel opens every
file of that folder as a workbook when it starts: so the part goes into ``MFG.xlam``.
The format is documented in the wiki of Excel-DNA/IntelliSense, "Usage Instructions".
"""

from __future__ import annotations

import io
import zipfile
from copy import copy

from lxml import etree

from udfs.excel.catalogue import FUNCTIONS

NAMESPACE = "http://schemas.excel-dna.net/intellisense/1.0"
ITEM = "customXml/item1.xml"
PROPERTIES = "customXml/itemProps1.xml"
#: Identifies the part inside its package; any fixed GUID will do.
STORE_ID = "{6D66672D-696E-4465-8873-656E7365312E}"

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROLOG = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def xml(lang: str) -> bytes:
    """The descriptions of all functions in one language, as Excel-DNA reads them."""

    def tag(name: str) -> str:
        return f"{{{NAMESPACE}}}{name}"

    root = etree.Element(tag("IntelliSense"), nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    info = etree.SubElement(root, tag("FunctionInfo"))
    for function in FUNCTIONS:
        node = etree.SubElement(info, tag("Function"), Name=function.name, Description=function.help(lang))
        for arg in function.args:
            name = f"[{arg.name}]" if arg.optional else arg.name
            etree.SubElement(node, tag("Argument"), Name=name, Description=arg.help(lang))
    return _PROLOG + bytes(etree.tostring(root, encoding="UTF-8", pretty_print=True))


def with_intellisense(addin: bytes, lang: str) -> bytes:
    """The add-in with the descriptions inside; the same input always gives the same bytes."""
    link = f'<Relationship Id="rId1" Type="{_OFFICE}/customXmlProps" Target="itemProps1.xml"/>'
    new = {
        ITEM: xml(lang),
        PROPERTIES: _PROLOG
        + f'<ds:datastoreItem ds:itemID="{STORE_ID}" xmlns:ds="{_STORE}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'.encode(),
        "customXml/_rels/item1.xml.rels": _PROLOG
        + f'<Relationships xmlns="{_PACKAGE}">{link}</Relationships>'.encode(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(addin)) as old, zipfile.ZipFile(out, "w") as made:
        if ITEM in old.namelist():
            raise ValueError(f"the add-in already has {ITEM}")
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "[Content_Types].xml":
                override = f'<Override PartName="/{PROPERTIES}" ContentType="{_PROPERTIES_TYPE}"/>'
                data = _before_end(data, "</Types>", override)
            elif info.filename == "xl/_rels/workbook.xml.rels":
                relation = f'<Relationship Id="rIdMfgHelp" Type="{_OFFICE}/customXml" Target="../{ITEM}"/>'
                data = _before_end(data, "</Relationships>", relation)
            made.writestr(copy(info), data)
        date = old.infolist()[0].date_time
        for name, data in new.items():
            made.writestr(zipfile.ZipInfo(name, date), data)
    return out.getvalue()


def _before_end(data: bytes, end: str, piece: str) -> bytes:
    text = data.decode("utf-8")
    if text.count(end) != 1:
        raise ValueError(f"a part of the add-in is not understood: no {end}")
    return text.replace(end, piece + end).encode("utf-8")
