"""Whole-matrix methods, judgement matrices, groups, methods with numbers, treatment: plain formulas equal the engine.

One workbook holds every call; LibreOffice calculates its native edition, and once more after edits of the
inputs that the engine gets too.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
import xlsxwriter

sys.path.insert(0, str(Path(__file__).parent))

from native_edits import Edits, both, differences

from workbook import libreoffice
from workbook.book import Book
from workbook.native import to_native
from workbook.recalc import recalc
from workbook.references import a1
from workbook.sheet import CellError

needs_office = pytest.mark.skipif(
    libreoffice.find() is None and os.environ.get("CI") != "true", reason="soffice (LibreOffice) is missing"
)

#: Twelve units: P is clean (two equal rows, two negative columns), Q has gaps and a column without weight, V has an
#: outlier in each direction, Z has values at and below 0.
P = [
    (12.5, 3.1, 80, 0.52), (9.4, 4.7, 65, 0.31), (15.2, 2.2, 91, 0.77), (7.7, 6.9, 40, 0.12), (9.4, 4.7, 65, 0.31),
    (11.1, 5.5, 72, 0.48), (14.6, 1.9, 88, 0.69), (6.3, 8.4, 35, 0.08), (10.8, 3.6, 79, 0.44), (8.9, 7.1, 51, 0.27),
    (13.3, 2.8, 83, 0.61), (5.9, 9.2, 33, 0.15),
]  # fmt: skip
GAPS = {(2, 1), (7, 0), (4, 3), (9, 2), (10, 2)}
OUTLIERS = [
    (1, 50, 3.3), (2, 51, 3.1), (2.5, 52, 3.6), (3, 49, 3.2), (3.1, 55, 2.8), (2.2, 53, 3.9), (1.7, 54, 3.5),
    (2.9, -400, 2.9), (2.1, 50.5, 3.0), (400, 52.5, 3.4), (95, 51.7, 3.8), (2.4, -90, 2.7),
]  # fmt: skip
JUDGED = [
    ["", "a", "b", "c", "d"],
    ["a", 1, 3, "1/2", 4],
    ["b", None, None, "1/5", 2],
    ["c", 2, 5, 1, 7],
    ["d", 0.25, None, "1/7", 1],
]
OTHER = [[1, 2, 1, 3], [0.5, 1, 1 / 3, 2], [1, 3, 1, 5], [1 / 3, 0.5, 0.2, 1]]
CIRCLE = [[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]]
CITIES = ["北京", "上海", "广州", "深圳", "天津", "重庆", "成都", "杭州", "武汉", "西安", "南京", "长沙"]

#: What stands where: names of ranges on the sheet Input, by their top left cell (row, column) and size.
AREAS = {
    "P": (2, 2, 12, 4), "PL": (1, 1, 13, 5), "PN": (14, 2, 1, 4), "PW": (15, 2, 1, 4),
    "Q": (2, 7, 12, 4), "QN": (14, 7, 1, 4), "QW": (15, 7, 1, 4),
    "V": (2, 12, 12, 3), "Z": (2, 16, 12, 2),
    "S": (2, 19, 12, 1), "G": (2, 20, 12, 1), "PP": (16, 2, 1, 4), "OWN": (17, 2, 1, 4), "PA": (18, 2, 1, 4),
    "PB": (19, 2, 1, 4), "LOW": (20, 2, 1, 4), "HIGH": (21, 2, 1, 4),
    "J": (24, 1, 5, 5), "JJ": (24, 7, 8, 4), "JW": (24, 12, 1, 2), "TAU": (14, 19, 1, 1), "HOW": (14, 20, 1, 1), "SW": (22, 2, 1, 4), "K": (34, 1, 3, 3), "L": (38, 1, 8, 8), "KK": (15, 19, 1, 1), "ML": (47, 2, 1, 4), "MH": (48, 2, 1, 4),
}  # fmt: skip

MCDM = (
    "topsis", "vikor", "vikor:0.3", "gra", "gra:0.2", "rsr", "copras", "waspas", "waspas:0.8", "edas", "marcos", "codas",
    "codas:0.05", "promethee", "promethee:0.3", "aras", "moora", "cocoso", "cocoso:0.2", "mabac", "mairca", "fuzzy", "fuzzy:3",
)  # fmt: skip

CALLS = [
    *(f'=MFG_MCDM(P,PN,PW,"{m}")' for m in MCDM),
    *(f'=MFG_MCDM(PL,PN,,"{m}",,1)' for m in MCDM),
    *(f'=MFG_MCDM(Q,QN,QW,"{m}")' for m in MCDM),
    *(f'=MFG_MCDM(P,,,"{m}")' for m in ("topsis", "copras", "edas", "moora", "promethee:0.5")),
    *(
        f'=MFG_MCDM(P,PN,PW,"topsis","{n}")'
        for n in ("minmax", "max", "sum", "zscore", "minmax:1:100", "efficacy", "rank", "prank", "robust:5:2", "index:40")
    ),
    '=MFG_MCDM(P,PN,PW,"edas","index_max:50")',
    "=MFG_MCDM(P,PN,PW,HOW)",
    "=MFG_MCDM(Q,QN,QW,,,TAU)",
    '=MFG_MCDM(V,,,"gra")',
    # Rank-sum ratios with ties, grades, ranks by distance.
    "=MFG_RSR(P,PN)", "=MFG_RSR(PL,PN,PW)", "=MFG_RSR(Q,QN,QW,G,4)", "=MFG_RSR(P,PN,PW,,2,1)", "=MFG_RSR(P,PN,,,5)",
    # Judgement matrices.
    *(f'=MFG_AHP({a},"{m}")' for a in ("J", "INDEX(JJ,1,0):INDEX(JJ,4,0)") for m in ("geometric", "lls", "columns", "eigenvector") if a == "J"),
    "=MFG_AHP(J)",
    *(f'=MFG_AHP_CHECK({a},,"{m}")' for a in ("J", "JJ") for m in ("geometric", "lls", "columns", "eigenvector")),
    "=MFG_AHP_CHECK(JJ,JW)",
    *(f'=MFG_AHP_GROUP(JJ,{w},"{m}","{p}")' for w in ("", "JW") for m in ("geometric", "eigenvector") for p in ("judgements", "priorities")),
    # Badly inconsistent, and larger.
    *(f'=MFG_AHP({a},"{m}")' for a in ("K", "L") for m in ("eigenvector", "geometric")), "=MFG_AHP_CHECK(K)", "=MFG_AHP_CHECK(L)",
    # Directions.
    *(f'=MFG_POSITIVE(P,PN,"{m}",KK)' for m in ("reciprocal", "inverse", "max", "mean")), "=MFG_POSITIVE(PL,PN)", "=MFG_POSITIVE(Q,QN)",
    *(f'=MFG_MODERATE(P,ML,MH,"{m}")' for m in ("interval", "distance", "reciprocal")), "=MFG_MODERATE(Q,ML)",
    *(f'=MFG_WEIGHT({d},{n},,,,"{m}")' for d, n in (("P", "PN"), ("Q", "")) for m in ("cv", "std", "variance", "infomax", "lopcow", "entropy")),
    '=MFG_WEIGHT(P,PN,,PP,,"critic",,"max")', '=MFG_WEIGHT(P,PN,,PP,,"lopcow","global","inverse")',
    # Weights with gaps, ranks within groups.
    '=MFG_WEIGHT(Q,,,,,"critic")', '=MFG_WEIGHT(Q,,,PP,,"critic")', '=MFG_WEIGHT(P,,,PP,,"critic","global")',
    *(f'=MFG_RANK(S,"{t}",,,G)' for t in ("min", "max", "average", "dense", "ordinal")),
    *(f'=MFG_RANK(S,"{t}",0,"ascending",G)' for t in ("min", "dense", "ordinal")),
    # Methods with numbers.
    *(
        f'=MFG_NORM(P,PN,,,,,"{m}")'
        for m in (
            "minmax:1:100", "zscore:10:2", "zscore::3", "robust:50:10", "efficacy:50:50", "index::1000", "index:40", "index_max:1",
            "index_best:10", "dist2targ:120", "dist2targ:100:1", "dist2ref:1", "dist2ref:1:1", "dist2max", "rank",
        )
    ),
    '=MFG_NORM(P,PN,,,,,"minmax",,,,PA,PB)', '=MFG_NORM(P,PN,,,,,"index",,,,PA)', '=MFG_NORM(P,PN,LOW,HIGH,,,"efficacy:10:90")',
    '=MFG_NORM(P,PN,LOW,HIGH,,1,"minmax:-1:1")', "=MFG_NORM(P,PN,,,,,,,,,,,OWN)", '=MFG_NORM(P,PN,,,,,"zscore:5:1",,,,PA,PB,OWN)',
    *(f'=MFG_SCORE(P,,SW,,,"{m}","none")' for m in ("power:3", "power:-2", "power:0", "power:1", "power", "meanmin:0.3", "geometric")),
    '=MFG_SCORE(Q,,SW,,,"power:3","none",,,,"reweight")',
    # Treatment.
    *(f'=MFG_TREAT(V,"{m}")' for m in ("winlog", "winsorise", "percentile", "log_ct", "log_ct_signed", "log_ct_one", "asinh", "none")),
    *(f'=MFG_TREAT(V,"{m}","failing")' for m in ("percentile", "log_ct", "winsorise")),
    '=MFG_TREAT(P,"log")', '=MFG_TREAT(V,"winsorise",,1)', '=MFG_TREAT(V,"winlog",,1)', '=MFG_TREAT(V,"winsorise",,,1,2)',
    '=MFG_TREAT(V,"percentile",,,,,0.1,0.8)', '=MFG_TREAT(P,"boxcox",,,,,,,0.5)', '=MFG_TREAT(P,"boxcox",,,,,,,0)', "=MFG_TREAT(Z)",
]  # fmt: skip

#: Rows between the anchors of two calls.
STEP = 18


def build(path: Path) -> Path:
    """Write the inputs and the calls, one below the other, and let the engine calculate them."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Input")

    def put(name: str, rows) -> None:
        row, col, height, width = AREAS[name]
        for i, line in enumerate(rows):
            for j, v in enumerate(line):
                if v is not None:
                    sheet.write(row - 1 + i, col - 1 + j, v)
        book.define_name(name, f"=Input!{_area(row, col, height, width)}")

    put("PL", [["city", "x1", "x2", "x3", "x4"], *([c, *v] for c, v in zip(CITIES, P, strict=True))])
    put("P", P)
    put("PN", [["+", "负", "", "negative"]])
    put("PW", [[4, 3, 2, 1]])
    put("Q", [[None if (i, j) in GAPS else v for j, v in enumerate(line)] for i, line in enumerate(P)])
    put("QN", [["", "", "-", "负向"]])
    put("QW", [[1, 2, 0, 0.5]])
    put("V", OUTLIERS)
    put(
        "Z",
        [
            (-3, 4),
            (2, 4),
            (2, 4),
            (5, 4),
            (None, 4),
            (7, 4),
            (0, 4),
            (1, 4),
            (8, 4),
            (3, None),
            (-1, 4),
            (300, 4),
        ],
    )
    put("S", [[v] for v in (5.4, 3.2, 5.4, 1, 2.6, None, 2.4, 3.2, 9, 3.2, 0, 2.5)])
    put("G", [[v] for v in ("甲", "乙", "甲", "甲", "乙", "乙", None, "丙", "丙", "乙", "n/a", "乙")])
    put("PP", [["p", "q", "p", "p"]])
    put("OWN", [["minmax:1:9", None, "z-score", "index:0.4"]])
    put("PA", [[2, None, 10, 0.3]])
    put("PB", [[5, 3, 90, 4]])
    put("LOW", [[5, None, 20, 0]])
    put("HIGH", [[16, None, 95, 1]])
    put("J", JUDGED)
    put(
        "JJ",
        [
            *([1 if i == j else v for j, v in enumerate(line[1:])] for i, line in enumerate(JUDGED[1:])),
            *OTHER,
        ],
    )
    put("JW", [[2, 1]])
    put("TAU", [[1]])
    put("SW", [[4, 3, 2, 1]])
    put("K", CIRCLE)
    put(
        "L",
        [
            [(1 + (3 * i + 5 * j) % 9) ** (1 if (i * j) % 3 else -1) if j > i else None for j in range(8)]
            for i in range(8)
        ],
    )
    put("KK", [[2]])
    put("ML", [[8, 3, 60, None]])
    put("MH", [[12, None, 85, 0.5]])
    put("HOW", [["VIKOR 法：0.7"]])
    calls = book.add_worksheet("Calls")
    for k, text in enumerate(CALLS):
        calls.write_string(STEP * k, 0, text[1:])
        calls.write_dynamic_array_formula(STEP * k, 1, STEP * k, 1, text, None, 0)
    book.close()
    recalc(path, language="en", libreoffice=False)
    return path


