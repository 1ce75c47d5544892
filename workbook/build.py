"""Build a workbook from a model: every sheet of the spec, live formulas, cached values."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from udfs import __version__
from udfs.engine.delphi import Delphi
from udfs.engine.framework import Framework, Node
from udfs.engine.index import Options, Result
from udfs.engine.units import UnitTable
from udfs.excel.model import Model
from workbook import published, sample, sample_caict2025
from workbook.grid import Grid
from workbook.maker import Maker
from workbook.published import Published, shown
from workbook.references import a1
from workbook.sheets.comparison import joined
from workbook.spec import SHEETS, SheetSpec
from workbook.style import WARN
from workbook.texts import t

TEMPLATE = Path(__file__).with_name("MFG_Template.xlsx")

#: The date written into a file that must come out the same on every day.
FIXED_DATE = dt.datetime(2026, 1, 1)


@dataclass(frozen=True)
class Shipped:
    """A model that comes with the project: what it computes, and what it says of itself."""

    model: Callable[[str], Model]
    text: str
    references: Callable[[], tuple[Published, ...]]


def _ccid(language: str) -> Model:
    f = published.ccid_framework(language)
    return Model(sample.units(language), f, sample.delphi(f), Options(scale="max100", subjective="delphi"))


def _caict(language: str) -> Model:
    f = published.caict_framework(language)
    o = Options(
        normalise="index_best", subjective="abc", combine="subjective", scale="raw", breaks=(10.0, 30.0, 50.0),
        stages=CAICT_CLASSES[language == "en"],
    )  # fmt: skip
    return Model(sample_caict2025.units(language), f, sample_caict2025.survey(f), o)


def _blank(language: str) -> Model:
    """Return the smallest model that computes: a place to type one's own into."""
    k = language == "en"
    tree = Framework.of([
        Node("INDEX", "", "综合指数", "Index"), Node("D1", "INDEX", "维度一", "Dimension 1"),
        Node("D2", "INDEX", "维度二", "Dimension 2"), Node("X1", "D1", "指标一", "Indicator 1"),
        Node("X2", "D1", "指标二", "Indicator 2"), Node("X3", "D2", "指标三", "Indicator 3"),
        Node("X4", "D2", "指标四（越小越好）", "Indicator 4 (less is better)", negative=True),
    ])  # fmt: skip
    names = ("Unit A", "Unit B", "Unit C") if k else ("城市甲", "城市乙", "城市丙")
    values = np.array([[1.0, 10.0, 5.0, 2.0], [4.0, 20.0, 9.0, 1.0], [3.0, 60.0, 7.0, 4.0]])
    return Model(UnitTable(names, values, {}, ("城市", "City")[k]), tree, None, Options(scale="max100"))


#: Classes of ranks shown for CAICT 2025, which prints 50 cities and no classes.
CAICT_CLASSES = (("前10名", "11—30名", "31—50名", "50名以后"), ("top 10", "11-30", "31-50", "beyond 50"))

#: The shipped models by the name that ``mfg new --model`` takes.
MODELS: dict[str, Shipped] = {
    "ccid2022": Shipped(_ccid, "ccid", lambda: (published.ccid2022(), published.caict2025())),
    "blank": Shipped(_blank, "blank", lambda: ()),
    "caict2025": Shipped(_caict, "caict", lambda: (published.caict2025(), published.ccid2022())),
}


def template_model(language: str = "zh", name: str = "ccid2022") -> Model:
    """Return a shipped model with its illustrative data."""
    return MODELS[name].model(language)


def template(path: Path, language: str = "zh", values_only: bool = False, name: str = "ccid2022") -> Path:
    """Build the shipped template of one model."""
    shipped = MODELS[name]
    title = t(f"model_{shipped.text}", language)
    about = {"model": title, "source": t(f"source_{shipped.text}", language), "title": title}
    build(
        path, shipped.model(language), language, "blank_notice" if name == "blank" else "illustrative",
        shipped.references(), about,
        values_only=values_only,
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


def references_for(model: Model, language: str) -> tuple[Published, ...]:
    """Return the published rankings that name at least ten of a model's units."""
    found = (published.ccid2022(), published.caict2025())
    return tuple(
        p
        for p in found
        if sum(i is not None for i in joined(shown(p.city, language), model.units.names)) >= 10
    )


def build(
    path: Path,
    model: Model,
    language: str = "zh",
    notice: str = "",
    references: Sequence[Published] = (),
    about: Mapping[str, str] | None = None,
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
        grid.texts.where = s.name
        if s.fill is not None:
            s.fill(m)
    m.master(m.at["outcome"])
    _refuse_difference(m)
    for s in wanted:
        grid.sheets[s.name].extras.append(_page(s, m))
    properties: dict[str, Any] = {
        "title": str(m.about.get("title", "")),
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


#: Sheets to read, on which a message may stand: Checks says what is wrong with the data.
READING = {
    "Profile",
    "Regions",
    "Bubble",
    "Relations",
    "Sensitivity",
    "Statistics",
    "CCID2022",
    "CAICT2025",
    "StageWeights",
}


def _refuse_difference(m: Maker) -> None:
    """Stop before a file is written whose cells hold a message or differ from the engine.

    This cannot happen unless a sheet's formula is wrong: then no file is better than a wrong one.
    """
    for sheet in m.grid.sheets.values():
        for (row, col), value in sheet.values.items():
            if isinstance(value, str) and value.startswith("#MFG!") and sheet.name not in READING:
                raise RuntimeError(f"{sheet.name}!{a1(row, col)}: {value}")
    cells = [r[0] for r in m.grid.block(m.at["score"]).values]
    scores = np.array([np.nan if c == "#N/A" else c for c in cells], dtype=float)
    if not np.allclose(scores, m.result.score, rtol=1e-12, atol=0, equal_nan=True):
        raise RuntimeError("the workbook's scores differ from the engine's")


def _settled(model: Model) -> Options:
    """Name the choices the framework makes ("auto" weights, decimals), since the workbook shows them."""
    o = model.options.resolved()
    if o.decimals is None:
        o = replace(o, decimals=model.framework.nodes[0].decimals)
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
        page = m.at.get("page", {}).get(s.name)
        ws.fit_to_pages(1, 0 if page is None else 1)
        ws.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        if page is None and s.freeze[0] > 3:
            ws.repeat_rows(0, s.freeze[0] - 1)
        if page is not None and page[0]:
            ws.print_area(0, 0, page[0] - 1, page[1] - 1)
        ws.set_footer("&L&8MFG Index&C&8&A&R&8&P / &N")
        ws.set_row(0, 26)
        ok = book.add_format({"font_color": "#1E7B34", "bold": True})
        bad = book.add_format({"font_color": WARN, "bold": True})
        for sign, look in (("=", ok), ("<>", bad)):
            rule = {"type": "formula", "criteria": f"=$B$3{sign}{m.at['pass']}", "format": look}
            ws.conditional_format(2, 1, 2, 1, rule)
        if s.name == "About":
            ws.activate()
            ws.set_first_sheet()

    return setup
