"""The calls that Linux and Windows both make, as JSON: the template's formulas, and small and hostile blocks.

Every function of the catalogue gets at least one call with an answer. It is found, not written down:
the arguments its example names are looked up by their names in ``OWN``; where the example does not
lead to an answer, other blocks of ``OWN`` are tried in their place.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from udfs.excel.catalogue import FUNCTIONS
from udfs.excel.entry import Function
from udfs.excel.worksheet import FUNCTIONS as DIRECT
from workbook.book import Book
from workbook.formula import Scope, area_of
from workbook.references import Area, FormulaError
from workbook.syntax import Array, Literal, is_udf, parse
from workbook.syntax import Function as Call

TEMPLATE = Path(__file__).resolve().parents[2] / "workbook" / "MFG_Template.xlsx"
MISSING: dict[str, Any] = {"missing": True}
NA, DIV0 = {"error": -2146826246}, {"error": -2146826281}
DATE, MONEY = {"date": "2021-03-01T00:00:00"}, {"currency": "2.5"}

Rows = list[list[Any]]


def column(values: list[Any]) -> Rows:
    return [[v] for v in values]


_FOUR = ["深圳", "苏州", "成都", "西安"]
_AHP = [[1.0, 3.0, 5.0, 7.0], [1 / 3, 1.0, 2.0, 4.0], [0.2, 0.5, 1.0, 2.0], [1 / 7, 0.25, 0.5, 1.0]]
_YEARS = [2019.0, 2020.0, 2021.0]

#: Small tables of a user's own, under the names that the examples of the catalogue use.
OWN: dict[str, Rows] = {
    "data": [[1.0, 10.0, 0.5], [2.0, 20.0, 1.0], [3.0, 20.0, 2.0], [4.0, 50.0, 4.0]],
    "table": [
        ["城市", "p", "q", "n"],
        ["深圳", 1.0, 10.0, 0.5],
        ["苏州", 2.0, 20.0, 1.0],
        ["成都", 3.0, 20.0, 2.0],
        ["西安", 4.0, 50.0, 4.0],
    ],
    "normalised": [[0.1, 0.9, 0.3], [0.4, 0.2, 0.8], [0.7, 0.6, 0.1], [0.9, 0.3, 0.5]],
    "direction": [["+", "+", "-"]],
    "low": [[0.0, 10.0, None]],
    "high": [[4.0, 40.0, None]],
    "weight": [[0.5, 0.3, 0.2]],
    "parent": [["A", "A", "B"]],
    "code": [["p", "q", "n"]],
    "subjective": [[0.5, 0.3, 0.2]],
    "objective": [[0.2, 0.3, 0.5]],
    "node_parent": [["T", "T", "T"]],
    "city": column(_FOUR),
    "score": column([71.5, 88.25, 60.0, 88.25]),
    "rank": column([3.0, 1.0, 4.0, 2.0]),
    "group": column(["南方", "东部", "西部", "西部"]),
    "published": column([1.0, 2.0, 3.0, 4.0]),
    "published_city": column([*_FOUR[:3], "武汉"]),
    "first_city": [["深圳"]],
    "framework": [
        ["代码", "上级", "中文名称", "英文名称", "单位", "方向", "权重"],
        ["T", None, "综合", "Index", None, None, None],
        ["p", "T", "产值", "Output", "亿元", "+", 0.5],
        ["q", "T", "专利", "Patents", "件", "+", 0.3],
        ["n", "T", "能耗", "Energy", "吨", "-", 0.2],
    ],
    "snapshots": [
        ["日期", "城市", "名次"],
        *(["2025-12-31", c, r] for c, r in zip(_FOUR, (1.0, 2.0, 3.0, 4.0), strict=True)),
    ],
    "delphi": [
        ["轮次", "专家", "p", "q", "n"],
        *([r, e, *v] for r in (1.0, 2.0) for e, v in (("甲", (9.0, 4.0, 5.0)), ("乙", (7.0, r, 3.0)))),
    ],
    "judgements": _AHP,
    "stacked": _AHP + [[_AHP[j][i] for j in range(4)] for i in range(4)],
    "best": [[1.0, 2.0, 4.0, 8.0]],
    "worst": [[8.0, 4.0, 2.0, 1.0]],
    "ratio": column([None, 1.2, 1.4, 1.0]),
    "order": column([1.0, 2.0, 3.0, 4.0]),
    "chart": [[0.5, 1.0, 1.0], [0.0, 0.5, 1.0], [0.0, 0.0, 0.5]],
    "experts": column([9.0, 7.0, 5.0, 3.0]),
    "grade": column(["A", "B", "B", "C"]),
    "factor": [[1.0, 1.2], [1.0, 0.8], [1.5, 1.0], [1.0, 1.0]],
    "basis": [[3.0, 2.0, 1.0, 1.0], [2.0, 2.0, 1.0, 1.0], [1.0, 3.0, 2.0, 1.0]],
    "familiarity": column([0.8, 0.6, 1.0]),
    "base": column([10.0, 20.0, 40.0, 80.0]),
    "panel": [[1.0 + i + j * (i % 3) for j in range(2)] for i in range(6)],
    "panel_city": column([c for c in _FOUR[:2] for _ in _YEARS]),
    "panel_year": column(_YEARS * 2),
}

#: Arguments where the example of the catalogue names none and one block is not enough.
WITHOUT_EXAMPLE: dict[str, list[Rows | str]] = {
    "MFG_RESCORE": [
        "normalised", [["A", "B"], [1.0, 1.0], [1.2, 0.8], [0.9, 1.1]], [[None]], [[None]], [[None]],
        column(["A", "B", "A", "B"]), "city",
    ],
}  # fmt: skip

#: What a user may point an argument at instead, by name.
HOSTILE: dict[str, Any] = {
    "left out": MISSING,
    "empty": None,
    "empty text": "",
    "text": "城市 abc",
    "number": 2.5,
    "zero": 0.0,
    "boolean": True,
    "error": NA,
    "date": DATE,
    "currency": MONEY,
    "number as text": "１，０２８",
    "blank cell": {"range": [[None]]},
    "one cell": {"range": [[3.0]]},
    "row": {"range": [[3.0, 1.0, 2.0]]},
    "column": {"range": column([3.0, 1.0, 2.0, 2.0])},
    "block": {"range": [[1.0, 2.0], [3.0, 5.0], [2.0, 7.0], [9.0, 1.0]]},
    "block of anything": {"range": [[3.0, NA, "abc"], [DATE, True, MONEY], [None, "", "#N/A"], [DIV0, -1.0, 1e9]]},
    "text in numbers": {"range": [[1.0, "abc"], [2.0, 3.0], [3.0, 4.0], [4.0, 8.0]]},
    "error in numbers": {"range": [[1.0, 2.0], [2.0, DIV0], [3.0, 4.0], [4.0, 8.0]]},
    "blank in numbers": {"range": [[1.0, 2.0], [2.0, None], [3.0, NA], [4.0, 8.0]]},
    "date in numbers": {"range": [[1.0, 2.0], [2.0, DATE], [3.0, 4.0], [4.0, 8.0]]},
    "labelled": {"range": [["城市", "p", "q"], ["深圳", 3.0, 1.0], ["苏州", MONEY, 2.0], ["成都", 5.0, 7.0]]},
    "array of one row": {"row": [3.0, 1.0, 2.0]},
    "array": {"array": [[3.0, 1.0], [4.0, "x"], [NA, True]]},
}  # fmt: skip


def answered(rows: Any) -> bool:
    """True where a function gave a result, not a message."""
    first = rows[0][0] if isinstance(rows, list) and isinstance(rows[0], list) else rows
    return not (isinstance(first, str) and first.startswith("#MFG!"))


def answer(function: Function, blocks: tuple[Rows, ...]) -> bool:
    result = DIRECT[function.name](*([list(r) for r in b] for b in blocks))
    return answered(result) and any(c not in ("", "#N/A") for row in result for c in row)


def named(function: Function) -> list[Rows | str]:
    """The arguments of the example: values as blocks, everything else by the name it has in ``OWN``.

    >>> from udfs.excel.catalogue import BY_NAME
    >>> named(BY_NAME["MFG_SUMMARY"])
    ['score', 'group']
    """
    inside = function.example[len(function.name) + 2 : -1]
    found: list[Rows | str] = []
    for text in inside.split(",") if inside else []:
        if not text:
            found.append([[None]])
        elif text.startswith('"'):
            found.append([[text.strip('"')]])
        elif re.fullmatch(r"-?[0-9.]+", text):
            found.append([[float(text)]])
        else:
            found.append(text.removeprefix("MFG_").strip("{}").lower())
    return found


def small_call(function: Function) -> tuple[Rows, ...]:
    """Find blocks of ``OWN`` that a function answers: those its example names, else what is near them."""
    wanted = named(function)
    required = sum(not a.optional for a in function.args)
    tried = [wanted, wanted[: max(required, 1)], ["table", *wanted[1:]]]
    if not wanted:  # =MFG_VERSION(), and =MFG_SCORE(), which without arguments reads the workbook's model
        tried = [WITHOUT_EXAMPLE.get(function.name, []), ["data"]]
    for each in tried:
        choices = [
            [name] if isinstance(name, list) else [*((OWN[name],) if name in OWN else ()), *OWN.values()]
            for name in each
        ]
        for blocks in itertools.islice(itertools.product(*choices), 2000):
            if answer(function, blocks):
                return blocks
    raise AssertionError(
        f"no block of cases.OWN gets an answer of {function.name}: add what its example names"
    )


#: How many hostile values stand in for each argument; over all arguments every value has its turn.
TURNS = 2


def small_calls() -> Iterator[dict[str, Any]]:
    """Every function with blocks it answers, and with each argument replaced by something else.

    What is not replaced travels as an array: a range costs some twenty calls back into the client.
    """
    turn = itertools.cycle(HOSTILE.items())
    languages = itertools.cycle(("zh", "en"))
    for function in FUNCTIONS:
        blocks = small_call(function)

        def call(what: str, args: list[Any], name: str = function.name) -> dict[str, Any]:
            return {"name": f"{name} {what}", "function": name, "args": args, "language": next(languages)}

        yield call("of ranges", [{"range": b} for b in blocks])
        yield call("of arrays", [{"row": b[0]} if len(b) == 1 else {"array": b} for b in blocks])
        for place, arg in enumerate(function.args):
            for what, value in itertools.islice(turn, TURNS):
                args: list[Any] = [{"array": b} for b in blocks] + [MISSING] * (place + 1 - len(blocks))
                args[place] = value
                yield call(f"{arg.name}: {what}", args)


def template_calls(book: Book) -> Iterator[dict[str, Any]]:
    """Every MFG formula of the template's cells, and the examples of its sheet Functions."""
    languages = itertools.cycle(("zh", "en"))
    for name in book.sheet_names:
        sheet = book.sheet(name)
        if sheet is None:
            continue
        formulas = {place: f.text for place, f in sheet.formulas.items()}
        formulas |= {
            (row, col): value[1:]
            for row, line in sheet.rows.items()
            for col, value in line.items()
            if isinstance(value, str) and value.startswith("=MFG_")
        }
        for place, text in sorted(formulas.items()):
            if not is_udf(text):
                continue
            try:
                node = parse(text)
                assert isinstance(node, Call)
                args = [MISSING if a is None else _argument(a, Scope(name, book, place)) for a in node.args]
            except FormulaError:
                continue  # an example about a table of the reader's own
            yield {
                "name": f"{name}!{place} ={text[:80]}",
                "function": node.name,
                "args": args,
                "language": next(languages),
            }


def _argument(node: Any, scope: Scope) -> Any:
    area = area_of(node, scope)
    if area is not None:
        return {"at": [area.sheet, area.row1, area.col1, area.rows, area.cols]}
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Array):
        return {"array": [list(r) for r in node.rows]}
    raise FormulaError("an Excel function")


def everything() -> dict[str, Any]:
    """The workbook and all calls, ready for JSON."""
    with Book(TEMPLATE) as book:
        sheets = {
            s.name: [
                [row, col, {"error": NA["error"]} if value == "#N/A" else value]
                for row, line in s.rows.items()
                for col, value in line.items()
            ]
            for s in book.sheets.values()
        }
        names = {}
        for name in book.defined_names:
            area = book.named_area(name)
            if isinstance(area, Area):
                names[name] = [area.sheet, area.row1, area.col1, area.rows, area.cols]
        return {
            "sheets": sheets,
            "names": names,
            "arguments": {f.name: len(f.args) for f in FUNCTIONS},
            "calls": [*template_calls(book), *small_calls()],
        }
