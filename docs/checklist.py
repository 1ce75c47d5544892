"""Write tests/windows/CHECKLIST.md: ``python docs/checklist.py``; ``--check`` only compares."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from addin.checklist import markdown  # noqa: E402

if __name__ == "__main__":
    page = ROOT / "tests" / "windows" / "CHECKLIST.md"
    if "--check" in sys.argv:
        same = page.read_text(encoding="utf-8") == markdown()
        sys.exit(0 if same else f"{page.name} is behind: python docs/checklist.py")
    page.write_text(markdown(), encoding="utf-8", newline="\n")
