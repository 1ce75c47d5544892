"""Draw the pictures of the README: ``python docs/gallery.py`` (needs LibreOffice and pdftoppm).

LibreOffice recalculates array formulas and knows no MFG function, so the values edition is drawn.
``--all FOLDER`` draws every printed page of both languages into a folder, to be looked at.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from workbook import build, libreoffice  # noqa: E402

OUT = Path(__file__).with_name("gallery")

#: Printed page, and the part of it in pixels at 110 dpi: left, top, width, height.
PICTURES = {"ranking": (2, (40, 60, 880, 520)), "weights": (10, (40, 60, 860, 560))}


def draw(lang: str, folder: Path) -> Path:
    """Print the template in one language to PDF."""
    book = build.template(folder / f"{lang}.xlsx", lang, values_only=True)
    return libreoffice.to_pdf(book, folder)


def main(arguments: list[str]) -> None:
    """Write the README's pictures, or every page."""
    for lang in ("zh", "en"):
        with tempfile.TemporaryDirectory() as name:
            pdf = draw(lang, Path(name))
            if arguments[:1] == ["--all"]:
                folder = Path(arguments[1])
                folder.mkdir(parents=True, exist_ok=True)
                subprocess.run(["pdftoppm", "-r", "85", "-png", str(pdf), str(folder / lang)], check=True)
                continue
            OUT.mkdir(exist_ok=True)
            for picture, (page, (x, y, w, h)) in PICTURES.items():
                where = [
                    "-f",
                    str(page),
                    "-l",
                    str(page),
                    "-x",
                    str(x),
                    "-y",
                    str(y),
                    "-W",
                    str(w),
                    "-H",
                    str(h),
                ]
                target = str(OUT / f"{picture}-{lang}")
                subprocess.run(
                    ["pdftoppm", "-r", "110", "-png", "-singlefile", *where, str(pdf), target], check=True
                )


if __name__ == "__main__":
    main(sys.argv[1:])
