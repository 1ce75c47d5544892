"""Messages: both languages, the same fields, the limit of a cell, places."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from udfs.engine import messages
from udfs.engine.errors import CELL_LIMIT, MfgError, naming, shown

ENGINE = Path(messages.__file__).parent


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", sorted(messages.MESSAGES))
def test_both_languages_use_the_same_fields(key: str) -> None:
    zh, en = messages.MESSAGES[key]
    assert fields(zh) == fields(en)
    assert len(zh) < CELL_LIMIT and len(en) < CELL_LIMIT


def raised() -> list[tuple[str, str]]:
    """Every message key the engine's sources raise or report as a literal."""
    found = []
    for file in sorted(ENGINE.glob("*.py")):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
                place = {"MfgError": 0, "Finding": 1}.get(call.func.id)
                if (
                    place is not None
                    and len(call.args) > place
                    and isinstance(call.args[place], ast.Constant)
                ):
                    found.append((file.name, str(call.args[place].value)))
    return found


def test_every_key_that_is_raised_has_a_message() -> None:
    keys = raised()
    assert len(keys) > 30
    assert [k for k in keys if k[1] not in messages.MESSAGES] == []


def test_a_long_text_is_cut_to_what_a_cell_takes() -> None:
    error = MfgError("unknown_method", "norm", found="x" * 99, nearest="vector", known="y" * 400)
    for lang in ("zh", "en"):
        text = error.cell(lang)
        assert len(text) == CELL_LIMIT and text.endswith("…")
        assert "x" * 38 not in text  # what was found is shortened first


def test_places() -> None:
    assert MfgError("constant", "weight").place("en") == "weight"
    assert MfgError("constant", "data", 0, 2).place("zh") == "第 1 行第 3 列"
    assert MfgError("constant", "data", None, 2).place("en") == "column 3"
    assert MfgError("constant", "data", 4).place("en") == "row 5"
    assert str(MfgError("breaks_order", "breaks", found="3, 1", order="@ascending")).endswith(
        "the breaks 3, 1 are not in ascending order"
    )


def test_naming_gives_the_code_of_the_column() -> None:
    def fail(col: int | None) -> None:
        with naming(["GDP", "CO2"], "data"):
            raise MfgError("constant", "x", col=col, found=1.0, method="cv")

    for col, where in ((1, "CO2"), (None, None), (2, None)):
        with pytest.raises(MfgError) as caught:
            fail(col)
        assert (caught.value.where, caught.value.arg) == (where, "data")


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1"), (0.1 + 0.2, "0.3"), ("a\nb", "a b"), ("x" * 41, "x" * 37 + "...")]
)
def test_shown(value: object, text: str) -> None:
    assert shown(value) == text
