"""How numbers stand in the tables."""

from __future__ import annotations


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    """Lay rows out as a Markdown table."""
    return [f"| {' | '.join(r)} |" for r in (head, ["---"] * len(head), *rows)] + [""]


def ms(seconds: float) -> str:
    """Show seconds as milliseconds with three digits."""
    return f"{seconds * 1e3:.3g} ms" if seconds < 1 else f"{seconds * 1e3:.0f} ms"


def mb(size: float) -> str:
    """Show bytes as megabytes."""
    return f"{size / 2**20:.2g} MB" if size < 100 * 2**20 else f"{size / 2**20:.0f} MB"


def times(theirs: float, mine: float) -> str:
    """Show how many times as long as ours."""
    ratio = theirs / mine
    return f"{ratio:.2g}x" if ratio < 10 else f"{ratio:.0f}x"


def count(n: float) -> str:
    """Show a whole number with thin groups of three."""
    return f"{n:,.0f}".replace(",", " ")
