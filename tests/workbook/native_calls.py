"""A workbook with a call for every native form and every method it knows, over data with what may go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter

from udfs.engine.abc_classes import MULTIPLIERS
from workbook.native.normalise import LINES, RANKS
from workbook.native.ranks import TIES
from workbook.native.scores import MEANS
from workbook.native.weights import COMBINED, MEASURES

#: Room of a call on the sheet: rows and columns.
ROWS, COLS, ACROSS = 14, 20, 12

UNITS = ["杭州", "宁波", "温州", "绍兴", "金华", "嘉兴", "台州", "湖州", "衢州"]
CODES = ["a1", "a2", "b1", "b2"]

PLAIN = [
    [12.5, 300, 0.42, 7], [9.1, 410, 0.77, 4], [15.2, 255, 0.31, 9], [7.7, 390, 0.58, 2.5], [11.4, 120, 0.66, 6],
    [3.9, 205, 0.95, 3], [18.3, 330, 0.12, 8], [6.2, 480, 0.24, 1.5], [13.8, 160, 0.49, 5],
]  # fmt: skip
TIES_ = [
    [5, 30, 2, 1], [5, 30, 1, 2], [7, 40, 2, 2], [5, 20, 3, 3], [9, 40, 1, 2], [7, 30, 1, 1], [9, 10, 2, 3],
    [5, 40, 3, 2], [1, 30, 2, 1],
]  # fmt: skip
GAPS = [
    [12.5, None, 0.42, 7], [9.1, 410, "n/a", 4], [15.2, 255, 0.31, 9], [None, None, None, None], [11.4, 120, 0.66, "—"],
    ["3.9", 205, 0.95, 3], [18.3, 330, 0.12, 8], [6.2, 480, 0.24, None], [13.8, 160, 0.49, 5],
]  # fmt: skip
ZEROS = [
    [0, 3, 1, 0.5], [2, 0, 4, 0.25], [4, 1, 0, 0.75], [1, 5, 2, 0], [3, 2, 3, 1], [5, 4, 5, 0.1], [6, 6, 7, 0.9],
    [7, 8, 6, 0.3], [8, 7, 8, 0.6],
]  # fmt: skip
SIGNS = [
    [-4, -30, 0.5, -1], [2, -12, -0.2, -2], [0, -7, 0.9, -3], [6, -45, 0.1, -4], [-1, -3, -0.6, -5], [3, -18, 0.3, -6],
    [5, -26, 0, -7], [-7, -9, 0.7, -8], [9, -33, -0.4, -9],
]  # fmt: skip
CONSTANT = [[r[0], 8, r[2], r[3]] for r in PLAIN]

#: Blocks of the sheet Data: nine rows under a row of codes, beside a column of names.
BLOCKS = {
    "plain": PLAIN, "ties": TIES_, "gaps": GAPS, "zeros": ZEROS, "signs": SIGNS, "constant": CONSTANT,
}  # fmt: skip
#: Columns of nine cells.
COLUMNS: dict[str, list[Any]] = {
    "cities": UNITS,
    "groups": ["浙北", "浙东", "—", "浙东", "浙中", "浙北", None, "浙北", "浙西"],
    "regions": ["沿海", "沿海", "沿海", "内陆", "内陆", "沿海", "沿海", None, "内陆"],
    "stage_of": ["成熟", "成长", "起步", "成长", "起步", "成长", None, "起步", "成熟"],
    "scores": [88.25, 71.5, 93.1, 71.5, 60.4, None, 82.35, 71.5, 45.05],
    "others": [80.0, 75.5, 90.1, 75.5, "n/a", 66.0, 82.4, 70.5, 41.0],
    "ranks": [3, 5, 2, 5, 8, None, 4, 5, 9],
    "ranks_b": [2, 4, 1, 6, None, 7, 3, 8, 9],
    "other_cities": ["杭州市", "宁波", "温州", "绍兴", "丽水", "嘉兴", "台州", "湖州市", "舟山"],
}
#: Rows or columns of four cells: (values, upright).
FOURS: dict[str, tuple[list[Any], bool]] = {
    "codes": (CODES, False),
    "codes_down": (CODES, True),
    "parent": (["A", "A", "B", "B"], False),
    "parent_down": (["A", "A", "B", "B"], True),
    "only_child": (["A", "B", "B", "B"], True),
    "sign": (["+", "-", "+", "负向"], False),
    "positive": (["+", "", "正向", "positive"], False),
    "turned": (["-", "-", "-", "-"], False),
    "odd": (["moderate", "+", "适度", "-"], False),
    "low": ([6, 100, 0.2, None], False),
    "high": ([14, 500, 0.6, None], False),
    "high_only": ([14, None, 0.6, None], False),
    "cap": ([1, None, "是", None], False),
    "curve": (["log", "sqrt", "none", "log10"], False),
    "own": (["min-max", None, "最大值法", "zscore"], False),
    "weights": ([3, 1, 2, 4], True),
    "weights_row": ([3, 1, 2, 4], False),
    "weights_b": ([0.1, 0.4, 0.3, 0.2], True),
    "weights_zero": ([0, 1, 2, 4], True),
    "weights_some": ([None, None, 2, 5], True),
    "grades": (["A", "B", "A", "C"], True),
    "grades_some": (["A类", 2, None, None], True),
}
#: Other tables.
TABLES: dict[str, list[list[Any]]] = {
    "experts": [
        ["轮次", "专家", *CODES],
        [1, "e1", 5, 3, 4, 2], [1, "e2", 4, 4, 5, 1], [1, "e3", 5, 2, None, 3],
        [2, "e1", 5, 3, 4, 2], [2, "e2", 5, 3, 5, 2], [2, "e3", 5, 3, 5, 3],
    ],
    "one_round": [["round", "expert", *CODES], [1, "x", 9, 7, 7, 5], [1, "y", 8, 7, 6, 5], [1, "z", 9, 6, 8, "n/a"]],
    "agreed": [["round", "expert", *CODES], [3, "x", 4, 4, 4, 4], [3, "y", 4, 4, 4, 4], [5, "x", 4, 3, 2, 1]],
    "factors": [["起步", "成长", "成熟"], [0.8, 1, 1.3], [1.2, 1, 0.7], [1.1, 1, 0.9], [1, 1.25, 0.5]],
    "factors_some": [["起步", "成长", "成熟"], [0.8, 1, 1.3], [1.2, 1, 0.7], [None, None, None], [None, None, None]],
    "own_weights": [[3, 1, 2, 4], [1, 1, 1, 1], [2, 5, 1, 1], [None] * 4, [4, 1, 1, 2], [1, 2, 3, 4], [2, 2, 1, 1], [0, 1, 2, 1], [5, 1, 1, 3]],
    "framework": [
        ["code", "parent", "name_zh", "name_en", "unit", "direction", "weight", "low", "high"],
        ["S", None, "总", "Total", None, None, None, None], ["A", "S", "甲", "First", None, None, 2, None],
        ["B", "S", None, "Second", None, None, 3, None], ["a1", "A", "一", "One", "km", "+", 3, None],
        ["a2", "A", "二", "Two", None, "-", 1, None], ["b1", "B", None, None, "—", "+", 2, None],
        ["b2", "B", "四", "Four", None, "+", 4, 1, 9],
    ],
    "snapshots": [
        ["date", "city", "rank", "score"],
        [45000, "杭州", 2, 80], [45000, "宁波", 1, 85], [45100, "杭州", 4, 79], [45100, "温州", 1, 90], [45100, "绍兴", None, None],
    ],
    "nodes": [["S"], ["A"], ["B"]],
    "node_weights": [[1], [0.4], [0.6]],
    "leaf_parents": [["A"], ["A"], ["B"], ["B"]],
    "dimensions": [["A"], ["B"]],
    "order": [["成熟"], ["成长"], ["起步"]],
    "order_groups": [["浙北"], ["浙东"]],
    "own_index": [[1], [2], [3], [4], [5], [6], [7], [8], [9]],
}  # fmt: skip


@dataclass(frozen=True)
class Call:
    """A formula; ``{m}`` is a cell that says its method, one of `live`, to which the reader may change it.

    `unknown` is a method that its formulas do not know: changed to that, they have to give errors.
    """

    formula: str
    method: str | None = None
    live: tuple[str, ...] = ()
    unknown: str | None = None


def each(formula: str, names: tuple[str, ...], live: bool = True) -> Iterator[Call]:
    """A call for every method."""
    for name in names:
        yield Call(formula, name, names if live else (name,))


UNKNOWN = (
    Call("MFG_NORM(plain,sign,,,,,{m})", "minmax", unknown="categorical"),
    Call("MFG_NORM(plain,sign,,,,,{m})", "rank", unknown="minmax"),
    Call('MFG_NORM(plain,turned,,,,,"none",{m})', "max", unknown="?"),
    Call("MFG_WEIGHT(plain,,,,,{m})", "cv", unknown="entropy"),
    Call("MFG_WEIGHT(plain,,,,,{m})", "critic", unknown="cv"),
    Call("MFG_WEIGHT(,,weights,,,{m})", "given", unknown="equal"),
    Call("MFG_WEIGHT(experts,,,,codes_down,{m})", "delphi", unknown="given"),
    Call('MFG_WEIGHT(experts,,,,codes_down,"abc",,,,grades,{m})', "share", unknown="sum"),
    Call("MFG_COMBINE(weights,weights_b,,{m})", "linear", unknown="moment"),
    Call("MFG_DIMENSION(plain,weights,parent,dimensions,{m})", "arithmetic", unknown="geometric"),
    Call("MFG_DIMENSION(plain,weights,parent,dimensions,{m})", "geometric", unknown="median"),
    Call('MFG_SCORE(plain,,weights,,,"arithmetic","none",{m})', "raw", unknown="percent"),
    Call("MFG_RANK(scores,{m})", "min", unknown="first"),
    Call('MFG_STAGE(scores,"2,4","a,b,c",{m})', "rank", unknown="place"),
    Call("MFG_SORT(plain,scores,{m})", "ascending", unknown="descending"),
    Call("MFG_CORR(plain,,{m})", "pearson", unknown="spearman"),
    Call("MFG_IMPUTE(plain,,,,groups,,{m})", "mean", unknown="linear"),
    Call('MFG_TREAT(plain,{m},"always")', "asinh", unknown="winlog"),
    Call("MFG_STAGE_WEIGHT(factors,weights,parent_down,,{m})", "factor", unknown="sum"),
)


def calls() -> list[Call]:
    """Every call, in the order of the writers' modules."""
    found: list[Call] = []
    every = [*_normalisation(), *_weights(), *_scores(), *_ranks(), *_groups(), *_views(), *_rest(), *UNKNOWN]
    for c in every:
        if c not in found:
            found.append(c)
    return found


