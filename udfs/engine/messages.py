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
    "needs_positive": (
        "{where} 有 {found}，{method} 要求全为正数；请换标准化方法（如 vector，或 minmax 从 1 到 100）",
        "{where} holds {found}; {method} needs positive values: choose another normalisation "
        "(such as vector, or minmax from 1 to 100)",
    ),
    "needs_not_negative": (
        "{where} 有 {found}，{method} 不能用于负数；请换标准化方法（不要用 zscore）",
        "{where} holds {found}; {method} needs values of 0 or more: choose another normalisation (not zscore)",
    ),
    "no_conflict": (
        "{where} 起的同级指标完全相关，{method} 权重都为 0；请换方法或去掉重复的指标",
        "the siblings from {where} on are perfectly correlated, so all {method} weights are 0; "
        "choose another method or leave the copies out",
    ),
    "uncorrelated": (
        "{where} 与同级指标不相关，{method} 无法计算；请换方法",
        "{where} is not correlated with its siblings, so {method} cannot be computed; choose another method",
    ),
    "dependent": (
        "{where} 起的同级指标线性相关，{method} 没有唯一解；请去掉多余的指标",
        "the siblings from {where} on are linearly dependent, so {method} has no single answer; "
        "leave one of them out",
    ),
    "components_tied": (
        "{where} 起的同级指标有相等的特征值，主成分不唯一，{method} 无法计算；请换 factor",
        "the siblings from {where} on have equal eigenvalues, so their components are not unique and {method} "
        "cannot be computed; choose factor",
    ),
    "negative_loading": (
        "{where} 的 {method} 系数为 {found}，与其他指标方向相反；请核对方向，或换 factor",
        "{where} has the {method} coefficient {found}: it runs against the others; check its direction, "
        "or choose factor",
    ),
    "no_loss": (
        "{where} 在其他指标最优的单位处也没有损失，{method} 无法计算；请换方法",
        "{where} loses nothing in the units that are best at the others, so {method} cannot be computed; "
        "choose another method",
    ),
    "few_complete": (
        "只有 {found} 个单位的同级指标齐全，{method} 至少要 {expected} 个",
        "only {found} units have all values of these siblings; {method} needs at least {expected}",
    ),
    "zero_mad": (
        "{where} 有一半以上的值等于中位数，稳健 Z 分数无法计算；请换方法",
        "half of the values of {where} or more are its median, so the robust z-score cannot be computed; "
        "choose another method",
    ),
    "goal_too_low": (
        "{where} 的参照值 {found} 不高于最小值 {low}，{method} 无法计算；请换参照或方法",
        "{where} has the goal {found}, not above its least value {low}, so {method} cannot be computed; "
        "choose another goal or method",
    ),
    "reference_missing": (
        "{where} 的参照单位缺失；请换参照单位或补数据",
        "{where} has no value for the reference unit; choose another unit or fill it in",
    ),
    "unused_option": (
        "方法 {method} 没有参数 {found}；请留空",
        "{method} has no parameter {found}; leave it blank",
    ),
    "ends_order": (
        "是 {found}；应小于 b（{high}）",
        "is {found}; it must be below b ({high})",
    ),
    "not_positive": (
        "是 {found}；应为正数",
        "is {found}; it must be above 0",
    ),
    "limits": (
        "{where} 的下限 {found} 高于上限 {high}",
        "{where} has its lower limit {found} above the upper {high}",
    ),
    "no_spread": (
        "{where} 的所有单位都在适度区间内，不能区分；请改界限、换 distance 或去掉该指标",
        "all units of {where} lie inside the limits and are told not apart; "
        "change the limits, choose distance, or leave the indicator out",
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
    # pairwise comparisons
    "ahp_shape": (
        "判断矩阵是 {found}；应为方阵，行列项目相同",
        "the judgement matrix is {found}; it must be square, the same items down and across",
    ),
    "ahp_one": ("只有一项；至少要两项", "there is one item; at least two are needed"),
    "ahp_positive": (
        "{where} 是 {found}；判断值应为正数，如 3 或 1/3，未比较请留空",
        "{where} is {found}; a judgement is a positive number such as 3 or 1/3; leave it blank if not compared",
    ),
    "ahp_range": (
        "{where} 是 {found}；判断值应在 1/1000 到 1000 之间（1/3 被 Excel 变成日期后是 46025 这样的数，请输入 =1/3）",
        "{where} is {found}; judgements lie between 1/1000 and 1000 "
        "(1/3 that Excel made a date is a number such as 46025: enter =1/3)",
    ),
    "ahp_date": (
        "{where} 是日期 {found}：Excel 把 1/3 这样的分数变成了日期；请输入 =1/3 或 '1/3，并把格式设为常规",
        "{where} is the date {found}: Excel turns a fraction such as 1/3 into a date; "
        "enter =1/3 or '1/3 and format the cell as General",
    ),
    "ahp_diagonal": (
        "{where} 是 {found}；对角线（自己与自己比较）应为 1",
        "{where} is {found}; the diagonal compares an item with itself and must be 1",
    ),
    "ahp_diagonal_blank": (
        "{where} 为空；多个矩阵叠放又没有标签时，对角线请填 1",
        "{where} is blank; enter 1 on the diagonals where several matrices without labels are stacked",
    ),
    "ahp_reciprocal": (
        "{where} 是 {found}，而对称位置的倒数是 {expected}；请改一处，或只填一半",
        "{where} is {found}, but the reciprocal of the opposite cell is {expected}; "
        "mend one of them, or fill in one half only",
    ),
    "ahp_disconnected": (
        "第 {found} 项与第 {other} 项之间没有任何比较；请至少补一个",
        "items {found} and {other} are linked by no comparison; add at least one",
    ),
    "ahp_incomplete": (
        "{where} 没有比较，{method} 要求比较齐全；请补上，或用 eigenvector 或 lls",
        "{where} was not compared, and {method} needs every comparison; fill it in, or choose eigenvector or lls",
    ),
    "ahp_stack": (
        "有 {count} 行 {found} 列；请把各人的方阵按同样项目上下叠放",
        "has {count} rows and {found} columns; place the people's square matrices of the same items below each other",
    ),
    "ahp_items": (
        "{where} 是“{found}”，第一个矩阵此处是“{expected}”；各人的项目及次序应相同",
        '{where} is "{found}" where the first matrix has "{expected}"; '
        "all people need the same items in the same order",
    ),
    "ahp_several": (
        "有 {found} 个判断矩阵；请用 MFG_AHP_GROUP",
        "holds {found} judgement matrices; use MFG_AHP_GROUP",
    ),
    "bwm_blank": ("{where} 为空；请填 1 到 9", "{where} is blank; enter 1 to 9"),
    "bwm_range": (
        "{where} 是 {found}；与最优、最劣的比较应为 1 到 9",
        "{where} is {found}; comparisons with the best and the worst run from 1 to 9",
    ),
    "bwm_no_one": (
        "没有 1；最优（最劣）项与自己比较应为 1",
        "has no 1; the best (worst) item compared with itself is 1",
    ),
    "bwm_mismatch": (
        "{where} 最优对最劣是 {found}，另一向量中是 {expected}；两处应相同",
        "{where} says best over worst is {found}, the other vector says {expected}; make them the same",
    ),
    "g1_order": (
        "{where} 的次序是 {found}；应为 1 到 {count}，不重复",
        "{where} has place {found}; the places are 1 to {count}, each once",
    ),
    "g1_blank": (
        "{where} 没有与前一项的重要性之比；请填 1 到 1.8",
        "{where} has no ratio of the item before it to it; enter 1 to 1.8",
    ),
    "g1_ratio": (
        "{where} 的重要性之比是 {found}；前一项不应比它次要，应不小于 1",
        "{where} has ratio {found}; the item before it is no less important, so at least 1",
    ),
    "chart_shape": (
        "优序图是 {found}；应为方阵，或一行、一列得分",
        "the precedence chart is {found}; it must be square, or one row or column of scores",
    ),
    "chart_range": (
        "{where} 是 {found}；请填 1（更重要）、0.5（相同）或 0（次要）",
        "{where} is {found}; enter 1 (more important), 0.5 (equal) or 0 (less)",
    ),
    "chart_diagonal": (
        "{where} 是 {found}；对角线应为 0.5 或留空",
        "{where} is {found}; the diagonal is 0.5 or blank",
    ),
    "chart_sum": (
        "{where} 是 {found}，而对称位置要求 {expected}；两处合计应为 1",
        "{where} is {found} where the opposite cell asks for {expected}; the two sum to 1",
    ),
    "chart_blank": ("{where} 没有比较；请补上", "{where} was not compared; fill it in"),
    "score_blank": ("{where} 没有得分；请补上", "{where} has no score; fill it in"),
    "abc_class": (
        "{where} 是“{found}”；请填类别 A、B、C",
        '{where} is "{found}"; enter a class: A, B, C',
    ),
    "abc_factor": (
        "{where} 是 {found} 类，而只给了 {count} 个类别系数；请补上",
        "{where} is of class {found}, but factors are given for {count} classes; add one",
    ),
    "stage_factor_blank": (
        "{where} 为空；不调整请填 1，不参与请填 0",
        "{where} is blank; enter 1 to leave the weight as it is, 0 for no part",
    ),
    "stage_factor_negative": ("{where} 是 {found}；不能小于 0", "{where} is {found}; it cannot be negative"),
    "stage_zero": (
        "{where} 所在阶段的权重合计为 0；请至少给一个正数",
        "the weights of the stage of {where} sum to 0; give at least one above 0",
    ),
    "stage_unknown": (
        "{where} 的阶段是“{found}”，系数表没有；表中有：{known}",
        '{where} is of stage "{found}", which the table of factors lacks; it has: {known}',
    ),
    "authority_range": (
        "{where} 的系数为 {found}；应在 0 到 1 之间",
        "{where} has coefficient {found}; it lies between 0 and 1",
    ),
    "authority_none": ("没有任何系数", "holds no coefficient"),
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
    "no_weights": (
        "指标体系表没有给任何权重，按等权计算；请填权重",
        "the framework table gives no weights, so they are equal; fill them in",
    ),
    "no_delphi": (
        "没有专家打分表；请给出打分表，或改用其他权重",
        "there is no expert table; give one (--delphi), or choose other weights",
    ),
    "scope_global": (
        "指标的层数不同，global（同层归一）没有意义；请用 local",
        "the indicators stand at different depths, so global weights mean nothing; choose local",
    ),
    "total_row": (
        "{where} 像是合计或平均行，会参与排名；若不是城市请删去",
        "{where} looks like a total or a mean and would be ranked; delete it if it is no city",
    ),
    "name_column": (
        "名称取自“{found}”列",
        'names are taken from the column "{found}"',
    ),
    "fw_column_unused": (
        "指标体系表的“{found}”列不认识，未使用",
        'the column "{found}" of the framework table is not known and is not used',
    ),
    "fw_no_direction": (
        "指标体系表没有“方向”列，全部按正向",
        "the framework table has no column direction; all indicators count as positive",
    ),
    "column_twice": (
        "数据列“{found}”同时对应指标 {first} 和 {second}；请用代码作表头",
        'the data column "{found}" fits both indicators {first} and {second}; use codes as headers',
    ),
    "row_long": (
        "{where} 比表头长，多出“{found}”；数字里的逗号请加引号",
        '{where} is longer than the header by "{found}"; quote numbers that hold commas',
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
    # data preparation
    "denominator_missing": (
        "{where} 缺失；以它为分母的指标按缺失处理",
        "{where} is missing; indicators divided by it are missing there",
    ),
    "denominator_zero": (
        "{where} 是 0，不能作分母；相应指标按缺失处理",
        "{where} is 0 and cannot divide; indicators divided by it are missing there",
    ),
    "denominator_negative": (
        "{where} 是 {found}；负的分母会颠倒正负，请核对",
        "{where} is {found}; a negative denominator turns the sign: compare with the source",
    ),
    "denominator_unknown": (
        "没有分母“{found}”；可用：{known}",
        'there is no denominator "{found}"; known: {known}',
    ),
    "denominator_columns": (
        "有 {found} 列，指标有 {expected} 个；请用 pick 指明各指标的分母",
        "has {found} columns for {expected} indicators; name each indicator's denominator in pick",
    ),
    "bad_factor": (
        "{where} 是 {found}；倍数不能是 0 或空",
        "{where} is {found}; a factor cannot be 0 or blank",
    ),
    "screen_none": (
        "没有一个达到要求的比例；请调低比例",
        "nothing reaches the share asked for; choose a lower share",
    ),
    "knn_absent": (
        "knn 需要 scikit-learn，本机没有；请安装它（pip install scikit-learn），或改用 group_mean",
        "knn needs the package scikit-learn, which is absent; install it (pip install scikit-learn) or choose group_mean",
    ),
    "panel_duplicate": (
        "“{found}”在 {value} 年有两行；请只留一行",
        '"{found}" has two rows for {value}; keep one',
    ),
    "year_missing": (
        "{where} 没有年份；请补上",
        "{where} has no year; enter one",
    ),
    "low_high": (
        "下限 {low} 应小于上限 {high}",
        "the lower limit {low} must lie below the upper limit {high}",
    ),
    "positive_domain": (
        "{where} 有 {found}，{method} 要求正数（或非负数）；请换标准化方法或汇总方法",
        "{where} holds {found}; {method} needs positive values (or none below 0): choose another normalisation or method",
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
    "norm_a": ("参数 a", "a"),
    "norm_b": ("参数 b", "b"),
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
    "sort": ("排序", "sort"),
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
    "city_a": ("城市 a", "city_a"),
    "city_b": ("城市 b", "city_b"),
    "best": ("最优比较", "best"),
    "worst": ("最劣比较", "worst"),
    "ratio": ("重要性之比", "ratio"),
    "grade": ("类别", "grade"),
    "factor": ("系数", "factor"),
    "basis": ("判断依据", "basis"),
    "familiarity": ("熟悉程度", "familiarity"),
    "pool": ("集结方式", "pool"),
    "base": ("分母", "base"),
    "pick": ("所用分母", "pick"),
    "year": ("年份", "year"),
    "share": ("比例", "share"),
    "nonzero": ("非零比例", "nonzero"),
    "axis": ("筛选对象", "axis"),
    "result": ("结果形式", "result"),
    "fallback": ("补缺方法", "fallback"),
    "limit": ("最多几年", "limit"),
    "winmax": ("缩尾个数", "winmax"),
    "skew": ("偏度界限", "skew"),
    "kurt": ("峰度界限", "kurt"),
    "power": ("Box-Cox 指数", "power"),
    "when": ("适用范围", "when"),
    "other": (
        "另一数据区",
        "other",
    ),
    "table": (
        "表",
        "table",
    ),
    "threshold": (
        "门槛",
        "threshold",
    ),
    "pvalue": (
        "p 值",
        "pvalue",
    ),
    "interval": (
        "非整次",
        "interval",
    ),
    "grades": (
        "档数",
        "grades",
    ),
    "count": (
        "类数",
        "count",
    ),
    "names": (
        "类名",
        "names",
    ),
    "unit": (
        "单位",
        "unit",
    ),
    "dimensions": (
        "按维度",
        "dimensions",
    ),
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
    "h_person": ("判断者", "Judge"),
    "h_indicators": ("指标数", "Indicators"),
    "h_items": ("项数", "Items"),
    "h_uncompared": ("未比较", "Missing"),
    "h_eigen": ("最大特征根", "Lambda max"),
    "h_ci": ("CI", "CI"),
    "h_ri": ("RI", "RI"),
    "h_cr": ("CR", "CR"),
    "h_gci": ("GCI", "GCI"),
    "h_gci_limit": ("GCI 上限", "GCI limit"),
    "h_accepted": ("通过", "Accepted"),
    "h_worst_row": ("最不一致：行", "Most inconsistent: row"),
    "h_worst_col": ("最不一致：列", "Most inconsistent: column"),
    "h_said": ("原判断", "Judged"),
    "h_mend": ("建议值", "Suggested"),
    "h_mended": ("改后 CR", "CR then"),
    "group_row": ("集体", "group"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "m_ksi": ("ksi（线性模型，越近 0 越一致）", "ksi (linear model, near 0 is consistent)"),
    "m_bwm_cr": ("输入一致性比率 CR", "input-based consistency ratio CR"),
    "m_best": ("最优项", "best item"),
    "m_worst": ("最劣项", "worst item"),
    "m_odd": ("最不一致的项", "most inconsistent item"),
    "h_round": ("轮次", "Round"),
    "h_w": ("肯德尔 W", "Kendall's W"),
    "h_chi": ("卡方", "Chi-square"),
    "h_df": ("自由度", "df"),
    "h_p": ("p", "p"),
    "h_cv_change": ("变异系数变化", "Change of CV"),
    "h_w_change": ("W 变化", "Change of W"),
    "h_cv_mean": ("平均变异系数", "Mean CV"),
    "h_ca": ("判断依据 Ca", "Ca (basis)"),
    "h_cs": ("熟悉程度 Cs", "Cs (familiarity)"),
    "h_authority": ("权威程度 Cr", "Cr (authority)"),
    "h_indicator": ("指标", "Indicator"),
    "h_values": ("有值", "Values"),
    "h_missing": ("缺失", "Missing"),
    "h_available": ("有值比例", "Availability"),
    "h_low": ("最小值", "Minimum"),
    "h_high": ("最大值", "Maximum"),
    "h_skew": ("偏度", "Skewness"),
    "h_kurt": ("峰度", "Kurtosis"),
    "h_zeros": ("零值", "Zeros"),
    "h_nonzero": ("非零比例", "Share not 0"),
    "h_unique": ("不同值", "Different values"),
    "h_same": ("最多重复", "Most repeated"),
    "h_iqr": ("四分位离群值", "IQR outliers"),
    "h_flags": ("提示", "Flags"),
    "h_keep": ("保留", "Keep"),
    "h_method": ("方法", "Method"),
    "h_points": ("处理的值", "Values changed"),
    "h_old": ("原值", "Old value"),
    "h_new": ("新值", "New value"),
    "h_skew_before": ("原偏度", "Skewness before"),
    "h_kurt_before": ("原峰度", "Kurtosis before"),
    "h_skew_after": ("新偏度", "Skewness after"),
    "h_kurt_after": ("新峰度", "Kurtosis after"),
    "h_lambda": ("Box-Cox 指数", "Box-Cox power"),
    "h_rule": ("是否达标", "Passes"),
    "h_year": ("年份", "Year"),
    "h_year_before": ("上一年份", "Year before"),
    "h_ratio": ("倍数", "Ratio"),
    "f_outliers": ("疑有离群值", "outliers"),
    "f_few": ("缺失多", "few values"),
    "f_zeros": ("零值多", "many zeros"),
    "f_repeated": ("重复多", "few different values"),
    "all_units": ("全部单位", "all units"),
    "h_rsr": (
        "RSR",
        "RSR",
    ),
    "h_down": (
        "累计频率",
        "Cumulated",
    ),
    "h_probit": (
        "Probit",
        "Probit",
    ),
    "h_fitted": (
        "RSR 拟合值",
        "Fitted RSR",
    ),
    "h_grade": (
        "分档",
        "Grade",
    ),
    "h_dimension": (
        "维度",
        "Dimension",
    ),
    "h_units": (
        "单位数",
        "Units",
    ),
    "h_alpha": (
        "α",
        "Alpha",
    ),
    "h_alpha_std": (
        "标准化 α",
        "Standardised alpha",
    ),
    "h_component": (
        "主成分",
        "Component",
    ),
    "h_eigenvalue": (
        "特征值",
        "Eigenvalue",
    ),
    "h_share": (
        "方差贡献率",
        "Share of variance",
    ),
    "h_cumulative": (
        "累计贡献率",
        "Cumulated share",
    ),
    "h_first": (
        "指标一",
        "Indicator 1",
    ),
    "h_second": (
        "指标二",
        "Indicator 2",
    ),
    "h_correlation": (
        "相关系数",
        "Correlation",
    ),
    "h_kind": (
        "类型",
        "Kind",
    ),
    "h_before": (
        "原名次",
        "Rank before",
    ),
    "h_after": (
        "现名次",
        "Rank after",
    ),
    "h_change": (
        "变动",
        "Change",
    ),
    "h_removed": (
        "去掉",
        "Removed",
    ),
    "h_mean_move": (
        "名次平均变动",
        "Mean change of rank",
    ),
    "h_max_move": (
        "名次最大变动",
        "Greatest change",
    ),
    "h_moved": (
        "变动单位数",
        "Units that move",
    ),
    "m_chi2": (
        "Bartlett 卡方",
        "Bartlett's chi-square",
    ),
    "m_df": (
        "自由度",
        "Degrees of freedom",
    ),
    "m_p": (
        "p 值",
        "p value",
    ),
    "m_units": (
        "完整单位数",
        "Complete units",
    ),
    "strength": (
        "优势",
        "strength",
    ),
    "weakness": (
        "短板",
        "weakness",
    ),
    "move_up": (
        "上升",
        "up",
    ),
    "move_down": (
        "下降",
        "down",
    ),
    "move_same": (
        "不变",
        "same",
    ),
    "move_in": (
        "新进",
        "in",
    ),
    "move_out": (
        "退出",
        "out",
    ),
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
