"""Write the catalogue's tables into README.md: ``python docs/readme.py``; ``--check`` only compares."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from udfs.excel.catalogue import FUNCTIONS  # noqa: E402


def table(lang: str) -> str:
    """Return the functions as a Markdown table."""
    heads = "| 函数 | 作用 |" if lang == "zh" else "| Function | What it does |"
    rows = [f"| `{f.signature}` | {f.help(lang)} |" for f in FUNCTIONS]
    return "\n".join([heads, "|---|---|", *rows])


def filled(text: str) -> str:
    """Return the README with fresh tables."""
    for lang in ("zh", "en"):
        start, end = f"<!-- functions:{lang} -->", f"<!-- /functions:{lang} -->"
        text = re.sub(
            f"{re.escape(start)}.*?{re.escape(end)}",
            lambda _, s=start, e=end, lang=lang: f"{s}\n{table(lang)}\n{e}",
            text,
            flags=re.DOTALL,
        )
    return text


if __name__ == "__main__":
    readme = ROOT / "README.md"
    old = readme.read_text(encoding="utf-8")
    if "--check" in sys.argv:
        sys.exit(0 if filled(old) == old else "README.md is behind: python docs/readme.py")
    readme.write_text(filled(old), encoding="utf-8")
