"""Tables with headers (framework, units, expert scores, options) to the engine's objects.

The same reader serves a workbook's named ranges and the files given to the command line. Headers are
recognised in Chinese and English.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from udfs.engine import framework as fw
from udfs.engine.checks import Finding
from udfs.engine.delphi import Delphi
from udfs.engine.errors import MfgError
from udfs.engine.framework import Framework, Node
from udfs.engine.index import Options
from udfs.engine.preparation import Preparation
from udfs.engine.registry import fold, resolve
from udfs.engine.units import UnitTable

from . import cells, ranges, scalars
from .cells import Block
from .denominators import divided

#: Headers of the framework table; the first of each language is the one we write.
FRAMEWORK_HEADERS: dict[str, tuple[str, ...]] = {
    "code": ("代码", "Code", "编码", "指标代码", "id"),
    "parent": ("上级", "Parent", "上级代码", "父级", "维度代码", "parent code"),
    "zh": (
        "中文名称",
        "中文名",
        "Chinese name",
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

_NAME_HEADERS = (
    "城市",
    "city",
    "地级市",
    "城市名称",
    "地市",
    "县市",
    "市",
    "单位",
    "unit",
    "地区",
    "名称",
    "name",
    "省份",
    "province",
    "region",
    "county",
    "县",
    "区县",
    "country",
    "国家",
)
_ROUND_HEADERS = ("轮次", "round", "轮")
_EXPERT_HEADERS = ("专家", "expert", "专家编号", "expert id")

#: Names of the options in a workbook's options table and on the command line, with their Chinese labels.
OPTION_LABELS: dict[str, tuple[str, str]] = {
    "positive": ("正向化方法", "Positive-isation"),
    "k": ("系数 k", "Coefficient k"),
    "normalise": ("标准化方法", "Normalisation"),
    "missing": ("缺失值规则", "Missing values"),
    "subjective": ("主观权重", "Subjective weights"),
    "objective": ("客观权重", "Objective weights"),
    "combine": ("组合方法", "Combination"),
    "alpha": ("线性组合 alpha", "Alpha of linear"),
    "scope": ("权重归一范围", "Scope of weights"),
    "aggregate": ("汇总方法", "Aggregation"),
    "scale": ("得分刻度", "Score scale"),
    "ties": ("并列规则", "Ties"),
    "decimals": ("排名前舍入位数", "Decimals before ranking"),
    "stage": ("阶段划分依据", "Stages by"),
    "breaks": ("阶段分界", "Stage breaks"),
    "stages": ("阶段名称", "Stage names"),
    "moderate": ("适度指标方法", "Moderate indicators"),
    "abc": ("主次分类形式", "ABC weights"),
    "abc_factor": ("主次类别系数", "Class shares or factors"),
    "stage_weight": ("分阶段权重形式", "Weights by stage"),
    "stage_column": ("所处阶段列", "Stage column"),
}


#: Steps of preparation that an options table may name: key -> labels.
STEP_LABELS: dict[str, tuple[str, str]] = {
    "impute": ("补缺失值", "Imputation"),
    "fallback": ("仍缺失时", "Still missing"),
    "treat": ("离群值处理", "Outlier treatment"),
    "when": ("处理条件", "Treat when"),
    "winmax": ("最多缩尾个数", "Most points winsorised"),
}


def _header(block: Block, arg: str) -> list[str]:
    header = [cells.text(c) for c in block.values[0]]
    seen: set[str] = set()
    for h in header:
        if h and fold(h) in seen:
            raise MfgError("column_duplicate", arg, found=h)
        seen.add(fold(h))
    return header


def _find(header: Sequence[str], wanted: Sequence[str]) -> int | None:
    place = {fold(h): i for i, h in reversed(list(enumerate(header))) if h}
    for w in wanted:
        if fold(w) in place:
            return place[fold(w)]
    return None


def _body(block: Block) -> list[tuple[int, Sequence[Any]]]:
    """Rows below the header that hold something, with their row number in the block."""
    return [(i, r) for i, r in enumerate(block.values) if i and any(not cells.is_missing(c) for c in r)]


def nodes(block: Block | None, problems: list[MfgError] | None = None) -> list[Node]:
    """Read the rows of a framework table.

    With ``problems`` given, every cell at fault is collected there instead of stopping at the first.
    """
    if block is None or block.is_blank:
        raise MfgError("fw_no_rows", "framework")
    header = _header(block, "framework")
    at = {k: _find(header, (k, *names)) for k, names in FRAMEWORK_HEADERS.items()}
    if at["code"] is None:
        raise MfgError("fw_header", "framework", found="code")
    if at["parent"] is None and _find(header, ("dimension", "维度")) is not None:
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

    for i, row in _body(block):

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
    header = _header(block, "framework")
    code = _find(header, ("code", *FRAMEWORK_HEADERS["code"]))
    asked = next((k for k, words in FRAMEWORK_HEADERS.items() if fold(what) in map(fold, (k, *words))), None)
    at = _find(header, (asked, *FRAMEWORK_HEADERS[asked]) if asked else (what,))
    if code is None or (at is None and asked is None):
        return None
    return {
        fold(cells.text(r[code])): "" if at is None or cells.is_missing(r[at]) else r[at]
        for _, r in _body(block)
    }


def framework_findings(block: Block | None) -> list[Finding]:
    """Return what was noticed about a framework table's columns: unknown ones, no direction."""
    if block is None or block.is_blank:
        return []
    header = _header(block, "framework")
    known = {fold(w) for key, words in FRAMEWORK_HEADERS.items() for w in (key, *words)}
    found = [
        Finding("warning", "fw_column_unused", "framework", params={"found": h})
        for h in header
        if h and fold(h) not in known and not _STAGE_HEADER.fullmatch(h.strip())
    ]
    if _find(header, ("direction", *FRAMEWORK_HEADERS["direction"])) is None:
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
        code = _find(_header(block, "framework"), ("code", *FRAMEWORK_HEADERS["code"]))
        error.row, error.col, error.source = _body(block)[error.row][0], code or 0, block
    return error


