"""Words for what methods do and refuse, in Chinese and English: the columns of docs/methods.md."""

#: What the kinds of methods are called.
KINDS = {
    "positive": ("正向化", "Turning negative indicators"),
    "moderate": ("适度指标", "Moderate indicators"),
    "normalise": ("标准化", "Normalisation"),
    "transform": ("变换", "Transforms"),
    "subjective": ("主观权重", "Subjective weights"),
    "objective": ("客观权重", "Objective weights"),
    "combine": ("组合赋权", "Combined weights"),
    "ahp": ("层次分析法", "Analytic hierarchy process"),
    "pool": ("群决策集结", "Judgements of a group"),
    "abc": ("主次分类赋权", "ABC classes"),
    "aggregate": ("汇总", "Aggregation"),
    "mcdm": ("多属性决策方法", "Whole-matrix methods"),
    "coupling": ("耦合协调度", "Coupling coordination"),
    "correlation": ("相关", "Correlation"),
    "pca": ("主成分分析表", "Principal components table"),
    "classes": ("分级", "Classes of scores"),
    "scale": ("得分刻度", "Score scale"),
    "ties": ("并列规则", "Ties"),
    "missing": ("缺失值规则", "Missing values"),
    "scope": ("归一范围", "Scope of weights"),
    "stage": ("阶段划分依据", "Stages"),
    "sort": ("分组排序", "Order of groups"),
    "order": ("次序", "Order of ranks"),
    "impute": ("插补", "Imputation"),
    "fallback": ("补缺方法", "Where imputation finds nothing"),
    "treat": ("异常值处理", "Outliers"),
    "when": ("处理范围", "Which indicators are treated"),
    "screen": ("筛选", "Screening"),
    "axis": ("筛选对象", "What is screened"),
    "result": ("结果形式", "Form of the result"),
}

#: What a change of the unit (times c > 0) or of the zero (plus s) of the data does to the result.
CHANGE = {
    "": ("—", "—"),
    "same": ("不变", "no effect"),
    "follows": ("同样变化", "same change"),
    "adds": ("加一常数", "adds a constant"),
    "times": ("乘一常数", "times a constant"),
    "changes": ("改变结果", "changes it"),
    "step": ("随所做的步骤", "as the step done"),
}

#: Which way the result goes with the data.
DIRECTION = {
    "": ("—", "—"),
    "up": ("越大越高", "larger is higher"),
    "down": ("越大越低", "larger is lower"),
    "near": ("越近越高", "nearer is higher"),
    "better": ("越优越高，成本型反向", "better is higher, costs turned"),
    "even": ("不单调：越均衡越高", "not monotone: evenness counts"),
    "first": ("越大名次越前", "larger ranks first"),
    "sign": ("指标反向则变号", "turning an indicator turns the sign"),
}

#: What becomes of a missing value.
MISSING = {
    "": ("—", "—"),
    "stays": ("保留缺失，其余照算", "stays missing, the others as without it"),
    "over": ("跳过，用已有的值", "passed over"),
    "complete": ("只用齐全的单位", "complete units only"),
    "score": ("该单位无得分（规则 keep）", "no score for its unit (rule keep)"),
    "out": ("该单位无得分，也不参加计算", "its unit has no score and takes no part"),
    "filled": ("补上", "filled"),
    "refused": ("拒绝", "refused"),
}