def _normalisation() -> Iterator[Call]:
    moderate = ("interval", "distance", "reciprocal")
    for data in BLOCKS:
        yield from each(f"MFG_NORM({data},sign,,,,,{{m}})", LINES)
        yield from each(
            f'MFG_NORM({data},turned,,,,,"minmax",{{m}})', ("reciprocal", "inverse", "max", "mean")
        )
        if data in ("ties", "gaps", "signs"):
            yield from each(f"MFG_NORM({data},turned,,,,,{{m}})", RANKS, live=False)
    for method in RANKS:
        yield Call(f'MFG_NORM(constant,positive,,,,,"{method}")')
    for data in ("plain", "gaps"):
        yield from each(f"MFG_NORM({data},sign,low,high,,,{{m}})", LINES)
        yield from each(f'MFG_NORM({data},odd,low,high,,,"minmax",,,,,,,{{m}})', moderate)
        yield Call(f'MFG_NORM({data},odd,,high_only,,,"none")')
        yield Call(f'MFG_NORM({data},sign,,,,,"rank",,,,,,own)')
    yield from each("MFG_NORM(plain,positive,low,high,,cap,{m})", (*LINES, *RANKS), live=False)
    yield from each("MFG_NORM(gaps,sign,,,curve,,{m})", LINES)
    yield Call('MFG_NORM(ties,sign,,,,,"vector",,,,,,own)')
    yield Call('MFG_NORM(plain,turned,,,,,"minmax","reciprocal",2.5)')
    for name in ("none", "log", "log10", "sqrt"):
        yield Call(f'MFG_NORM(plain,,,,"{name}",,"vector")')
    yield from each('MFG_NORM(gaps,sign,,,,,"minmax",,,{m})', ("keep", "reweight", "zero"))
    yield Call("MFG_NORM(labelled,sign)")


