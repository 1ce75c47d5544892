"""The unit table: cities (or provinces, counties) with their groups and indicator values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .checks import Finding
from .columns import Floats


@dataclass(frozen=True)
class UnitTable:
    """n units with m indicator values in the order of the framework's indicators.

    Attributes
    ----------
    names
        Unit names, unique.
    values
        Shape (n, m), NaN where missing, in the indicators' units.
    groups
        Group columns by header, each of n names (province, region).
    label
        Header of the name column.
    findings
        What was noticed on reading: numbers as text, unused columns.
    """

    names: tuple[str, ...]
    values: Floats
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    label: str = ""
    findings: tuple[Finding, ...] = ()
    source: Any = None
