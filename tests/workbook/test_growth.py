"""A template that grows and shrinks: tables change, no formula does, and every result follows.

The grown file is recalculated (native formulas by LibreOffice) and compared with the engine's result of the
grown model, and formula by formula with a workbook built afresh from that model.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from grower import Grower
from template_cells import equal_the_engine, needs

from udfs.engine.framework import Framework, Node
from udfs.excel.model import Model
from workbook import build, libreoffice
from workbook.book import Book
from workbook.recalc import recalc

RNG = np.random.default_rng(11)

#: Typed into the tables: two cities, an indicator in the last dimension, a dimension of two indicators.
CITIES = ("三亚", "拉萨")
LATE = ("NEW", "D9", "N1", "N2")


def grown_model(m: Model, dimension: str, drop: str) -> Model:
    """The model after the edits, made without the file: the engine's side of the comparison."""
    top, f = m.framework.nodes[0].code, m.framework
    # Where the model has classes and stages, new nodes have theirs.
    own: dict[str, Any] = {}
    if f.stages:
        own = {"grade": "B", "factors": tuple((s, 1.0 + k / 8) for k, s in enumerate(f.stages))}
    extra = [
        Node("NEW", dimension, "新指标", **own),
        Node("D9", top, "新维度", **own),
        Node("N1", "D9", "新一", negative=True, **own),
        Node("N2", "D9", "新二", **own),
    ]
    tree = Framework.of([*f.nodes, *extra])
    u = m.units
    keep = [i for i, n in enumerate(u.names) if n != drop]
    columns = {n.code: u.values[keep, j] for j, n in enumerate(f.indicators)}
    more = {c: np.round(np.exp(RNG.normal(size=len(keep) + 2)) * 50, 3) for c in ("NEW", "N1", "N2")}
    rows = {c: np.append(v, np.round(np.exp(RNG.normal(size=2)) * v.mean(), 3)) for c, v in columns.items()}
    values = np.column_stack([(rows | more)[n.code] for n in tree.indicators])
    groups = {k: (*(v[i] for i in keep), v[0], v[-1]) for k, v in u.groups.items()}
    units = replace(
        u, names=(*(u.names[i] for i in keep), *CITIES), values=values, groups=groups, source=None
    )
    d = m.delphi
    assert d is not None
    codes = (*d.code, *LATE)
    scores = np.column_stack([d.scores, RNG.integers(3, 10, size=(len(d.scores), len(LATE))).astype(float)])
    scores = np.vstack([scores, RNG.integers(3, 10, size=len(codes)).astype(float)])
    experts = replace(
        d, code=codes, scores=scores, round=np.append(d.round, d.round[-1]), expert=(*d.expert, "新专家")
    )
    return replace(m, units=units, framework=tree, delphi=experts)


def typed(path: Path, old: Model, new: Model, drop: str, out: Path) -> Path:
    """Make the same edits in the file."""
    g = Grower(path)
    # Profile's choices are inputs; a fresh workbook chooses the first two.
    for col, i in zip((2, 4), new.compute("zh").order()[:2], strict=True):
        g.put("Profile", 6, col, new.units.names[i])
    f, u, d = new.framework, new.units, new.delphi
    assert d is not None
    g.delete_row("Data", drop)
    heads, at = g.heads["Data"], {n.code: j for j, n in enumerate(f.indicators)}
    for i in (-2, -1):
        labels = dict(zip(heads, [u.names[i], *(v[i] for v in u.groups.values())], strict=False))
        g.add_row("Data", **labels, **{c: u.values[i, j] for c, j in at.items() if c in heads})
    for code in ("NEW", "N1", "N2"):
        g.add_column("Data", code, u.values[:, at[code]].tolist())
    code, parent, zh, direction = (g.heads["Framework"][k] for k in (0, 1, 2, 5))
    for node in f.nodes:
        if node.code in LATE:
            said = {code: node.code, parent: node.parent, zh: node.zh}
            if node.code != "D9":
                said[direction] = "负向" if node.negative else "正向"
            if node.grade:
                said["主次类别"] = node.grade
            said |= {f"阶段：{name}": v for name, v in node.factors}
            g.add_row("Framework", **said)
    first, second = g.heads["Delphi"][:2]
    last = len(d.expert) - 1
    scores = dict(zip(d.code, d.scores[last].tolist(), strict=True))
    shown = {c: v for c, v in scores.items() if c in g.heads["Delphi"]}
    g.add_row("Delphi", **{first: float(d.round[last]), second: d.expert[last]}, **shown)
    for c in LATE:
        g.add_column("Delphi", c, d.scores[:, d.code.index(c)].tolist())
    return g.save(out)


