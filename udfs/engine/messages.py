"""Every sentence a person may read from the engine and the cells, in Chinese and English.

A message says what, where, found, fix. ``{where}`` is the place (a cell such as ``Data!B7``, an
indicator's code, or "row 3, column 2"); the other fields are named by whoever raises it.
"""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    # cells
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
    # methods
    "constant": (
        "{where} 的所有值相同（{found}），{method} 无法计算；请去掉该指标或换方法",
        "{where} has the same value {found} for all units, so {method} cannot be computed; "
        "leave the indicator out or choose another method",
    ),
    "all_missing": (
        "{where} 全部缺失；请补数据或去掉该指标",
        "{where} has no value at all; fill it in or leave it out",
    ),
    "zero_mean": (
        "{where} 的均值为 {found}，变异系数无意义；请换标准化方法（不要用 zscore）或权重方法",
        "{where} has mean {found}, so its coefficient of variation means nothing; "
        "choose another normalisation (not zscore) or other weights",
    ),
    "not_positive_sum": (
        "{where} 的{what}为 {found}，不是正数，{method} 会颠倒或放大；请换方法",
        "{where} has {what} {found}, not positive, so {method} would reverse it; choose another method",
    ),
    "reciprocal_zero": (
        "{where}：k + max|x| + x = {found}，不是正数；请取更大的 k",
        "{where}: k + max|x| + x = {found} is not positive; choose a larger k",
    ),
    "inverse_sign": (
        "{where} 有 0 或正负都有，不能取倒数；请用 reciprocal 或 max",
        "{where} holds 0 or both signs, so 1/x cannot be used; choose reciprocal or max",
    ),
    "goalposts": (
        "{where} 的下限 {low} 不小于上限 {high}",
        "{where} has its lower goalpost {low} not below the upper {high}",
    ),
    "one_goalpost": (
        "{where} 只给了一个界限；请上下限都给",
        "{where} has one goalpost only; give both",
    ),
    "log_domain": (
        "{where} 有 {found}，不能取 {method}；请换变换",
        "{where} holds {found}, so {method} cannot be taken; choose another transform",
    ),
    "geometric_domain": (
        "{where} 有 {found}，几何平均要求全为正数；请换标准化方法或用算术平均",
        "{where} holds {found}; a geometric mean needs positive values: "
        "choose another normalisation or the arithmetic mean",
    ),
    "positive_domain": (
        "{where} 有 {found}，{method} 要求正数（或非负数）；请换标准化方法或汇总方法",
        "{where} holds {found}; {method} needs positive values (or none below 0): "
        "choose another normalisation or method",
    ),
    "all_same": (
        "所有单位都相同，{method} 无法区分；请检查数据",
        "all units are the same, so {method} cannot tell them apart; look at the data",
    ),
    "no_solution": (
        "{where} 的线性规划无解（{method}）；请检查该单位的数据",
        "{where}: the linear programme of {method} has no solution; look at that unit's data",
    ),
    "few_indicators": (
        "只有 {found} 个指标，{method} 至少要 2 个",
        "only {found} indicator; {method} needs at least 2",
    ),
    "few_values": (
        "只有 {found} 个不同的值，不能分成 {expected} 类；请减少类数",
        "has {found} different values, too few for {expected} classes; ask for fewer",
    ),
    "no_package": (
        "{found} 需要 {name}：pip install {name}，或换方法",
        "{found} needs {name}: pip install {name}, or choose another method",
    ),
    "bad_parameter": (
        "“{found}”不是 {method} 的参数；请写成 {method}:2 这样",
        '"{found}" is no parameter of {method}; write it as in {method}:2',
    ),
    "few_units": (
        "只有 {found} 个单位有值，{method} 至少要 2 个",
        "only {found} unit has values; {method} needs at least 2",
    ),
    "negative_weight": (
        "{where} 的权重 {found} 为负；权重不能小于 0",
        "{where} has weight {found}; weights cannot be negative",
    ),
    "zero_weights": (
        "{where} 的权重合计为 0；请至少给一个正数",
        "the weights of {where} sum to 0; give at least one above 0",
    ),
    "scale_positive": (
        "最高分为 {found}，不是正数，不能换算成 max100；请用 minmax100 或 raw",
        "the highest score is {found}, so max100 cannot be used; choose minmax100 or raw",
    ),
    "scale_constant": (
        "所有得分都是 {found}，{method} 无法计算；请用 raw 或 max100",
        "all scores are {found}, so {method} cannot be computed; choose raw or max100",
    ),
    "breaks_order": (
        "阶段分界 {found} 没有{order}",
        "the breaks {found} are not {order}",
    ),
    "stage_names": (
        "有 {found} 个名称，应与分界同数（{expected}）或多一个",
        "there are {found} names; give as many as breaks ({expected}) or one more",
    ),
    "no_common": (
        "两个榜单只有 {found} 个共同单位，至少要 2 个；请核对城市名称",
        "the rankings share {found} unit(s); at least 2 are needed: compare the names",
    ),
    "duplicate_name": (
        "{found} 重复；请合并或改名",
        "{found} stands twice; merge the rows or rename",
    ),
    "same_city": (
        "“{found}”与“{other}”是同一城市的两种写法；请合并或改名",
        '"{found}" and "{other}" are one city written in two ways; merge the rows or rename',
    ),
    "option_unknown": (
        "方法设置“{found}”不认识，未使用；请核对名称",
        'the option "{found}" is not known and not used; compare its name',
    ),
    "node_unknown": (
        "“{found}”没有下级指标；请核对上级代码",
        '"{found}" has no indicators below it; compare the parent codes',
    ),
    # framework
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
    # units
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
    # Delphi
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
    # findings of the check
    "missing": (
        "{where} 缺失；所在单位没有得分（可改缺失值规则）",
        "{where} is missing; its unit gets no score (or change the rule for missing values)",
    ),
    "missing_zero": ("{where} 缺失，按 0 计算", "{where} is missing and counted as 0"),
    "missing_zero_negative": (
        "{where} 缺失，按 0 计算；这是负向指标，0 即最好，请补数据",
        "{where} is missing and counted as 0, which is best for a negative indicator; fill it in",
    ),
    "missing_reweight": (
        "{where} 缺失，权重分给其余指标",
        "{where} is missing; its weight goes to the other indicators",
    ),
    "row_all_missing": (
        "{where} 的指标全部缺失；没有得分",
        "{where} has no value at all and gets no score",
    ),
    "number_text": (
        "{where} 是文本“{found}”，按 {value} 读取；请改成数字",
        '{where} is the text "{found}", read as {value}; make it a number',
    ),
    "token_missing": (
        "{where} 是“{found}”，按缺失读取",
        '{where} is "{found}", read as missing',
    ),
    "constant_found": (
        "{where} 所有值都是 {found}；不能区分单位",
        "{where} has the value {found} for all units and tells them not apart",
    ),
    "weights_sum": (
        "{where} 的权重合计为 {found}，已换算为 1",
        "the weights of {where} sum to {found}; they are rescaled to 1",
    ),
    "weights_blank": (
        "{where} 下没有给权重，按等权计算",
        "no weights are given below {where}; they are equal",
    ),
    "negative_values": (
        "{where} 有负值（最小 {found}）；请确认，几何平均和变异系数可能不适用",
        "{where} has negative values (least {found}); make sure: geometric means and CV may not apply",
    ),
    "outlier": (
        "{where} = {found}，离均值 {value} 个标准差；请核对",
        "{where} = {found} lies {value} standard deviations from the mean; compare with the source",
    ),
    "fine": ("未发现问题", "nothing to report"),
}

