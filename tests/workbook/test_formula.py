"""The formula reader: what is bare, what arguments mean, what a formula reads."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.formula import (
    Area,
    Block,
    FormulaError,
    NotBare,
    TableInfo,
    address,
    dependencies,
    evaluate,
    is_udf,
    precedents,
    rewrite,
    udf_names,
)
from workbook.references import parse_range

HERE = (4, 2)  # B4
TABLE = TableInfo("城市表", Area("数据", 1, 1, 6, 4), ("城市", "GDP", "a[b]'c#", "CO2"), 1, 1)


class Sheetless:
    """A workbook whose cells hold their own addresses."""

    names = {
        "mfg_data": "数据!$A$1:$B$2",
        "chain": "mfg_data",
        "loop": "pool",
        "pool": "loop",
        "half": "0.5",
        "column": "城市表[GDP]",
        "moving": "OFFSET(数据!$A$1,0,0,3,1)",
        "growing": "S!$A$1:INDEX(S!$A$1:$A$99,ROWS(城市表[GDP]))",
        "left": "S!A1",
        "gone": "数据!#REF!",
    }

    def block(self, area):
        return Block([[area.a1()]])

    def name(self, name, sheet):
        return self.names.get(name.casefold())

    def table(self, name):
        return TABLE if name.casefold() == TABLE.name.casefold() else None

    def spill(self, sheet, row, col):
        return Area(sheet, 1, 1, 9, 2) if (row, col) == (1, 1) else None


class Context:
    language = "en"

    def named(self, name):
        return None


def show(name, args, context):
    return [[None if a is None else a.values if len(a.values) > 1 else a.values[0] for a in args]]


def arguments(text, cell=HERE):
    return evaluate(f"=MFG_X({text})", "S", Sheetless(), Context(), show, cell)[0]


ARGUMENTS = [
    ("A1:INDEX(A1:B9,3,2)", ["S!A1:B3"]),
    ("A1:INDEX(A1:A99,ROWS(城市表[GDP]))", ["S!A1:A4"]),
    ("城市表[GDP]:INDEX(城市表[],0,COLUMNS(城市表[]))", ["数据!B2:D5"]),
    ("INDEX(城市表[GDP],2):INDEX(城市表[GDP],3)", ["数据!B3:B4"]),
    ("INDEX(城市表[GDP],1)", ["数据!B2"]),
    ("INDEX(A1:D1,3)", ["S!C1"]),
    ("INDEX(growing,2)", ["S!A2"]),
    ("growing", ["S!A1:A4"]),
    ("ROWS(A1:A7)", [7.0]),
    ("TRANSPOSE(B1:B3)", ["S!B1:B3"]),
    ("A1", ["S!A1"]),
    ("A1:B2", ["S!A1:B2"]),
    ("$A$1:B$2", ["S!A1:B2"]),
    ("B9:A1", ["S!A1:B9"]),
    ("数据!A1:B2", ["数据!A1:B2"]),
    ("'带空格 表'!A1", ["'带空格 表'!A1"]),
    ("'it''s'!A1:B2", ["'it''s'!A1:B2"]),
    ("Sheet1!A1:Sheet1!B2", ["Sheet1!A1:B2"]),
    ("A:C", ["S!A1:C1048576"]),
    ("2:5", ["S!A2:XFD5"]),
    ("(A1:B2)", ["S!A1:B2"]),
    ("+A1", ["S!A1"]),
    ("MFG_Data", ["数据!A1:B2"]),
    ("chain", ["数据!A1:B2"]),
    ("column", ["数据!B2:B5"]),
    ("half", [0.5]),
    ("left", ["S!B4"]),  # a relative name moves with the cell
    ("gone", ["#REF!"]),
    ("城市表", ["数据!A2:D5"]),
    ("城市表[]", ["数据!A2:D5"]),
    ("城市表[GDP]", ["数据!B2:B5"]),
    ("城市表[[GDP]:[CO2]]", ["数据!B2:D5"]),
    ("城市表[#All]", ["数据!A1:D6"]),
    ("城市表[#Data]", ["数据!A2:D5"]),
    ("城市表[#Totals]", ["数据!A6:D6"]),
    ("城市表[[#Headers],[GDP]]", ["数据!B1"]),
    ("城市表[[#Headers],[#Data],[GDP]:[CO2]]", ["数据!B1:D5"]),
    ("城市表[a'[b']''c'#]", ["数据!C2:C5"]),
    ("A1#", ["S!A1:B9"]),
    ("_xlfn.ANCHORARRAY(A1)", ["S!A1:B9"]),
    ("_xlfn.ANCHORARRAY(数据!$A$1)", ["数据!A1:B9"]),
    ("_xlfn.SINGLE(A1:A9)", ["S!A4"]),
    ("@A1:C1", ["S!B1"]),
    ("1e-3", [0.001]),
    ("1E+5", [100000.0]),
    ("-2", [-2.0]),
    ("--2", [2.0]),
    ("5%", [0.05]),
    ("-5%", [-0.05]),
    ('"a""b"', ['a"b']),
    ('"=A1,(#"', ["=A1,(#"]),
    ("TRUE", [True]),
    ("FALSE()", [False]),
    ("#N/A", ["#N/A"]),
    ("#DIV/0!", ["#DIV/0!"]),
    ("{1,2}", [1.0, 2.0]),
    ("{1,-2;3,TRUE}", [[1.0, -2.0], [3.0, True]]),
    ('{"a;b","c"}', ["a;b", "c"]),
]


@pytest.mark.parametrize(("text", "expected"), ARGUMENTS, ids=[t for t, _ in ARGUMENTS])
def test_one_argument(text, expected):
    assert arguments(text) == [expected]


def test_this_row_of_a_table():
    formula = "=MFG_X(城市表[@GDP],城市表[[#This Row],[GDP]:[CO2]])"
    rows = evaluate(formula, "数据", Sheetless(), Context(), show, (3, 6))
    assert rows == [[["数据!B3"], ["数据!B3:D3"]]]


def test_omitted_arguments_are_none():
    assert arguments("A1:B2,,3") == [["S!A1:B2"], None, [3.0]]
    assert arguments(",") == [None, None]
    assert arguments(" A1 ,\r\n\t2 ") == [["S!A1"], [2.0]]


def test_nested_calls():
    assert arguments("MFG_Y(A1,2),3") == [[["S!A1"], [2.0]], [3.0]]


def test_addresses_are_made_only_when_asked():
    area = Area("带空格 表", 2, 3, 4, 5)
    assert address(area)(1, 1) == "'带空格 表'!D3"


BARE = [
    "=MFG_X()",
    "MFG_X(A1)",
    "=+MFG_X(A1)",
    "=@MFG_X(A1:B2)",
    "= MFG_X( A1 )",
    "=mfg_x(A1)",
    "=_xludf.MFG_X(A1)",
    "=_xlfn._xludf.MFG_X(A1)",
    "='C:\\用户 目录\\[x]\\MFG.xlam'!MFG_X(A1)",
    "=[1]!MFG_X(A1)",
    "=MFG.xlam!MFG_X(A1)",
    "=_xlfn.SINGLE(MFG_X(A1))",
]
NATIVE = [
    "=-MFG_X(A1)",
    "=MFG_X(A1)+1",
    "=MFG_X(A1)%",
    "=MFG_X(A1*2)",
    "=MFG_X(SUM(A1))",
    "=MFG_X(-A1)",
    "=ROUND(MFG_X(A1),2)",
    "=MFG_X((A1,B1))",
    "=MFG_X(A1 B1)",
    "=MFG_X(INDEX(A1:A9,2+1))",
    "=MFG_X(INDEX(A1:A9,MATCH(1,A1:A9,0)))",
    "=MFG_X([2]Sheet1!A1)",
    "=MFG_X(Sheet1:Sheet3!A1)",
]


@pytest.mark.parametrize("formula", BARE)
def test_bare_calls(formula):
    assert is_udf(formula)
    assert udf_names(formula) == {"MFG_X"}


@pytest.mark.parametrize("formula", NATIVE)
def test_native_formulas(formula):
    assert not is_udf(formula)
    assert udf_names(formula) == {"MFG_X"}
    with pytest.raises(NotBare):
        evaluate(formula, "S", Sheetless(), Context(), show, HERE)


@pytest.mark.parametrize("formula", ["=A1", "=MFG_Data", '="MFG_X(1)"', "=SUM(A1)", "=XMFG_X(1)"])
def test_no_mfg_function(formula):
    assert not is_udf(formula)
    assert udf_names(formula) == set()


def test_at_keeps_the_first_value_only():
    rows = evaluate("=@MFG_X({1,2})", "S", Sheetless(), Context(), lambda n, a, c: [[7.0, 8.0]], HERE)
    assert rows == [[7.0]]


REFUSED = [
    ("nothing", "the name nothing is not defined"),
    ("loop", "the name loop refers to itself"),
    ("moving", "the name moving is a formula: it uses the Excel function OFFSET"),
    ("Tab[GDP]", "there is no table Tab"),
    ("城市表[GPD]", 'table 城市表 has no column "GPD"'),
    ("城市表[@GDP]", "table 城市表 has no #this row part here"),
    ("B7#", "S!B7 has no spilled array"),
    ("@A8:A9", "@S!A8:A9 has no cell beside the formula"),
    ("{1,2;3}", "the rows of an array constant differ in length"),
    ("{A1}", "an array constant holds only literals"),
    ("1)", "the formula cannot be read"),
    ("(1", "the formula ends too early"),
    ('"a', "the formula cannot be read"),
    ("[2]S!A1", "it refers to another workbook ([2]S)"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED, ids=[t for t, _ in REFUSED])
def test_refusals_are_one_sentence(text, message):
    with pytest.raises(FormulaError) as caught:
        arguments(text)
    assert str(caught.value) == message


PRECEDENTS = [
    ("=MFG_X(A1:B2,数据!C3,1)", ["S!A1:B2", "数据!C3"]),
    ("=SUM(A1:B2)*C3-MAX($D$4:D9)", ["S!A1:B2", "S!C3", "S!D4:D9"]),
    ("=IF(chain>0,城市表[GDP],half)", ["数据!A1:B2", "数据!B2:B5"]),
    ("=SUM(A1#)", ["S!A1", "S!A1:B9"]),
    ("=SUM(_xlfn.ANCHORARRAY(A1))", ["S!A1", "S!A1:B9"]),
    ("=_xlfn.LET(_xlpm.x,A1,_xlpm.x*2)", ["S!A1"]),
    ('="A1"&B1', ["S!B1"]),
    ("=SUM(C3:INDEX(C3:C99,2))", ["S!C3", "S!C3:C99"]),
    ("=SUM(A1:INDEX(B5:B9,2))", ["S!A1", "S!B5:B9", "S!A1:B9"]),
    ("=SUM(INDEX(C3:C99,D1):INDEX(C3:C99,D2))", ["S!C3:C99", "S!D1", "S!D2"]),
    ("=[1]Sheet1!A1+B1", ["S!B1"]),
]


@pytest.mark.parametrize(("formula", "expected"), PRECEDENTS, ids=[f for f, _ in PRECEDENTS])
def test_precedents(formula, expected):
    found = precedents(formula, "S", Sheetless(), HERE)
    assert sorted({a.a1() for a in found} - {"S!A1"}) == sorted(set(expected) - {"S!A1"})
    assert dependencies(formula, "S", Sheetless(), HERE).opaque is None


@pytest.mark.parametrize(
    "formula",
    [
        "=OFFSET(A1,1,0)",
        '=INDIRECT("A1")',
        "=SUM(A1:OFFSET(B:B,2,0))",
        "=SUM(moving)",
        "=SUM(S:T!A1)",
        "=1+)",
    ],
)
def test_formulas_that_may_read_anything(formula):
    assert dependencies(formula, "S", Sheetless(), HERE).opaque


@pytest.mark.parametrize(
    ("formula", "volatile"),
    [("=RAND()", True), ("=NOW()-A1", True), ("=A1", False), ('=INDIRECT("[X.xlam]S!A1")', True)],
)
def test_volatile(formula, volatile):
    assert dependencies(formula, "S", Sheetless(), HERE).volatile is volatile


def test_rewrite_replaces_outermost_calls_and_anchors():
    text = "=INDEX(MFG_X(MFG_Y(A1),城市表[a'[b']''c'#]),2)&SUM(B2#,_xlfn.ANCHORARRAY(C3),\"MFG_X(1)\")"
    assert rewrite(text, lambda t: f"<{t}>", lambda t: f"[{t}]") == (
        "INDEX(<MFG_X(MFG_Y(A1),城市表[a'[b']''c'#])>,2)&SUM([B2],[C3],\"MFG_X(1)\")"
    )


corner = st.tuples(st.integers(1, 16384), st.integers(1, 1_048_576))


@given(corner, corner, st.text(min_size=1, max_size=20).filter(lambda s: not set(s) & set("[]:\r\n\t")))
def test_areas_survive_their_text(first, last, sheet):
    rows, cols = sorted((first[1], last[1])), sorted((first[0], last[0]))
    area = Area(sheet, rows[0], cols[0], rows[1], cols[1])
    found = parse_range(area.a1())
    assert found is not None
    assert found.area("other") == area


@given(st.text(alphabet="=MFG_X(A1:B2,)\"'#[]@{};!+-%\n 数", max_size=40))
def test_no_text_breaks_the_reader(text):
    is_udf(text)
    udf_names(text)
    dependencies(text, "S", Sheetless(), HERE)
    with suppress(FormulaError):
        evaluate(text, "S", Sheetless(), Context(), show, HERE)
