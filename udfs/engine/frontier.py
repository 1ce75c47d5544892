"""Data envelopment analysis: every unit under the weights best for it (linear programming)."""

from __future__ import annotations

import numpy as np

from . import columns
from .columns import Floats
from .errors import MfgError
from .mcdm import Bools, Parts, linear, refuse, scored

#: Violated constraints taken up at a time, and how far beyond 1 counts as violated.
TAKEN, SLACK = 25, 1e-10


@scored
def dea(x: Floats, negative: Bools, w: Floats) -> Parts:
    """CCR efficiency: greatest ``u y_i`` with ``v x_i = 1`` and ``u y_k <= v x_k`` for all k, u, v >= 0.

    Negative indicators are inputs (x > 0), positive ones outputs (y >= 0); where there are none of a kind it
    is 1 for all. The weights given play no part beyond leaving indicators out. Charnes, Cooper and
    Rhodes, European Journal of Operational Research 2 (1978) 429.
    """
    refuse(np.where(negative, x <= 0, x < 0), x, "dea")
    high = columns.maximum(x)
    refuse((high <= 0)[None, :] & np.ones_like(x, dtype=bool), x, "dea")
    one = np.ones((x.shape[0], 1))
    y = x / high
    return _efficiency(
        y[:, ~negative] if (~negative).any() else one, y[:, negative] if negative.any() else one
    )


@scored
def benefit_of_the_doubt(x: Floats, negative: Bools, w: Floats) -> Parts:
    """Greatest ``sum_j u_j r_ij`` with ``sum_j u_j r_kj <= 1`` for all k, u >= 0, r linear (costs min / x).

    Cherchye et al., Social Indicators Research 82 (2007) 111.
    """
    r = linear(x, negative, "bod")
    return _efficiency(r, np.ones((x.shape[0], 1)))


def _efficiency(outputs: Floats, inputs: Floats) -> Parts:
    """Solve one programme a unit, with only the constraints that turn out to bind for some unit."""
    from scipy.optimize import linprog

    n, s = outputs.shape
    rows = np.hstack([outputs, -inputs])
    ratio = outputs.sum(axis=1) / inputs.sum(axis=1)
    active = list(dict.fromkeys([int(np.argmax(ratio)), *np.argmax(outputs, axis=0).tolist(), *np.argmin(inputs, axis=0).tolist()]))  # fmt: skip
    score = np.empty(n)
    for i in range(n):
        goal = np.concatenate([-outputs[i], np.zeros(inputs.shape[1])])
        equal = np.concatenate([np.zeros(s), inputs[i]])[None, :]
        while True:
            use = active if i in active else [*active, i]
            done = linprog(goal, rows[use], np.zeros(len(use)), equal, [1.0], method="highs")
            if not done.success:
                raise MfgError("no_solution", row=i, method="dea")
            over = rows @ done.x
            worst = np.argsort(-over, kind="stable")[:TAKEN]
            new = [int(k) for k in worst if over[k] > SLACK * max(1.0, float(np.abs(done.x).max())) and k not in use]  # fmt: skip
            if not new:
                break
            active += new
        score[i] = -done.fun
    return {"score": score}
