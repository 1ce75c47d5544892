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
