"""Write docs/methods.md from the registry: ``python docs/methods.py``; ``--check`` only compares."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from udfs.engine.messages import ARGUMENTS  # noqa: E402
from udfs.engine.registry import METHODS  # noqa: E402

PAGE = Path(__file__).with_name("methods.md")
HEAD = """# Methods

Every named choice, made by `python docs/methods.py` from `udfs/engine/registry.py`. The first of each kind is the default. Names are
accepted in Chinese and English, in any case; what a method refuses stands in the docstring of its function and in its message.
"""


def page() -> str:
    """Return the whole page, a table for each kind in the order of the registry."""
    parts = [HEAD]
    for kind in dict.fromkeys(m.kind for m in METHODS):
        zh = ARGUMENTS.get(kind, (kind, kind))[0]
        parts.append(f"\n## {kind}" + (f" · {zh}" if zh != kind else "") + "\n")
        parts.append("| name | 中文 | English | formula | source |\n|---|---|---|---|---|")
        for m in METHODS:
            if m.kind == kind:
                cells = (f"`{m.name}`", m.zh, m.en, m.formula, m.source)
                parts.append("| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(
            0
            if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page()
            else "behind: python docs/methods.py"
        )
    PAGE.write_text(page(), encoding="utf-8")
