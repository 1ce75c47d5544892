"""The tables of contests, the list of losses, and the summary by library."""

from __future__ import annotations

import statistics
import sys
from dataclasses import dataclass, field

from contest import Case, Contest
from every import FAMILIES, cases
from layout import mb, ms, table, times
from measure import Measured

#: Seconds of rounds for one contest at one size, and what counts as slower than rounding of the clock.
SECONDS, BEHIND = 0.5, 0.95


@dataclass(frozen=True)
class Row:
    """One contest at one size."""

    contest: Contest
    case: Case
    found: dict[str, Measured]

    def ratio(self, library: str) -> float:
        return self.found[library].least / self.found["ours"].least

    @property
    def libraries(self) -> list[str]:
        return [name for name in self.found if name != "ours"]


@dataclass
class Comparison:
    """All rows, by family."""

    rows: dict[str, list[Row]] = field(default_factory=dict)

    def all(self) -> list[Row]:
        return [r for rows in self.rows.values() for r in rows]

    def tables(self) -> list[str]:
        """Return a table a family."""
        lines = [
            "Each method in one process: least time of interleaved rounds and peak memory above the data; in",
            "brackets how many times as long as ours. Every fourth indicator is a cost where a method knows",
            "directions. All results agree before anything is timed (a relative 1e-9, looser where a library rounds",
            "or adds small constants: see the files `bench/rivals_*.py`, which also say what is called). A dash: the",
            "library has no such method, computes another one under its name, or cannot bear the size.",
            "",
        ]
        for family, rows in self.rows.items():
            lines += [f"### {family}", "", *_table(rows)]
        return lines

    def losses(self) -> list[str]:
        """Return every row in which somebody is faster, and why."""
        why: dict[tuple[str, str], list[str]] = {}
        for r in self.all():
            for name in r.libraries:
                if r.ratio(name) < BEHIND:
                    said = f"{r.contest.name} {r.case.size} **{times(r.ratio(name), 1.0)}**"
                    why.setdefault((name, _lacks(r.contest, name)), []).append(said)
        head = ["library", "what its call does not do", "method, size, its time over ours"]
        rows = [[name, lacks, "; ".join(said)] for (name, lacks), said in why.items()]
        return [
            "## Where others are faster",
            "",
            "Everything in which a library takes less than 0.95 of our time, and what its call leaves out. At 293 x 24",
            "the difference is a fraction of a millisecond: the checks of every call, which cost the same for any size.",
            "",
            *(table(head, rows) if rows else ["Nowhere.", ""]),
        ]

    def less_memory(self) -> list[str]:
        """Return every row in which somebody needs less than half of our memory, and more than a megabyte less."""
        rows = [
            [r.contest.name, r.case.size, name, mb(r.found["ours"].memory), mb(r.found[name].memory)]
            for r in self.all()
            for name in r.libraries
            if r.found[name].memory * 2 < r.found["ours"].memory
            and r.found["ours"].memory - r.found[name].memory > 2**20
        ]
        if not rows:
            return ["## Where others need less than half of the memory", "", "Nowhere.", ""]
        head = ["method", "size", "library", "ours", "theirs"]
        return ["## Where others need less than half of the memory", "", *table(head, rows)]

    def summary(self, lang: str) -> list[str]:
        """Return one row a library: methods compared, rows in which we are ahead, ratios."""
        heads = {
            "en": ["library", "methods compared", "comparisons", "ours ahead in", "its time over ours: least, median, greatest"],
            "zh": ["对比库", "方法数", "对比次数", "本工具更快的次数", "对方耗时为本工具的倍数：最小、中位、最大"],
        }  # fmt: skip
        rows = []
        for name in dict.fromkeys(n for r in self.all() for n in r.libraries):
            mine = [r for r in self.all() if name in r.libraries]
            ratios = sorted(r.ratio(name) for r in mine)
            ahead = sum(x >= 1.0 for x in ratios)
            shown = ", ".join(times(x, 1.0) for x in (ratios[0], statistics.median(ratios), ratios[-1]))
            rows.append([name, str(len({r.contest.name for r in mine})), str(len(mine)), str(ahead), shown])
        return table(heads[lang], rows)


def compare(quick: bool) -> Comparison:
    """Hold every contest at every size."""
    out = Comparison()
    for family, contests in FAMILIES.items():
        rows = out.rows[family] = []
        for case in cases(family):
            if quick and case.n > 1_000:
                continue
            for contest in contests:
                if case.n <= contest.most:
                    print(f"{family}: {contest.name} {case.size}", file=sys.stderr, flush=True)
                    rows.append(Row(contest, case, contest.run(case, SECONDS / (8 if quick else 1))))
    return out


def _lacks(contest: Contest, library: str) -> str:
    return next(p.lacks for p in contest.peers if p.library == library) or "not explained"


def _table(rows: list[Row]) -> list[str]:
    libraries = list(dict.fromkeys(n for r in rows for n in r.libraries))
    lines = []
    for r in rows:
        mine = r.found["ours"]
        line = [r.contest.name, r.case.size, f"{ms(mine.least)}, {mb(mine.memory)}"]
        for name in libraries:
            f = r.found.get(name)
            line.append(
                "-" if f is None else f"{ms(f.least)}, {mb(f.memory)} (**{times(f.least, mine.least)}**)"
            )
        lines.append(line)
    return table(["method", "size", "ours", *libraries], lines)
