"""Checks of the functions behind xlwings' real decorators and ``call_udf``; prints them as JSON.

Runs in a process of its own: pywin32 is replaced by stubs (``fake_excel.py``) and the modules stay so.
"""

from __future__ import annotations

# isort: off
from fake_excel import DIV0, MISSING, NA, SPILL, Book, PyTime, Range  # first: it installs the stubs

import json
import math
import traceback
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from xlwings import udfs as xw
from xlwings.main import Book as XlBook

from udfs.excel import bridge, commands
from udfs.excel.catalogue import BY_NAME, FUNCTIONS
from udfs.excel.worksheet import FUNCTIONS as DIRECT

# isort: on

MODULE = "udfs.excel.worksheet"
TEXTS = {NA: "#N/A", DIV0: "#DIV/0!", SPILL: "#SPILL!"}
X = [[1.0, 10.0, 0.5], [2.0, 20.0, 1.0], [3.0, 20.0, 2.0], [4.0, 50.0, 4.0]]
DATE = PyTime(2021, 3, 1)
SCORES = [0.24611023544490215, 0.3841724645775956, 0.4349735148541796, 0.7290779939319926]


class Calls:
    """A workbook with one formula cell, from which functions are called as VBA calls them."""

    def __init__(self, language: str = "en") -> None:
        self.book = Book()
        self.sheet = self.book.sheet("Data")
        self.book.named["MFG_Language"] = self.book.sheet("Set").put(1, 1, [[language]])
        self._column = 1

    def put(self, rows: list[list[Any]], row: int = 1) -> Range:
        rng = self.sheet.put(row, self._column, rows)
        self._column += len(rows[0])
        return rng

    def __call__(self, name: str, *args: Any) -> Any:
        given = list(args) + [MISSING] * (len(BY_NAME[name].args) - len(args))
        caller = Range(self.sheet, 40, 26, 1, 1)
        self.book.asked.clear()
        return xw.call_udf(MODULE, name, [*given, None], self.book, caller)


def plain(value: Any) -> Any:
    """What a cell value of COM means to a direct call."""
    return TEXTS.get(value, value) if type(value) is int else value


def same(got: Any, wanted: Any) -> None:
    assert [len(r) for r in got] == [len(r) for r in wanted], (got, wanted)
    for a, b in zip([c for r in got for c in r], [c for r in wanted for c in r], strict=True):
        if isinstance(b, float):
            assert math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-12), (got, wanted)
        else:
            assert a == b, (got, wanted)


def metadata() -> None:
    for f in FUNCTIONS:
        info = DIRECT[f.name].__xlfunc__  # type: ignore[attr-defined]
        assert [a["name"] for a in info["args"]] == [*(a.name for a in f.args), "caller"]
        assert info["name"] == f.name
        assert not info["sub"]
        assert info["volatile"] is False
        assert info["async_mode"] is None
        assert info["call_in_wizard"] is True
        assert "expand" not in info["ret"]["options"]
        for pos, a in enumerate(info["args"]):
            assert a["pos"] == pos
            assert a["optional"] is None
            assert a["vba"] is None
            assert not a["vararg"]
            if a["name"] != "caller":
                assert a["options"]["convert"] is bridge.accessor()


def every_function_from_ranges() -> None:
    """Every function with blocks as ranges, scalars and missing arguments, against the direct call."""
    blocks: list[list[list[Any]]] = [
        X,
        [["城市", "p", "q"], ["深圳", 3.0, 1.0], ["苏州", 4.0, 2.0]],
        [[3.0, NA], [4.0, 2.0]],
        [[3.0, DIV0], [4.0, 2.0]],
        [[3.0, SPILL], [4.0, 2.0]],
        [[3.0, DATE], [4.0, 2.0]],
        [[3.0, True], [4.0, 2.0]],
        [[3.0, "abc"], [4.0, 2.0]],
        [[3.0, "1,028"], [4.0, None]],
        [[Decimal("3"), 1.0], [Decimal("4"), 2.0]],
        [[None, None], [None, None]],
        [[3.0, 1.0, 2.0]],
        [[3.0], [1.0], [2.0]],
        [[5.0]],
        [[None]],
        [["+"], ["-"], ["+"]],
        [["轮次", "专家", "p", "q"], [1.0, "甲", 4.0, 5.0], [2.0, "甲", 3.0, None]],
    ]
    for f in FUNCTIONS:
        for first in blocks:
            for second in (MISSING, [["+", "+", "-"]], [[None]], "+", NA, [[1.0], [2.0], [3.0]]):
                calls = Calls()
                args = [calls.put(first)]
                direct: list[Any] = [[[plain(c) for c in r] for r in first]]
                if len(f.args) > 1:
                    args.append(calls.put(second) if isinstance(second, list) else second)
                    direct.append(
                        None
                        if second == MISSING
                        else plain(second)
                        if not isinstance(second, list)
                        else second
                    )
                got = calls(f.name, *args)
                assert type(got) is list
                for cell in (c for r in got for c in r):
                    assert type(cell) in (float, int, str, bool)
                wanted = DIRECT[f.name](*direct, caller=Plain())
                if isinstance(got[0][0], str) and got[0][0].startswith("#MFG!"):
                    assert len(got) == len(wanted) == 1, (f.name, first, second, got, wanted)
                    assert got[0][0].split(":")[0] == wanted[0][0].split(":")[0], (got, wanted)
                elif f.name != "MFG_CHECK":
                    same(got, wanted)
                else:
                    assert [r[0] for r in got] == [r[0] for r in wanted]


