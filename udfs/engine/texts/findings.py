"""Messages about the findings of MFG_CHECK."""

MESSAGES: dict[str, tuple[str, str]] = {
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
}
