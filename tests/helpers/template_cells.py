"""Read a template's cells back, and compare them with what the engine computes."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pytest

from udfs.engine.index import Result
from workbook import build
from workbook.book import Book
from workbook.maker import STEP, WEIGHT_COLUMNS


def needs(found: object, tool: str) -> None:
    """Skip where a tool is absent; in CI that is a failure."""
    if not found:
        (pytest.fail if os.environ.get("CI", "").lower() == "true" else pytest.skip)(
            f"{tool} is not installed"
        )


def column(book: Book, sheet: str, head: str, row: int = 8) -> list[object]:
    """The cells below a header."""
    where = book.sheet(sheet)
    assert where is not None
    (col,) = [c for c in range(1, 700) if where.get(row, c) == head]
    found = []
    while (v := where.get(row + 1 + len(found), col)) is not None:
        found.append(v)
    return found


def level(book: Book, key: str, depth: int, lang: str) -> list[object]:
    """One column of a level on Weights."""
    sheet = book.sheet("Weights")
    col = 1 + (depth - 1) * STEP + WEIGHT_COLUMNS.index(key)
    assert sheet.get(6, col) == build.t(f"h_{key}", lang)
    found = []
    while (v := sheet.get(7 + len(found), col)) is not None:
        found.append(v)
    return found


def cells(book: Book, name: str) -> dict[tuple[int, int], object]:
    """All cells of a sheet."""
    return {(r, c): v for r, line in book.sheet(name).rows.items() for c, v in line.items()}


def floats(values: list[Any]) -> np.ndarray:
    return np.array([np.nan if v == "#N/A" else float(v) for v in values])


def equal_the_engine(book: Book, r: Result, lang: str) -> None:
    """Numbers in cells and from the engine agree to 1e-12; no cell holds a message."""
    t = lambda key: build.t(key, lang)  # noqa: E731
    n = len(r.units.names)
    for j, node in enumerate(r.framework.indicators):
        got = floats(column(book, "Normalised", node.code))
        assert len(got) == n
        np.testing.assert_allclose(got, r.normalised[:, j], rtol=1e-12, atol=1e-15)
    for i, node in enumerate(r.framework.nodes):
        if i and not r.framework.is_leaf[i]:
            np.testing.assert_allclose(
                floats(column(book, "Dimensions", node.code)), r.nodes[:, i], rtol=1e-12
            )
    np.testing.assert_allclose(floats(column(book, "Scores", t("h_score"))), r.score, rtol=1e-12)
    np.testing.assert_array_equal(floats(column(book, "Scores", t("h_rank"))), r.rank)
    assert column(book, "Scores", t("h_stage")) == [s or "#N/A" for s in r.stage]
    for key, values in (
        ("subjective", r.subjective),
        ("objective", r.objective),
        ("combined", r.weights),
        ("effective", r.effective),
    ):
        for depth in range(1, r.framework.levels + 1):
            got_ = dict(zip(level(book, "code", depth, lang), level(book, key, depth, lang), strict=True))
            where = r.framework.level(depth)
            want = dict(zip(r.framework.code[where], values[where], strict=True))
            assert got_.keys() == want.keys()
            np.testing.assert_allclose([float(got_[c]) for c in want], list(want.values()), rtol=1e-12)
    ranking = book.sheet("Ranking")
    assert [ranking.get(6 + i, 2) for i in range(n + 1)] == [*(r.units.names[i] for i in r.order()), None]
    shown = {(s, *at): v for s in book.sheet_names for at, v in cells(book, s).items()}
    assert {k: v for k, v in shown.items() if isinstance(v, str) and v.startswith("#MFG!")} == {}
