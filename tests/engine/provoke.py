"""Data on which methods are tried: the same odd blocks for all, and what brings about each other refusal.

A refusal stated in ``udfs/engine/behaviour.py`` under an occasion that is no probe needs a line in ``PROVOKE``: the kind (and
the name, where it is not the same for the kind), the occasion, the data, options for ``run.py``; ``name`` among them replaces
the method's name (a number behind it), ``without`` is a package taken away.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.linalg import hadamard

NAN = float("nan")

#: Positive, positively related, no value twice in a column; the first unit is the least nowhere, none is everywhere, also
#: without the last.
BASE = np.array(
    [[7.0, 6.0, 4.0], [2.0, 3.0, 2.5], [4.0, 2.8, 5.0], [9.0, 9.5, 8.0], [8.0, 8.0, 9.0], [3.0, 2.0, 4.5]]
)
#: The last unit's first value, and the second column.
_LAST = (np.arange(6)[:, None] == 5) & (np.arange(3) == 0)
_SECOND = np.arange(3) == 1

PROBES = {
    "constant": np.where(_SECOND, 3.0, BASE),
    "one": BASE[:1],
    "single": BASE[:, :1],
    "missing": np.where(_LAST, NAN, BASE),
    "empty": np.where(_SECOND, NAN, BASE),
    "zeros": np.where(_LAST, 0.0, BASE),
    "all_zero": np.where(_SECOND, 0.0, BASE),
    "negatives": np.where(_LAST, -3.0, BASE),
    "all_negative": -BASE[::-1],
}
#: The same for methods of one column.
COLUMN = {name: x[:, [1]] if name in ("constant", "empty", "all_zero") else x[:, [0]] for name, x in PROBES.items() if name != "single"}  # fmt: skip

#: Which kinds are tried on blocks and on columns.
BLOCKS = (
    "positive", "moderate", "normalise", "reference", "transform", "objective", "aggregate", "mcdm", "correlation", "pca", "impute",
    "fallback", "treat", "screen",
)  # fmt: skip
COLUMNS = ("classes", "scale", "ties", "order")

UP = [1.0, 2.0, 3.0, 4.0, 5.0]
DOWN = UP[::-1]
MIXED = [1.0, 2.0, 4.0, 3.0, 7.0]
CROSS = [[1, 1], [-1, 1], [1, -1], [-1, -1]]
#: Two pairs, correlated inside and not across: equal eigenvalues.
H = hadamard(8)[:, 1:].astype(float)
PAIRED = np.column_stack([H[:, 0] + H[:, 1], H[:, 0] + H[:, 2], H[:, 3] + H[:, 4], H[:, 3] + H[:, 5]])
FULL = np.array([[1.0, 2.0], [NAN, 1.0]])
PARTS = np.where(np.kron(np.eye(2), np.ones((2, 2))) > 0, 1.0, NAN)

Provoked = tuple[Any, dict[str, Any]]
PROVOKE: dict[tuple[str, ...], Provoked] = {
    ("positive", "k"): ([1, -2], {"k": 0.0}),
    ("positive", "mixed"): ([1, -2, 3], {}),
    ("positive", "reciprocal", "huge"): ([1, 1e308], {}),
    ("positive", "inverse", "huge"): ([1, 1e-309], {}),
    ("positive", "max", "huge"): ([1e308, -1e308], {}),
    ("positive", "mean", "huge"): ([1.7e308, 1.7e308, -1.7e308], {}),
    ("moderate", "inside"): ([4, 5, 6], {"low": 4.0, "high": 6.0}),
    ("moderate", "limits"): ([1, 2], {"low": 6.0, "high": 4.0}),
    ("moderate", "huge"): ([1.7e308], {"low": -1.7e308, "high": -1.7e308}),
    ("normalise", "option"): ([1, 2], {"a": 1.0}),
    ("normalise", "ends"): ([1, 2], {"a": 5.0, "b": 5.0}),
    ("normalise", "spread"): ([1, 2], {"b": 0.0}),
    ("normalise", "mad"): ([1, 1, 1, 5], {}),
    ("normalise", "dist2ref", "goal"): ([1, 2, 3], {}),
    ("normalise", "dist2targ", "goal"): ([1, 2, 3], {"a": 1.0}),
    ("normalise", "reference"): ([NAN, 1, 2], {}),
    ("normalise", "dist2ref", "places"): ([1, 2, 3], {"a": 1.5}),
    ("normalise", "dist2targ", "places"): ([1, 2, 3], {"b": 0.5}),
    ("normalise", "categorical", "places"): ([1, 2, 3], {"a": 2.5}),
    ("normalise", "base"): ([1, 2], {"a": 0.0}),
    ("normalise", "huge"): ([1, 1e300], {"a": 1e-300}),
    ("subjective", "experts"): ([[NAN, NAN]], {"absent": True}),
    ("subjective", "delphi", "empty"): ([[1, NAN], [2, NAN]], {}),
    ("subjective", "delphi", "negative"): ([[1, -2], [2, -1]], {}),
    ("subjective", "delphi", "nothing"): ([[0, 0]], {}),
    ("subjective", "given", "blank"): ([[1, NAN]], {}),
    ("subjective", "given", "negative"): ([[1, -1]], {}),
    ("subjective", "given", "nothing"): ([[0, 0]], {}),
    ("objective", "incomplete"): ([[1, 2, 4], [NAN, 3, 5], [2, NAN, 7], [3, 5, NAN]], {}),
    ("objective", "copies"): (np.column_stack([UP, np.array(UP) * 2]), {}),
    ("objective", "dependent"): (np.column_stack([UP, MIXED, np.array(UP) + MIXED]), {}),
    ("objective", "uncorrelated"): (CROSS, {}),
    ("objective", "loading"): (np.column_stack([UP, MIXED, DOWN]), {}),
    ("objective", "components"): (PAIRED, {}),
    ("objective", "loss"): (np.column_stack([UP, MIXED]), {}),
    ("subjective", "abc", "blank"): ([[1, NAN], [0, 1]], {}),
    ("subjective", "abc", "negative"): ([[1, -1], [0, 1]], {}),
    ("subjective", "abc", "nothing"): ([[0, 0], [0, 1]], {}),
    ("subjective", "class"): ([[1, 1], [0, 3]], {}),
    ("subjective", "unclassed"): ([[1, 1], [NAN, NAN]], {}),
    ("subjective", "some"): ([[1, 1], [0, NAN]], {}),
    ("combine", "blank"): ([[1, NAN], [1, 1]], {}),
    ("combine", "negative"): ([[1, -1], [1, 1]], {}),
    ("combine", "nothing"): ([[0, 0], [1, 1]], {}),
    ("combine", "disjoint"): ([[1, 0], [0, 1]], {}),
    ("combine", "length"): ([[1, 1], [1, 1]], {"cut": True}),
    ("combine", "alpha"): ([[1, 1], [1, 1]], {"alpha": 1.5}),
    **{(kind, "shape"): (np.ones((2, 3)), {"square": False}) for kind in ("ahp", "pool")},
    **{(kind, "one_item"): ([[1]], {}) for kind in ("ahp", "pool")},
    **{(kind, "judgement"): ([[1, -3], [NAN, 1]], {}) for kind in ("ahp", "pool")},
    **{(kind, "large"): ([[1, 46025], [NAN, 1]], {}) for kind in ("ahp", "pool")},
    **{(kind, "diagonal"): ([[1, 3], [NAN, 2]], {}) for kind in ("ahp", "pool")},
    **{(kind, "circle"): ([[1, 3], [3, 1]], {}) for kind in ("ahp", "pool")},
    **{(kind, "parts"): (PARTS, {}) for kind in ("ahp", "pool")},
    ("ahp", "gap"): ([[1, 2, NAN], [NAN, 1, 3], [NAN, NAN, 1]], {}),
    ("pool", "blank"): (np.vstack([FULL, FULL]), {"power": [1, NAN]}),
    ("pool", "negative"): (np.vstack([FULL, FULL]), {"power": [1, -1]}),
    ("pool", "nothing"): (np.vstack([FULL, FULL]), {"power": [0, 0]}),
    ("abc", "blank"): ([[1, NAN], [0, 1]], {}),
    ("abc", "negative"): ([[1, -1], [0, 1]], {}),
    ("abc", "nothing"): ([[0, 0], [0, 1]], {}),
    ("abc", "class"): ([[1, 1], [0, 3]], {}),
    ("abc", "length"): ([[1, 1], [0, 1]], {"cut": True}),
    ("bwm", "one_item"): ([[1], [1]], {}),
    ("bwm", "length"): ([[1, 2], [2, 1]], {"cut": True}),
    ("bwm", "gap"): ([[1, NAN], [2, 1]], {}),
    ("bwm", "below"): ([[1, 0.5], [2, 1]], {}),
    ("bwm", "large"): ([[1, 46025], [46025, 1]], {}),
    ("bwm", "no_one"): ([[2, 3], [3, 1]], {}),
    ("bwm", "mismatch"): ([[1, 3], [2, 1]], {}),
    ("rank_weight", "blank"): ([[1, NAN]], {}),
    ("stage_weight", "blank"): ([[1, 2], [1, NAN]], {}),
    ("stage_weight", "negative"): ([[1, 2], [1, -2]], {}),
    ("stage_weight", "nothing"): ([[1, 0], [1, 0]], {}),
    ("stage_weight", "length"): ([[1, 2], [1, 3]], {"cut": True}),
    ("reference", "zero_cost"): ([[0, 2], [1, 3]], {"costs": "-+"}),
    **{(kind, "unknown"): ([[999999]], {}) for kind in ("place", "area")},
    ("convergence", "twice"): ([[1, 2], [2, 3]], {"years": (2020.0, 2020.0)}),
    ("convergence", "one_year"): ([[1], [2]], {"years": (2020.0,)}),
    ("convergence", "year"): ([[1, 2], [2, 3]], {"start": 2019.0}),
    ("convergence", "years"): ([[1, 2], [2, 3]], {"start": 2022.0, "end": 2020.0}),
    ("convergence", "few"): ([[1, 2], [2, 3], [4, NAN]], {}),
    ("convergence", "positive"): ([[1, 2], [2, 3], [0, 4]], {}),
    ("convergence", "level"): ([[2, 2], [2, 3], [2, 4]], {}),
    ("aggregate", "zero_power"): ([[1, 0]], {"name": "power:-1"}),
    ("aggregate", "power", "parameter"): ([[1, 2]], {"name": "power:two"}),
    ("aggregate", "owa", "parameter"): ([[1, 2]], {"name": "owa:0"}),
    ("aggregate", "meanmin", "parameter"): ([[1, 2]], {"name": "meanmin:1.5"}),
    ("mcdm", "same"): ([[1, 2], [1, 2]], {}),
    ("mcdm", "huge"): ([[1e308, 1.0], [1e-308, 2.0], [1.0, 5e-324]], {}),
    ("mcdm", "zero_cost"): ([[0, 2], [1, 3]], {"costs": "-+"}),
    ("mcdm", "zero_costs"): ([[0, 2], [1, 3]], {"costs": "-+"}),
    ("mcdm", "worst"): ([[1, 2], [2, 3]], {}),
    ("mcdm", "cocoso", "parameter"): ([[1, 2], [2, 1]], {"name": "cocoso:2"}),
    ("mcdm", "vikor", "parameter"): ([[1, 2], [2, 1]], {"name": "vikor:2"}),
    ("mcdm", "gra", "parameter"): ([[1, 2], [2, 1]], {"name": "gra:0"}),
    ("mcdm", "waspas", "parameter"): ([[1, 2], [2, 1]], {"name": "waspas:-1"}),
    ("mcdm", "codas", "parameter"): ([[1, 2], [2, 1]], {"name": "codas:-1"}),
    ("mcdm", "promethee", "parameter"): ([[1, 2], [2, 1]], {"name": "promethee:2"}),
    ("mcdm", "fuzzy", "parameter"): ([[1, 2], [2, 1]], {"name": "fuzzy:1"}),
    ("mcdm", "places"): ([[1, 2], [2, 1]], {"name": "fuzzy:2.5"}),
    ("coupling", "single"): ([[0.5], [0.6]], {}),
    ("coupling", "outside"): ([[0.5, 1.5]], {}),
    ("coupling", "blank"): ([[0.5, 0.6]], {"w": [1, NAN]}),
    ("coupling", "negative"): ([[0.5, 0.6]], {"w": [1, -1]}),
    ("coupling", "nothing"): ([[0.5, 0.6]], {"w": [0, 0]}),
    ("classes", "different"): ([1, 1, 1, 1], {}),
    ("classes", "count"): ([1, 2, 3], {"count": 1}),
    ("classes", "many"): (np.arange(20_001.0), {}),
    ("classes", "package"): ([1, 2, 3], {"without": "sklearn.cluster"}),
    ("scale", "huge"): ([1e-308, -1e308], {}),
    ("scope", "depth"): ([[1, 3, 4]], {"deeper": True}),
    ("stage", "rank", "breaks"): ([1, 2], {"breaks": (3, 1), "stages": ("a", "b")}),
    ("stage", "score", "breaks"): ([1, 2], {"breaks": (1, 3), "stages": ("a", "b")}),
    ("stage", "names"): ([1, 2], {"breaks": (3,), "stages": ("a", "b", "c")}),
    ("sort", "length"): ([1, 2], {"groups": ["a"]}),
    ("impute", "groups"): ([1, NAN], {"group": None}),
    ("impute", "length"): ([1, NAN], {"group": ["a"]}),
    ("impute", "panel"): ([1, NAN], {"unit": None}),
    ("impute", "twice"): ([1, NAN], {"time": np.array([1.0, 1.0])}),
    ("impute", "package"): ([1, NAN], {"without": "sklearn.impute"}),
    ("treat", "share"): ([1, 2, 3], {"high": 95.0}),
    ("treat", "percentiles"): ([1, 2, 3], {"low": 0.6, "high": 0.4}),
    ("treat", "huge"): ([1.0, 1e300, 2.0], {"power": 5.0}),
    ("screen", "share"): ([[1, 2]], {"share": 1.5}),
}  # fmt: skip