def _area(row: int, col: int, height: int, width: int) -> str:
    return f"${a1(row, col).rstrip('0123456789')}${row}:${a1(1, col + width - 1)[:-1]}${row + height - 1}"


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    folder = tmp_path_factory.mktemp("matrix")
    book = build(folder / "book.xlsx")
    return book, folder / "native.xlsx", to_native(book, folder / "native.xlsx", "en"), folder / "profile"


def test_every_call_is_answered_and_becomes_formulas(edition) -> None:
    """No call is refused by the engine, and none stays a value."""
    book, _, report, _ = edition
    with Book(book) as found:
        sheet = found.sheet("Calls")
        assert sheet is not None
        refused = [
            (text, v)
            for k, text in enumerate(CALLS)
            if isinstance(v := sheet.get(STEP * k + 1, 2), str) and v.startswith("#")
        ]
    assert not refused
    assert not [(k.formula, k.reason) for k in report.kept]


#: Calls that stay values, and what is said of them.
KEPT = [
    ('=MFG_AHP(A1:C3,"lls")', "comparisons that nobody made"),
    ("=MFG_AHP_CHECK(A1:C3)", "comparisons that nobody made"),
    ("=MFG_AHP(A5:C7)", "do not settle"),
    ('=MFG_MCDM(A9:B12,,,"dea")', "by the method dea"),
    ('=MFG_MCDM(A9:B12,,,"topsis","dist2ref:4")', "by the method dist2ref"),
    ('=MFG_TREAT(A9:B12,"boxcox")', "by the method boxcox"),
    ('=MFG_TREAT(A9:B12,"winsorise",,20)', "with the argument winmax"),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "said"), KEPT)
