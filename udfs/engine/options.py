"""The choices a computation takes, each by name."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from .registry import resolve
from .stage import CCID_BREAKS


@dataclass(frozen=True)
class Options:
    """The choices of METHOD A and B, each by name; the defaults are METHOD A's.

    ``subjective`` may be "auto": Delphi where expert scores are given, else given weights, else equal.
    METHOD B is ``Options(normalise="index_best", subjective="abc", combine="subjective")`` with the classes
    (``grade``) and stage factors in the framework table and the cities' stages in a group column of the data.

    Attributes
    ----------
    normalise
        May carry parameters: ``minmax:1:100``, ``zscore:50:10``, ``efficacy:60:40``; an indicator may have
        its own in the framework table.
    moderate
        How indicators of direction "moderate" are turned.
    abc, abc_factor
        Form of ABC weights and the share or multiplier of each class; the form's own where None.
    stage_weight, stage_column
        Whether the framework's stage columns hold factors on the common weights or whole weights; header of
        the group column that says each unit's stage, "" for the one whose names fit.
    """

    positive: str = "reciprocal"
    k: float = 0.1
    normalise: str = "vector"
    missing: str = "keep"
    subjective: str = "auto"
    objective: str = "cv"
    combine: str = "multiplicative"
    alpha: float = 0.5
    scope: str = "local"
    aggregate: str = "arithmetic"
    scale: str = "raw"
    ties: str = "min"
    decimals: int | None = None
    stage: str = "rank"
    breaks: tuple[float, ...] = CCID_BREAKS
    stages: tuple[str, ...] | None = None
    moderate: str = "interval"
    abc: str = "share"
    abc_factor: tuple[float, ...] | None = None
    stage_weight: str = "factor"
    stage_column: str = ""

    def resolved(self) -> Options:
        """Return the same options under their English names.

        Raises
        ------
        MfgError
            ``unknown_method`` naming the option.
        """
        named: dict[str, Any] = {
            f.name: resolve(f.name, getattr(self, f.name), f.name).name
            for f in fields(self)
            if f.name in _NAMED and not (f.name == "subjective" and self.subjective == "auto")
        }
        return replace(self, **named)


_NAMED = frozenset(
    [
        "positive",
        "normalise",
        "missing",
        "subjective",
        "objective",
        "combine",
        "scope",
        "aggregate",
        "scale",
        "ties",
        "stage",
        "moderate",
        "abc",
        "stage_weight",
    ]
)
