"""The table of options, and options one by one: a name or label in the first column, the value in the second."""

from __future__ import annotations

from typing import Any

from udfs.engine.checks import Finding
from udfs.engine.errors import MfgError
from udfs.engine.index import Options
from udfs.engine.preparation import Preparation
from udfs.engine.registry import fold, resolve

from . import cells, ranges, scalars
from .cells import Block

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
