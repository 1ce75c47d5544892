"""Write docs/methods.md and docs/methods.zh.md from the registry: ``python docs/methods.py``; ``--check`` only compares."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from udfs.engine.behaviour import BEHAVIOUR, SIMULATION  # noqa: E402
from udfs.engine.messages import MESSAGES  # noqa: E402
from udfs.engine.registry import METHODS, Method  # noqa: E402
from udfs.engine.texts.behaviour import CHANGE, DIRECTION, KINDS, MISSING, NOTES, OCCASIONS  # noqa: E402

FOLDER = Path(__file__).parent
PAGES = {"en": FOLDER / "methods.md", "zh": FOLDER / "methods.zh.md"}
HEAD = {
    "en": """# Methods

[中文](methods.zh.md) · Every named choice, made by `python docs/methods.py` from `udfs/engine/registry.py` and
`udfs/engine/behaviour.py`; the tests prove each line. The first of each kind is the default. Names are accepted in Chinese and
English, in any case; a number may follow a name where its formula says so (`power:3`).

**Unit** and **zero**: what multiplying the data by a number above 0, or adding one, does to the result. **Direction**: which way the
result goes with the data. **Missing**: what becomes of a missing value. **Refuses**: what is answered by a message instead of a
number, with the key of the message in the list at the end. What stands in none of these columns is computed: a constant
column, one unit, one indicator, zeros and negative values too. The order of the units matters only where it is said.
""",
    "zh": """# 方法

[English](methods.md) · 全部可选方法，由 `python docs/methods.py` 根据 `udfs/engine/registry.py` 和 `udfs/engine/behaviour.py` 生成，每一行都有测试验证。
每类的第一个是默认方法。名称中英文均可，不分大小写；公式里注明的，名称后可以写一个数（如 `power:3`）。

**单位**、**零点**：数据同乘一个正数、同加一个数时结果怎样变。**方向**：结果随数据怎样变。**缺失**：缺失值怎样处理。**拒绝**：
什么情况下给出提示而不是数字，括号内是提示的代号，全文见文末。各列没有提到的情况都照常计算，包括常数列、一个单位、一个指标、
零和负数。除特别注明外，单位的次序没有影响。
""",
}
COLUMNS = {
    "en": (("name", "中文", "English", "formula", "source"), ("name", "unit", "zero", "direction", "missing", "refuses")),
    "zh": (("名称", "中文", "English", "公式", "来源"), ("名称", "单位", "零点", "方向", "缺失", "拒绝")),
}  # fmt: skip
ORDER = {"en": "the order of the units matters", "zh": "单位的次序有影响"}
LAST = {
    "en": ("Messages", "Fields in braces are filled in.", "key", "message"),
    "zh": ("提示", "花括号内的内容由程序填入。", "代号", "提示"),
}


def stated(m: Method, lang: str) -> tuple[str, ...]:
    """Return what a method does with data and refuses; occasions answered by one message stand together."""
    b, i = BEHAVIOUR[m.kind, m.name], 0 if lang == "zh" else 1
    by_key: dict[str, list[str]] = {}
    for occasion, key in b.refusals.items():
        by_key.setdefault(key, []).append(OCCASIONS[occasion][i])
    comma, semicolon = ("、", "；") if lang == "zh" else (", ", "; ")
    refused = [f"{comma.join(what)} (`{key}`)" for key, what in by_key.items()]
    if not b.units:
        refused.insert(0, f"*{ORDER[lang]}*")
    return (
        f"`{m.name}`", CHANGE[b.scale][i], CHANGE[b.shift][i], DIRECTION[b.direction][i], MISSING[b.missing][i],
        semicolon.join(refused) or "—",
    )  # fmt: skip


def table(heads: tuple[str, ...], lines: list[tuple[str, ...]]) -> list[str]:
    """Return a table without the columns in which nothing is said; nothing where only names are left."""
    kept = [j for j in range(len(heads)) if any(line[j] not in ("", "—") for line in lines)]
    if len(kept) < 2:
        return []
    every = [tuple(line[j] for j in kept) for line in (heads, *lines)]
    return ["", row(every[0]), "|" + "---|" * len(kept), *map(row, every[1:])]


def row(values: tuple[str, ...]) -> str:
    """Return one line of a table."""
    return "| " + " | ".join(v.replace("|", "\\|") for v in values) + " |"


def page(lang: str) -> str:
    """Return the whole page, a table for each kind in the order of the registry, then the messages."""
    parts, i = [HEAD[lang]], 0 if lang == "zh" else 1
    for kind in dict.fromkeys(m.kind for m in METHODS):
        parts.append(f"\n## {KINDS[kind][i]} · `{kind}`")
        if kind in NOTES:
            parts.append("\n" + NOTES[kind][i])
        mine = [m for m in METHODS if m.kind == kind]
        first, second = COLUMNS[lang]
        parts += table(first, [(f"`{m.name}`", m.zh, m.en, m.explained(lang), m.source) for m in mine])
        if kind not in SIMULATION:
            parts += table(second, [stated(m, lang) for m in mine])
    title, note, *heads_ = LAST[lang]
    used = sorted({key for b in BEHAVIOUR.values() for key in b.refusals.values()})
    parts += [f"\n## {title}\n", note + "\n", row(tuple(heads_)), "|---|---|"]
    parts += [row((f"`{key}`", MESSAGES[key][i])) for key in used]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    for lang, file in PAGES.items():
        if "--check" not in sys.argv:
            file.write_text(page(lang), encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != page(lang):
            sys.exit(f"{file.name} is behind: python docs/methods.py")