def _weights() -> Iterator[Call]:
    for data in BLOCKS:
        for method in MEASURES:
            yield Call(f'MFG_WEIGHT({data},,,,,"{method}")')
            for scope in ("local", "global"):
                yield Call(f'MFG_WEIGHT({data},,,parent_down,,"{method}","{scope}")')
        yield Call(f'MFG_WEIGHT({data},,,only_child,,"cv")')
    for data in ("plain", "ties", "zeros", "signs"):
        yield Call(f'MFG_WEIGHT({data},,,,,"critic")')
        yield Call(f'MFG_WEIGHT({data},,,parent,,"critic","local")')
        yield Call(f'MFG_WEIGHT({data},,,only_child,,"critic","global")')
    for w in ("weights", "weights_row", "weights_some", "weights_zero"):
        yield Call(f'MFG_WEIGHT(,,{w},,,"given")')
        yield from each(f'MFG_WEIGHT(,,{w},parent_down,,"given",{{m}})', ("local", "global"))
    for table in ("experts", "one_round", "agreed"):
        yield Call(f'MFG_WEIGHT({table},,,,codes_down,"delphi")')
        yield Call(f'MFG_WEIGHT({table},,,parent_down,codes_down,"delphi")')
        for grades in ("grades", "grades_some"):
            yield from each(
                f'MFG_WEIGHT({table},,,parent_down,codes_down,"abc",,,,{grades},{{m}})',
                ("share", "multiplier"),
            )
    usual = ",".join(f"{m:g}" for m in MULTIPLIERS)
    yield Call(f'MFG_WEIGHT(experts,,,,codes_down,"abc",,,,grades,"multiplier","{usual}")')
    yield Call('MFG_WEIGHT(experts,,,,codes_down,"abc",,,,grades,"share","0.5，0.3、0.2")')
    yield Call('MFG_WEIGHT(,,,parent_down,,"equal")')
    yield Call('MFG_WEIGHT(,,,,codes,"equal")')
    for parent in ("", "parent_down"):
        for b in ("weights_b", "weights_zero"):
            for scope in ("local", "global"):
                yield from each(f'MFG_COMBINE(weights,{b},{parent},{{m}},0.3,"{scope}")', COMBINED)
    yield from each("MFG_COMBINE(weights,,,{m})", ("subjective",))
    yield from each("MFG_COMBINE(,weights_b,,{m})", ("objective",))


