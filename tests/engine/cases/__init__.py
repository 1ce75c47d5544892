"""One small case or more of every registered method, worked by hand or printed, so that the suite proves it alone.

To add a case: a line ``Case(kind, name, x, expected, source, options)`` in the file of its family (``data``, ``weights``,
``scores``). ``x`` is rows (a flat list is one column) and goes to ``run.py``; ``expected`` comes from the arithmetic in the
``source`` or the comment, from a paper, or from another library: never from our own output.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

NAN = float("nan")


@dataclass(frozen=True)
class Case:
    """A method, what goes in, what must come out, and where that is known from."""

    kind: str
    name: str
    x: Any
    expected: Any
    source: str
    options: dict[str, Any] = field(default_factory=dict)
    rtol: float = 1e-12

    def __str__(self) -> str:
        return f"{self.kind}-{self.name}"
