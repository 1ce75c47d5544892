"""Link repair: the VBA's text function against the one for files, and what it writes into a workbook."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.links import is_addin, plain


def for_files(formula: str) -> str:
    """What ``mfg repair`` makes of it, where every numbered link is ours."""
    return plain(formula, {int(n) for n in re.findall(r"\[(\d+)\]", formula)}).text


def test_repaired(excel: Any, link_cases: ModuleType) -> None:
    for before, after in link_cases.CASES:
        wanted = before if after is None else after
        assert excel.run("MfgRepaired", before) == wanted
        assert excel.run("MfgRepaired", wanted) == wanted
        assert for_files(before) == wanted


PIECES = st.sampled_from(
    [
        "'C:\\x\\MFG.xlam'!", "[1]!", "MFG.xlam!", "'mfg (2).xlam'!", "'it''s'!", "Other.xlam!", "[12]!",
        "MFG_RANK(", "MFG_X", "mfg_score(", "SUM(", "A1:B2", "Table1[p]", "Table1[[p]:[q]]", "[2]S!A1", '"a"',
        '"say ""MFG.xlam!MFG_X("""', ",", ")", "+", " ", "1", "得分", "{1,2}", "A1#", "@", "!", "'S 1'!A1",
    ]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(pieces=st.lists(PIECES, max_size=9))
def test_formulas_put_together_come_out_as_those_of_files(shared_excel: Any, pieces: list[str]) -> None:
    formula = "=" + "".join(pieces)
    assert shared_excel.run("MfgRepaired", formula) == for_files(formula)


@pytest.mark.parametrize(
    "path",
    [
        "C:\\Users\\张 三\\MFG.xlam", "MFG.xlam", "mfg.XLAM", "MFG%20(1).xlam", "MFG (1).xlam", "MFG-0.2.xla", "MFG_old.xlam",
        "MFGtools.xlam", "book.xlsx", "MFG.xlsx", "C:\\MFG.xlam\\book.xlsx", "https://a/b/MFG.xlam", "",
    ],
)  # fmt: skip
def test_which_files_are_ours(excel: Any, path: str) -> None:
    assert excel.run("MfgIsOurFile", path) is is_addin(path)


# --- what is written into a workbook -------------------------------------------------------------

# Cells of Excel with and without spilling, which write down what was set.
CELL = """
Public Log As String
Public HasArray As Variant
Public Count As Long
Public Function CurrentArray() As Object
    Set CurrentArray = Me
End Function
Public Property Let Formula(ByVal text As String)
    Log = Log & "Formula " & text
End Property
Public Property Let FormulaArray(ByVal text As String)
    Log = Log & "FormulaArray " & text
End Property
"""
NEW = (
    CELL
    + """
Public HasSpill As Variant
Public Property Let Formula2(ByVal text As String)
    Log = Log & "Formula2 " & text
End Property
"""
)
WRITE = """
Public Function WriteNew(ByVal spill As Boolean, ByVal matrix As Boolean, ByVal count As Long) As String
    Dim cell As New NewCell
    cell.HasSpill = spill
    cell.HasArray = matrix
    cell.Count = count
    WriteNew = MfgWriteFormula(cell, "=MFG_RANK(A1)") & " " & cell.Log
End Function
Public Function WriteOld(ByVal matrix As Boolean, ByVal count As Long) As String
    Dim cell As New OldCell
    cell.HasArray = matrix
    cell.Count = count
    WriteOld = MfgWriteFormula(cell, "=MFG_RANK(A1)") & " " & cell.Log
End Function
Public Function Repair() As String
    Dim failed As Long, done As Long
    done = MfgRepairBook(ActiveWorkbook, failed)
    Repair = done & " " & failed
End Function
Public Function FormulaAt(ByVal address As String) As String
    FormulaAt = ActiveSheet.Range(address).Formula
End Function
"""


@pytest.fixture
def writing(fresh_excel: Any) -> Any:
    fresh_excel.add_module(NEW, name="NewCell", kind="class")
    fresh_excel.add_module(CELL, name="OldCell", kind="class")
    fresh_excel.add_module(WRITE, name="Writing")
    fresh_excel.run("Prepare", 0, "", "en")
    return fresh_excel


@pytest.mark.parametrize(
    ("spill", "matrix", "count", "how"),
    [
        (False, False, 0, "Formula2"),
        (True, False, 0, "Formula2"),
        (True, True, 9, "Formula2"),  # a spill, whatever HasArray says of it
        (False, True, 1, "Formula2"),  # one cell with an error may be a spill that was not calculated
        (False, True, 9, "FormulaArray"),  # entered with Ctrl+Shift+Enter
    ],
)
def test_spills_stay_spills(writing: Any, spill: bool, matrix: bool, count: int, how: str) -> None:
    assert writing.run("WriteNew", spill, matrix, count) == f"True {how} =MFG_RANK(A1)"


@pytest.mark.parametrize(
    ("matrix", "count", "how"), [(False, 0, "Formula"), (True, 1, "FormulaArray"), (True, 9, "FormulaArray")]
)
def test_excel_without_spilling(writing: Any, matrix: bool, count: int, how: str) -> None:
    assert writing.run("WriteOld", matrix, count) == f"True {how} =MFG_RANK(A1)"


def test_a_workbook_is_repaired_and_the_rest_left(writing: Any) -> None:
    before = {
        "B2": "='C:\\x\\MFG.xlam'!MFG_SCORE()",
        "C3": "=1+1",
        "D4": "=MFG_RANK(B2)",
        "E5": "='C:\\x\\MFG.xlam'!MFG_RANK(B2)",
    }
    for address, formula in before.items():
        writing.run("Fill", address, formula)
    mode = writing.run("Mode")
    assert writing.run("Repair") == "2 0"
    after = before | {"B2": "=MFG_SCORE()", "E5": "=MFG_RANK(B2)"}
    assert {a: writing.run("FormulaAt", a) for a in before} == after
    assert writing.run("Mode") == mode
    assert writing.run("Noted") == "no filling;"
    assert writing.run("Repair") == "0 0"


def test_function_goes_into_an_empty_cell_only(writing: Any) -> None:
    writing.run("Choose", "F6")
    writing.run("MfgInsertFunction", "MFG_SCORE")
    assert writing.run("FormulaAt", "F6") == "=MFG_SCORE()"
    assert writing.run("Noted") == "busy;idle;wizard F6;"
    writing.run("MfgInsertFunction", "MFG_RANK")
    assert writing.run("FormulaAt", "F6") == "=MFG_SCORE()"
    assert writing.run("Noted") == "Cell F6 is not empty: select an empty one first.;"