def _scores() -> Iterator[Call]:
    for data in ("plain", "gaps", "zeros", "signs"):
        for missing in ("keep", "reweight", "zero"):
            for scope in ("local", "global"):
                other = tuple(m for m in MEANS if m != "arithmetic")
                yield Call(
                    f'MFG_DIMENSION({data},weights,parent_down,dimensions,"arithmetic","{missing}","{scope}")'
                )
                if data in ("zeros", "signs"):
                    other = ("min",)
                yield from each(
                    f'MFG_DIMENSION({data},weights_zero,parent_down,dimensions,{{m}},"{missing}","{scope}")',
                    other,
                )
            yield from each(
                f'MFG_SCORE({data},,weights,,,{{m}},"none",,,,"{missing}")',
                MEANS[1:] if data in ("plain", "gaps") else ("min",),
            )
            yield Call(f'MFG_SCORE({data},,weights,,,"arithmetic","none",,,,"{missing}")')
        yield from each(
            f'MFG_SCORE({data},,weights_zero,,,"arithmetic","none",{{m}})',
            ("raw", "max100", "minmax100", "efficacy"),
        )
    for method in MEANS:
        yield Call(f'MFG_SCORE(plain,,own_weights,,,"{method}","none")')
        yield Call(f'MFG_DIMENSION(plain,own_weights,parent_down,dimensions,"{method}")')
        yield Call(f'MFG_DIMENSION(gaps,own_weights,parent_down,dimensions,"{method}","reweight")')
    yield from each(
        'MFG_DIMENSION(plain,weights,parent,dimensions,"arithmetic",{m})', ("keep", "reweight", "zero")
    )
    yield from each('MFG_DIMENSION(plain,weights,parent,dimensions,"geometric",,{m})', ("local", "global"))


