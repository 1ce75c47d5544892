"""Native forms that rest on the steps of a whole model: trees of three levels, indicators beside dimensions, stages."""

from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from native_edits import apply, differences
from typer.testing import CliRunner

import mfg
from workbook import libreoffice
from workbook.book import Book
from workbook.native import to_native
from workbook.recalc import recalc
from workbook.syntax import udf_names

pytestmark = pytest.mark.skipif(
    libreoffice.find() is None and os.environ.get("CI") != "true", reason="soffice (LibreOffice) is missing"
)

#: Three levels; Z is an indicator beside the dimensions, B1 one beside a dimension of the second level.
DEEP = """code,parent,name_en,direction,weight
S,,Total,,
A,S,First,,3
B,S,Second,,2
Z,S,Alone,+,1
A1,A,First of A,,2
A2,A,Second of A,,1
B1,B,Beside,-,1
B2,B,Only with children,,2
x1,A1,x1,+,1
x2,A1,x2,+,2
x3,A2,x3,-,1
x4,A2,x4,+,1
y1,B2,y1,+,1
"""
LEAVES = ["Z", "B1", "x1", "x2", "x3", "x4", "y1"]

STAGED = """code,parent,name_en,direction,weight,stage: early,stage: middle,stage: late
S,,Total,,,,,
A,S,First,,3,{0}
B,S,Second,,2,{1}
a1,A,a1,+,1,1.2,1,0.8
a2,A,a2,-,2,0.7,1,1.4
b1,B,b1,+,1,,,
b2,B,b2,+,3,,,
"""

#: What stays, which unit, which rival: beside the form of the sheet, each at a row of Sensitivity with room below.
ABOUT = {300: '"ranking",,', 330: '"top:3",,', 360: '"pair","c2","c7"', 390: ',"c4","c1"'}


def new(folder: Path, framework: str, leaves: list[str], options: list[str], stages: bool = False) -> Path:
    """Write the workbook of a model with twelve cities, two of them alike in some indicators."""
    values = np.random.default_rng(7).uniform(1, 9, (12, len(leaves))).round(2)
    values[3, :3] = values[4, :3]
    (folder / "f.csv").write_text(framework, encoding="utf-8")
    lines = [",".join(["city", *(["grade"] if stages else []), *leaves])]
    names = ["early", "middle", "late", "middle"]
    for i, row in enumerate(values.tolist()):
        lines.append(",".join([f"c{i}", *([names[i % 4]] if stages else []), *map(str, row)]))
    (folder / "d.csv").write_text("\n".join(lines), encoding="utf-8")
    book = folder / "book.xlsx"
    args = [book, "--framework", folder / "f.csv", "--data", folder / "d.csv", *options, "--lang", "en"]
    made = CliRunner().invoke(mfg.app, ["new", *map(str, args)], catch_exceptions=False)
    assert made.exit_code == 0, made.output
    return book


def place_of(path: Path, function: str) -> tuple[str, int, int]:
    with Book(path) as book:
        for sheet in book.sheets.values():
            for (row, col), formula in sheet.formulas.items():
                if function in udf_names(formula.text):
                    return sheet.name, row, col
    raise AssertionError(function)


def table(path: Path, function: str) -> list[list[Any]]:
    """Return the cells of a function's result."""
    sheet, row, col = place_of(path, function)
    with Book(path) as book:
        return [list(v) for v in book.block(book.sheets[sheet.casefold()].formulas[row, col].area).values]


def compared(book: Path, native: Path, edits: dict[str, Any], folder: Path, function: str) -> Path:
    """Compare all cells after edits, the function's among them; returns the engine's workbook."""
    engine = apply(book, folder / "engine.xlsx", edits)
    recalc(engine, language="en", libreoffice=False)
    result = libreoffice.recalculate(apply(native, folder / "native.xlsx", edits), folder / "out")
    kept = to_native(book, folder / "again.xlsx").kept
    assert not [k for k in kept if function in k.formula]
    found, count = differences(engine, result, frozenset(f"{k.sheet}!{k.cell}" for k in kept))
    assert count > 300
    assert not found, found[:10]
    return engine


def with_more(path: Path) -> Path:
    """Add the other forms of MFG_STABILITY below those of the sheet."""
    sheet, row, col = place_of(path, "MFG_STABILITY")
    with Book(path) as book:
        own = book.sheets[sheet.casefold()]
        text, part = own.formulas[row, col].text, own.part
    rows = []
    for at, about in ABOUT.items():
        assert text.count('"leader",,') == 1
        escaped = text.replace('"leader",,', about).replace('"', "&quot;")
        rows.append(
            f'<row r="{at}"><c r="A{at}" cm="1"><f t="array" ref="A{at}">{escaped}</f><v>0</v></c></row>'
        )
    with zipfile.ZipFile(path) as file:
        members = {n: file.read(n) for n in file.namelist()}
    members[part] = members[part].replace(b"</sheetData>", "".join(rows).encode() + b"</sheetData>")
    out = path.with_name("more.xlsx")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    recalc(out, language="en", libreoffice=False)
    return out


def test_stability_of_a_deep_tree(tmp_path) -> None:
    book = with_more(new(tmp_path, DEEP, LEAVES, ["--weights", "cv", "--scale", "max100"]))
    with Book(book) as b:
        for at in ABOUT:
            assert b.value("Sensitivity", at, 1) == "Code", b.value("Sensitivity", at, 1)
    native = tmp_path / "first.xlsx"
    to_native(book, native)
    with Book(book) as b:
        data = b.table("Data").area
    # A city behind becomes the first; one loses a value and so its score.
    edits = {"Data": {(data.row1 + 6, 3): 40.0, (data.row1 + 6, 4): 40.0, (data.row1 + 9, 5): None}}
    after = compared(book, native, edits, tmp_path, "MFG_STABILITY")
    old, new_ = table(book, "MFG_STABILITY"), table(after, "MFG_STABILITY")
    assert old[0] == new_[0]
    assert old[1:] != new_[1:]


@pytest.mark.parametrize(
    ("factors", "options"),
    [(",,", ["--aggregate", "geometric", "--scale", "efficacy"]), ("1.5,1,0.5", ["--scale", "max100", "--missing", "reweight"])],
    ids=["below only", "both levels"],
)  # fmt: skip
def test_boundaries_of_stages(tmp_path, factors, options) -> None:
    """The list grows and shrinks with the stages; cities without a stage and without a value are not in it."""
    turned = ",".join(reversed(factors.split(",")))
    leaves = ["a1", "a2", "b1", "b2"]
    book = new(
        tmp_path, STAGED.format(factors, turned), leaves, ["--weights", "given", *options], stages=True
    )
    native = tmp_path / "first.xlsx"
    to_native(book, native)
    old = table(book, "MFG_RESCORE")
    assert len(old) == 13
    with Book(book) as b:
        row = b.table("Data").area.row1 + 1
    # Of the first stage two cities are left, then one; others change stage, one has none.
    fewer: dict[tuple[int, int], Any] = {
        (row, 2): "late",
        (row + 4, 2): "middle",
        (row + 5, 2): "—",
        (row + 7, 3): 9.75,
    }
    lists = []
    for edits in (fewer, fewer | {(row + 8, 2): "late", (row + 9, 4): 0.5}):
        lists.append(table(compared(book, native, {"Data": edits}, tmp_path, "MFG_RESCORE"), "MFG_RESCORE"))
    assert [len(v) for v in lists] == [11, 7]
    assert lists[0][1:4] != old[1:4]
