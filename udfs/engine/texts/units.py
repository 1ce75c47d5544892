"""Messages about units and their names."""

MESSAGES: dict[str, tuple[str, str]] = {
    "units_no_name": (
        "数据表没有城市（单位）名称列",
        "the data table has no column of city (unit) names",
    ),
    "units_no_indicator": (
        "数据表没有指标“{found}”这一列；请按代码或名称补上",
        'the data table has no column for indicator "{found}"; add it by code or name',
    ),
    "units_no_rows": ("数据表没有单位", "the data table has no units"),
    "unit_blank": (
        "{where} 没有城市名称；请补上",
        "{where} has no city name; enter one",
    ),
    "unit_duplicate": (
        "城市“{found}”出现 {count} 次；请合并或改名",
        'the city "{found}" stands {count} times; merge the rows or rename',
    ),
    "column_duplicate": (
        "表头“{found}”出现不止一次；请改成唯一",
        'the header "{found}" stands more than once; make it unique',
    ),
    "column_unused": (
        "“{found}”列不在指标体系中，未使用",
        'the column "{found}" is not in the framework and is not used',
    ),
}
