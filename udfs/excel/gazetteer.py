"""Worksheet functions that know China's cities: one name for each, its province, its region."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from udfs.engine import gazetteer
from udfs.engine.errors import MfgError
from udfs.engine.gazetteer import NO_CLUSTER, NORTH_SOUTH, REGIONS, Match, Place
from udfs.engine.messages import word

from . import cells, scalars
from .arguments import Cells, Rows, need
from .cells import NA, Block, is_given
from .guard import worksheet_function
from .labels import NAME_HEADERS, is_word


@worksheet_function
def MFG_CITY(city: Cells = None, form: Cells = None, province: Cells = None, caller: Any = None) -> Rows:
    """The standard name of each city, same shape; a name that is no city or may be two is #N/A."""
    g = gazetteer.load()
    how = _form(form, caller.language)

    def name(m: Match) -> str | None:
        p = m.city
        return None if p is None else g.english(p) if how == "en" else str(getattr(p, how))

    return _each(need(city, "city"), province, name)


@worksheet_function
def MFG_PROVINCE(city: Cells = None, form: Cells = None, caller: Any = None) -> Rows:
    """The province of each city, same shape; provinces stay."""
    g = gazetteer.load()
    how = _form(form, caller.language)

    def name(m: Match) -> str | None:
        found = {p.province for p in m.places}
        return str(getattr(g.provinces[found.pop()], how)) if len(found) == 1 else None

    return _each(need(city, "city"), None, name, word("head_province", caller.language))


@worksheet_function
def MFG_REGION(city: Cells = None, by: Cells = None, province: Cells = None, caller: Any = None) -> Rows:
    """The region, north or south, or city cluster of each city or province, same shape."""
    g = gazetteer.load()
    how = scalars.choice(by, "area", "by").name
    k = 0 if caller.language == "zh" else 1

    def of(p: Place) -> str | None:
        if how in ("region", "north_south"):
            said = getattr(g.provinces[p.province], how)
            return str(said if k == 0 else (REGIONS | NORTH_SOUTH)[said])
        if not p.is_city:
            return None
        named = [(c.zh, c.en)[k] for c in g.clusters_of(p)] or [NO_CLUSTER[k]]
        return named[0] if how == "cluster" else ("、", "; ")[k].join(named)

    def area(m: Match) -> str | None:
        # A city and a province of one name may well lie in the same region.
        found = {of(p) for p in m.places}
        return found.pop() if len(found) == 1 else None

    return _each(need(city, "city"), province, area, word(f"head_{how}", caller.language))


def _form(block: Cells, lang: str) -> str:
    """Read which name is asked for; the workbook's language where it is left out."""
    return scalars.choice(block, "place", "form").name if is_given(block) else "zh" if lang == "zh" else "en"


def _each(block: Block, province: Cells, answer: Callable[[Match], str | None], head: str = "") -> Rows:
    """Answer cell by cell: blanks stay blank, a header becomes ``head``, names without an answer are #N/A.

    Where no name has an answer, the first is refused with a message: a whole column of #N/A says nothing.
    """
    g = gazetteer.load()
    inside = _provinces(province, block)
    rows: Rows = []
    wrong: MfgError | None = None
    answered = False
    for i, row in enumerate(block.values):
        out: list[Any] = []
        for j, cell in enumerate(row):
            if cells.is_error(cell):
                raise cells.at(MfgError("cell_error", "city", i, j, found=str(cell)[:12]), block)
            if i == 0 and len(block.values) > 1 and is_word(cell, NAME_HEADERS):
                out.append(head or cell)
                continue
            if cells.is_missing(cell):
                out.append(NA if isinstance(cell, str) and cell.strip() == NA else "")
                continue
            m = g.match(cells.text(cell), inside[i][j])
            said = answer(m)
            if said is None and wrong is None:
                wrong = cells.at(g.problem(m), block)
                wrong.row, wrong.col = i, j
            answered = answered or said is not None
            out.append(NA if said is None else said)
        rows.append(out)
    if wrong is not None and not answered:
        raise wrong
    return rows


def _provinces(block: Cells, beside: Block) -> list[list[str | None]]:
    """Read the provinces beside the names: one for all, or as many rows and columns as there are names."""
    rows, width = beside.shape
    if block is None or block.is_blank:
        return [[None] * width for _ in range(rows)]
    if block.shape not in ((1, 1), (rows, width)):
        raise MfgError(
            "province_shape",
            "province",
            found=f"{block.shape[0]} × {block.shape[1]}",
            expected=f"{rows} × {width}",
        )
    g = gazetteer.load()
    found: list[list[str | None]] = []
    for i, row in enumerate(block.values):
        line: list[str | None] = []
        for j, cell in enumerate(row):
            if cells.is_missing(cell) or (i == 0 and rows > 1 and is_word(cell, NAME_HEADERS)):
                line.append(None)
                continue
            named = g.province_of(cells.text(cell))
            if named is None:
                raise cells.at(MfgError("province_unknown", "province", i, j, found=cells.text(cell)), block)
            line.append(named)
        found.append(line)
    return [[found[0][0]] * width for _ in range(rows)] if block.shape == (1, 1) else found
