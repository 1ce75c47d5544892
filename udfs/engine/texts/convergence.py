"""Messages and words about convergence and rank changes over a panel."""

MESSAGES: dict[str, tuple[str, str]] = {
    "few_periods": ("只有一个年份；至少要两个", "holds one period; at least two are needed"),
    "period_unknown": (
        "没有 {found} 年；数据中有：{known}",
        "there is no period {found}; the data have: {known}",
    ),
    "period_order": (
        "终点 {found} 不晚于起点 {other}",
        "the end {found} is not after the start {other}",
    ),
    "few_both": (
        "{where} 只有 {found} 个城市首末两年都有值，至少要 3 个",
        "{where}: only {found} units have both the first and the last value; at least 3 are needed",
    ),
    "growth_domain": (
        "{where} 有 {found}；增长率的对数要求正数",
        "{where} holds {found}; the logarithm of growth needs values above 0",
    ),
}

ARGUMENTS: dict[str, tuple[str, str]] = {
    "start_year": ("起始年份", "start_year"),
    "end_year": ("终止年份", "end_year"),
    "convergence": ("收敛方法", "convergence"),
}

WORDS: dict[str, tuple[str, str]] = {
    "h_sd_log": ("对数标准差", "SD of logs"),
    "h_start": ("起始年份", "Start"),
    "h_end": ("终止年份", "End"),
    "h_slope": ("β（斜率）", "Beta (slope)"),
    "h_se": ("标准误", "SE"),
    "h_t": ("t", "t"),
    "h_intercept": ("截距", "Intercept"),
    "h_r2": ("R²", "R²"),
    "h_speed": ("收敛速度", "Speed"),
    "h_half_life": ("半程时间（年）", "Half-life (years)"),
    "h_first_last": ("首末变动", "Change"),
}
