"""Sums over siblings: what stands under one parent, or over the whole level."""

from __future__ import annotations

from dataclasses import dataclass

from workbook.native.call import Choice, NativeCall
from workbook.native.rect import Rect


@dataclass(frozen=True)
class Siblings:
    """The parents of n items, None where there is one group, and whether weights sum to 1 inside each."""

    parent: Rect | None
    scope: Choice
    count: int

    @classmethod
    def of(cls, c: NativeCall, count: int, arg: str = "parent") -> Siblings:
        parent = c.vector(arg, count) if c.given(arg) else None
        return cls(parent, c.choice("scope", "scope", ("local", "global")), count)

    def same(self, i: int) -> str:
        """Return the condition over all items of being a sibling of item i: a column of TRUE and FALSE."""
        assert self.parent is not None
        return f"({self.parent.all}={self.parent.item(i)})"

    def local(self, what: str, i: int) -> str:
        """Sum an expression over the column of items, inside the parent of item i."""
        return f"SUMPRODUCT(--({what}))" if self.parent is None else f"SUMPRODUCT({self.same(i)}*({what}))"

    def total(self, what: str, i: int) -> str:
        """Sum an expression over the span of item i: its siblings, or all items."""
        whole = f"SUMPRODUCT(--({what}))"
        if self.parent is None:
            return whole
        return self.scope.pick({"local": self.local(what, i), "global": whole})

    def number(self, i: int) -> str:
        """Count the items of the span of item i."""
        if self.parent is None:
            return str(self.count)
        return self.scope.pick({"local": f"SUMPRODUCT(--{self.same(i)})", "global": str(self.count)})

    def normed(self, u: Rect) -> list[str]:
        """Return the formulas that make a column sum to 1 over each span; a blank or negative item is refused."""
        return [
            f"IF(AND(ISNUMBER({u.item(i)}),MIN({u.all})>=0),{u.item(i)}/{self.total(u.all, i)},1/0)"
            for i in range(u.size)
        ]
