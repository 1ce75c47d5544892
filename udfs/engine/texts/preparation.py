"""Messages about the preparation of a unit table."""

MESSAGES: dict[str, tuple[str, str]] = {
    "screened": (
        "{where} 的数据不够完整，已筛去",
        "{where} has too few data and is screened out",
    ),
    "imputed": (
        "{where} 有 {count} 个缺失值按 {method} 补上",
        "{where}: {count} missing values filled by {method}",
    ),
    "treated": (
        "{where} 已作 {method} 处理，改变了 {count} 个值",
        "{where} treated by {method}; values changed: {count}",
    ),
    "denominated": (
        "{where} 已除以“{found}”",
        '{where} is divided by "{found}"',
    ),
    "impute_panel": (
        "{found} 需要多年的面板数据；请先用 MFG_IMPUTE 补好，或换 median、group_median、knn",
        "{found} needs panel data of several years; fill with MFG_IMPUTE first, or choose median, group_median or knn",
    ),
    "impute_scaled": (
        "{found} 要求数据已标准化，不能用于原始数据；请换 row_minmax",
        "{found} needs data already on one scale and cannot be used on raw data; choose row_minmax",
    ),
    "group_unknown": (
        "数据没有分组列“{found}”；有：{known}",
        'the data have no group column "{found}"; they have: {known}',
    ),
}

ARGUMENTS: dict[str, tuple[str, str]] = {
    "screen": ("筛选", "screen"),
    "impute": ("补缺", "impute"),
    "impute_group": ("补缺分组列", "impute_group"),
    "treat": ("离群值处理", "treat"),
    "denominator": ("分母", "denominator"),
}