#: What an argument is called in front of a message.
ARGUMENTS: dict[str, tuple[str, str]] = {
    "data": ("数据", "data"),
    "direction": ("方向", "direction"),
    "weight": ("权重", "weight"),
    "parent": ("上级", "parent"),
    "parent_weight": ("维度权重", "parent_weight"),
    "city": ("城市", "city"),
    "group": ("分组", "group"),
    "scores": ("得分", "scores"),
    "framework": ("指标体系", "framework"),
    "delphi": ("专家打分", "delphi"),
    "subjective": ("主观权重", "subjective"),
    "objective": ("客观权重", "objective"),
    "method": ("方法", "method"),
    "norm": ("标准化方法", "norm"),
    "normalise": ("标准化方法", "normalise"),
    "combine": ("组合方法", "combine"),
    "aggregate": ("汇总方法", "aggregate"),
    "stage": ("阶段划分依据", "stage"),
    "k": ("系数 k", "k"),
    "code": ("代码", "code"),
    "detail": ("详细程度", "detail"),
    "a": ("榜单 a", "a"),
    "b": ("榜单 b", "b"),
    "order_a": ("次序 a", "order_a"),
    "order_b": ("次序 b", "order_b"),
    "positive": ("正向化方法", "positive"),
    "scale": ("得分刻度", "scale"),
    "score_scale": ("得分刻度", "score_scale"),
    "missing": ("缺失值规则", "missing"),
    "scope": ("归一范围", "scope"),
    "ties": ("并列规则", "ties"),
    "decimals": ("小数位", "decimals"),
    "order": ("次序", "order"),
    "breaks": ("分界", "breaks"),
    "stages": ("阶段名称", "stages"),
    "low": ("下限", "low"),
    "high": ("上限", "high"),
    "cap": ("截断", "cap"),
    "transform": ("变换", "transform"),
    "alpha": ("alpha", "alpha"),
    "node": ("维度代码", "node"),
    "round": ("轮次", "round"),
    "full": ("满分", "full"),
    "top": ("前几名", "top"),
    "model": ("模型", "model"),
    "options": ("方法设置", "options"),
    "other": ("另一数据区", "other"),
    "table": ("表", "table"),
    "threshold": ("门槛", "threshold"),
    "pvalue": ("p 值", "pvalue"),
    "share": ("比重", "share"),
    "interval": ("非整次", "interval"),
    "grades": ("档数", "grades"),
    "count": ("类数", "count"),
    "names": ("类名", "names"),
    "unit": ("单位", "unit"),
    "dimensions": ("按维度", "dimensions"),
    "city_a": ("城市 a", "city_a"),
    "city_b": ("城市 b", "city_b"),
}

