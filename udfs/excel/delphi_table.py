"""The table of expert scores: round, expert, then one column a code."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Any

import numpy as np

from udfs.engine.delphi import Delphi
from udfs.engine.errors import MfgError

from . import cells, scalars
from .cells import Block
from .headers import below, find, header_of, placed

ROUND_HEADERS = ("轮次", "round", "轮")
EXPERT_HEADERS = ("专家", "expert", "专家编号", "expert id")


def delphi(block: Block | None) -> Delphi:
    """Read an expert table: round, expert, then one column a code. Without a round column all is round 1."""
    if block is None or block.is_blank:
        raise MfgError("argument_missing", "delphi")
    header = header_of(block, "delphi")
    round_, expert = find(header, ROUND_HEADERS), find(header, EXPERT_HEADERS)
    body = below(block)
    cols = [j for j in range(len(header)) if j not in (round_, expert) and header[j]]
    if not body or not cols or not any(cells.is_label(c) for c in block.values[0]):
        raise MfgError("delphi_header", "delphi")
    rows = [[r[j] for j in cols] for _, r in body]
    places = [i for i, _ in body]
    try:
        scores, _ = cells.numbers(rows, "delphi", None)
    except MfgError as error:
        raise placed(error, block, cols, places) from None
    which = np.ones(len(body))
    if round_ is not None:
        for k, (i, r) in enumerate(body):
            try:
                which[k] = cells.read_cell(_round_number(r[round_]), i, round_, "delphi")
            except MfgError as error:
                error.source = block
                raise
            if math.isnan(which[k]):
                raise MfgError("delphi_header", "delphi")
    who = tuple(cells.text(r[expert]) if expert is not None else str(k + 1) for k, (_, r) in enumerate(body))
    return Delphi(tuple(header[j] for j in cols), which, who, scores)


def _round_number(cell: Any) -> Any:
    """``第3轮``, ``第十二轮`` and ``Round 3`` are 3, 12 and 3; anything else stays as it is."""
    if not isinstance(cell, str):
        return cell
    said = re.fullmatch(
        r"(?:第|round|r)?\s*(\d+|[一二三四五六七八九十]+)\s*轮?次?",
        unicodedata.normalize("NFKC", cell).strip().casefold(),
    )
    if said is None:
        return cell
    if said[1].isdigit():
        return float(said[1])
    tens, ten, ones = said[1].rpartition("十")
    digit = {c: i for i, c in enumerate("零一二三四五六七八九")}
    if len(tens) > 1 or len(ones) > 1:
        return cell
    return float((digit[tens] if tens else 1) * 10 * bool(ten) + (digit[ones] if ones else 0))


def round_of(block: Block | None) -> float | None:
    """Read which round is asked for: 3, ``第3轮`` or ``Round 3``; None if left out."""
    cell = _round_number(scalars.one(block, "round"))
    return scalars.scalar(None if cell is None else Block([[cell]]), "round")