class Plain:
    language = "en"

    def named(self, name: str) -> None:
        return None


def no_address_where_all_is_well() -> None:
    for f, args in (
        ("MFG_SCORE", (X, [["+", "+", "-"]])),
        ("MFG_NORM", (X, [["+"], ["+"], ["-"]])),
        ("MFG_WEIGHT", (X,)),
        ("MFG_DIMENSION", (X, [[1.0, 1.0, 1.0]], [["A", "A", "B"]])),
        ("MFG_RANK", ([[3.0], [1.0]],)),
        ("MFG_RANKING", ([[3.0], [1.0]], [["深圳"], ["苏州"]])),
        ("MFG_CHECK", (X,)),
    ):
        calls = Calls()
        result = calls(f, *(calls.put(a) for a in args))
        assert not str(result[0][0]).startswith("#MFG!"), result
        assert calls.book.asked == [], (f, calls.book.asked)
    same(scores_of_ranges(), [[s] for s in SCORES])


def scores_of_ranges() -> Any:
    calls = Calls()
    return calls("MFG_SCORE", calls.put(X), calls.put([["+", "+", "-"]]))


def messages_name_the_cell() -> None:
    calls = Calls("zh")
    assert calls("MFG_NORM", calls.put([[1.0, "abc"], [2.0, 3.0]], row=6))[0][0].startswith(
        "#MFG! 数据：Data!B6 是“abc”，不是数"
    )
    assert calls.book.asked
    for function, rows, words in (
        ("MFG_RANK", [[3.0, 1.0, "abc"]], 'Data!C7 is "abc"'),
        ("MFG_NORM", [["城市", "p"], ["深圳", 1.0], ["苏州", DIV0]], "Data!B9 is #DIV/0!"),
        ("MFG_NORM", [["城市", "p"], ["深圳", 1.0], ["苏州", SPILL]], "Data!B9 is #SPILL!"),
        ("MFG_NORM", [[1.0, DATE]], "Data!B7 is the date 2021-03-01"),
        ("MFG_WEIGHT", [[1.0, 5.0], [2.0, 5.0]], "Data!B:B has the same value 5"),
        ("MFG_SCORE", [[1.0, 5.0], [2.0, 5.0]], "Data!B:B has the same value 5"),
    ):
        calls = Calls()
        said = calls(function, calls.put(rows, row=7))[0][0]
        assert words in said, said
    calls = Calls()
    data, weight = calls.put(X), calls.put([[0.5], [-0.2], [0.7]], row=3)
    assert "weight: Data!D4 has weight -0.2" in calls("MFG_SCORE", data, MISSING, weight)[0][0]
    assert "method: Data!E1 is #N/A" in calls("MFG_NORM", data, *[MISSING] * 5, calls.put([[NA]]))[0][0]


