"""Messages and words of uncertainty, sensitivity, stability, scenarios and what-if."""

MESSAGES: dict[str, tuple[str, str]] = {
    "unknown_factor": (
        "“{found}”不是可变的选择；最接近的是 {nearest}。可用：{known}",
        '"{found}" is no choice that can vary; nearest: {nearest}. Known: {known}',
    ),
    "choice_number": (
        "{factor} 的“{found}”不是数；请填数，如 0.25、1..5 或 minmax(1,100)",
        '{factor} has "{found}", not a number; write numbers such as 0.25, 1..5 or minmax(1,100)',
    ),
    "choice_empty": (
        "{factor} 没有取值；请在它后面列出，如 normalise=vector,minmax",
        "{factor} has no alternatives; list them behind it, such as normalise=vector,minmax",
    ),
    "choice_level": (
        "{found}：指标体系在综合指数之下只有 {levels} 层",
        "{found}: the framework has {levels} levels below the top",
    ),
    "choice_range": (
        "{factor} 的“{found}”不是范围；请从小到大写，如 0.05..0.2",
        '{factor} has "{found}", which is no range; write it from low to high, such as 0.05..0.2',
    ),
    "choice_one": (
        "{factor} 只能有一种抽法；请只留一个，如 noise:0.25",
        "{factor} takes one way to draw; keep one, such as noise:0.25",
    ),
    "choice_positive": (
        "{factor} 是 {found}；须为正数",
        "{factor} is {found}; it must be positive",
    ),
    "choice_twice": (
        "{found} 重复或与按层的选择冲突；请只留一个",
        "{found} stands twice, or for all levels beside one level; keep one",
    ),
    "no_choices": (
        "没有可变的选择；请给出，如 normalise=vector,minmax(1,100); weights=noise:0.25",
        "no choice varies; give some, such as normalise=vector,minmax(1,100); weights=noise:0.25",
    ),
    "negative_sd": (
        "{factor} 是 {found}；误差幅度不能为负",
        "{factor} is {found}; an error cannot be negative",
    ),
    "unknown_node": (
        "指标体系里没有“{found}”；最接近的是 {nearest}",
        'the framework has no "{found}"; nearest: {nearest}',
    ),
    "no_draws": (
        "是 {found}；至少要有 1 次抽样",
        "is {found}; there must be at least one replication",
    ),
    "draws_empty": (
        "没有抽样：表头之下没有行",
        "holds no draws: there is no row below its header",
    ),
    "draws_missing": (
        "{where} 的 {factor} 缺失；每次抽样的每个选择都要有值",
        "{where} has no value for {factor}; every replication needs one for every choice",
    ),
    "draws_column": (
        "第 {found} 列没有名称；表头请写选择的名称，如 normalise",
        "column {found} has no name; head it with the choice it holds, such as normalise",
    ),
    "draws_set": (
        "{where} 是 {found}；权重组编号应为 1 到 {high} 的整数",
        "{where} is {found}; weight sets are numbered 1 to {high}",
    ),
    "draws_no_sets": (
        "抽样表有 {found} 列，但没有给权重组表 weight_sets",
        "the draws have a column {found} but no table of weight_sets is given",
    ),
    "sets_empty": (
        "权重组表没有节点列；表头请写指标或维度的代码",
        "the weight sets have no columns of nodes; head them with codes of indicators or dimensions",
    ),
    "nothing_left": (
        "去掉之后一个指标也不剩",
        "nothing is left when this is out",
    ),
    "all_failed": (
        "{found} 次抽样全部无法计算；首个原因：{reason}",
        "none of the {found} replications can be computed; the first reason: {reason}",
    ),
    "no_stages": (
        "没有给分阶段权重；请去掉 stage_weights",
        "there are no weights by stage; take stage_weights out",
    ),
    "data_missing_for": (
        "给了 {found} 就要给数据区；都不给时用本工作簿的模型",
        "{found} needs a data block; without both this workbook's model is used",
    ),
    "sobol_width": (
        "sobol 需要 {found} 维，最多 {high} 维；请用 random",
        "sobol would need {found} dimensions of at most {high}; choose random",
    ),
    "stability_linear": (
        "{where} 用 {found} 汇总；权重稳定区间只对加权算术平均精确，请改 aggregate",
        "{where} is aggregated by {found}; weight intervals are exact for the weighted arithmetic mean only",
    ),
    "stability_staged": (
        "各发展阶段的权重不同，同一权重对各城市的作用不是线性的，没有精确的稳定区间；请用 MFG_UNCERTAINTY 扰动权重",
        "weights differ by development stage, so no exact interval exists; vary the weights with MFG_UNCERTAINTY",
    ),
    "sets_staged": (
        "指标体系按阶段给出整套权重（stage_weight = table），权重组不起作用；请改用阶段系数 factor，或去掉权重组",
        "the framework holds whole weights by stage (stage_weight = table), so weight sets have no effect; use factors, or leave them out",
    ),
    "stability_missing": (
        "缺失值按 reweight 处理时各城市权重不同，无法给出稳定区间；请先插补或用 keep",
        "with missing values and reweight every city has weights of its own; impute first, or choose keep",
    ),
    "two_units": (
        "至少要有两个有得分的城市，这里有 {found} 个",
        "needs two cities with a score; there are {found}",
    ),
    "same_unit": (
        "“{found}”与自身比较；请换一个城市",
        '"{found}" is compared with itself; name another city',
    ),
    "no_score": (
        "“{found}”没有得分（缺数据）；请先补数据，或用 reweight、zero",
        '"{found}" has no score (data are missing); fill them in, or choose reweight or zero',
    ),
    "already_there": (
        "“{found}”已是第 {rank} 名；请给更靠前的名次",
        '"{found}" is ranked {rank} already; ask for a better rank',
    ),
    "goal_out_of_reach": (
        "把所选指标都提到上限，“{found}”也只到第 {rank} 名；请放宽 limit 或多选指标",
        'even with every chosen indicator at its limit "{found}" is ranked {rank}; widen limit or choose more indicators',
    ),
    "goal_not_found": (
        "没有找到让“{found}”达到第 {rank} 名的取值；请放宽 limit 或多选指标",
        'no values were found that bring "{found}" to rank {rank}; widen limit or choose more indicators',
    ),
    "many_scenarios": (
        "组合有 {found} 个，最多 {high} 个；请少列几种方法",
        "there are {found} combinations, at most {high} are shown; list fewer methods",
    ),
    "drawn_scenario": (
        "{found} 要随机抽样，不能作为方案；方案只比较可列举的方法",
        "{found} is drawn at random and makes no scenario; scenarios compare named methods",
    ),
    "few_rows": (
        "只有 {found} 行设计可用；请增大 n，或去掉无法计算的选择",
        "leaves {found} rows of the design; take a larger n, or leave out choices that cannot be computed",
    ),
    "no_variance": (
        "{what}在所有抽样中都相同，没有可分解的方差；请换输出或增加可变的选择",
        "{what} is the same in every replication: there is no variance to share out; choose another output or more choices",
    ),
    "dask_absent": (
        "--dask 需要软件包 distributed，本机没有；请安装 mfg-index[dask]",
        "--dask needs the package distributed, which is absent; install mfg-index[dask]",
    ),
    "dask_unreachable": (
        "无法连接 Dask 调度器 {found}；请检查地址",
        "the Dask scheduler {found} does not answer; check the address",
    ),
}

