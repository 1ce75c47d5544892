"""Catalogue entries of the functions in :mod:`decisions`; :mod:`catalogue` joins them."""

from __future__ import annotations

from .catalogue import _CITY, _DIRECTION, _PARENT, Arg, Function
from .catalogue_evaluate import TITLE as TITLE

_DATA = Arg("data", "数据区：单位×指标", "data block: units x indicators", optional=False)

FUNCTIONS: tuple[Function, ...] = (
    Function(
        "MFG_RANK_WEIGHT",
        "只凭重要性次序的权重：次序质心、秩和、倒数。给出上级时在每个上级内归一。形状同 order。",
        "Weights from the order of importance alone: rank order centroid, rank sum, reciprocal rank. With parents they sum to 1 inside each. Same shape as order.",
        (
            Arg(
                "order",
                "各项的重要性次序，1 最重要；相同的次序平分权重",
                "place of each item by importance, 1 the most important; equal places share",
                optional=False,
            ),
            Arg(
                "method",
                "centroid 次序质心 ROC（默认）、sum 秩和、reciprocal 倒数",
                "centroid (ROC, default), sum, reciprocal",
            ),
            _PARENT,
        ),
        "=MFG_RANK_WEIGHT({order})",
    ),
    Function(
        "MFG_DOMINANCE",
        "优势关系，含表头：各单位全面优于几个单位、被几个单位全面优于（0 为不被任何单位超过）。",
        "Dominance with a header row: how many units each is better than in everything, and how many are better than it (0: on the front).",
        (_DATA, _DIRECTION, _CITY),
        "=MFG_DOMINANCE({data},{direction},{city})",
    ),
)
