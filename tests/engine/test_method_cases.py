"""Every registered method gives what it must in a small case known from elsewhere: see ``cases``."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from udfs.engine.behaviour import SIMULATION
from udfs.engine.registry import METHODS

from .cases import Case, data, scores, weights
from .run import RUN, run

CASES: list[Case] = [*data.CASES, *weights.CASES, *scores.CASES]


def flat(v: Any) -> list[Any]:
    """Return all values in reading order."""
    return [x for part in v for x in flat(part)] if isinstance(v, list | tuple | np.ndarray) else [v]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    if case.name in ("knn", "kmeans"):
        pytest.importorskip("sklearn")
    options = {k: np.array(v) if k == "time" else v for k, v in case.options.items()}
    ours, expected = flat(run(case.kind, case.name, case.x, **options)), flat(case.expected)
    assert len(ours) == len(expected)
    text = [isinstance(v, str) for v in expected]
    assert [v for v, t in zip(ours, text, strict=True) if t] == [
        v for v, t in zip(expected, text, strict=True) if t
    ]
    numbers = [[v for v, t in zip(side, text, strict=True) if not t] for side in (ours, expected)]
    np.testing.assert_allclose(
        np.array(numbers[0], float), np.array(numbers[1], float), rtol=case.rtol, atol=case.rtol * 1e-2
    )


def test_every_method_has_a_case() -> None:
    lacking = {(m.kind, m.name) for m in METHODS if m.kind not in SIMULATION} - {
        (c.kind, c.name) for c in CASES
    }
    assert not lacking, (
        f"{sorted(lacking)}: add Case(kind, name, x, expected, source) in tests/engine/cases (its docstring says how)"
    )
    unknown = {(c.kind, c.name) for c in CASES} - {(m.kind, m.name) for m in METHODS}
    assert not unknown
    assert {m.kind for m in METHODS} - SIMULATION == set(RUN), "add the kind to tests/engine/run.py"
    assert all(c.source for c in CASES)
