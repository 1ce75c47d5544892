"""Methods that stand beside nobody in the tables, and why."""

from __future__ import annotations

from every import FAMILIES
from layout import table

from udfs.engine.registry import methods

#: Kinds of methods that compute something, and what their contests are called.
KINDS = {
    "normalise": "normalise: ", "objective": "weights: ", "aggregate": "aggregate: ", "mcdm": "", "ahp": "ahp: ",
    "correlation": "correlation: ", "classes": "classes: ", "impute": "impute: ", "treat": "treat: ",
}  # fmt: skip

_COINR = "COINr (R) only; its results are reproduced in the tests"
_PART = "a step of arithmetic on a method above; no library has it by itself"
_SELF = "scikit-learn computes it here too: there is nothing to compare"
_NONE = "no Python library found"

WHY: dict[str, dict[str, str]] = {
    "normalise": {
        **dict.fromkeys(("mean", "none", "borda", "prank", "efficacy", "index", "index_max", "index_best"), _PART),
        **dict.fromkeys(("dist2max", "dist2ref", "dist2targ"), _COINR),
        "categorical": _NONE,
    },
    "objective": {
        "cv": "no library has it by name; compared in the job of an index",
        "equal": _PART,
        **dict.fromkeys(("pca1", "balance", "infomax"), _COINR),
        **dict.fromkeys(("independence", "pca", "factor"), "SPSSAU and SPSSPRO (web) only"),
    },
    "aggregate": {
        **dict.fromkeys(("min", "meanmin"), _PART),
        **dict.fromkeys(("median", "owa"), _NONE),
        **dict.fromkeys(("mpi", "mpi+", "ampi", "ampi+"), "Compind (R) only"),
    },
    "mcdm": {
        "rsr": "SPSSAU (web) only",
        "mabac": "the border of pymcdm and scikit-criteria is a product over all units that is 0 at these sizes"
        " (small ones are compared in the tests); pyDecision's takes no weights",
        "fuzzy": "where classes stand is this tool's choice",
    },
    "ahp": {"lls": "equals geometric where no comparison is missing; no library found that can do with gaps by it"},
    "classes": {
        **dict.fromkeys(("quantile", "equal", "sd"), _PART),
        "kmeans": _SELF,
    },
    "impute": {
        "group_median": "as group_mean", "row": _COINR, "row_minmax": _COINR, "latest": _COINR, "linear": _COINR, "none": _PART,
    },
    "treat": {
        **dict.fromkeys(("winlog", "winsorise", "log_ct", "log_ct_signed", "log_ct_one"), _COINR),
        **dict.fromkeys(("percentile", "log", "asinh", "none"), _PART),
    },
}  # fmt: skip


def uncompared() -> tuple[list[str], list[str]]:
    """Return the section, and the methods for which no reason is given."""
    held = {c.name.split(" (")[0].split(",")[0] for contests in FAMILIES.values() for c in contests}
    held |= {name.split(":")[0] + ":" + name.split(":")[1] for name in held if name.count(":") == 2}
    rows, open_ = [], []
    for kind, prefix in KINDS.items():
        reasons: dict[str, list[str]] = {}
        for m in methods(kind):
            if prefix + m.name not in held:
                why = WHY[kind].get(m.name, "no library looked for yet")
                reasons.setdefault(why, []).append(m.name)
                if m.name not in WHY[kind]:
                    open_.append(f"{kind}: {m.name}")
        rows += [[kind, ", ".join(names), why] for why, names in reasons.items()]
    lines = [
        "## Methods without a rival",
        "",
        "BWM: pyDecision minimises its own penalty by a general optimiser, which ends near the linear model's weights,",
        "not at them. WASPAS, CODAS, CILOS, IDOCRIW and Copeland of pyDecision and COPRAS of pymcdm are other methods",
        "under these names.",
        "",
        *table(["kind", "methods", "why"], rows),
    ]
    return lines, open_
