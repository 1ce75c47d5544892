"""Random blocks at every function: always a rectangle of plain values, never an exception."""

from __future__ import annotations

import datetime as dt
import os
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from udfs.excel.catalogue import BY_NAME
from udfs.excel.worksheet import FUNCTIONS

from .kit import Sheet, accepted, book

WORDS = [
    "", " ", "+", "-", "正向", "negative", "深圳", "深圳市", "城市", "代码", "上级", "轮次", "专家", "p", "q", "n",
    "#N/A", "#DIV/0!", "#MFG! x", "1,028", "３．９％", "3.9%", "(5)", "1,5", "1e400", "第3轮", "是", "minmax",
    "zscore", "geometric", "delphi", "equal", "cv", "reweight", "zero", "max100", "reciprocal", "global", "score",
    "标准化方法", "权重", "方向", "3, 29", "x" * 300, "a\nb", "=cmd|' /C calc'!A0", "🏙", "省", "合成\u3000",
]  # fmt: skip
NUMBERS = st.one_of(
    st.sampled_from([0.0, 1.0, -1.0, 0.5, 1e308, -1e308, 1e-308, 5e-324, 1e150, 2019.0, 110000.0, -0.0]),
    st.floats(allow_nan=True, allow_infinity=True),
    st.integers(-3, 12).map(float),
)
CELLS = st.one_of(
    NUMBERS,
    NUMBERS,
    st.none(),
    st.sampled_from(WORDS),
    st.text(max_size=6),
    st.booleans(),
    st.integers(-(10**400), 10**400),
    st.sampled_from(
        [dt.datetime(2021, 3, 1), dt.date(2021, 3, 1), dt.time(3), dt.timedelta(1), Decimal("5.5"), Decimal("NaN"),
         Decimal("sNaN"), np.float64(3.0), np.float32(2.5), np.int64(4), np.bool_(True), np.float64("nan"), b"x", [1]]
    ),
)  # fmt: skip


def blocks(cells: Any) -> Any:
    """Shapes 0..6 x 0..6, one row or column as often as a rectangle, now and then ragged."""
    side = st.integers(0, 6)

    def rectangle(shape: tuple[int, int]) -> Any:
        return st.lists(
            st.lists(cells, min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
        )

    return st.one_of(
        st.none(),
        cells,
        st.tuples(side, side).flatmap(rectangle),
        st.integers(1, 6).flatmap(lambda n: rectangle((n, 1))),
        st.integers(1, 6).flatmap(lambda n: rectangle((1, n))),
        st.lists(st.lists(cells, max_size=4), max_size=4),
    )


TABLES = st.one_of(
    blocks(CELLS),
    st.lists(
        st.tuples(*[st.sampled_from(["p", "q", "T", "", None, "代码"])] * 2, NUMBERS, CELLS), max_size=5
    ).map(lambda rows: [["代码", "上级", "权重", "方向"], *map(list, rows)]),
    st.lists(st.tuples(st.sampled_from([1.0, 2.0, "第3轮"]), CELLS, NUMBERS, NUMBERS), max_size=5).map(
        lambda rows: [["轮次", "专家", "p", "q"], *map(list, rows)]
    ),
    st.lists(st.tuples(st.sampled_from(WORDS), NUMBERS, CELLS), max_size=5).map(
        lambda rows: [["城市", "p", "q"], *map(list, rows)]
    ),
    st.integers(2, 5).flatmap(
        lambda n: st.lists(st.lists(NUMBERS, min_size=3, max_size=3), min_size=n, max_size=n)
    ),
)
PLAIN = settings(
    max_examples=int(os.environ.get("MFG_EXAMPLES", "60")),
    deadline=None,
    derandomize="MFG_EXAMPLES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
@PLAIN
@given(data=st.data())
def test_any_arguments(name: str, data: st.DataObject) -> None:
    args = [data.draw(st.one_of(st.none(), TABLES)) for _ in BY_NAME[name].args]
    sheet = data.draw(st.sampled_from([Sheet("zh"), Sheet("en"), book("en")]))
    accepted(FUNCTIONS[name](*args, caller=sheet))


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
@PLAIN
@given(data=st.data())
def test_any_numbers(name: str, data: st.DataObject) -> None:
    """Blocks of numbers get past the readers and reach the engine."""
    n, m = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 4))
    values = data.draw(
        st.lists(st.lists(st.one_of(NUMBERS, st.none()), min_size=m, max_size=m), min_size=n, max_size=n)
    )
    args: list[Any] = []
    for a in BY_NAME[name].args:
        if a.name in ("data", "scores", "subjective", "objective", "a", "b"):
            args.append(values if a.name in ("data", "scores") else values[0])
        elif a.name in ("direction", "weight", "parent", "low", "high", "cap", "code", "node"):
            args.append(
                data.draw(
                    st.one_of(
                        st.none(),
                        st.lists(
                            st.sampled_from(["+", "-", "a", "b", 1.0, 0.0, 2.0]), min_size=m, max_size=m
                        ),
                    )
                )
            )
        elif a.name in ("city", "group", "city_a", "city_b"):
            args.append(
                data.draw(
                    st.one_of(
                        st.none(),
                        st.lists(st.sampled_from(["深圳", "深圳市", "苏州", ""]), min_size=n, max_size=n),
                    )
                )
            )
        else:
            args.append(data.draw(st.one_of(st.none(), st.sampled_from(WORDS), NUMBERS)))
    accepted(FUNCTIONS[name](*args, caller=Sheet()))


@PLAIN
@given(data=TABLES, framework=TABLES, delphi=TABLES, options=TABLES, language=CELLS)
def test_any_model(data: Any, framework: Any, delphi: Any, options: Any, language: Any) -> None:
    def rows(x: Any) -> Any:
        return x if isinstance(x, list) and x and all(isinstance(r, list) for r in x) else [[x]]

    sheet = book(
        MFG_Data=rows(data), MFG_Framework=rows(framework), MFG_Delphi=rows(delphi), MFG_Options=rows(options)
    )
    whole = book(MFG_Data=rows(data), MFG_Options=rows(options))
    for caller in (sheet, whole):
        accepted(FUNCTIONS["MFG_CHECK"](caller=caller))
        accepted(FUNCTIONS["MFG_SCORE"](caller=caller))
        accepted(FUNCTIONS["MFG_SCORE"]("深圳", caller=caller))
        accepted(FUNCTIONS["MFG_RANKING"](caller=caller))
