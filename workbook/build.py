"""Build a workbook from a model: every sheet of the spec, live formulas, cached values."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from udfs import __version__
from udfs.engine.delphi import Delphi
from udfs.engine.index import Options, Result
from udfs.excel.model import Model
from workbook import published, sample
from workbook.grid import Grid
from workbook.maker import Maker
from workbook.published import Published
from workbook.references import a1
from workbook.spec import SHEETS, SheetSpec
from workbook.style import WARN
from workbook.texts import t

TEMPLATE = Path(__file__).with_name("MFG_Template.xlsx")

#: The date written into a file that must come out the same on every day.
FIXED_DATE = dt.datetime(2026, 1, 1)


def template_model(language: str = "zh") -> Model:
    """Return the shipped model: the CCID 2022 framework with illustrative data."""
    f = published.ccid_framework()
    return Model(sample.units(language), f, sample.delphi(f), Options(scale="max100", subjective="delphi"))


def template(path: Path, language: str = "zh", values_only: bool = False) -> Path:
    """Build the shipped template."""
    about = {
        "model": t("model_ccid", language),
        "source": t("source_ccid", language),
        "title": t("model_ccid", language),
    }
    build(
        path, template_model(language), language, "illustrative",
        (published.ccid2022(), published.caict2025()), about, values_only=values_only,
    )  # fmt: skip
    return path


def fingerprint(model: Model) -> str:
    """Return the SHA-256 of a model's inputs: names, codes, values, expert scores, options."""
    h = hashlib.sha256()
    h.update("\x1f".join(model.units.names).encode())
    h.update("\x1f".join(f"{n.code}<{n.parent}" for n in model.framework.nodes).encode())
    h.update(np.ascontiguousarray(model.units.values, dtype="<f8").tobytes())
    if model.delphi is not None:
        h.update(np.ascontiguousarray(model.delphi.scores, dtype="<f8").tobytes())
    h.update(repr(model.options).encode())
    return h.hexdigest()


def build(
    path: Path,
    model: Model,
    language: str = "zh",
    notice: str = "",
    references: Sequence[Published] = (),
    about: dict[str, str] | None = None,
    made: dt.datetime | None = None,
    values_only: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Result:
    """Write a workbook of ``model`` to ``path`` and return what was computed.

    Parameters
    ----------
    notice
        Key of a notice to stand on every sheet, such as "illustrative".
    references
        Published rankings to compare with.
    about
        Texts for About and Log: ``title``, ``model``, ``source``.
    made
        Date of the file; None for a fixed date, so that the same inputs give the same bytes.
    values_only
        Write values instead of formulas, for readers whose program cannot keep the cached values.
    progress
        Called with each sheet's name as it is filled and written.

    Raises
    ------
    MfgError
        Whatever stops the computation; nothing is written then.
    """
    model = replace(model, options=_settled(model), delphi=_in_order(model))
    result = model.compute(language)
    grid = Grid(language)
    published_ = {p.sheet: p for p in references}
    m = Maker(model, result, language, grid, notice, values_only, published_, dict(about or {}))
    m.about.setdefault("hash", fingerprint(model))
    m.about.setdefault("made", "" if made is None else made.strftime("%Y-%m-%d"))
    wanted = [s for s in SHEETS if s.used(m)]
    m.at["order"] = [s.name for s in wanted]
    for s in sorted(wanted, key=lambda s: s.order):
        if progress is not None:
            progress(s.name)
        if s.fill is not None:
            s.fill(m)
    m.master(m.at["outcome"])
    _refuse_difference(m)
    for s in wanted:
        grid.sheets[s.name].extras.append(_page(s, m))
    properties: dict[str, Any] = {
        "title": m.about.get("title", ""),
        "author": "MFG Index",
        "comments": f"MFG Index {__version__}" + (f"; {t(notice, language)}" if notice else ""),
        "created": made or FIXED_DATE,
    }
    grid.write(path, m.at["order"], properties, progress, values_only)
    return result


def _in_order(model: Model) -> Delphi | None:
    """Return the expert scores with their columns in the framework's order; columns of no node are left out."""
    d = model.delphi
    if d is None:
        return None
    codes = tuple(c for c in model.framework.code[1:] if c in d.code)
    return replace(d, code=codes, scores=d.scores[:, [d.code.index(c) for c in codes]]) if codes else d


def _refuse_difference(m: Maker) -> None:
    """Stop before a file is written whose cells hold a message or differ from the engine.

    This cannot happen unless a sheet's formula is wrong: then no file is better than a wrong one.
    """
    for sheet in m.grid.sheets.values():
        for (row, col), value in sheet.values.items():
            if isinstance(value, str) and value.startswith("#MFG!"):
                raise RuntimeError(f"{sheet.name}!{a1(row, col)}: {value}")
    cells = [r[0] for r in m.grid.block(m.at["score"]).values]
    scores = np.array([np.nan if c == "#N/A" else c for c in cells], dtype=float)
    if not np.allclose(scores, m.result.score, rtol=1e-12, atol=0, equal_nan=True):
        raise RuntimeError("the workbook's scores differ from the engine's")


def _settled(model: Model) -> Options:
    """Name the subjective weights that "auto" stands for, since the workbook shows the choice."""
    o = model.options.resolved()
    if o.subjective != "auto":
        return o
    given = not np.isnan(model.framework.weights()[1:]).all()
    return replace(o, subjective="delphi" if model.delphi is not None else "given" if given else "equal")


def _page(s: SheetSpec, m: Maker) -> Callable[[Any, Any, Any], None]:
    """Set tab colour, frozen panes, and how the sheet prints."""

    def setup(book: Any, ws: Any, formats: Any) -> None:
        ws.set_tab_color(s.colour)
        ws.hide_gridlines(2)
        ws.freeze_panes(*s.freeze)
        ws.set_paper(9)
        if s.landscape:
            ws.set_landscape()
        ws.fit_to_pages(1, 0)
        ws.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        if s.freeze[0] > 3:
            ws.repeat_rows(0, s.freeze[0] - 1)
        ws.set_footer("&L&8MFG Index&C&8&A&R&8&P / &N")
        ws.set_row(0, 26)
        ok = book.add_format({"font_color": "#1E7B34", "bold": True})
        bad = book.add_format({"font_color": WARN, "bold": True})
        ws.conditional_format(
            2, 1, 2, 1, {"type": "cell", "criteria": "==", "value": f'"{m.t("pass")}"', "format": ok}
        )
        ws.conditional_format(
            2, 1, 2, 1, {"type": "cell", "criteria": "!=", "value": f'"{m.t("pass")}"', "format": bad}
        )
        if s.name == "About":
            ws.activate()
            ws.set_first_sheet()

    return setup
