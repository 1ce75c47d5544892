"""The table of the indicator tree: a row a node, columns by their headings in Chinese or English."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from udfs.engine import framework as fw
from udfs.engine.checks import Finding
from udfs.engine.errors import MfgError
from udfs.engine.framework import Framework, Node
from udfs.engine.registry import fold, resolve

from . import cells, ranges, scalars
from .cells import Block
from .headers import below, find, header_of

#: Headers of the framework table; the first of each language is the one we write.
FRAMEWORK_HEADERS: dict[str, tuple[str, ...]] = {
    "code": ("代码", "Code", "编码", "指标代码", "id"),
    "parent": ("上级", "Parent", "上级代码", "父级", "维度代码", "parent code"),
    "zh": (
        "中文名称",
        "Chinese name",
        "中文名",
        "名称",
        "指标",
        "指标名称",
        "name_zh",
        "name zh",
        "zh",
        "name",
        "indicator",
    ),
    "en": ("英文名称", "English name", "英文名", "name_en", "name en", "en", "indicator_en"),
    "unit": ("单位", "Unit", "计量单位"),
    "direction": ("方向", "Direction", "指标方向", "属性"),
    "weight": ("权重", "Weight", "给定权重"),
    "low": ("下限", "Low", "目标下限", "goalpost_low", "min", "lower goalpost"),
    "high": ("上限", "High", "目标上限", "goalpost_high", "max", "upper goalpost"),
    "cap": ("截断", "Cap", "封顶", "capped"),
    "transform": ("变换", "Transform", "转换"),
    "aggregation": ("汇总方法", "Aggregation", "aggregate", "合成方法", "汇总"),
    "note": ("说明", "Note", "definition", "定义", "备注"),
    "normalisation": ("标准化方法", "Normalisation", "标准化", "normalise", "norm"),
    "grade": ("主次类别", "ABC class", "ABC类别", "grade", "abc"),
    "decimals": ("名次小数位", "Decimals", "排名前舍入位数"),
    "denominator": ("分母", "Denominator"),
    "factor": ("倍数", "Factor", "multiplier"),
}

#: Header of a column of stage factors: ``阶段：成长期``, ``stage: growth``.
_STAGE_HEADER = re.compile(r"(?:阶段|阶段系数|stage)\s*[:：]\s*(.+)", re.IGNORECASE)


def nodes(block: Block | None, problems: list[MfgError] | None = None) -> list[Node]:
    """Read the rows of a framework table.

    With ``problems`` given, every cell at fault is collected there instead of stopping at the first.
    """
    if block is None or block.is_blank:
        raise MfgError("fw_no_rows", "framework")
    header = header_of(block, "framework")
    at = {k: find(header, (k, *names)) for k, names in FRAMEWORK_HEADERS.items()}
    if at["code"] is None:
        raise MfgError("fw_header", "framework", found="code")
    if at["parent"] is None and find(header, ("dimension", "维度")) is not None:
        raise MfgError("fw_header", "framework", found="parent")
    by_stage = _stage_columns(header)
    result: list[Node] = []

    def get(row: Sequence[Any], key: str) -> Any:
        j = at[key]
        return None if j is None or j >= len(row) else row[j]

    def guarded(i: int, key: str, read: Any, default: Any) -> Any:
        try:
            return read()
        except MfgError as error:
            error.arg, error.row, error.col, error.source = "framework", i, at[key], block
            if problems is None:
                raise
            problems.append(error)
            return default

    for i, row in below(block):

        def value(key: str, i: int = i, row: Sequence[Any] = row) -> float:
            cell = get(row, key)
            return float(guarded(i, key, lambda: cells.read_cell(cell, i, at[key] or 0), math.nan))

        cap = get(row, "cap")
        how = "" if cells.is_missing(get(row, "transform")) else cells.text(get(row, "transform"))
        agg = "" if cells.is_missing(get(row, "aggregation")) else cells.text(get(row, "aggregation"))
        own = "" if cells.is_missing(get(row, "normalisation")) else cells.text(get(row, "normalisation"))
        direction = get(row, "direction")
        towards = guarded(i, "direction", lambda d=direction: ranges.direction_word(d), "positive")
        factors = []
        for name, j in by_stage:
            at[name] = j
            if not math.isnan(factor := value(name)):
                factors.append((name, factor))
        times = value("factor")
        node = Node(
            code=cells.text(get(row, "code")),
            parent=cells.text(get(row, "parent")),
            zh=cells.text(get(row, "zh")),
            en=cells.text(get(row, "en")),
            unit=cells.text(get(row, "unit")),
            negative=towards == "negative",
            moderate=towards == "moderate",
            weight=value("weight"),
            low=value("low"),
            high=value("high"),
            cap=guarded(i, "cap", lambda c=cap: ranges.flag(c), False),
            transform=guarded(i, "transform", lambda h=how: resolve("transform", h).name if h else "", ""),
            aggregation=guarded(
                i, "aggregation", lambda a=agg: resolve("aggregate", a).name if a else "", ""
            ),
            note=cells.text(get(row, "note")),
            normalisation=guarded(
                i, "normalisation", lambda o=own: resolve("normalise", o).name if o else "", ""
            ),
            grade=guarded(i, "grade", lambda r=row: ranges.grade_of(get(r, "grade")), ""),
            factors=tuple(factors),
            denominator=cells.text(get(row, "denominator")),
            factor=1.0 if math.isnan(times) else times,
            decimals=guarded(
                i,
                "decimals",
                lambda r=row: scalars.whole(_one(get(r, "decimals")), "decimals", -15, 15),
                None,
            ),
        )
        if node.zh.isascii() and node.zh and not node.en:
            # A column headed "name" or "indicator" in a table in English.
            node = replace(node, zh="", en=node.zh)
        result.append(node)
    return result


def _one(cell: Any) -> Block | None:
    return None if cells.is_missing(cell) else Block([[cell]])


def _stage_columns(header: Sequence[str]) -> list[tuple[str, int]]:
    """Return the development stages that have a column of factors, and where it stands."""
    found = [(m[1].strip(), j) for j, h in enumerate(header) if (m := _STAGE_HEADER.fullmatch(h.strip()))]
    names = [name for name, _ in found]
    for name in names:
        if names.count(name) > 1:
            raise MfgError("column_duplicate", "framework", found=name)
    return found


def framework_column(block: Block, what: str) -> dict[str, Any] | None:
    """Return one column of a framework table by its key or header: folded code to cell; None if absent."""
    header = header_of(block, "framework")
    code = find(header, ("code", *FRAMEWORK_HEADERS["code"]))
    asked = next((k for k, words in FRAMEWORK_HEADERS.items() if fold(what) in map(fold, (k, *words))), None)
    at = find(header, (asked, *FRAMEWORK_HEADERS[asked]) if asked else (what,))
    if code is None or (at is None and asked is None):
        return None
    # A dash is a direction, and no value anywhere else.
    gone = cells.is_blank if asked == "direction" else cells.is_missing
    return {fold(cells.text(r[code])): "" if at is None or gone(r[at]) else r[at] for _, r in below(block)}


def framework_findings(block: Block | None) -> list[Finding]:
    """Return what was noticed about a framework table's columns: unknown ones, no direction."""
    if block is None or block.is_blank:
        return []
    header = header_of(block, "framework")
    known = {fold(w) for key, words in FRAMEWORK_HEADERS.items() for w in (key, *words)}
    found = [
        Finding("warning", "fw_column_unused", "framework", params={"found": h})
        for h in header
        if h and fold(h) not in known and not _STAGE_HEADER.fullmatch(h.strip())
    ]
    if find(header, ("direction", *FRAMEWORK_HEADERS["direction"])) is None:
        found.append(Finding("warning", "fw_no_direction", "framework"))
    return found


def framework(block: Block | None) -> Framework:
    """Read a framework table, header row included."""
    try:
        return Framework.of(nodes(block))
    except MfgError as error:
        raise _in_framework(error, block) from None


def framework_problems(block: Block | None) -> list[MfgError]:
    """Return everything wrong with a framework table."""
    found: list[MfgError] = []
    try:
        rows = nodes(block, found)
    except MfgError as error:
        return [error]
    return found + [_in_framework(e, block) for e in fw.problems(rows)]


def _in_framework(error: MfgError, block: Block | None) -> MfgError:
    """Give an error of the tree, whose row counts nodes, its cell in the table."""
    if error.source is None and error.row is not None and block is not None:
        code = find(header_of(block, "framework"), ("code", *FRAMEWORK_HEADERS["code"]))
        error.row, error.col, error.source = below(block)[error.row][0], code or 0, block
    return error
