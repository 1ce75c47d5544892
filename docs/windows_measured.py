"""Write the measured numbers into docs/windows.md: ``python docs/windows_measured.py [measured.json]``.

With a file, that of ``make windows`` (``.ci/wine/measured.json``), its numbers are kept in
``windows_measured.json`` first. ``--check`` only compares.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

PAGE = Path(__file__).with_name("windows.md")
KEPT = Path(__file__).with_name("windows_measured.json")
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def rows(m: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What was measured: in Chinese, in English, the value."""
    start, ms, memory, minutes = m["start"], m["milliseconds"], m["memory"], m["minutes"]
    return [
        (
            "启动：从命令到服务器应答",
            "start: from the command to a server that answers",
            f"{start['server']:.1f} s",
        ),
        ("随后的第一个结果", "the first result after that", f"{start['first']:.1f} s"),
        ("一次调用，3 个单元格的数组", "one call with an array of 3 cells", f"{ms['array']:.0f} ms"),
        ("一次调用，3 个单元格的区域", "one call with a range of 3 cells", f"{ms['range']:.0f} ms"),
        ("一次调用，293×24 的区域", "one call with a range of 293 x 24", f"{ms['block']:.0f} ms"),
        (
            "1000 次调用前后的工作集（每四次有一次传区域，其余传数组）",
            "working set before and after 1 000 calls (every fourth with a range, the others with an array)",
            f"{memory['start_mb']:.1f} MB, {memory['end_mb']:.1f} MB",
        ),
        (
            "1000 次调用前后的句柄",
            "handles before and after 1 000 calls",
            f"{memory['handles_start']}, {memory['handles_end']}",
        ),
        (
            "与 Linux 逐一比较的调用（数值到 1e-12，文字全同）",
            "calls compared with Linux (numbers to 1e-12, texts exactly)",
            f"{m['calls']}",
        ),
        (
            "用时：准备 Windows 版 Python、测试",
            "time: making the Windows Python, tests",
            f"{minutes['make']:.1f} min, {minutes['tests']:.1f} min",
        ),
    ]


def section(m: dict[str, Any]) -> str:
    """The section in both languages."""
    packages = ", ".join(f"{name} {version}" for name, version in m["versions"].items())
    known = m["machine"]
    machine = f"{known['wine']}, {known['cores']} x {known['processor']}, load {known['load']:.1f}"
    table = "\n".join(f"| {zh}<br>{en} | {value} |" for zh, en, value in rows(m))
    return f"""## 实测 / Measured

`make windows` 在 wine 下所测（{machine}；{packages}，即所支持的最旧版本）。这不是真实的 Windows：wine 的 COM 调用慢得多，启动也慢，只能看出没有泄漏、没有差异。
区域比数组慢，因为服务器要向调用方逐项询问（工作表、行、列、值）。

Measured by `make windows` under wine ({machine}; {packages}: the oldest we support). That is not Windows: wine's COM calls and its start are slower;
what it shows is that nothing leaks and nothing differs. A range costs more than an array because the server asks the caller about it (sheet, rows,
columns, values).

| | |
|---|---|
{table}
"""


def page(m: dict[str, Any]) -> str:
    """The page with the section in its place, at the end if it has none yet."""
    text = PAGE.read_text(encoding="utf-8")
    new = f"{BEGIN}\n{section(m)}{END}"
    if BEGIN not in text:
        return f"{text.rstrip()}\n\n{new}\n"
    return re.sub(f"{BEGIN}.*?{END}", lambda _: new, text, flags=re.DOTALL)


if __name__ == "__main__":
    files = [a for a in sys.argv[1:] if not a.startswith("--")]
    if files:
        found = json.loads(Path(files[0]).read_text(encoding="utf-8"))
        KEPT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8", newline="\n")
    made = page(json.loads(KEPT.read_text(encoding="utf-8")))
    if "--check" in sys.argv:
        same = PAGE.read_text(encoding="utf-8") == made
        sys.exit(0 if same else f"{PAGE.name} is behind: python docs/windows_measured.py")
    PAGE.write_text(made, encoding="utf-8", newline="\n")
