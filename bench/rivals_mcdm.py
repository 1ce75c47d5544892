"""Whole-matrix methods that a library also has, every fourth indicator a cost."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from contest import Call, Case, Contest, Floats, Peer, Prepare

from udfs.engine.mcdm import evaluate

#: Units beyond which an n x n array, or a loop over pairs in Python, is too much.
PAIRS, LOOPS = 5_000, 500


def ours(name: str, part: str = "score") -> Prepare:
    return lambda case: lambda: evaluate(case.x, case.negative, case.w, name)[part]


def pymcdm(name: str, *args: Any, most: int = 10**9) -> Peer:
    def prepare(case: Case) -> Call:
        from pymcdm import methods
        from pymcdm.normalizations import vector_normalization

        body = getattr(methods, name)(*(vector_normalization if a == "vector" else a for a in args))
        return partial(body, case.x, case.w, np.where(case.negative, -1, 1))

    return Peer("pymcdm", prepare, most)


def scikit_criteria(build: Callable[[Any], Callable[[Any], Any]], most: int = 10**9) -> Peer:
    """Its decision matrix is built before the clock starts."""

    def prepare(case: Case) -> Call:
        import skcriteria as skc

        dm = skc.mkdm(case.x, np.where(case.negative, -1, 1), weights=case.w)
        return partial(build(skc), dm)

    return Peer("scikit-criteria", prepare, most, "missing values, overflow")


def _topsis(skc: Any) -> Callable[[Any], Any]:
    from skcriteria.agg.topsis import TOPSIS
    from skcriteria.preprocessing.invert_objectives import NegateMinimize
    from skcriteria.preprocessing.scalers import VectorScaler

    turn, scale, body = NegateMinimize(), VectorScaler("matrix"), TOPSIS()
    return lambda dm: body.evaluate(turn.transform(scale.transform(dm))).e_.similarity


def _vikor(skc: Any) -> Callable[[Any], Any]:
    from skcriteria.agg.vikor import VIKOR

    return lambda dm: VIKOR().evaluate(dm).e_.q_k


def _copras(skc: Any) -> Callable[[Any], Any]:
    from skcriteria.agg.copras import COPRAS
    from skcriteria.preprocessing.scalers import SumScaler

    scale = SumScaler("matrix")
    return lambda dm: np.asarray(COPRAS().evaluate(scale.transform(dm)).e_.score) / 100.0


def _edas(skc: Any) -> Callable[[Any], Any]:
    from skcriteria.agg.edas import EDAS

    return lambda dm: EDAS().evaluate(dm).e_.score


def _linear(body: str) -> Callable[[Any], Callable[[Any], Any]]:
    """WASPAS and CODAS on x / max for benefits, min / x for costs."""

    def build(skc: Any) -> Callable[[Any], Any]:
        from importlib import import_module

        from skcriteria.preprocessing.invert_objectives import BenefitCostInverter

        method = getattr(import_module(f"skcriteria.agg.{body.lower()}"), body)()
        return lambda dm: method.evaluate(BenefitCostInverter().transform(dm)).e_.score

    return build


def _marcos(skc: Any) -> Callable[[Any], Any]:
    from skcriteria.agg.marcos import MARCOS

    def run(dm: Any) -> Any:
        # It prints its scores.
        with contextlib.redirect_stdout(io.StringIO()):
            return MARCOS().evaluate(dm).e_.utility_scores

    return run


def _cocoso(skc: Any) -> Callable[[Any], Any]:
    from skcriteria.agg.cocoso import CoCoSo
    from skcriteria.preprocessing.invert_objectives import NegateMinimize
    from skcriteria.preprocessing.scalers import MinMaxScaler

    turn, scale, body = NegateMinimize(), MinMaxScaler("matrix"), CoCoSo()
    return lambda dm: body.evaluate(scale.transform(turn.transform(dm))).e_.score


def _mairca(skc: Any) -> Callable[[Any], Any]:
    from skcriteria.agg.mairca import MAIRCA

    return lambda dm: 1.0 - np.asarray(MAIRCA().evaluate(dm).e_["values"])


def _moora(skc: Any) -> Callable[[Any], Any]:
    from skcriteria.agg.moora import RatioMOORA
    from skcriteria.preprocessing.scalers import VectorScaler

    scale, body = VectorScaler("matrix"), RatioMOORA()
    return lambda dm: body.evaluate(scale.transform(dm)).e_.score


def pydecision(call: Callable[[Any, Floats, Floats, list[str]], Any], most: int = 10**9) -> Peer:
    def prepare(case: Case) -> Call:
        from pyDecision import algorithm

        kinds = ["min" if c else "max" for c in case.negative]
        return lambda: call(algorithm, case.x, case.w, kinds)

    return Peer("pyDecision", prepare, most, "missing values, constant columns, overflow")


def turned(peer: Peer, turn: Callable[[Any], Any]) -> Peer:
    """The same peer with its result brought to our scale, which costs it one step on n numbers."""

    def prepare(case: Case) -> Call:
        call = peer.prepare(case)
        return lambda: turn(call())

    return Peer(peer.library, prepare, peer.most, peer.lacks)


QUIET = {"graph": False, "verbose": False}


def _ordered(flow: Floats) -> Floats:
    """Scores of a table (unit, score) in the order of the units."""
    return np.asarray(flow[np.argsort(flow[:, 0]), 1])


def _promethee(a: Any, x: Floats, w: Floats, kinds: list[str]) -> Floats:
    turned = np.where([k == "min" for k in kinds], -x, x)
    nothing = [0] * len(w)
    flow = a.promethee_ii(turned, list(w), nothing, nothing, nothing, ["t1"] * len(w), sort=False, **QUIET)
    return np.asarray(flow[:, 1])


def _whole_promethee(case: Case) -> Call:
    turned = np.where(case.negative, -case.x, case.x)

    def run() -> Floats:
        prefers = (turned[:, None, :] > turned[None, :, :]) @ case.w
        return np.asarray((prefers.sum(axis=1) - prefers.sum(axis=0)) / (case.n - 1))

    return run


CONTESTS = [
    Contest("topsis", ours("topsis"), (
        pymcdm("TOPSIS", "vector"), scikit_criteria(_topsis),
        pydecision(lambda a, x, w, k: a.topsis_method(x, w, k, **QUIET)),
    )),
    Contest("vikor", ours("vikor", "Q"), (
        pymcdm("VIKOR"), scikit_criteria(_vikor),
        pydecision(lambda a, x, w, k: _ordered(a.vikor_method(x, w, k, **QUIET)[2])),
    )),
    # pyDecision divides the grade by the number of units.
    Contest("gra", ours("gra"), (
        pydecision(lambda a, x, w, k: a.gra_method(x, k, w, **QUIET) * len(x)),
    )),
    # pymcdm's COPRAS raises the score with costs: not the method.
    Contest("copras", ours("copras"), (
        scikit_criteria(_copras), pydecision(lambda a, x, w, k: a.copras_method(x, w, k, **QUIET)[:, 1]),
    )),
    # pyDecision's WASPAS scales by 1 + min-max: another method.
    Contest("waspas", ours("waspas"), (pymcdm("WASPAS"), scikit_criteria(_linear("WASPAS")))),
    Contest("edas", ours("edas"), (
        pymcdm("EDAS"), scikit_criteria(_edas),
        pydecision(lambda a, x, w, k: a.edas_method(x, k, w, **QUIET), 5_000),
    )),
    Contest("marcos", ours("marcos"), (
        pymcdm("MARCOS"), scikit_criteria(_marcos),
        pydecision(lambda a, x, w, k: a.marcos_method(x, w, k, **QUIET)),
    )),
    # scikit-criteria's ARAS leaves the ideal unit out of the sums: another method.
    Contest("aras", ours("aras"), (
        pymcdm("ARAS"), pydecision(lambda a, x, w, k: a.aras_method(x, w, k, **QUIET)[:, 1]),
    )),
    Contest("moora", ours("moora"), (
        pymcdm("MOORA"), scikit_criteria(_moora), pydecision(lambda a, x, w, k: a.moora_method(x, w, k, **QUIET)[:, 1]),
    )),
    Contest("cocoso", ours("cocoso"), (
        pymcdm("COCOSO"), scikit_criteria(_cocoso), pydecision(lambda a, x, w, k: a.cocoso_method(x, k, w, **QUIET)),
    )),
    Contest("mairca", ours("mairca"), (
        turned(pymcdm("MAIRCA"), lambda gap: 1.0 - gap), scikit_criteria(_mairca),
        turned(pydecision(lambda a, x, w, k: a.mairca_method(x, w, k, **QUIET)), lambda gap: 1.0 - gap),
    )),
    # pyDecision's CODAS multiplies differences instead of comparing them with tau: another method.
    Contest("codas", ours("codas"), (pymcdm("CODAS", most=LOOPS), scikit_criteria(_linear("CODAS"), PAIRS))),
    Contest("promethee", ours("promethee"), (
        pymcdm("PROMETHEE_II", "usual", most=LOOPS), pydecision(_promethee, LOOPS),
        Peer("numpy", _whole_promethee, LOOPS, "an n x n x m array"),
    )),
]  # fmt: skip