def test_what_has_no_plain_formulas_stays_a_value_and_says_why(tmp_path, formula, said) -> None:
    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        sheet = book.add_worksheet("S")
        for row, line in enumerate(((1, 2, None), (None, 1, 3), (None, None, 1)), 0):
            sheet.write_row(row, 0, line)
        for row, line in enumerate(((1, 900, 1 / 900), (1 / 900, 1, 900), (900, 1 / 900, 1)), 4):
            sheet.write_row(row, 0, line)
        for row, line in enumerate(((3, 4), (5, 1), (2, 7), (6, 2)), 8):
            sheet.write_row(row, 0, line)
        sheet.write_dynamic_array_formula("F1:F1", formula, None, 0)
    recalc(tmp_path / "book.xlsx", language="en", libreoffice=False)
    with Book(tmp_path / "book.xlsx") as found:
        assert not str(found.value("S", 1, 6)).startswith("#MFG!")
    report = to_native(tmp_path / "book.xlsx", tmp_path / "native.xlsx", "en")
    assert report.live == 0
    assert [said in k.reason for k in report.kept] == [True]


@needs_office
def test_libreoffice_equals_the_engine(edition, tmp_path) -> None:
    book, native, _, profile = edition
    result = libreoffice.recalculate(native, tmp_path, profile, timeout=600)
    found, count = differences(book, result)
    assert count > 3000
    assert not found, found[:10]


