"""Messages about what a cell may hold wrongly."""

MESSAGES: dict[str, tuple[str, str]] = {
    "text": (
        "{where} 是“{found}”，不是数；请改成数字，缺失请留空",
        '{where} is "{found}", not a number; enter a number, or leave it blank if missing',
    ),
    "date": (
        "{where} 是日期 {found}；请改成数字并把单元格格式设为常规",
        "{where} is the date {found}; enter a number and format the cell as General",
    ),
    "boolean": (
        "{where} 是逻辑值 {found}；请改成数字",
        "{where} is the logical value {found}; enter a number",
    ),
    "cell_error": (
        "{where} 是错误值 {found}；请先修正该公式，缺失请用 #N/A 或留空",
        "{where} is {found}; mend that formula, or use #N/A or a blank for missing",
    ),
    "too_large": (
        "{where} 的数 {found} 太大，无法计算；请换用更大的单位",
        "{where} is {found}, too large to compute with; use a larger unit",
    ),
    "percent_mixed": (
        "{where} 是“{found}”（即 {value}），而同列有 {other} 这样的数；请统一写成百分数或小数",
        '{where} is "{found}" (= {value}) among numbers such as {other}; write the column in one form',
    ),
    "blank_weight": (
        "{where} 为空；不参与的指标请填 0",
        "{where} is blank; enter 0 for an indicator that takes no part",
    ),
    "bad_direction": (
        "{where} 是“{found}”；请填 +、-、正向或负向",
        '{where} is "{found}"; use + or -, positive or negative',
    ),
    "empty_data": (
        "没有数据；请选取单位×指标的数据区",
        "there is no data; select the block of units x indicators",
    ),
    "argument_missing": ("没有给出；请选取区域", "is missing; select a range"),
    "bad_shape": (
        "是 {found}；请给一行或一列",
        "is {found}; give one row or one column",
    ),
    "bad_length": (
        "有 {found} 个值，应为 {expected} 个；请选取同样多的单元格",
        "has {found} values where {expected} are needed; select as many cells",
    ),
    "one_value": (
        "是 {found} 的区域；请给一个值",
        "is a block of {found}; give one value",
    ),
    "not_a_number": (
        "是“{found}”；请给一个数",
        'is "{found}"; give a number',
    ),
    "out_of_range": (
        "是 {found}；应在 {low} 到 {high} 之间",
        "is {found}; it must lie between {low} and {high}",
    ),
    "not_whole": (
        "是 {found}；应为 {low} 到 {high} 之间的整数",
        "is {found}; it must be a whole number from {low} to {high}",
    ),
    "option_error": (
        "{where} 是错误值 {found}；请先修正该公式",
        "{where} is {found}; mend that formula",
    ),
    "bad_flag": (
        "{where} 是“{found}”；请填 1（是）或 0（否）",
        '{where} is "{found}"; enter 1 (yes) or 0 (no)',
    ),
    "header_years": (
        "{where} 起的首行像年份表头（{found}）；请把表头连同城市列一起选取，或只选数据",
        "the first row from {where} looks like a header of years ({found}); "
        "select it together with the city column, or leave it out",
    ),
    "header_inside": (
        "{where} 是表头“{found}”；请从下一格选起，与数据一一对应",
        '{where} is the header "{found}"; start one cell later, so that each stands beside its data',
    ),
    "areas": (
        "由不相连的区域组成；请选取一个连续区域",
        "is made of separate areas; select one block",
    ),
    "too_many_arguments": (
        "参数太多（{found} 个）；最多 {expected} 个",
        "there are {found} arguments; at most {expected} can be given",
    ),
    "unknown_method": (
        "没有“{found}”这个方法；最接近的是 {nearest}；可用：{known}",
        'there is no method "{found}"; the nearest is {nearest}; known: {known}',
    ),
    "no_model": (
        "本工作簿没有名称 {name}；请用“新建工作簿”得到的模板，或在公式中给出区域",
        "this workbook has no name {name}; start from the template (New workbook) or pass ranges",
    ),
    "no_city": (
        "没有“{found}”；最接近的是 {nearest}",
        'there is no "{found}"; the nearest is {nearest}',
    ),
    "too_long": (
        "结果有文字超过 255 个字符，Excel 无法显示",
        "the result holds a text of more than 255 characters, which Excel cannot take",
    ),
    "overflow": (
        "计算结果过大；请换用更大的单位",
        "the result is too large for a number; use larger units",
    ),
    "internal": (
        "内部错误（{found}）；详情见日志 {log}",
        "internal error ({found}); see the log {log}",
    ),
}
