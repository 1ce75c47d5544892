"""Header rows and label columns: what stands around the numbers of a block."""

from __future__ import annotations

from typing import Any

from .cells import Block, is_label, is_missing, text

#: First cells that are headers whatever stands below them: of names, and of codes or serial numbers.
#: Words that are also values, such as 市 and 县 in a column of kinds of places, are not here.
NAME_HEADERS = frozenset(
    [
        "城市",
        "城市名称",
        "地市",
        "名称",
        "单位名称",
        "省份",
        "区县",
        "city",
        "cities",
        "name",
        "province",
        "region",
        "county",
        "country",
    ]
)


CODE_HEADERS = frozenset(
    [
        "代码",
        "编码",
        "城市代码",
        "地区代码",
        "行政区划代码",
        "区划代码",
        "序号",
        "编号",
        "年份",
        "年度",
        "code",
        "id",
        "no",
        "no.",
        "adcode",
        "year",
    ]
)


_CODE = frozenset(["代码", "编码", "指标代码", "code"])


_PARENT = frozenset(["上级", "上级代码", "维度", "维度代码", "parent", "parent code", "dimension"])


_GROUP = frozenset(["分组", "省份", "区域", "阶段", "group", "province", "region", "stage"])


#: Headers of the vectors that describe columns and rows, by argument.
HEADERS: dict[str, frozenset[str]] = {
    "city": NAME_HEADERS, "city_a": NAME_HEADERS, "city_b": NAME_HEADERS, "group": _GROUP,
    "parent": _PARENT, "code": _CODE, "node": _PARENT | _CODE,
}  # fmt: skip


def is_empty(cell: object) -> bool:
    return cell is None or cell == ""


def is_year(cell: object) -> bool:
    return isinstance(cell, float | int) and not isinstance(cell, bool) and cell in range(1900, 2101)


def is_word(cell: object, words: frozenset[str]) -> bool:
    return isinstance(cell, str) and text(cell).casefold() in words


def _is_header(block: Block) -> bool:
    """True if the first row is a header: labels over numbers, or numbers (years) beside a known corner."""
    rows, width = block.values, block.shape[1]
    if len(rows) < 2:
        return False
    corner, first = rows[0][0], rows[0][1:] if width > 1 else rows[0]
    if not (is_empty(corner) or is_label(corner)):
        return False
    if all(is_label(c) for c in first):
        return True
    if all(is_empty(c) or is_label(c) for c in first):
        # Merged cells leave blanks; a city without any data looks alike, so a label must stand over numbers.
        return any(
            is_label(rows[0][j]) and any(not is_missing(r[j]) and not is_label(r[j]) for r in rows[1:])
            for j in range(width)
        )
    if width == 1:
        return False
    if all(map(is_year, first)):
        return is_word(corner, NAME_HEADERS | CODE_HEADERS) or (
            is_empty(corner) and any(is_label(r[0]) for r in rows[1:])
        )
    return is_word(corner, NAME_HEADERS | CODE_HEADERS) and list(first) == list(range(1, width))


def _is_code(column: list[Any]) -> bool:
    """True for serial numbers 1 to n and for distinct six-digit codes."""
    if not all(type(c) in (float, int) for c in column):
        return False
    codes = set(column)
    return codes == set(range(1, len(column) + 1)) or (
        len(codes) == len(column) and all(100_000 <= c < 1_000_000 and c == int(c) for c in codes)
    )


def edges(block: Block) -> tuple[int, int]:
    """Count header rows (0 or 1) and label columns.

    A column of numbers is a label column if its header says so (代码, code, 序号), or if a column of
    names follows and its numbers are serial or six-digit codes.
    """
    rows, width = block.values, block.shape[1]
    top = 1 if _is_header(block) else 0
    body = rows[top:]
    left = 0
    for j in range(width - 1):
        column = [r[j] for r in body]
        if (any(is_label(c) for c in column) and all(is_empty(c) or is_label(c) for c in column)) or (
            top and is_word(rows[0][j], CODE_HEADERS)
        ):
            left = j + 1
        elif not _is_code(column):
            break
    return top, left
