"""Messages about names of cities and provinces."""

MESSAGES: dict[str, tuple[str, str]] = {
    "city_unknown": (
        "{where}：“{found}”不是地级市名称；请核对（县级市、区县不在表中）",
        '{where}: "{found}" is no prefecture-level city; compare the spelling (counties are not in the table)',
    ),
    "city_unknown_near": (
        "{where}：“{found}”不是地级市名称；最接近的是 {known}，请核对（县级市、区县不在表中）",
        '{where}: "{found}" is no prefecture-level city; the nearest is {known}; compare the spelling '
        "(counties are not in the table)",
    ),
    "city_ambiguous": (
        "{where}：“{found}”可能是 {known}；请写全名，或用 province 参数给出省份",
        '{where}: "{found}" may be {known}; write the full name, or give the province',
    ),
    "city_is_province": (
        "{where}：“{found}”是省级名称，这里需要城市；请改为城市名",
        '{where}: "{found}" is a province and a city is needed here; enter the name of a city',
    ),
    "city_abolished": (
        "{where}：“{found}”已于 {value} 年撤销，并入 {known}；请合并数据，或改用现在的城市",
        '{where}: "{found}" was abolished in {value} and went into {known}; merge its data or use the present city',
    ),
    "city_elsewhere": (
        "{where}：“{found}”是 {known}，不在{name}；请核对省份",
        '{where}: "{found}" is {known}, not in {name}; compare the province',
    ),
    "province_unknown": (
        "{where}：“{found}”不是省级名称；请写如 广东、广东省 或 Guangdong",
        '{where}: "{found}" is no province; write for example 广东, 广东省 or Guangdong',
    ),
    "province_shape": (
        "省份是 {found}，应为一格，或与城市同形（{expected}）",
        "the provinces are {found}; give one cell, or the shape of the cities ({expected})",
    ),
    "cities_more": (
        "另有 {found} 个名称不是地级市，未逐一列出",
        "{found} more names are no prefecture-level cities and are not listed",
    ),
}

ARGUMENTS: dict[str, tuple[str, str]] = {
    "form": ("名称形式", "form"),
    "province": ("省份", "province"),
}

WORDS: dict[str, tuple[str, str]] = {
    "head_province": ("省份", "Province"),
    "head_region": ("区域", "Region"),
    "head_north_south": ("南北方", "North or south"),
    "head_cluster": ("城市群", "City cluster"),
    "head_clusters": ("城市群", "City clusters"),
}
