"""Whole-matrix methods as this engine, pymcdm and scikit-criteria compute them."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from udfs.engine.mcdm import evaluate

Floats = NDArray[np.float64]
Call = Callable[[], Any]

#: Methods that look at all pairs in the other libraries, and the most units they are asked to bear.
PAIRS, BEARABLE = ("codas", "promethee"), 500


def contestants(x: Floats) -> dict[str, dict[str, Call]]:
    """Return, by method, the calls of those who have it, after asserting that all give the same scores."""
    m = x.shape[1]
    negative = np.arange(m) % 4 == 3
    w = np.random.default_rng(7).dirichlet(np.full(m, 5.0))
    types = np.where(negative, -1, 1)
    out: dict[str, dict[str, Call]] = {}
    theirs = {**_pymcdm(x, w, types), **_scikit_criteria(x, w, types)}
    for name in ("topsis", "vikor", "copras", "waspas", "edas", "marcos", "codas", "promethee"):
        part = "Q" if name == "vikor" else "score"
        calls: dict[str, Call] = {"ours": partial(evaluate, x, negative, w, name)}
        mine = evaluate(x, negative, w, name)[part]
        for (method, who), call in theirs.items():
            if method != name or (name in PAIRS and len(x) > BEARABLE):
                continue
            np.testing.assert_allclose(call(), mine, rtol=1e-9, atol=1e-12, err_msg=f"{name} {who}")
            calls[who] = call
        out[name] = calls
    return out


def _pymcdm(x: Floats, w: Floats, types: Floats) -> dict[tuple[str, str], Call]:
    if not importlib.util.find_spec("pymcdm"):
        return {}
    from pymcdm import methods as p
    from pymcdm.normalizations import vector_normalization

    bodies = {
        "topsis": p.TOPSIS(vector_normalization),
        "vikor": p.VIKOR(),
        "waspas": p.WASPAS(),
        "edas": p.EDAS(),
        "marcos": p.MARCOS(),
        "codas": p.CODAS(),
        "promethee": p.PROMETHEE_II("usual"),
    }
    return {(name, "pymcdm"): partial(body, x, w, types) for name, body in bodies.items()}


def _scikit_criteria(x: Floats, w: Floats, types: Floats) -> dict[tuple[str, str], Call]:
    if not importlib.util.find_spec("skcriteria"):
        return {}
    import skcriteria as skc
    from skcriteria.agg.copras import COPRAS
    from skcriteria.agg.edas import EDAS
    from skcriteria.agg.topsis import TOPSIS
    from skcriteria.agg.vikor import VIKOR
    from skcriteria.preprocessing.invert_objectives import NegateMinimize
    from skcriteria.preprocessing.scalers import SumScaler, VectorScaler

    dm = skc.mkdm(x, types, weights=w)
    turn, vector, by_sum = NegateMinimize(), VectorScaler("matrix"), SumScaler("matrix")
    topsis, vikor, edas, copras = TOPSIS(), VIKOR(), EDAS(), COPRAS()
    calls: dict[str, Call] = {
        "topsis": lambda: topsis.evaluate(turn.transform(vector.transform(dm))).e_.similarity,
        "vikor": lambda: vikor.evaluate(dm).e_.q_k,
        "edas": lambda: edas.evaluate(dm).e_.score,
        "copras": lambda: np.asarray(copras.evaluate(by_sum.transform(dm)).e_.score) / 100.0,
    }
    return {(name, "scikit-criteria"): call for name, call in calls.items()}
