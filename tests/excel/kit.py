"""What the tests of the Excel boundary share: the test vector, a fake workbook, a look at results."""

from __future__ import annotations

import math
from typing import Any

from udfs.excel.cells import Block
from udfs.excel.guard import as_block
from udfs.excel.worksheet import FUNCTIONS

Rows = list[list[Any]]

#: METHOD A test vector: p and q positive, n negative.
X: Rows = [[1.0, 10.0, 0.5], [2.0, 20.0, 1.0], [3.0, 20.0, 2.0], [4.0, 50.0, 4.0]]
CITIES = ["深圳", "苏州", "成都", "西安"]
DIRECTION = ["+", "+", "-"]


class Sheet:
    """A workbook as a formula sees it: a language and the blocks of its defined names."""

    def __init__(self, language: str = "en", **names: Any) -> None:
        self.language = language
        self._names = names

    def named(self, name: str) -> Block | None:
        return as_block(self._names.get(name))


def run(name: str, *args: Any, caller: Any = None, **named: Any) -> Rows:
    """Call a worksheet function as Excel would; the result must be what Excel can take."""
    rows = FUNCTIONS[name](*args, caller=caller or Sheet(), **named)
    accepted(rows)
    return rows


def accepted(rows: Any) -> None:
    """Assert that ``rows`` is a rectangle of plain finite values with texts of at most 255 characters."""
    assert type(rows) is list
    assert rows
    assert len({len(r) for r in rows}) == 1
    for row in rows:
        assert type(row) is list
        assert row
        for cell in row:
            assert type(cell) in (float, int, str, bool), repr(cell)
            if type(cell) is float:
                assert math.isfinite(cell)
            if type(cell) is str:
                assert len(cell) <= 255
                assert "Traceback" not in cell
                assert "internal error" not in cell


def message(rows: Rows) -> str:
    """Return the one message that a refused call gives."""
    assert len(rows) == len(rows[0]) == 1, rows
    text = rows[0][0]
    assert isinstance(text, str)
    assert text.startswith("#MFG! ")
    return text


def column(values: list[Any]) -> Rows:
    """Return a list as a column of cells."""
    return [[v] for v in values]


def labelled(
    header: list[Any] | None = None, city: list[Any] | None = None, body: Rows | None = None
) -> Rows:
    """Put a header row and a column of cities around the numbers, either or both."""
    rows = [list(r) for r in body or X]
    if city is not None:
        rows = [[c, *r] for c, r in zip(city, rows, strict=True)]
        header = None if header is None else ["城市", *header]
    return rows if header is None else [list(header), *rows]


FRAMEWORK: Rows = [
    ["代码", "上级", "中文名称", "英文名称", "单位", "方向", "权重"],
    ["T", None, "综合", "Index", None, None, None],
    ["p", "T", "产值", "Output", "亿元", "+", 0.5],
    ["q", "T", "专利", "Patents", "件", "+", 0.3],
    ["n", "T", "能耗", "Energy", "吨", "-", 0.2],
]
DATA: Rows = [["城市", "p", "q", "n"], *([c, *r] for c, r in zip(CITIES, X, strict=True))]
DELPHI: Rows = [
    ["轮次", "专家", "p", "q", "n"],
    [1, "甲", 9.0, 9.0, 9.0],
    [2, "甲", 5.0, 4.0, 1.0],
    [2, "乙", 5.0, 2.0, 3.0],
]


def book(language: str = "en", **names: Any) -> Sheet:
    """A workbook with the test vector as its model; names given replace or (None) remove its own."""
    return Sheet(language, **{"MFG_Data": DATA, "MFG_Framework": FRAMEWORK, **names})
