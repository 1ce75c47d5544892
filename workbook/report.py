"""What a recalculation did, and what it could not do."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from workbook.references import quote_sheet

_REASON = {
    "cycle": ("it depends on itself", "循环引用"),
    "no office": (
        "a native formula; LibreOffice is not installed to calculate it",
        "原生公式，需要 LibreOffice 才能计算，但未安装",
    ),
    "office off": ("a native formula; LibreOffice was not to be used", "原生公式，本次未使用 LibreOffice"),
    "office failed": ("a native formula; {0}", "原生公式；{0}"),
    "unknown": (
        "LibreOffice does not know a function in it; open it in Excel",
        "含有 LibreOffice 不认识的函数，请在 Excel 中打开",
    ),
    "after": ("it depends on {0}, which was not recalculated", "依赖未重算的 {0}"),
    "spill size": (
        "a native spill over a block whose size changed; open it in Excel",
        "原生溢出公式，其来源区域大小已变，请在 Excel 中打开",
    ),
    "too long": ("the MFG result inside it is too large to hand over", "其中的 MFG 结果过大，无法代入"),
    "data table": ("a data table; open it in Excel", "数据表（模拟运算），请在 Excel 中打开"),
    "volatile": (
        "it changes by itself (RAND, NOW) and no MFG function needs it",
        "易变函数，且与 MFG 函数无关",
    ),
    "spill": ("#SPILL!: {0} is not empty", "#SPILL!：{0} 不为空"),
    "settle": ("it still changes after {0} rounds", "经过 {0} 轮仍在变化"),
    "no function": ("this version has no function {0}", "本版本没有函数 {0}"),
    "cut": (
        "the result is {0} cells but the formula covers {1}; enter it again in Excel to see all",
        "结果为 {0} 个单元格，但公式只覆盖 {1}；请在 Excel 中重新输入以显示全部",
    ),
    "internal": ("the function failed: {0}", "函数出错：{0}"),
    "stale": ("calculated from {0}, which was not recalculated", "所用的 {0} 未重算"),
    "full calc": (
        "the file asks Excel to recalculate on opening; without the add-in MFG cells will show #NAME?",
        "文件要求 Excel 打开时全部重算；没有加载项时 MFG 单元格会显示 #NAME?",
    ),
    "hidden": ("{0}: taken as depending on every cell ({1})", "{0}：按依赖所有单元格处理（{1}）"),
}


def reason(key: str, *values: object, lang: str = "en") -> str:
    """A reason in Chinese or English."""
    return _REASON[key][1 if lang.startswith("zh") else 0].format(*values)


@dataclass(frozen=True)
class Item:
    """One MFG cell that was calculated.

    ``status`` is "same", "changed", "resized", "blocked" (#SPILL!) or "message" (the function
    answered with a #MFG! text); ``size`` is rows x columns.
    """

    sheet: str
    cell: str
    formula: str
    size: str
    status: str
    note: str = ""


@dataclass(frozen=True)
class Skipped:
    """One formula that was left as it was, and why; ``harmless`` ones do not make a report bad."""

    sheet: str
    cell: str
    formula: str
    reason: str
    harmless: bool = False


@dataclass(frozen=True)
class Change:
    """One cell whose value changed."""

    sheet: str
    cell: str
    old: object
    new: object


@dataclass
class Report:
    """Everything a recalculation did.

    Attributes
    ----------
    items
        The MFG cells calculated.
    skipped
        Formulas not recalculated, with reasons.
    changes
        Every cell that differs, spilled cells too; `natives` are those of native formulas.
    resized
        (sheet, anchor, old area, new area) of spills whose size changed.
    notes
        Anything else worth a line.
    written, backup
        The file written and the copy of the one it replaced, or None.
    """

    path: Path
    items: list[Item] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    natives: list[Change] = field(default_factory=list)
    resized: list[tuple[str, str, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    written: Path | None = None
    backup: Path | None = None

    @property
    def changed(self) -> int:
        """Number of cells that differ."""
        return len(self.changes)

    def by_reason(self) -> dict[str, list[str]]:
        """The cells not recalculated as ``Sheet!A1``, grouped by reason, for a short listing."""
        groups: dict[str, list[str]] = {}
        for s in self.skipped:
            groups.setdefault(s.reason, []).append(f"{quote_sheet(s.sheet)}!{s.cell}")
        return groups

    @property
    def ok(self) -> bool:
        """Whether every formula could be brought up to date."""
        return all(s.harmless for s in self.skipped) and all(i.status != "blocked" for i in self.items)

    @property
    def up_to_date(self) -> bool:
        """Whether nothing differed from what the file held."""
        return not self.changes and not self.resized
