"""What the command line prints for share and check; each returns the exit code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workbook.inspection_texts import CLEANABLE, TEXTS, pick
from workbook.share_texts import say

Print = Callable[[str], None]

#: Help of the two commands, Chinese and English.
HELP: dict[str, tuple[str, str]] = {
    "share": (
        "另存一份任何人都能看的副本：MFG 公式换成数值（或普通公式，可重算），图表、格式等其余内容不变，并附来源说明。",
        "Make a copy that anyone can read: MFG formulas become values (or plain formulas that recalculate), charts, formats and all else stay, "
        "and a sheet says where the values come from.",
    ),
    "as": (
        "副本的形式：values（数值）或 native（普通公式）",
        "form of the copy: values, or native (plain formulas)",
    ),
    "out": (
        "副本的文件名，默认 名称.values.xlsx 或 名称.native.xlsx",
        "the copy, by default NAME.values.xlsx or NAME.native.xlsx",
    ),
    "who": ("联系人，写在来源说明里", "whom a reader may ask; stands on the sheet Provenance"),
    "recalc": ("先重算再生成副本", "recalculate first"),
    "force": ("覆盖已有的副本", "replace a copy that is there already"),
    "check": (
        "检查工作簿发给别人后的样子：有无加载项的 Excel、WPS、LibreOffice，以及文件里看不见的内容。有人会看到错误的单元格时退出码为 1。",
        "Say what a colleague will see: Excel with and without the add-in, WPS, LibreOffice; and what the file "
        "carries unseen. Exit code 1 if someone would see a wrong cell.",
    ),
    "clean": (
        "另存一份清除个人信息、本机路径、打印机设置、批注和外部链接的副本",
        "write a copy without personal properties, paths, printer settings, comments and external links",
    ),
    "clean_out": (
        "清除后的文件，默认 名称.clean.xlsx；若为原文件则先备份",
        "the clean file, by default NAME.clean.xlsx; the workbook itself is backed up first",
    ),
    "keep": (
        "保留其中一类，可重复：properties paths printers comments external",
        "keep one kind, may be repeated: properties paths printers comments external",
    ),
    "book": ("工作簿 .xlsx 或 .xlsm", "a workbook, .xlsx or .xlsm"),
}


def share(
    book: Path,
    target: Path | None,
    form: str,
    who: str,
    force: bool,
    fresh: bool,
    lang: str,
    out: Print,
    note: Print,
) -> int:
    """Write a copy with values or plain formulas and say what became of the formulas."""
    from workbook.share import share as _share

    shared = _share(book, target, form=form, who=who, force=force, fresh=fresh, lang=lang)
    for line in shared.notes:
        note(line)
    if form == "native":
        every = shared.live + shared.cells
        out(say("live", lang, shared.live, every, 100 * shared.live / every if every else 100.0))
    out(say("done", lang, shared.formulas, shared.cells))
    out(str(shared.written))
    return 0


def check(book: Path, clean: bool, target: Path | None, keep: list[str], lang: str, out: Print) -> int:
    """Print what a colleague will see; or write a copy without hidden data."""
    from workbook.clean import clean as _clean
    from workbook.inspection import inspect

    if not clean:
        found, _ = inspect(book, lang)
        for line in found.lines(lang):
            out(line)
        return int(found.wrong)
    done = _clean(book, target, keep=keep, lang=lang)
    for line in done.notes:
        out(line)
    if not done.removed:
        out(pick(TEXTS, "clean_none", lang))
        return 0
    kinds = [pick(CLEANABLE, kind, lang) for kind in done.removed]
    out(pick(TEXTS, "cleaned", lang, ("、" if lang == "zh" else ", ").join(kinds)))
    if done.backup:
        out(pick(TEXTS, "backup", lang, done.backup.name))
    out(str(done.written))
    return 0