def _ranks() -> Iterator[Call]:
    for scores in ("scores", "others"):
        yield from each(f"MFG_RANK({scores},{{m}})", TIES)
        yield from each(f"MFG_RANK({scores},{{m}},0)", TIES)
        yield from each(f'MFG_RANK({scores},"{TIES[0]}",,{{m}})', ("descending", "ascending"))
        for ties in TIES[1:]:
            yield Call(f'MFG_RANK({scores},"{ties}",1,"ascending")')
        for by, breaks in (("rank", "2,4,6"), ("score", "90,80,70")):
            yield from each(f'MFG_STAGE({scores},"{breaks}","一，二，三，四","{by}",{{m}})', TIES)
            yield Call(f'MFG_STAGE({scores},"{breaks}",,"{by}",,0)')
        yield Call(f'MFG_STAGE({scores},"2,4,6","w,x,y,z",{{m}})', "rank", ("rank", "score"))
        yield Call(f'MFG_STAGE({scores},"90,80,70","w,x,y,z",{{m}})', "score", ("score",))
        yield Call(f"MFG_STAGE({scores})")
        yield from each(f'MFG_RANKING({scores},cities,groups,{{m}},1,"2,5")', TIES)
        yield Call(f"MFG_RANKING({scores},cities)")
        yield Call(f'MFG_RANKING({scores},headed_cities,headed_groups,,,"90,70",,"score")')
    yield Call("MFG_RANK(scores_row)")
    yield from each("MFG_SORT(plain,scores,{m})", ("ascending",))
    yield Call("MFG_SORT(gaps,own_index)")


def _groups() -> Iterator[Call]:
    for by in ("groups", "regions"):
        yield from each(f"MFG_SUMMARY(scores,{by},,,{{m}})", ("count", "mean"))
        yield from each(f"MFG_SUMMARY(others,{by},{{m}},0)", TIES)
        for data in ("plain", "gaps", "signs", "labelled"):
            for relative in ("", "1", "TRUE"):
                codes = "" if data == "labelled" else "codes"
                yield Call(f"MFG_MEANS({data},{by},{codes},,{relative})")
                yield Call(f"MFG_MEANS({data},{by},{codes},order_groups,{relative})")
        for scores in ("scores", "others"):
            yield Call(f"MFG_SPLIT({scores},{by})")
            yield Call(f"MFG_SPLIT({scores},{by},order_groups)")
    yield Call("MFG_SPLIT(scores,stage_of,order)")


def _views() -> Iterator[Call]:
    for data in ("plain", "ties", "gaps", "signs"):
        for more in (",", ",weights", ",,1", ",weights,TRUE"):
            yield Call(f'MFG_PROFILE({data},"温州",,cities,codes,sign{more[1:] and more})')
            yield Call(f'MFG_PROFILE({data},"温州","绍兴",cities,codes,{more})')
        yield Call(f'MFG_STRENGTHS({data},"台州",sign,codes,cities,2)')
        yield Call(f'MFG_STRENGTHS({data},"杭州市",,codes,cities)')
    for city in ("温州", "绍兴", "嘉兴"):
        yield Call(f'MFG_PROFILE(labelled,"{city}",,cities)')
    yield Call("MFG_SINCE(snapshots,cities,ranks)")
    for a, b in (("ranks", "ranks_b"), ("ranks_b", "ranks"), ("scores", "others"), ("ranks", "ranks")):
        yield Call(f"MFG_COMPARE({a},{b})")
        yield Call(f"MFG_COMPARE({a},{b},cities,other_cities)")
        for x in ("ascending", "descending"):
            for y in ("ascending", "descending"):
                yield Call(f'MFG_COMPARE({a},{b},,,"{x}","{y}")')
        if a.startswith("ranks"):
            yield Call(f"MFG_MOVES({a},{b},cities,other_cities)")
            yield Call(f"MFG_MOVES({a},{b},cities,cities)")


