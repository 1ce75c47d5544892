"""Texts of the methods that rank by order of importance, by dominance, and of the agreement of rankings."""

MESSAGES: dict[str, tuple[str, str]] = {
    "worst_everywhere": (
        "{where} 的各项指标都最差，{method} 没有得分；请换一种方法",
        "{where} is the worst in every indicator, for which {method} has no score; choose another method",
    ),
    "rank_blank": (
        "{where} 没有重要性次序；请填 1、2、3……",
        "{where} has no place by importance; enter 1, 2, 3 ...",
    ),
}

WORDS: dict[str, tuple[str, str]] = {
    "m_weighted": ("加权 Spearman（重视前列）", "Weighted Spearman (the top counts more)"),
    "m_ws": ("WS 相似系数（以 a 为准）", "WS similarity (against a)"),
    "h_over": ("优于", "Dominates"),
    "h_under": ("劣于", "Dominated by"),
    "h_by": ("全面优于它的单位", "Dominated by, for one"),
}
