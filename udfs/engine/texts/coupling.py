"""Texts of coupling coordination and obstacles."""

MESSAGES: dict[str, tuple[str, str]] = {
    "unit_interval": (
        "{where} 是 {found}；{method} 要求 0 到 1 的得分，请先标准化（minmax）或除以 100",
        "{where} is {found}; {method} needs scores from 0 to 1: normalise first (minmax), or divide by 100",
    ),
}

WORDS: dict[str, tuple[str, str]] = {
    "h_coupling": ("耦合度 C", "Coupling C"),
    "h_coordination": ("协调指数 T", "Coordination T"),
    "h_degree": ("耦合协调度 D", "Coupling coordination D"),
    "h_level": ("协调等级", "Level"),
    "level_1": ("极度失调", "extreme imbalance"),
    "level_2": ("严重失调", "severe imbalance"),
    "level_3": ("中度失调", "moderate imbalance"),
    "level_4": ("轻度失调", "mild imbalance"),
    "level_5": ("濒临失调", "near imbalance"),
    "level_6": ("勉强协调", "barely coordinated"),
    "level_7": ("初级协调", "primary coordination"),
    "level_8": ("中级协调", "intermediate coordination"),
    "level_9": ("良好协调", "good coordination"),
    "level_10": ("优质协调", "high-quality coordination"),
}