def blocks(book: Book) -> dict[tuple[str, str], list[list[list[Any]]]]:
    """The values of every formula but labels, by sheet and text, from the top; the rows of Texts by their wording."""

    def said(m: re.Match[str]) -> str:
        first, last = (book.value("Texts", int(row), 2) for row in (m[2], m[3] or m[2]))
        return f"{m[1]}[{first}:{last}]"

    def worded(formula: str) -> str:
        return re.sub(r"Texts!\$([BCD])\$(\d+)(?::\$[BCD]\$(\d+))?", said, formula)

    found: dict[tuple[str, str], list[list[list[Any]]]] = {}
    for name in book.sheet_names:
        sheet = book.sheet(name)
        assert sheet is not None
        if name == "Texts":
            continue
        for (_row, _col), f in sorted(sheet.formulas.items()):
            a = f.area
            values = [[sheet.get(r, c) for c in range(a.col1, a.col2 + 1)] for r in range(a.row1, a.row2 + 1)]
            if re.fullmatch(r"Texts!\$D\$\d+", f.text):
                continue
            text = worded(f.text) if "Texts!" in f.text else f.text
            found.setdefault((name, text), []).append(values)
    return found


def same(a: list[list[Any]], b: list[list[Any]]) -> bool:
    """Equal texts, numbers to 1e-9 (LibreOffice writes 15 digits)."""
    if (len(a), len(a[0])) != (len(b), len(b[0])):
        return False
    for x, y in zip((v for r in a for v in r), (v for r in b for v in r), strict=True):
        if isinstance(x, float) and isinstance(y, float):
            if x != pytest.approx(y, rel=1e-9, abs=1e-12):
                return False
        elif (x or "") != (y or ""):
            return False
    return True


@pytest.mark.parametrize("name", ["ccid2022", "caict2025"])
def test_results_follow_grown_tables(name: str, tmp_path: Path) -> None:
    """Cities, an indicator, a dimension, an expert added and a city deleted: every result is that of the new model."""
    needs(libreoffice.find(), "LibreOffice")
    old = build.template_model("zh", name)
    dimension = old.framework.nodes[old.framework.index[old.framework.indicators[-1].parent]].code
    drop = old.units.names[10]  # neither the city nor the peer that Profile shows
    new = grown_model(old, dimension, drop)
    path = build.template(tmp_path / "shipped.xlsx", "zh", name=name)
    result = new.compute("zh")
    grown = typed(path, old, new, drop, tmp_path / "grown.xlsx")
    report = recalc(grown)
    assert report.ok, report.by_reason()
    fresh = tmp_path / "fresh.xlsx"
    shipped = build.MODELS[name]
    build.build(fresh, new, "zh", references=shipped.references())
    with Book(grown) as a, Book(fresh) as b:
        equal_the_engine(a, result, "zh")
        got, want = blocks(a), blocks(b)
    # Whether a published list is as long as ours is decided when the workbook is made.
    lists = ("CCID2022", "CAICT2025", "Functions", "Recount")
    got, want = (
        {k: v for k, v in x.items() if not any(s in "!".join(k) for s in lists)} for x in (got, want)
    )
    assert got.keys() == want.keys()
    # The fresh workbook has the experts' columns in the framework's order, the grown one as typed.
    ordered = ("DelphiStats", "Checks")
    wrong = []
    for key in want:
        for x, y in zip(got[key], want[key], strict=True):
            if key[0] in ordered:
                x, y = ([v[0], *sorted(v[1:], key=str)] for v in (x, y))
            if not same(x, y):
                wrong.append(key)
    assert wrong == []