def scalars_missing_and_arrays() -> None:
    calls = Calls()
    scores = calls.put([[3.0], [1.0], [2.0]])
    empty = calls.put([[None]])
    expected = [[1.0], [3.0], [2.0]]
    same(calls("MFG_RANK", scores), expected)
    same(calls("MFG_RANK", scores, empty, empty, empty), expected)
    same(calls("MFG_RANK", scores, "最小", 2.0, 1.0), expected)
    same(calls("MFG_RANK", scores, "", None, MISSING), expected)
    same(calls("MFG_RANK", ((3.0,), (1.0,), (2.0,))), expected)
    same(calls("MFG_RANK", (3.0, 1.0, 2.0)), [[1.0, 3.0, 2.0]])
    same(calls("MFG_RANK", 5.0), [[1.0]])
    same(calls("MFG_RANK", NA), [["#N/A"]])
    assert "is #N/A" in calls("MFG_RANK", scores, NA)[0][0]
    assert "logical value TRUE" in calls("MFG_RANK", True)[0][0]
    assert "#DIV/0!" in calls("MFG_RANK", ((3.0,), (DIV0,)))[0][0]
    assert "missing" in calls("MFG_RANK", MISSING)[0][0]
    assert calls("MFG_VERSION")[0][0].startswith("MFG Index ")


def whole_columns_and_unions() -> None:
    calls = Calls()
    calls.put([["得分"], [3.0], [1.0], [None]])
    calls.put([["城市"], ["深圳"], ["苏州"], ["成都"]])
    scores, city = (Range(calls.sheet, 1, c, 1_048_576, 1) for c in (1, 2))
    same(calls("MFG_RANK", scores), [["得分"], [1.0], [2.0], ["#N/A"]])
    assert [r[1] for r in calls("MFG_RANKING", scores, city)] == ["城市", "深圳", "苏州", "成都"]
    assert "separate areas" in calls("MFG_RANK", Range(calls.sheet, 1, 1, 4, 1, areas=2))[0][0]
    assert "separate areas" in calls("MFG_RANK", Range(calls.sheet, 1, 1, 1_048_576, 1, areas=2))[0][0]
    assert "missing" in calls("MFG_RANK", Range(calls.sheet, 900, 20, 1_048_576 - 900, 1))[0][0]


def model() -> Calls:
    calls = Calls("zh")
    cities = ["深圳", "苏州", "成都", "西安"]
    sheet = calls.book.sheet("Model")
    named = calls.book.named
    named["MFG_Data"] = sheet.put(
        1, 1, [["城市", "p", "q", "n"], *([c, *r] for c, r in zip(cities, X, strict=True))]
    )
    named["MFG_Framework"] = sheet.put(11, 1, [["代码", "方向"], ["p", "+"], ["q", "+"], ["n", "-"]])
    named["MFG_Options"] = sheet.put(21, 1, [["combine", "objective"]])
    return calls


def the_model_of_the_workbook() -> None:
    calls = model()
    same(calls("MFG_SCORE"), [[s] for s in SCORES])
    same(calls("MFG_SCORE", "深圳"), [[SCORES[0]]])
    same(calls("MFG_SCORE", calls.put([["深圳市"]])), [[SCORES[0]]])
    ranking = calls("MFG_RANKING")
    assert [r[1] for r in ranking] == ["城市", "西安", "成都", "苏州", "深圳"]
    assert calls("MFG_CHECK")[1][0] == "通过"
    calls.book.named["MFG_Data"].Worksheet.cells[3, 2] = DIV0  # type: ignore[union-attr]
    assert "Model!B3 是错误值 #DIV/0!" in calls("MFG_SCORE")[0][0]
    assert any(r[1] == "数据 Model!B3" for r in calls("MFG_CHECK"))
    del calls.book.named["MFG_Data"]
    assert "没有名称 MFG_Data" in calls("MFG_SCORE")[0][0]
    calls.book.named["MFG_Data"] = None  # a name for a constant or a formula
    assert "没有名称 MFG_Data" in calls("MFG_SCORE")[0][0]


def commands_on_a_book() -> None:
    from xlwings import _xlwindows

    calls = model()
    book = XlBook(impl=_xlwindows.Book(calls.book))
    assert "未发现问题" in commands.check_book(book)
    calls.book.named["MFG_Data"].Worksheet.cells[3, 2] = DIV0  # type: ignore[union-attr]
    said = commands.check_book(book)
    assert "Model!B3" in said
    assert "1 个错误" in said


CHECKS: list[Callable[[], None]] = [
    metadata,
    every_function_from_ranges,
    no_address_where_all_is_well,
    messages_name_the_cell,
    scalars_missing_and_arrays,
    whole_columns_and_unions,
    the_model_of_the_workbook,
    commands_on_a_book,
]


def main() -> None:
    outcome: dict[str, str | None] = {}
    for check in CHECKS:
        try:
            check()
            outcome[check.__name__] = None
        except Exception:
            outcome[check.__name__] = traceback.format_exc()
    print(json.dumps(outcome))


if __name__ == "__main__":
    main()
