"""What Excel waits for when it starts Python: CPU of importing the worksheet functions."""

from __future__ import annotations

from pathlib import Path

from layout import ms, table
from measure import import_cpu

#: Milliseconds over importing numpy.
LIMIT = 300.0

STATEMENTS = {
    "`import numpy`": "import numpy",
    "`import udfs.excel.worksheet`: what computes an index": "import udfs.excel.worksheet",
    "the same and every family of functions": "import udfs.excel.worksheet as w; w.load_families()",
}


def starting(root: Path, quick: bool) -> tuple[list[str], float]:
    """Return the section and the median seconds over numpy."""
    runs = 3 if quick else 15
    t = {name: import_cpu(code, str(root), runs) for name, code in STATEMENTS.items()}
    base, index, _ = t.values()
    extra = index.median - base.median
    rows = [
        [name, ms(v.least), ms(v.median), "" if v is base else ms(v.median - base.median)]
        for name, v in t.items()
    ]
    verdict = "within" if extra * 1e3 < LIMIT else "ABOVE"
    return [
        "## CPU of importing",
        "",
        f"Fresh interpreters, {runs} runs each. What Excel waits for, the second line, is {verdict} the limit of {LIMIT:.0f} ms over",
        "numpy. Families (judgement, preparation, relations, whole-matrix) load at the first use of one of their functions,",
        "so that their part of the third line comes later, each once.",
        "",
        *table(["statement", "least", "median", "median over numpy"], rows),
    ], extra
