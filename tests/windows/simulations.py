"""Simulations whose numbers must be the same on every system: ``simulations.py RESULTS``.

Run by a Windows Python and by this one; the results hold scores to the last bit and every rank.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from udfs.engine.framework import Framework, Node
from udfs.engine.index import Options
from udfs.engine.uncertainty.choices import factor, parse
from udfs.engine.uncertainty.problem import Problem
from udfs.engine.uncertainty.sensitivity import sobol
from udfs.engine.uncertainty.simulate import simulate
from udfs.engine.uncertainty.study import Study
from udfs.engine.units import UnitTable

TREE = Framework.of(
    [
        Node("T"),
        *(Node(d, "T", weight=w) for d, w in (("A", 3.0), ("B", 2.0))),
        *(Node(c, "A", weight=1.0 + j, negative=c == "q") for j, c in enumerate("pqr")),
        *(Node(c, "B", weight=1.0 + j) for j, c in enumerate("stu")),
    ]
)
CHOICES = "normalise=vector,minmax(1,100); aggregate=arithmetic,geometric; "
KINDS = {
    "noise": CHOICES + "weights=noise:0.25; noise=0.02",
    "dirichlet": CHOICES + "weights=dirichlet:50; k=0.05..0.5",
    "left out": CHOICES + "remove=indicators; treat=none,winsorise; winmax=1..3",
}


def results() -> dict[str, Any]:
    """Scores and ranks of every kind of draw, whole, in chunks and over two workers; Sobol indices."""
    # The same bits everywhere: no logarithm, no power.
    x = 1.0 + np.random.default_rng(20).random((40, 6)) * 9.0
    problem = Problem.of(UnitTable(tuple(f"u{i}" for i in range(len(x))), x), TREE, None, Options())
    found: dict[str, Any] = {}
    for name, text in KINDS.items():
        factors = tuple(factor(a, b, TREE) for a, b in parse(text))
        for sampling in ("random", "sobol"):
            study = Study(problem, factors, 600, seed=20240101, sampling=sampling)
            with ThreadPoolExecutor(2) as pool:
                runs = {
                    "whole": simulate(study),
                    "chunks": simulate(study, chunk=77),
                    "workers": simulate(study, chunk=130, executor=pool),
                }
            for how, run in runs.items():
                found[f"{name}, {sampling}, {how}"] = {
                    "scores": [float(v) for v in run.scores[::7].ravel()],
                    "ranks": [float(v) for v in run.ranks.ravel()],
                    "failed": int(run.failed.astype(bool).sum()),
                }
        effects, _ = sobol(Study(problem, factors, 128, seed=7), "shift", bootstraps=50)
        found[f"{name}, indices"] = {
            "scores": [
                float(v) for v in np.concatenate([effects.first, *effects.first_ends, *effects.total_ends])
            ],
            "ranks": [],
            "failed": effects.lost,
        }
    return found


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps({"numpy": np.__version__, "results": results()}))
