"""Results as rows of plain values, laid out beside the data they came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from udfs.engine.columns import Floats
from udfs.engine.errors import MfgError

from .cells import NA
from .ranges import Matrix


def out(values: Any) -> list[list[Any]]:
    """Turn a result into rows of plain Python values; NaN becomes #N/A.

    Raises
    ------
    MfgError
        ``overflow`` where a number is infinite.
    """
    array = np.asarray(values, dtype=float)
    if not array.size:
        raise MfgError("empty_data")
    if array.ndim == 0:
        array = array.reshape(1, 1)
    if np.isinf(array).any():
        raise MfgError("overflow")
    rows: list[list[Any]] = array.tolist()
    if np.isnan(array).any():
        return [[NA if v != v else v for v in r] for r in rows]
    return rows


def along(values: Sequence[Any] | Floats, column: bool, head: Sequence[Any] = ()) -> list[list[Any]]:
    """Lay a vector out as a column or a row, under its header; numbers as by :func:`out`, texts as they are."""
    array = np.asarray(values)
    cells = (
        out(array.reshape(1, -1))[0] if array.dtype.kind == "f" else [NA if v is None else v for v in values]
    )
    cells = [*head, *cells]
    return [[v] for v in cells] if column else [cells]


def table(header: Sequence[str], *fields: Sequence[Any] | NDArray[Any]) -> list[list[Any]]:
    """Lay columns out under a header row; NaN becomes #N/A, None a blank text."""
    lists = [
        [
            NA if isinstance(v, float) and v != v else "" if v is None else v
            for v in (f.tolist() if isinstance(f, np.ndarray) else f)
        ]
        for f in fields
    ]
    return [list(header), *map(list, zip(*lists, strict=True))]


def like(m: Matrix, values: Any, header: Sequence[str] | None = None) -> list[list[Any]]:
    """Lay results out beside the data: the same rows, with a header row and labels where the data has them.

    Parameters
    ----------
    values
        Shape (n, k). With k equal to the data's columns the data's own labels are repeated; otherwise
        only the header row is kept, filled with ``header``.
    """
    return beside(m, out(values), header)


def beside(m: Matrix, rows: list[list[Any]], header: Sequence[str] | None = None) -> list[list[Any]]:
    """Give result rows the labels and header of the data, as :func:`like` does."""
    if header is None and m.labels:
        rows = [[*lab, *r] for lab, r in zip(m.labels, rows, strict=True)]
    if m.header is not None:
        rows = [list(m.header if header is None else header), *rows]
    return rows