#: Occasions of a refusal.
OCCASIONS = {
    # the same data for every method: PROBES of the test
    "constant": ("指标只有一个值", "a column of one value"),
    "one": ("只有一个单位", "one unit"),
    "single": ("只有一个指标", "one indicator"),
    "empty": ("指标全部缺失", "a column without values"),
    "zeros": ("有 0", "a zero"),
    "all_zero": ("指标全为 0", "a column of zeros"),
    "negatives": ("有负数", "a negative value"),
    "all_negative": ("全为负数", "all values negative"),
    # made for the method
    "alpha": ("alpha 不在 0 到 1", "alpha outside 0 to 1"),
    "base": ("给定的基数不是正数", "a given base not above 0"),
    "blank": ("有空权重", "a blank weight"),
    "breaks": ("分界次序不对", "breaks out of order"),
    "circle": ("两半不互为倒数", "halves that are not reciprocal"),
    "class": ("类别没有系数", "a class without a factor"),
    "components": ("特征值相等", "equal eigenvalues"),
    "copies": ("指标完全相关", "perfectly correlated columns"),
    "count": ("类数不是 2 到 20", "a number of classes outside 2 to 20"),
    "dependent": ("指标线性相关", "linearly dependent columns"),
    "depth": ("指标不在同一层", "indicators on different levels"),
    "diagonal": ("对角线不是 1", "a diagonal other than 1"),
    "different": ("不同的值少于类数", "fewer different values than classes"),
    "disjoint": ("没有一项在两边都有权重", "no item with weight on both sides"),
    "ends": ("a 不小于 b", "a not below b"),
    "experts": ("没有专家打分", "no expert scores"),
    "gap": ("缺一个比较", "a missing comparison"),
    "goal": ("参照值不高于最小值", "a goal not above the least value"),
    "groups": ("没有分组", "no groups"),
    "huge": ("结果超出数值范围", "a result beyond the range of a number"),
    "incomplete": ("齐全的单位太少", "too few complete units"),
    "inside": ("所有单位都在区间内", "all units inside the limits"),
    "judgement": ("判断值不是正数", "a judgement not above 0"),
    "k": ("k + max|x| + x 不是正数", "k + max|x| + x not above 0"),
    "large": ("判断值超过 1000", "a judgement above 1000"),
    "length": ("长度不符", "lengths that differ"),
    "limits": ("下限高于上限", "limits out of order"),
    "loading": ("有指标方向相反", "an indicator that runs against the others"),
    "loss": ("有指标没有损失", "an indicator that never loses"),
    "mad": ("一半以上的值等于中位数", "half of the values at the median"),
    "many": ("不同的值多于 20 000", "more than 20 000 different values"),
    "mixed": ("正负都有或有 0", "zeros or both signs"),
    "names": ("阶段名称个数不符", "a wrong number of stage names"),
    "negative": ("有负权重", "a negative weight"),
    "nothing": ("权重合计为 0", "weights that sum to 0"),
    "one_item": ("只有一项", "one item"),
    "option": ("给了没有的参数", "a parameter it does not have"),
    "package": ("没有 scikit-learn", "scikit-learn absent"),
    "outside": ("得分不在 0 到 1", "a score outside 0 to 1"),
    "panel": ("没有城市或年份", "no cities or years"),
    "parameter": ("名称后的数超出范围", "a number behind the name out of range"),
    "parts": ("比较分成互不相连的几块", "comparisons in separate parts"),
    "percentiles": ("下百分位不低于上百分位", "percentiles out of order"),
    "places": ("参数不是整数或超出范围", "a parameter that is no whole number in range"),
    "reference": ("参照单位缺失", "a reference unit without value"),
    "same": ("所有单位相同", "all units the same"),
    "share": ("比例不在 0 到 1", "a share outside 0 to 1"),
    "shape": ("不是方阵", "not square"),
    "spread": ("b 不是正数", "b not above 0"),
    "twice": ("城市同一年有两行", "two rows for one city and year"),
    "uncorrelated": ("指标互不相关", "uncorrelated columns"),
    "zero_cost": ("成本型指标有 0", "a cost of 0"),
    "zero_costs": ("一个单位的成本全为 0", "a unit without any cost"),
    "zero_power": ("p <= 0 时有 0", "a zero with p <= 0"),
}

#: What is scaled or shifted, where it is not all data at once.
NOTES = {
    "positive": (
        "换单位或移动零点：整列数据；k 不变。",
        "Unit and zero are those of a column; k stays.",
    ),
    "moderate": (
        "换单位或移动零点：数据与界限一起。",
        "Unit and zero are those of a column and its limits together.",
    ),
    "normalise": (
        "换单位或移动零点：正向化后的一列；参数 a、b 取默认。",
        "Unit and zero are those of a turned column; a and b at their defaults.",
    ),
    "objective": (
        "换单位或移动零点：标准化后的一列；全部指标同乘一数总是不影响权重。只有一个指标时权重为 1。",
        "Unit and zero are those of one column of the normalised data; a common factor never matters. One indicator has weight 1.",
    ),
    "combine": (
        "主观、客观权重先各自归一，所以同乘一数没有影响。",
        "Both sides are made to sum to 1 first, so their unit has no effect.",
    ),
    "ahp": (
        "判断矩阵先补全并核对；只留空一半即可。",
        "Judgement matrices are completed and checked first; one half may be blank.",
    ),
    "aggregate": (
        "换单位或移动零点：全部指标一起。权重为 0 的值不参加。",
        "Unit and zero are those of all columns together. A value with weight 0 takes no part.",
    ),
    "mcdm": (
        "换单位或移动零点：任意一列。方法自己处理成本型指标，数据不要先正向化。",
        "Unit and zero are those of any column. The method knows the costs: do not turn the data before.",
    ),
    "coupling": (
        "换单位或移动零点：全部系统一起，结果为 D。",
        "Unit and zero are those of all systems together; the result meant is D.",
    ),
    "treat": ("换单位或移动零点：一列。", "Unit and zero are those of a column."),
    "impute": ("换单位或移动零点：一列。已有的值不变。", "Unit and zero are those of a column. Known values never change."),
}  # fmt: skip