def _rest() -> Iterator[Call]:
    for data in BLOCKS:
        yield Call(f"MFG_STATS({data})")
        yield Call(f"MFG_CORR({data})")
        yield Call(f"MFG_CORR({data},plain)")
        yield Call(f"MFG_ALPHA({data},sign,parent)")
        yield Call(f"MFG_ALPHA({data},,parent_down)")
        for fallback in ("none", "mean", "median"):
            yield from each(
                f'MFG_IMPUTE({data},,,,groups,,{{m}},"{fallback}")', ("none", "mean", "median", "group_mean")
            )
        yield from each(f'MFG_TREAT({data},{{m}},"always")', ("none", "log_ct", "log_ct_one", "asinh"))
        yield Call(f'MFG_TREAT({data},"none")')
    yield Call("MFG_STATS(labelled_columns,1,2)")
    yield from each('MFG_IMPUTE(gaps,,,,groups,,"group_mean",{m})', ("none", "mean", "median"))
    yield Call('MFG_IMPUTE(labelled,,,,,,"mean")')
    for what in ("name", "dimension", "unit", "direction", "weight", "low", "parent", "high"):
        yield Call(f'MFG_NODES(framework,codes,"{what}")')
    yield Call("MFG_NODES(framework,nodes)")
    for more in ("", ",1", ",2", ",1,1", ",,,1", ",2,,1", ",0"):
        yield Call(f"MFG_LEVEL(framework{more})")
    yield Call("MFG_EFFECTIVE(weights_b)")
    yield Call("MFG_EFFECTIVE(weights_b,leaf_parents,nodes,node_weights)")
    yield Call("MFG_JOIN(cities,other_cities,plain)")
    yield Call("MFG_JOIN(other_cities,cities,gaps)")
    for table in ("experts", "one_round", "agreed"):
        yield Call(f"MFG_DELPHI({table})")
        yield Call(f"MFG_DELPHI({table},parent_down)")
        yield Call(f"MFG_DELPHI({table},,,5)")
        yield Call(f"MFG_ROUNDS({table})")
        yield Call(f"MFG_ROUNDS({table},5)")
    for table in ("factors", "factors_some"):
        yield from each(f"MFG_STAGE_WEIGHT({table},weights,parent_down,,{{m}})", ("factor", "table"))
        yield from each(f"MFG_STAGE_WEIGHT({table},weights,parent_down,stage_of,{{m}})", ("factor", "table"))
    yield Call("MFG_STAGE_WEIGHT(factors,weights)")


#: Edits of the data: name, row, column, value.
EDITS: tuple[tuple[str, int, int, Any], ...] = (
    ("plain", 0, 0, 22.5), ("plain", 4, 1, 480), ("plain", 8, 3, 1.5),
    *(("ties", i, 1, 30) for i in range(9)), ("ties", 0, 0, 9),
    ("gaps", 1, 0, None), *(("gaps", 3, j, v) for j, v in enumerate([4, 200, 0.5, 6])), ("gaps", 2, 3, "缺失"),
    ("zeros", 0, 0, 1.5), ("zeros", 3, 1, 0), ("signs", 0, 0, 4), ("signs", 5, 3, 2), ("constant", 2, 1, 9),
    ("scores", 5, 0, 71.5), ("scores", 0, 0, None), ("others", 4, 0, 85), ("others", 8, 0, None),
    ("groups", 6, 0, "浙北"), ("groups", 1, 0, None), ("regions", 7, 0, "n/a"), ("stage_of", 0, 0, "-"),
    ("ranks", 5, 0, 1), ("ranks", 0, 0, None), ("ranks_b", 4, 0, 5), ("other_cities", 4, 0, "金华市"),
    ("weights", 0, 0, 6), ("weights_b", 1, 0, 0.05), ("weights_zero", 2, 0, 0), ("weights_row", 0, 1, 8),
    ("weights_some", 2, 0, 9), ("sign", 0, 0, "负向"), ("sign", 0, 1, "+"), ("odd", 0, 0, "-"), ("odd", 0, 3, "+"),
    ("low", 0, 1, 150), ("high", 0, 2, 0.9), ("high_only", 0, 0, 8), ("cap", 0, 1, "yes"), ("curve", 0, 0, "none"),
    ("curve", 0, 2, "sqrt"), ("own", 0, 1, "sum"), ("own", 0, 3, None), ("grades", 3, 0, "a"),
    ("grades_some", 0, 0, "C类"), ("experts", 6, 2, 1), ("experts", 5, 4, None), ("experts", 3, 4, 2),
    ("experts", 1, 0, 2), ("one_round", 3, 5, 4), ("agreed", 1, 2, 3), ("factors", 1, 0, 0.9),
    ("factors_some", 2, 2, 2), ("own_weights", 1, 2, 3), ("own_weights", 4, 0, 0), ("framework", 4, 3, "Uno"),
    ("framework", 3, 2, "乙"), ("framework", 6, 6, 5), ("snapshots", 5, 2, 2), ("snapshots", 3, 2, None),
    ("node_weights", 1, 0, 0.7), ("leaf_parents", 1, 0, "B"), ("order", 0, 0, "成长"), ("order", 1, 0, "成熟"),
    ("labelled", 3, 1, None), ("labelled", 0, 1, "改名"),
)  # fmt: skip