def units(
    block: Block | None,
    f: Framework,
    problems: list[MfgError] | None = None,
    denominators: Block | None = None,
) -> UnitTable:
    """Read a unit table: a name column, group columns and one column an indicator, in any order.

    Indicator columns are found by code, Chinese or English name. The name column is the first with a
    header such as city or 城市, else the first text column. Other text columns are groups; numeric
    columns that are not in the framework are noted and left out. Indicators with a denominator are divided by
    that column of the table, or of ``denominators``, a table of its own joined by name.
    """
    if block is None or block.is_blank:
        raise MfgError("units_no_rows", "data")
    header = _header(block, "data")
    body = _body(block)
    if not body:
        raise MfgError("units_no_rows", "data")
    inds = f.indicators
    columns = _indicator_columns(header, f)
    absent = [n.code for n, j in zip(inds, columns, strict=True) if j < 0]
    if absent:
        error = MfgError("units_no_indicator", "data", found=", ".join(absent))
        if problems is None or len(absent) == len(inds):
            raise error
        problems.append(error)
    rest = [j for j in range(len(header)) if j not in columns]
    texts = [j for j in rest if any(cells.is_label(r[j]) for _, r in body)]
    name = _name_column(header, rest, texts, body)
    if name is None:
        raise MfgError("units_no_name", "data")
    texts = [j for j in texts if j != name]
    rest = [j for j in rest if j != name]
    findings = (
        []
        if _find([header[name]], _NAME_HEADERS[:2]) == 0
        else [Finding("info", "name_column", "data", params={"found": header[name]})]
    )
    findings += [
        Finding("info", "column_unused", "data", params={"found": header[j]})
        for j in rest
        if j not in texts and header[j] and fold(header[j]) not in {fold(n.denominator) for n in inds}
    ]
    rows = [[r[j] if j >= 0 else None for j in columns] for _, r in body]
    values, noted = _values(rows, [n.unit for n in inds], block, columns, [i for i, _ in body], problems)
    groups = {
        header[j] or f"#{j + 1}": tuple("" if cells.is_missing(r[j]) else cells.text(r[j]) for _, r in body)
        for j in texts
    }
    labels = tuple("" if cells.is_missing(r[name]) else cells.text(r[name]) for _, r in body)
    if any(n.denominator for n in inds):
        values, more = divided(values, labels, inds, header, [r for _, r in body], denominators)
        noted += more
    return UnitTable(labels, values, groups, header[name], tuple(findings + noted), block)


def _indicator_columns(header: list[str], f: Framework) -> list[int]:
    """Find each indicator's column: by code first, then by name among the columns left; -1 where absent."""
    inds = f.indicators
    columns = [-1 if (j := _find(header, [n.code])) is None else j for n in inds]
    owner = {j: n.code for j, n in zip(columns, inds, strict=True) if j >= 0}
    for k, n in enumerate(inds):
        if columns[k] >= 0:
            continue
        names = [s for s in (n.zh, n.en, f"{n.zh}（{n.unit}）", f"{n.zh}({n.unit})") if s]
        j = _find(header, names)
        if j is None:
            continue
        if j in owner:
            raise MfgError("column_twice", "data", found=header[j], first=owner[j], second=n.code)
        columns[k], owner[j] = j, n.code
    return columns


