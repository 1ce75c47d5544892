"""Messages and words about combining many weight vectors and the nonlinear best-worst model."""

MESSAGES: dict[str, tuple[str, str]] = {
    "combine_one_side": (
        "{method} 要分主观、客观两组；请两组都给",
        "{method} needs the subjective and the objective vectors apart; give both",
    ),
    "combine_many_only": (
        "{method} 只取一组权重，不能用于多组",
        "{method} takes one vector and cannot be used with several",
    ),
    "combine_no_share": (
        "{method} 不用比重 alpha；请留空",
        "{method} has no shares; leave alpha blank",
    ),
}

ARGUMENTS: dict[str, tuple[str, str]] = {"bwm": ("模型", "bwm")}

WORDS: dict[str, tuple[str, str]] = {
    "m_ksi_nonlinear": ("ksi（非线性模型）", "ksi (nonlinear model)"),
    "m_bwm_index": ("一致性指标 CI", "consistency index CI"),
    "m_bwm_ratio": ("一致性比率 CR = ksi/CI", "consistency ratio CR = ksi/CI"),
    "m_low_weight": ("第 {0} 项权重下限", "least weight of item {0}"),
    "m_high_weight": ("第 {0} 项权重上限", "greatest weight of item {0}"),
}