Place = tuple[int, int]


@dataclass
class Written:
    """Where things stand, rows and columns from 1: the first cell of each name on Data, each call's method."""

    names: dict[str, Place]
    methods: dict[int, Place]

    def edits(self, made: list[Call]) -> dict[str, dict[Place, Any]]:
        """Return the edits of the data, and for every call that has others the next method of its own."""
        data = {}
        for name, i, j, value in EDITS:
            row, col = self.names[name]
            data[row + i, col + j] = float(value) if isinstance(value, int) else value
        said = {}
        for k, c in enumerate(made):
            if c.unknown is not None:
                said[self.methods[k]] = c.unknown
            elif len(c.live) > 1:
                assert c.method is not None
                said[self.methods[k]] = c.live[(c.live.index(c.method) + 1) % len(c.live)]
        return {"Data": data, "Method": said}


def write(path: Path, made: list[Call]) -> Written:
    """Write the workbook without values."""
    book = xlsxwriter.Workbook(path)
    data = book.add_worksheet("Data")
    found = Written({}, {})
    method, sheet = book.add_worksheet("Method"), book.add_worksheet("Calls")
    row = 0

    def put(rows: list[list[Any]], name: str, top: int = 0, left: int = 0) -> None:
        nonlocal row
        for i, line in enumerate(rows):
            for j, v in enumerate(line):
                if v is not None:
                    data.write(row + i, j, v)
        first = xlsxwriter.utility.xl_rowcol_to_cell(row + top, left, True, True)
        last = xlsxwriter.utility.xl_rowcol_to_cell(row + len(rows) - 1, max(map(len, rows)) - 1, True, True)
        book.define_name(name, f"=Data!{first}:{last}")
        found.names[name] = (row + top + 1, left + 1)
        row += len(rows) + 1

    for name, rows in BLOCKS.items():
        put([[u, *r] for u, r in zip(UNITS, rows, strict=True)], name, 0, 1)
    put([["城市", *CODES], *([u, *r] for u, r in zip(UNITS, GAPS, strict=True))], "labelled")
    put([CODES, *PLAIN], "labelled_columns")
    for name, column in COLUMNS.items():
        put([[v] for v in column], name)
    put([["城市"], *([u] for u in UNITS)], "headed_cities")
    put(
        [["片区", "组"], *map(list, zip(COLUMNS["regions"], COLUMNS["groups"], strict=True))], "headed_groups"
    )
    put([COLUMNS["scores"]], "scores_row")
    for name, (values, upright) in FOURS.items():
        put([[v] for v in values] if upright else [values], name)
    for name, table in TABLES.items():
        put(table, name)
    for k, c in enumerate(made):
        text = c.formula
        if c.method is not None:
            method.write(k, 0, text)
            method.write(k, 1, c.method)
            found.methods[k] = (k + 1, 2)
            text = text.replace("{m}", f"Method!$B${k + 1}")
        at = (ROWS * (k // ACROSS), COLS * (k % ACROSS))
        sheet.write_dynamic_array_formula(*at, *at, f"={text}", None, 0)
    book.close()
    return found


def anchor(k: int) -> tuple[int, int]:
    """Return the cell of a call on the sheet Calls, from 1."""
    return ROWS * (k // ACROSS) + 1, COLS * (k % ACROSS) + 1
