"""Messages about data preparation."""

MESSAGES: dict[str, tuple[str, str]] = {
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
