"""Messages about frameworks."""

MESSAGES: dict[str, tuple[str, str]] = {
    "fw_header": (
        "指标体系表没有“{found}”列；需要 code（代码）和 parent（上级）等表头",
        'the framework table has no column "{found}"; it needs headers such as code and parent',
    ),
    "fw_no_rows": ("指标体系表没有内容", "the framework table is empty"),
    "fw_no_code": (
        "{where} 没有代码；请补上",
        "{where} has no code; enter one",
    ),
    "fw_duplicate": (
        "代码“{found}”出现不止一次；请改成唯一",
        'the code "{found}" stands more than once; make it unique',
    ),
    "fw_orphan": (
        "“{found}”的上级“{parent}”不在表中；请补上该行或改正代码",
        '"{found}" has parent "{parent}", which is not in the table; add it or mend the code',
    ),
    "fw_cycle": (
        "“{found}”的上级又回到自身；请改正上级代码",
        '"{found}" is its own ancestor; mend the parent codes',
    ),
    "fw_roots": (
        "有不止一个顶层：{found}；请只留一行没有上级",
        "there is more than one top: {found}; leave one row without a parent",
    ),
    "fw_not_indicator": (
        "“{found}”没有下级却没有上级；请检查",
        '"{found}" stands alone; check its parent',
    ),
}