def _name_column(
    header: list[str], rest: list[int], texts: list[int], body: list[tuple[int, Sequence[Any]]]
) -> int | None:
    """Choose the column of names: 城市 or city whatever it holds, then a known header, then any text column;
    a column that names each row once goes before one that repeats itself, such as 省份 beside 地级市."""
    sure = _find([header[j] if j in rest else "" for j in range(len(header))], _NAME_HEADERS[:2])
    if sure is not None:
        return sure

    def repeats(j: int) -> bool:
        seen = [cells.text(r[j]) for _, r in body if not cells.is_missing(r[j])]
        return len(set(seen)) < len(seen)

    known = [
        j
        for w in _NAME_HEADERS
        if (j := _find([header[k] if k in texts else "" for k in range(len(header))], [w])) is not None
    ]
    ordered = [*known, *(j for j in texts if j not in known)]
    return next((j for j in ordered if not repeats(j)), ordered[0] if ordered else None)


def _values(
    rows: list[list[Any]],
    unit: list[str],
    block: Block,
    columns: list[int],
    places: list[int],
    problems: list[MfgError] | None,
) -> tuple[np.ndarray, list[Finding]]:
    percent = [j for j, u in enumerate(unit) if "%" in u or "％" in u]
    noted: list[Finding] = []
    for j in percent:
        # In a column whose unit is %, "3.9%" is 3.9.
        for i, r in enumerate(rows):
            if isinstance(r[j], str) and (read := cells.number(r[j])) is not None and read[1]:
                value = float(f"{read[0] * 100:.15g}")
                noted.append(Finding("warning", "number_text", "data", i, j, {"found": r[j], "value": value}))
                r[j] = value
    mine: list[MfgError] | None = None if problems is None else []
    try:
        values, found = cells.numbers(rows, "data", mine)
    except MfgError as error:
        raise _placed(error, block, columns, places) from None
    for e in mine or ():
        assert problems is not None
        problems.append(_placed(e, block, columns, places))
    out = [
        replace(n, row=places[n.row], col=columns[n.col], source=block)
        for n in [*noted, *found]
        if n.row is not None and n.col is not None
    ]
    return values, out


def _placed(error: MfgError, block: Block, columns: list[int], places: list[int]) -> MfgError:
    if error.row is not None:
        error.row = places[error.row]
    if error.col is not None:
        error.col = columns[error.col]
    error.source = block
    return error


def delphi(block: Block | None) -> Delphi:
    """Read an expert table: round, expert, then one column a code. Without a round column all is round 1."""
    if block is None or block.is_blank:
        raise MfgError("argument_missing", "delphi")
    header = _header(block, "delphi")
    round_, expert = _find(header, _ROUND_HEADERS), _find(header, _EXPERT_HEADERS)
    body = _body(block)
    cols = [j for j in range(len(header)) if j not in (round_, expert) and header[j]]
    if not body or not cols or not any(cells.is_label(c) for c in block.values[0]):
        raise MfgError("delphi_header", "delphi")
    rows = [[r[j] for j in cols] for _, r in body]
    places = [i for i, _ in body]
    try:
        scores, _ = cells.numbers(rows, "delphi", None)
    except MfgError as error:
        raise _placed(error, block, cols, places) from None
    which = np.ones(len(body))
    if round_ is not None:
        for k, (i, r) in enumerate(body):
            try:
                which[k] = cells.read_cell(_round_number(r[round_]), i, round_, "delphi")
            except MfgError as error:
                error.source = block
                raise
            if math.isnan(which[k]):
                raise MfgError("delphi_header", "delphi")
    who = tuple(cells.text(r[expert]) if expert is not None else str(k + 1) for k, (_, r) in enumerate(body))
    return Delphi(tuple(header[j] for j in cols), which, who, scores)


