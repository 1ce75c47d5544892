"""Messages and words about index numbers, development stages, classes and moderate indicators."""

MESSAGES: dict[str, tuple[str, str]] = {
    "index_base": (
        "{where} 的参照值是 {found}；指数化要求正数，请换参照（如最优值）或给定参照值",
        "the reference of {where} is {found}; index numbers need one above 0: choose another reference or give values",
    ),
    "index_negative": (
        "{where} 是 {found}；负向指标的指数是 100 × 参照 ÷ 值，值应为正数，请核对或改用其他标准化方法",
        "{where} is {found}; the index of a negative indicator is 100 x reference / value and needs values above 0: "
        "compare with the source or choose another normalisation",
    ),
    "index_shape": (
        "是 {found}；请给一个值、每个指标一个，或与数据区同形的 {expected}",
        "is {found}; give one value, one for each indicator, or a block of {expected} like the data",
    ),
    "ref_and_year": (
        "给了参照值，又给了基期年份；请只留其一（基期可配 mean、max、best）",
        "reference values and a base year are both given; leave one (a base year goes with mean, max or best)",
    ),
    "no_stage_sets": (
        "模型没有分阶段权重；请在指标体系表加“阶段：名称”列，并在数据中写明各城市的阶段",
        'the model has no weights by stage; add columns such as "stage: name" to the framework and a stage column to the data',
    ),
    "base_year": (
        "没有 {found} 年的行；数据中有：{known}",
        "there is no row of {found}; the data have: {known}",
    ),
    "one_stage": (
        "只有一个阶段有城市，没有分界可比；请核对各城市的阶段",
        "fewer than two stages have a city, so there is no boundary; compare the stages of the cities",
    ),
    "stage_no_factors": (
        "给了阶段列“{found}”，但指标体系表没有“阶段：名称”这样的系数列；请补上或清空阶段列",
        'there is a stage column "{found}" but the framework table has no columns such as "stage: name"; '
        "add them or clear the stage column",
    ),
    "stage_column": (
        "数据表没有唯一一列写明各城市所处阶段（{known}）；请补上该列，或在方法设置中指明列名",
        "no single column of the data says each city's stage ({known}); add one, or name it in the options",
    ),
    "stage_column_unknown": (
        "数据表没有“{found}”这一列；有：{known}",
        'the data have no column "{found}"; they have: {known}',
    ),
    "stage_blank": (
        "没有所处阶段，因而没有权重和得分；请补上",
        "has no stage, so no weights and no score; fill it in",
    ),
    "abc_none": (
        "没有任何类别；请加“主次类别”列，填 A、B、C",
        "has no classes; add a column 'ABC class' with A, B, C",
    ),
    "abc_blank": (
        "{where} 没有类别，而同级指标有；请填 A、B、C",
        "{where} has no class while its siblings have; enter A, B or C",
    ),
    "abc_unused": (
        "有主次类别列，但主观权重不是主次分类赋权法（abc），类别未使用",
        "has classes, but the subjective weights are not by classes (abc): they are not used",
    ),
    "moderate_limits": (
        "{where} 是适度指标，却没有界限；请给下限、上限，或两者",
        "{where} is a moderate indicator without limits; give a lower limit, an upper limit or both",
    ),
    "moderate_direction": (
        "{where} 是“{found}”；适度指标请用 MFG_NORM 或 MFG_MODERATE 并给出界限",
        '{where} is "{found}"; for moderate indicators use MFG_NORM or MFG_MODERATE with their limits',
    ),
    "goalpost_method": (
        "{where} 有上下限，又指定了 {method}；有上下限时只能用 minmax 或 efficacy，请清空其一",
        "{where} has goalposts and its own method {method}; with goalposts only minmax or efficacy can be named: "
        "clear one of them",
    ),
    "weight_rows": (
        "有 {found} 行，应为一行或一列，或每个单位一行（{expected} 行）",
        "has {found} rows; give one row or column, or one row for each unit ({expected})",
    ),
    "weights_elsewhere": (
        "{found} 的权重不能由数据算出；请用 MFG_WEIGHT 或 MFG_ABC 先算好再引用",
        "weights by {found} do not come from the data; compute them with MFG_WEIGHT or MFG_ABC and refer to them",
    ),
}

ARGUMENTS: dict[str, tuple[str, str]] = {
    "ref": ("参照", "ref"),
    "reference": ("参照", "reference"),
    "points": ("参照处的指数", "points"),
    "base_year": ("基期年份", "base_year"),
    "moderate": ("适度指标方法", "moderate"),
    "abc": ("主次分类形式", "abc"),
    "abc_factor": ("主次类别系数", "abc_factor"),
    "stage_weight": ("分阶段权重形式", "stage_weight"),
    "stage_column": ("所处阶段列", "stage_column"),
    "own": ("各指标标准化方法", "own"),
}

WORDS: dict[str, tuple[str, str]] = {
    "h_own_stage": ("所处阶段", "Stage"),
    "h_other_stage": ("相邻阶段", "Stage beside it"),
    "h_score_own": ("得分", "Score"),
    "h_score_other": ("按相邻阶段权重的得分", "Score under its weights"),
    "h_rank_own": ("名次", "Rank"),
    "h_rank_other": ("按相邻阶段权重的名次", "Rank then"),
    "h_rank_shift": ("名次变动", "Change of rank"),
}
