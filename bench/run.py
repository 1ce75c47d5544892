"""Time and memory of the engine, printed and written to ``bench/RESULTS.md``: ``python bench/run.py``.

Without pymcdm and scikit-criteria (``pip install .[bench]``) their columns are left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import sys
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import contestants  # noqa: E402  (found through the path set above)
from contestants_mcdm import contestants as whole_matrix_contestants  # noqa: E402
from measure import import_cpu, interleaved, peak  # noqa: E402
from replications import replications  # noqa: E402

SIZES = ((293, 24, 200), (3_000, 100, 40), (100_000, 50, 15))
GROWTH_UNITS = ((1_000, 50), (10_000, 50), (100_000, 50), (400_000, 50))
GROWTH_INDICATORS = ((10_000, 12), (10_000, 50), (10_000, 200), (10_000, 800))


def data(n: int, m: int) -> np.ndarray:
    """Return positive data on scales as different as people and yuan, the same on every run."""
    rng = np.random.default_rng(20240101)
    return rng.lognormal(0.0, 0.6, (n, m)) * rng.uniform(1.0, 500.0, m)


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    """Lay rows out as a Markdown table."""
    return [f"| {' | '.join(r)} |" for r in (head, ["---"] * len(head), *rows)] + [""]


def ms(seconds: float) -> str:
    """Show seconds as milliseconds."""
    return f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds * 1e3:.0f} ms"


def others() -> dict[str, Callable[[Any], Any]]:
    """Return the other libraries that are installed."""
    found: dict[str, Callable[[Any], Any]] = {}
    if importlib.util.find_spec("pymcdm"):
        found["pymcdm"] = contestants.pymcdm()
    if importlib.util.find_spec("skcriteria"):
        found["scikit-criteria"] = contestants.scikit_criteria()
        found["scikit-criteria, bare functions"] = contestants.scikit_criteria_bare()
    return found


def against_others(quick: bool) -> list[str]:
    """Time normalise + CV + score against the other libraries."""
    rivals = others()
    rows, behind = [], []
    for n, m, repeats in SIZES:
        x = data(n, m)
        contestants.agree(x, rivals)
        calls = {name: partial(f, x) for name, f in {"ours": contestants.ours, **rivals}.items()}
        t = interleaved(calls, max(3, repeats // 10) if quick else repeats)
        mine = t["ours"]
        row = [f"{n:,} x {m}".replace(",", " "), f"{ms(mine.least)} / {ms(mine.median)}"]
        for name in rivals:
            row.append(
                f"{ms(t[name].least)} / {ms(t[name].median)} "
                f"(**{t[name].least / mine.least:.1f}x / {t[name].median / mine.median:.1f}x**)"
            )
            if t[name].least < mine.least:
                behind.append(f"{row[0]}: {name}")
        rows.append(row)
    return [
        "## Vector normalisation + CV weights + weighted sum",
        "",
        "Least / median of interleaved repeats in one process; in brackets how many times as long as ours.",
        "Same input; all scores agree to a relative 1e-11 before timing. `bench/contestants.py` says which of",
        "the libraries' own functions make up the same computation.",
        "",
        *table(["units x indicators", "ours", *rivals], rows),
        *_note(behind),
    ]


def methods(quick: bool) -> list[str]:
    """Time and weigh each normalisation and objective weighting that a library also has."""
    lines = [
        "## Normalisations and objective weights, one by one",
        "",
        "Least of interleaved repeats in one process and peak memory above the data as a multiple of it; in",
        "brackets how many times as long as ours. Results agree to a relative 1e-8 before timing. The libraries'",
        "bare array functions are called, which check nothing; `-` where a library has no such function or cannot",
        "bear the size (pymcdm's Gini, CRITIC and MEREC at the larger ones).",
        "",
    ]
    names = ("pymcdm", "scikit-criteria")
    behind: list[str] = []
    for n, m, repeats in SIZES[:2] if quick else SIZES:
        x, size = data(n, m), f"{n:,} x {m}".replace(",", " ")
        rows = []
        for r in contestants.rivalries():
            contestants.same(r, x)
            rivals = r.others(n)
            t = interleaved(
                {k: partial(f, x) for k, f in {"ours": r.ours, **rivals}.items()},
                3 if quick else max(3, repeats // 10),
            )
            row = [r.title, f"{ms(t['ours'].least)}, {peak(partial(r.ours, x)) / x.nbytes:.2f}"]
            for name in names:
                if name not in rivals:
                    row.append("-")
                    continue
                times = t[name].least / t["ours"].least
                row.append(
                    f"{ms(t[name].least)}, {peak(partial(rivals[name], x)) / x.nbytes:.2f} (**{times:.1f}x**)"
                )
                if times < 1:
                    behind.append(f"{r.title} at {size} ({name})")
            rows.append(row)
        lines += table([size, "ours", *names], rows)
    return [*lines, f"Behind in: {'; '.join(behind) or 'nothing'}.", ""]


def _note(behind: list[str]) -> list[str]:
    if not behind:
        return ["The engine is ahead in every row.", ""]
    return [
        f"Behind in: {'; '.join(behind)}. The bare functions check nothing: no missing values, constant columns,",
        "zero means or overflow; the engine looks for all of these on every call.",
        "",
    ]


def whole_matrix(quick: bool) -> list[str]:
    """Time the whole-matrix methods that the other libraries have too, each where it can bear the size."""
    rows = []
    for n, m, repeats in ((293, 24, 20), (3_000, 100, 3)):
        x = data(n, m)
        for name, calls in whole_matrix_contestants(x).items():
            t = interleaved(calls, 2 if quick else repeats)
            mine = t["ours"].least
            row = [name, f"{n:,} x {m}".replace(",", " ")]
            for who in ("ours", "pymcdm", "scikit-criteria"):
                if who not in calls:
                    row.append("-")
                    continue
                times = "" if who == "ours" else f" (**{t[who].least / mine:.1f}x**)"
                row.append(f"{ms(t[who].least)}, {peak(calls[who]) / 2**20:.1f} MB{times}")
            rows.append(row)
    return [
        "## Whole-matrix methods",
        "",
        "Least of interleaved repeats in one process and peak memory above the data; in brackets how many times",
        "as long as ours. Every fourth indicator is a cost; scores agree to a relative 1e-9 before timing. Where",
        "a library compares all pairs (CODAS, PROMETHEE II) it is left out at 3 000 x 100: it would take minutes",
        "or n x n x m numbers. A dash: not compared; pymcdm's COPRAS raises the score with costs, and the calls of",
        "scikit-criteria's CODAS, MARCOS and WASPAS are not written yet.",
        "",
        *table(["method", "units x indicators", "ours", "pymcdm", "scikit-criteria"], rows),
    ]


def growth(title: str, sizes: tuple[tuple[int, int], ...], quick: bool) -> list[str]:
    """Time a cell of the data at growing sizes."""
    xs = {f"{n:,} x {m}".replace(",", " "): data(n, m) for n, m in (sizes[:-1] if quick else sizes)}
    t = interleaved({k: partial(contestants.ours, x) for k, x in xs.items()}, 3 if quick else 9)
    rows = [
        [
            name,
            ms(t[name].least),
            f"{t[name].least / x.size * 1e9:.1f} ns",
            f"{peak(partial(contestants.ours, x)) / x.nbytes:.2f}",
        ]
        for name, x in xs.items()
    ]
    head = ["units x indicators", "least", "per cell", "peak memory above the data, as a multiple of it"]
    return [f"## Growth with {title}", "", *table(head, rows)]


def memory() -> list[str]:
    """Compare peak memory at the largest size."""
    x = data(100_000, 50)
    calls: dict[str, Callable[[Any], Any]] = {"ours": contestants.ours, **others()}
    rows = [[name, f"{peak(partial(f, x)) / x.nbytes:.2f}"] for name, f in calls.items()]
    head = ["100 000 x 50", "peak memory above the data, as a multiple of it"]
    return ["## Memory", "", *table(head, rows)]


def whole(quick: bool) -> list[str]:
    """Time a whole index and worksheet calls at the size of a year of Chinese cities."""
    from udfs.engine.framework import Framework, Node
    from udfs.engine.index import Options, compute
    from udfs.engine.units import UnitTable
    from udfs.excel.cells import Block
    from udfs.excel.guard import NoWorkbook, call

    n, m = 293, 24
    x = data(n, m)
    tree = [Node("INDEX"), *(Node(f"D{d}", "INDEX") for d in range(5))]
    tree += [Node(f"I{j}", f"D{j * 5 // m}", negative=j % 8 == 7, weight=1.0) for j in range(m)]
    tree = [tree[0], *(Node(t.code, t.parent, weight=1.0) for t in tree[1:6]), *tree[6:]]
    framework, units = Framework.of(tree), UnitTable(tuple(f"u{i}" for i in range(n)), x)
    rows = x.tolist()
    here = NoWorkbook()
    parents = Block([[f"D{j * 5 // m}" for j in range(m)]])
    signs = Block([["-" if j % 8 == 7 else "+" for j in range(m)]])
    dirty = [[f"{v:,.3f}" if (i + j) % 50 == 0 else v for j, v in enumerate(r)] for i, r in enumerate(rows)]

    def worksheet(name: str, *args: Any) -> Callable[[], Any]:
        assert not str(call(name, list(args), here)[0][0]).startswith("#"), name
        return lambda: call(name, list(args), here)

    calls: dict[str, Callable[[], Any]] = {
        "`index.compute`, 5 dimensions, checks, ranks, stages": lambda: compute(
            units, framework, None, Options()
        ),
        "`MFG_NORM(data)`": worksheet("MFG_NORM", Block(rows)),
        "`MFG_NORM(data, direction)`": worksheet("MFG_NORM", Block(rows), signs),
        "`MFG_NORM(data)`, every 50th number a text": worksheet("MFG_NORM", Block(dirty)),
        "`MFG_SCORE(data, direction, , parent)`": worksheet("MFG_SCORE", Block(rows), signs, None, parents),
        "`MFG_RANK(scores)`": worksheet("MFG_RANK", Block([[r[0]] for r in rows])),
        "the three engine steps alone": lambda: contestants.ours(x),
    }
    t = interleaved(calls, 10 if quick else 100)
    return [
        "## A year of cities: 293 x 24",
        "",
        "A worksheet call is `guard.call` from rows of cells to rows of cells: reading, computing, writing.",
        "Excel's own 4-13 ms per call over COM come on top.",
        "",
        *table(["call", "least", "median"], [[k, ms(v.least), ms(v.median)] for k, v in t.items()]),
    ]


def imports(quick: bool) -> list[str]:
    """CPU of importing the worksheet functions over importing numpy."""
    runs = 3 if quick else 15
    base = import_cpu("import numpy", str(ROOT), runs)
    full = import_cpu("import udfs.excel.worksheet", str(ROOT), runs)
    extra = full.median - base.median
    rows = [
        ["`import numpy`", ms(base.least), ms(base.median)],
        ["`import udfs.excel.worksheet`", ms(full.least), ms(full.median)],
        ["more than numpy (limit 300 ms)", ms(full.least - base.least), ms(extra)],
    ]
    return [
        "## CPU of importing",
        "",
        f"Fresh interpreters, {runs} runs each. {'Within' if extra < 0.3 else 'ABOVE'} the limit.",
        "",
        *table(["statement", "least", "median"], rows),
    ]


def packages() -> str:
    """Name the versions measured."""
    names = ["numpy", *(p for p in ("pymcdm", "scikit-criteria") if _installed(p))]
    return ", ".join(f"{p} {version(p)}" for p in names)


def _installed(package: str) -> bool:
    return importlib.util.find_spec({"scikit-criteria": "skcriteria"}.get(package, package)) is not None


def main() -> None:
    """Run every measurement, print it and write it down."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few repeats, nothing written")
    quick = parser.parse_args().quick
    parts: list[Callable[[], list[str]]] = [
        lambda: against_others(quick),
        lambda: methods(quick),
        lambda: whole_matrix(quick),
        lambda: growth("units", GROWTH_UNITS, quick),
        lambda: growth("indicators", GROWTH_INDICATORS, quick),
        memory,
        lambda: whole(quick),
        lambda: replications(quick),
        lambda: imports(quick),
    ]
    lines = [
        "# Benchmark",
        "",
        f"Written by `python bench/run.py`. {os.cpu_count()} CPUs, Python {platform.python_version()}, {packages()}.",
        "",
    ]
    print("\n".join(lines))
    for part in parts:
        text = part()
        print("\n".join(text), flush=True)
        lines += text
    if not quick:
        (ROOT / "bench" / "RESULTS.md").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