ARGUMENTS: dict[str, tuple[str, str]] = {
    "choices": ("可变的选择", "choices"),
    "n": ("抽样次数", "n"),
    "seed": ("随机种子", "seed"),
    "sampling": ("抽样方式", "sampling"),
    "draws": ("抽样表", "draws"),
    "weight_sets": ("权重组表", "weight_sets"),
    "quantiles": ("分位数", "quantiles"),
    "chunk": ("每批次数", "chunk"),
    "output": ("输出", "output"),
    "bootstraps": ("自助次数", "bootstraps"),
    "about": ("比较对象", "about"),
    "target": ("目标名次", "target"),
    "indicators": ("可变的指标", "indicators"),
    "rival": ("对手", "rival"),
    "noise": ("数据误差", "noise"),
    "weights": ("权重扰动", "weights"),
    "dask": ("Dask", "dask"),
    "confidence": ("置信水平", "level"),
    "counts": ("前 N 名", "counts"),
    "stage_factor": ("分阶段系数", "stage_factor"),
    "experts": ("专家抽样", "experts"),
}

WORDS: dict[str, tuple[str, str]] = {
    "h_reason": ("原因", "Reason"),
    "h_replications": ("抽样次数", "Replications"),
    "h_share_of": ("比例", "Share"),
    "h_first_one": ("首次", "First"),
    "all_computed": ("全部抽样都已算出", "every replication was computed"),
    "top_n": ("前 {0} 名", "top {0}"),
    "h_choice": ("选择", "Choice"),
    "h_alternative": ("取值", "Alternative"),
    "h_first_order": ("一阶指数", "First order"),
    "h_total": ("总效应", "Total effect"),
    "h_from": ("下限", "from"),
    "h_to": ("上限", "to"),
    "h_agreement": ("与基准的秩相关", "Rank correlation with the index"),
    "h_note": ("说明", "Note"),
    "drawn": ("随机抽取", "drawn"),
    "lost_rows": (
        "因无法计算略去 {0} 行设计，共 {1} 行",
        "{0} of {1} rows of the design left out: a run failed",
    ),
    "h_name": ("名称", "Name"),
    "h_lowest": ("可低至", "Lowest"),
    "h_highest": ("可高至", "Highest"),
    "h_fall": ("可降幅度", "May fall by"),
    "h_rise": ("可升幅度", "May rise by"),
    "h_swap_low": ("到下限时换位", "Swap at lowest"),
    "h_swap_high": ("到上限时换位", "Swap at highest"),
    "h_scenario": ("方案", "Scenario"),
    "as_it_is": ("基准", "As it is"),
    "h_value_now": ("现值", "Now"),
    "h_value_needed": ("所需值", "Needed"),
    "h_change_by": ("变动", "Change"),
    "h_change_share": ("变动幅度", "Relative change"),
    "h_of_range": ("占全距", "Of the range"),
    "exact_goal": ("变动合计（线性规划，最小）", "Sum of changes (linear programme, least)"),
    "found_goal": ("变动合计（有界搜索）", "Sum of changes (bounded search)"),
    "h_gap": ("得分差", "Gap"),
    "h_gain_in": ("最该追的指标", "Catch up in"),
    "h_gain": ("追平后得分增加", "Score gained"),
    "h_loss_in": ("最大优势指标", "Ahead in"),
    "h_loss": ("失去后得分减少", "Score lost"),
    "out_shift": ("名次平均变动", "the mean rank shift"),
    "out_score": ("得分", "the score"),
    "out_rank": ("名次", "the rank"),
}