def _round_number(cell: Any) -> Any:
    """``第3轮``, ``第十二轮`` and ``Round 3`` are 3, 12 and 3; anything else stays as it is."""
    if not isinstance(cell, str):
        return cell
    said = re.fullmatch(
        r"(?:第|round|r)?\s*(\d+|[一二三四五六七八九十]+)\s*轮?次?",
        unicodedata.normalize("NFKC", cell).strip().casefold(),
    )
    if said is None:
        return cell
    if said[1].isdigit():
        return float(said[1])
    tens, ten, ones = said[1].rpartition("十")
    digit = {c: i for i, c in enumerate("零一二三四五六七八九")}
    if len(tens) > 1 or len(ones) > 1:
        return cell
    return float((digit[tens] if tens else 1) * 10 * bool(ten) + (digit[ones] if ones else 0))


def round_of(block: Block | None) -> float | None:
    """Read which round is asked for: 3, ``第3轮`` or ``Round 3``; None if left out."""
    cell = _round_number(scalars.one(block, "round"))
    return scalars.scalar(None if cell is None else Block([[cell]]), "round")


def options(block: Block | None) -> Options:
    """Read an options table: the option's name or label in the first column, its value in the second."""
    return Options(**_chosen(block, OPTION_LABELS))


def preparation(block: Block | None) -> Preparation:
    """Read the steps of preparation that an options table names."""
    return Preparation(**_chosen(block, STEP_LABELS))


def _chosen(block: Block | None, labels: dict[str, tuple[str, str]]) -> dict[str, Any]:
    """Read what an options table says of some options."""
    if block is None or block.is_blank:
        return {}
    by_label = {fold(s): k for k, v in labels.items() for s in (k, *v)}
    chosen: dict[str, Any] = {}
    for i, row in enumerate(block.values):
        key = next((by_label[fold(cells.text(c))] for c in row if fold(cells.text(c)) in by_label), None)
        if key is None:
            continue
        own = {fold(label) for label in (key, *labels[key])}
        j = next(j for j, c in enumerate(row) if fold(cells.text(c)) in own)
        # The value stands after the last of the option's own names: the key, its Chinese and English label.
        while j < len(row) and fold(cells.text(row[j])) in own:
            j += 1
        if j == len(row) or cells.is_blank(value := row[j]):
            continue
        try:
            if cells.is_error(value) or value == cells.NA:
                raise MfgError("option_error", key, found=value[:12])
            read = option(key, value)
            if read is not None:
                chosen[key] = read
        except MfgError as error:
            error.row, error.col, error.source = i, j, block
            raise
    return chosen


def options_unknown(block: Block | None) -> list[Finding]:
    """Return the rows of an options table, below its header, that have a value but no known name."""
    if block is None or block.is_blank or block.shape[1] < 2:
        return []
    known = {fold(s) for k, v in (OPTION_LABELS | STEP_LABELS).items() for s in (k, *v)}
    return [
        Finding("info", "option_unknown", "options", i, 0, {"found": cells.text(row[0])}, source=block)
        for i, row in enumerate(block.values)
        if i
        and cells.is_label(row[0])
        and not cells.is_blank(row[1])
        and not any(fold(cells.text(c)) in known for c in row)
    ]


def parts(text: str) -> list[str]:
    """Split a list written in one cell at Chinese or English commas and semicolons."""
    for mark in "，、；;":
        text = text.replace(mark, ",")
    return [p.strip() for p in text.split(",") if p.strip()]


def numbers(block: Block, arg: str) -> list[float]:
    """Read numbers from a row, a column, or one cell that lists them: ``0.5, 0.3, 0.2``."""
    if block.shape == (1, 1) and isinstance(cell := block.values[0][0], str):
        block = Block([parts(cell) or [cell]])
    return ranges.vector(block, arg).tolist()


def option(key: str, value: Any) -> Any:
    """Turn one option's cell or command-line text into its value.

    Raises
    ------
    MfgError
        ``unknown_method``, ``not_a_number`` or ``out_of_range`` naming the option.
    """
    if key == "winmax":
        return scalars.whole(Block([[value]]), key, 0, 1_000_000)
    if key in ("k", "alpha"):
        number = scalars.scalar(Block([[value]]), key)
        if number is None:
            raise MfgError("not_a_number", key, found=value)
        return number
    if key == "decimals":
        return scalars.whole(Block([[value]]), key, -15, 15)
    if key == "stage_column":
        return cells.text(value)
    if key in ("breaks", "stages", "abc_factor"):
        listed = parts(cells.text(value))
        if key == "stages" or not listed:
            return tuple(listed) or None
        try:
            return tuple(ranges.vector(Block([listed]), key).tolist())
        except MfgError:
            raise MfgError("not_a_number", key, found=cells.text(value)) from None
    if key == "subjective" and fold(cells.text(value)) in ("auto", "自动"):
        return "auto"
    return resolve(key, cells.text(value), key).name
