"""Draw every sheet of the shipped models into docs/gallery: ``python docs/gallery.py`` (needs LibreOffice, poppler, Pillow).

LibreOffice recalculates array formulas and knows no MFG function, so the values edition is drawn.
``--pages FOLDER [BOOK.xlsx ...]`` draws every printed page of the shipped models, or of other values editions,
into a folder instead, to be looked at.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from workbook import build, libreoffice  # noqa: E402
from workbook.texts import t  # noqa: E402

OUT = Path(__file__).with_name("gallery")

#: Models of the gallery; the blank template has the sheets of any model.
MODELS = ("ccid2022", "caict2025")

#: Drawn at this many dots an inch, cropped to what is there, shrunk to this width, cut at this height (long
#: tables go on as they begin), reduced to this many colours.
DPI, WIDTH, HEIGHT, COLOURS = 160, 880, 620, 64

_FOOTER = re.compile(r"MFG Index\s+(\S+)\s+(\d+) / \d+\s*$")


def pages(pdf: Path) -> dict[str, int]:
    """Return the first printed page of each sheet, from the pages' footers."""
    texts = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True)
    found: dict[str, int] = {}
    for number, page in enumerate(texts.stdout.decode().split("\f"), 1):
        footer = _FOOTER.search(page)
        if footer:
            found.setdefault(footer[1], number)
    return found


def picture(pdf: Path, page: int, target: Path) -> None:
    """Draw one page: cropped, shrunk, with few colours."""
    from PIL import Image, ImageChops

    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "page"
        where = ["-f", str(page), "-l", str(page)]
        subprocess.run(
            ["pdftoppm", "-r", str(DPI), "-png", "-singlefile", *where, str(pdf), str(base)], check=True
        )
        image = Image.open(base.with_suffix(".png")).convert("RGB")
    # The footer stands alone at the foot of the page: it is not part of the sheet.
    body = image.crop((0, 0, image.width, int(image.height - 0.55 * DPI)))
    box = ImageChops.difference(body, Image.new("RGB", body.size, "white")).getbbox()
    if box is None:
        raise ValueError(f"{pdf.name}, page {page} is empty")
    margin = DPI // 10
    left, top, right, bottom = box
    body = body.crop((max(0, left - margin), max(0, top - margin), right + margin, bottom + margin))
    if body.width > WIDTH:
        body = body.resize((WIDTH, round(body.height * WIDTH / body.width)), Image.Resampling.LANCZOS)
    body = body.crop((0, 0, body.width, min(body.height, HEIGHT)))
    # The octree keeps rare colours, such as a line in a chart; the median cut blends them away.
    body.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(target, optimize=True)


def index(names: dict[str, list[str]]) -> str:
    """Return the page that shows all pictures."""
    lines = [
        "# 图集 · Gallery", "",
        "随附模板每张工作表的打印首页，均为演示数据，非真实数值。", "",
        "The first printed page of every sheet of the shipped templates; illustrative data, not real values.", "",
    ]  # fmt: skip
    for model, sheets in names.items():
        text = build.MODELS[model].text
        lines += [f"## {t(f'model_{text}', 'zh')} · {t(f'model_{text}', 'en')}", ""]
        for sheet in sheets:
            lines += [
                f"### {sheet}", "", "| 中文 | English |", "|---|---|",
                f"| ![{sheet} 中文]({model}-zh-{sheet}.png) | ![{sheet} English]({model}-en-{sheet}.png) |", "",
            ]  # fmt: skip
    return "\n".join(lines)


def gallery() -> None:
    """Write every picture and the page that shows them."""
    OUT.mkdir(exist_ok=True)
    names: dict[str, list[str]] = {}
    for old in OUT.glob("*.png"):
        old.unlink()
    for model in MODELS:
        for lang in ("zh", "en"):
            with tempfile.TemporaryDirectory() as folder:
                book = build.template(Path(folder) / "book.xlsx", lang, True, model)
                pdf = libreoffice.to_pdf(book, Path(folder))
                found = pages(pdf)
                for sheet, page in found.items():
                    picture(pdf, page, OUT / f"{model}-{lang}-{sheet}.png")
                names[model] = list(found)
    (OUT / "README.md").write_text(index(names), encoding="utf-8")


def every_page(folder: Path, books: list[Path]) -> None:
    """Draw every printed page of some workbooks."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        if not books:
            for model in build.MODELS:
                for lang in ("zh", "en"):
                    books.append(build.template(work / f"{model}-{lang}.xlsx", lang, True, model))
        for book in books:
            pdf = libreoffice.to_pdf(book, work / "pdf")
            subprocess.run(["pdftoppm", "-r", "85", "-png", str(pdf), str(folder / book.stem)], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--pages"]:
        every_page(Path(sys.argv[2]), [Path(a) for a in sys.argv[3:]])
    else:
        gallery()