#: Other values, blanks, directions, weights, groups, judgements and parameters, several at once.
EDITS: list[Edits] = [
    {"Input": {
        (3, 2): 21.5, (5, 3): 1.2, (14, 2): "负", (14, 3): "", (15, 4): 0.0, (15, 2): 7.0, (4, 8): 3.3, (12, 7): None,
        (17, 2): "minmax:0:5", (17, 4): None, (14, 20): "vikor:0.1", (25, 3): 9.0, (28, 8): 4.0, (29, 7): None, (22, 3): 5.0, (24, 12): 5.0,
        (3, 19): 9.0, (8, 19): 1.5, (9, 20): "甲", (13, 12): 77.0, (5, 13): 60.0, (16, 3): "p", (15, 9): 3.0,
    }},
    {"Input": {
        (6, 2): None, (13, 5): 0.9, (15, 2): None, (15, 3): None, (15, 4): None, (15, 5): None, (14, 7): "-", (14, 9): "",
        (15, 7): 0.0, (7, 14): 30.0, (3, 12): 60.0, (7, 12): 61.0, (18, 4): 5.0, (19, 2): 50.0, (20, 2): 1.0, (26, 4): "1/3",
        (27, 3): None, (24, 8): 5.0, (25, 7): None, (22, 5): 0.0, (11, 20): None, (2, 20): "丙", (2, 16): 1.0,
    }},
]  # fmt: skip


@needs_office
@pytest.mark.parametrize("made", EDITS)
def test_edits_give_what_the_engine_gives(edition, tmp_path, made) -> None:
    """Where the engine refuses, by now or from now on, plain formulas give errors and no score."""
    book, native, _, profile = edition
    found, count = both(book, native, made, tmp_path, profile)
    assert count > 3000
    with Book(tmp_path / "engine.xlsx") as a, Book(tmp_path / "out" / "native.xlsx") as b:
        refused = [k for k in range(len(CALLS)) if str(a.value("Calls", STEP * k + 1, 2)).startswith("#MFG!")]
        second = [[b.value("Calls", STEP * k + 2, col) for col in range(2, 12)] for k in refused]
    assert {CALLS[k].split('"')[1].partition(":")[0] for k in refused} <= {"cocoso"}
    assert all(any(isinstance(v, CellError) for v in line) for line in second)
    anchors = {f"Calls!{a1(STEP * k + 1, 2)}" for k in refused}
    assert not [f for f in found if f.partition(":")[0] not in anchors][:10]
