"""Random edits of a workbook's inputs, made in the workbook and in its native edition alike."""

from __future__ import annotations

import random
from pathlib import Path

from workbook import libreoffice
from workbook.book import Book
from workbook.patch import SheetPatch, patch_sheet
from workbook.recalc import recalc
from workbook.references import a1
from workbook.sheet import Value
from workbook.syntax import udf_names

Edits = dict[str, dict[tuple[int, int], Value]]

#: What an option may be changed to, by its name on Method; several to a workbook at most once each.
OPTIONS: dict[str, tuple[Value, ...]] = {
    "ties": ("average", "dense", "并列取最大名次", "ordinal"),
    "decimals": (0.0, 1.0),
    "scale": ("0 to 100", "efficacy", "raw", "最高分为 100"),
    "combine": ("linear", "geometric", "game theory", "objective only"),
    "alpha": (0.25, 0.8),
    "positive": ("maximum minus x", "inverse"),
    "k": (1.0, 0.5),
    "normalise": ("min-max", "efficacy coefficient", "最大值法", "mean", "sum"),
    "missing": ("reweight", "zero"),
    "impute": ("median", "column mean", "group mean"),
    "scope": ("over the level",),
    "breaks": ("5, 20, 50, 80", "1，9、40；100"),
    "stage": ("by rank",),
    "abc": ("class multipliers",),
    "abc_factor": ("5, 3, 1",),
    "stage_weight": ("factor",),
}


def _cells(book: Book, table: str, columns: list[str]) -> list[tuple[str, int, int]]:
    info = book.table(table)
    assert info is not None
    first = info.area.row1 + 1
    return [
        (info.area.sheet, row, info.area.col1 + info.columns.index(name))
        for row in range(first, info.area.row2 + 1)
        for name in columns
    ]


def edits(path: Path, seed: int, count: int, options: tuple[str, ...] = ()) -> Edits:
    """Return `count` edits: values, blanks, texts for missing, directions, expert scores, weights, groups, the city."""
    rng = random.Random(seed)
    out: Edits = {}
    with Book(path) as book:
        codes = [str(v) for line in book.block(book.named_area("MFG_Codes")).values for v in line]

        def put(cell: tuple[str, int, int], value: Value) -> None:
            out.setdefault(cell[0], {})[cell[1], cell[2]] = value

        values = _cells(book, "Data", codes)
        kinds = (
            ["value"] * 6 + ["expert"] * 3 + ["direction", "blank", "token", "province", "weight", "factor"]
        )
        framework, experts = book.table("Framework"), book.table("Delphi")
        assert framework is not None and experts is not None
        for _ in range(count):
            kind = rng.choice(kinds)
            if kind in ("value", "blank", "token"):
                cell = rng.choice(values)
                old = book.value(*cell)
                new: Value = old * rng.uniform(0.4, 1.9) if isinstance(old, float) and old else 1.5
                put(cell, {"value": new, "blank": None, "token": "n/a"}[kind])
            elif kind == "expert":
                put(rng.choice(_cells(book, "Delphi", codes)), float(rng.randint(2, 9)))
            elif kind == "direction":
                cell = rng.choice([c for c in _cells(book, "Framework", ["Direction"]) if book.value(*c)])
                put(cell, rng.choice(["negative", "负向", "positive"]))
            elif kind == "weight":
                leaf = rng.choice(_cells(book, "Framework", ["Weight"]))
                if book.value(leaf[0], leaf[1], 1) in codes:
                    put(leaf, float(rng.randint(1, 5)))
            elif kind == "factor":
                factor = [c for c in framework.columns if c.startswith("stage: ")]
                if factor:
                    cell = rng.choice(_cells(book, "Framework", factor))
                    if isinstance(book.value(*cell), float):
                        put(cell, rng.uniform(0.7, 1.4))
            else:
                column = [c for c in ("Province", "Development stage") if c in book.table("Data").columns]
                name = rng.choice(column)
                cells = _cells(book, "Data", [name])
                put(rng.choice(cells), book.value(*rng.choice(cells)))
        put(("Profile", 6, 2), book.value("Data", 9 + rng.randint(0, 20), 1))
        method = book.sheets["method"]
        for name in options:
            row = next(r for r in range(6, 40) if method.get(r, 2) == name)
            put(("Method", row, 3), rng.choice(OPTIONS[name]))
    return out


def apply(path: Path, out: Path, made: Edits) -> Path:
    """Write a copy with the edits."""
    with Book(path) as book:
        parts = {
            book.sheets[name.casefold()].part: patch_sheet(
                book.package, book.sheets[name.casefold()].part, SheetPatch(values=dict(cells))
            )
            for name, cells in made.items()
        }
        book.package.rewrite(parts, out)
    return out


def differences(engine: Path, native: Path, kept: frozenset[str] = frozenset()) -> tuple[list[str], int]:
    """Compare the MFG cells of a workbook that the engine calculated with its native edition; returns what
    differs and how many cells were compared. The formulas at `kept` became values."""
    found, count = [], 0
    with Book(engine) as a, Book(native) as b:
        for key, sheet in a.sheets.items():
            for (row, col), formula in sorted(sheet.formulas.items()):
                if not udf_names(formula.text) and formula.kind != "spill":
                    continue
                if f"{sheet.name}!{a1(row, col)}" in kept:
                    continue
                area = formula.area
                for r in range(area.row1, area.row2 + 1):
                    for c in range(area.col1, area.col2 + 1):
                        count += 1
                        x, y = sheet.get(r, c), b.sheets[key].get(r, c)
                        if not same(x, y):
                            found.append(f"{sheet.name}!{a1(r, c)}: {x!r} is {y!r} in ={formula.text[:60]}")
    return found, count


def same(x: Value, y: Value) -> bool:
    """Whole numbers and texts exactly, other numbers within 1e-9 of themselves (or of 1)."""
    if x in (None, "") and y in (None, ""):
        return True
    if isinstance(x, float) and isinstance(y, float):
        if x.is_integer() and abs(x) < 1e6:
            return abs(x - y) <= 1e-9
        return abs(x - y) <= 1e-9 * max(1.0, abs(x))
    return type(x) is type(y) and x == y


def both(
    book: Path, native: Path, made: Edits, folder: Path, profile: Path, kept: frozenset[str] = frozenset()
) -> tuple[list[str], int]:
    """Make edits in both, calculate one by the engine and one by LibreOffice, and compare."""
    edited = apply(book, folder / "engine.xlsx", made)
    recalc(edited, language="en", libreoffice=False)
    other = apply(native, folder / "native.xlsx", made)
    result = libreoffice.recalculate(other, folder / "out", profile, timeout=600)
    return differences(edited, result, kept)
