"""Linear programmes: CCR efficiency and benefit of the doubt, one programme for every unit.

The plain way is a loop over scipy's ``linprog`` with a constraint for every unit in every programme.
"""

from __future__ import annotations

import contextlib
import io

import numpy as np
from contest import Call, Case, Contest, Floats, Peer

from udfs.engine.mcdm import evaluate

#: Units beyond which a loop over whole programmes, or one process a programme (Pyfrontier), takes minutes.
LOOP, PROCESSES = 500, 100

SAME = "nothing: of few units every programme needs most, and leaving some out saves little"


def dea(case: Case) -> Call:
    return lambda: evaluate(case.x, case.negative, case.w, "dea")["score"]


def bod(case: Case) -> Call:
    return lambda: evaluate(case.x, case.negative, case.w, "bod")["score"]


def looped(outputs: Floats, inputs: Floats) -> Floats:
    from scipy.optimize import linprog

    rows, s = np.hstack([outputs, -inputs]), outputs.shape[1]
    score = []
    for y, x in zip(outputs, inputs, strict=True):
        goal, one = np.concatenate([-y, np.zeros(x.size)]), np.concatenate([np.zeros(s), x])[None, :]
        score.append(-linprog(goal, rows, np.zeros(len(rows)), one, [1.0], method="highs").fun)
    return np.array(score)


def plain_dea(case: Case) -> Call:
    y = case.x / case.x.max(axis=0)
    return lambda: looped(y[:, ~case.negative], y[:, case.negative])


def plain_bod(case: Case) -> Call:
    r = np.where(case.negative, case.x.min(axis=0) / case.x, case.x / case.x.max(axis=0))
    return lambda: looped(r, np.ones((case.n, 1)))


def pyfrontier(case: Case) -> Call:
    """Pyfrontier: PuLP and CBC, a process for every unit; it rounds scores to a few digits."""
    from Pyfrontier.frontier_model import EnvelopDEA

    y = case.x / case.x.max(axis=0)

    def run() -> Floats:
        model = EnvelopDEA("CRS", "in")
        with contextlib.redirect_stdout(io.StringIO()):
            model.fit(y[:, case.negative], y[:, ~case.negative])
        return np.array([r.score for r in model.result])

    return run


CONTESTS = [
    Contest(
        "dea",
        dea,
        (Peer("scipy", plain_dea, LOOP, SAME), Peer("Pyfrontier", pyfrontier, PROCESSES)),
        1e-7,
        1e-6,
        LOOP,
    ),
    Contest("bod", bod, (Peer("scipy", plain_bod, LOOP, SAME),), rtol=1e-7, most=LOOP),
]