#: Short words used inside messages and as table headers.
WORDS: dict[str, tuple[str, str]] = {
    "row": ("第 {0} 行", "row {0}"),
    "column": ("第 {0} 列", "column {0}"),
    "cell": ("第 {0} 行第 {1} 列", "row {0}, column {1}"),
    "sum": ("合计", "sum"),
    "mean": ("均值", "mean"),
    "maximum": ("最大值", "maximum"),
    "ascending": ("从小到大排列", "in ascending order"),
    "descending": ("从大到小排列", "in descending order"),
    "error": ("错误", "error"),
    "warning": ("提醒", "warning"),
    "info": ("说明", "note"),
    "ok": ("通过", "ok"),
    "all": ("全部指标", "all indicators"),
    "severity": ("级别", "Level"),
    "place": ("位置", "Where"),
    "finding": ("发现与建议", "Finding and what to do"),
    "h_rank": ("名次", "Rank"),
    "h_city": ("城市", "City"),
    "h_group": ("分组", "Group"),
    "h_score": ("得分", "Score"),
    "h_stage": ("阶段", "Stage"),
    "h_count": ("数量", "Count"),
    "h_mean": ("平均分", "Mean score"),
    "h_max": ("最高分", "Highest"),
    "h_min": ("最低分", "Lowest"),
    "h_best": ("最好名次", "Best rank"),
    "h_code": ("代码", "Code"),
    "h_n": ("人数", "Experts"),
    "h_avg": ("均值", "Mean"),
    "h_median": ("中位数", "Median"),
    "h_q1": ("下四分位", "Q1"),
    "h_q3": ("上四分位", "Q3"),
    "h_sd": ("标准差", "SD"),
    "h_cv": ("变异系数", "CV"),
    "h_full": ("满分率", "Full-score rate"),
    "h_weight": ("权重", "Weight"),
    "h_measure": ("指标", "Measure"),
    "h_value": ("值", "Value"),
    "m_common": ("共同单位数", "Units in common"),
    "m_spearman": ("Spearman 秩相关", "Spearman's rho"),
    "m_kendall": ("Kendall tau-b", "Kendall's tau-b"),
    "m_shift": ("名次平均变动", "Mean shift of rank"),
    "m_same": ("名次相同的单位数", "Units with the same rank"),
    "h_rsr": ("RSR", "RSR"),
    "h_down": ("累计频率", "Cumulated"),
    "h_probit": ("Probit", "Probit"),
    "h_fitted": ("RSR 拟合值", "Fitted RSR"),
    "h_grade": ("分档", "Grade"),
    "h_dimension": ("维度", "Dimension"),
    "h_items": ("指标数", "Indicators"),
    "h_units": ("单位数", "Units"),
    "h_alpha": ("α", "Alpha"),
    "h_alpha_std": ("标准化 α", "Standardised alpha"),
    "h_component": ("主成分", "Component"),
    "h_eigenvalue": ("特征值", "Eigenvalue"),
    "h_share": ("方差贡献率", "Share of variance"),
    "h_cumulative": ("累计贡献率", "Cumulated share"),
    "h_indicator": ("指标", "Indicator"),
    "h_first": ("指标一", "Indicator 1"),
    "h_second": ("指标二", "Indicator 2"),
    "h_correlation": ("相关系数", "Correlation"),
    "h_kind": ("类型", "Kind"),
    "h_before": ("原名次", "Rank before"),
    "h_after": ("现名次", "Rank after"),
    "h_change": ("变动", "Change"),
    "h_removed": ("去掉", "Removed"),
    "h_mean_move": ("名次平均变动", "Mean change of rank"),
    "h_max_move": ("名次最大变动", "Greatest change"),
    "h_moved": ("变动单位数", "Units that move"),
    "m_chi2": ("Bartlett 卡方", "Bartlett's chi-square"),
    "m_df": ("自由度", "Degrees of freedom"),
    "m_p": ("p 值", "p value"),
    "m_units": ("完整单位数", "Complete units"),
    "strength": ("优势", "strength"),
    "weakness": ("短板", "weakness"),
    "move_up": ("上升", "up"),
    "move_down": ("下降", "down"),
    "move_same": ("不变", "same"),
    "move_in": ("新进", "in"),
    "move_out": ("退出", "out"),
    "blank_group": ("（空）", "(blank)"),
    "stage_1": ("跃升期", "leap"),
    "stage_2": ("扩张期", "expansion"),
    "stage_3": ("发展期", "development"),
    "stage_4": ("起步期", "start-up"),
    "c_counts": ("{0} 个错误，{1} 个提醒，{2} 个说明", "errors: {0}, warnings: {1}, notes: {2}"),
    "c_more": (
        "……其余 {0} 条：在空白处输入 =MFG_CHECK() 可全部列出",
        "... and {0} more: type =MFG_CHECK() where there is room to list them all",
    ),
    "c_function": ("函数", "Function"),
    "c_does": ("用途", "What it does"),
    "c_arguments": ("参数", "Arguments"),
    "c_settings": ("设置", "Settings"),
    "c_log": ("日志", "Log"),
    "stage_rest": ("未入围", "beyond"),
}


def say(key: str, lang: str, **params: object) -> str:
    """Return the message ``key`` in ``lang`` ("zh" or "en") with its fields filled in."""
    return MESSAGES[key][0 if lang == "zh" else 1].format(**params)


def word(key: str, lang: str, *params: object) -> str:
    """Return a short word or header in ``lang``."""
    return WORDS[key][0 if lang == "zh" else 1].format(*params)


def argument(name: str, lang: str) -> str:
    """Return what the argument ``name`` is called in ``lang``; unknown names stay as they are."""
    return ARGUMENTS.get(name, (name, name))[0 if lang == "zh" else 1]
