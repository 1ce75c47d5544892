"""Messages about what a method may refuse."""

MESSAGES: dict[str, tuple[str, str]] = {
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
}
