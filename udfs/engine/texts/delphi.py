"""Messages about Delphi surveys."""

MESSAGES: dict[str, tuple[str, str]] = {
    "delphi_header": (
        "专家打分表需要表头：轮次、专家和指标代码",
        "the expert table needs a header row: round, expert and indicator codes",
    ),
    "delphi_round": (
        "没有第 {found} 轮；表中有 {known}",
        "there is no round {found}; the table has {known}",
    ),
    "delphi_code": (
        "专家打分表没有“{found}”这一列",
        'the expert table has no column "{found}"',
    ),
    "delphi_missing": (
        "{where} 未打分；该项按其余专家平均",
        "{where} has no score; the mean of the other experts is used",
    ),
    "delphi_none": (
        "“{found}”没有任何专家打分",
        '"{found}" was scored by no expert',
    ),
}
