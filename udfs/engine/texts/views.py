"""Texts of the functions that lay results out for reading: profiles, group means, snapshots."""

MESSAGES: dict[str, tuple[str, str]] = {
    "no_node": (
        "{where} 的代码“{found}”不在指标体系表中；最接近的是“{nearest}”",
        '{where} has the code "{found}", which is not in the framework; the nearest is "{nearest}"',
    ),
    "no_parent": (
        "{where} 的上级“{found}”不在上一层的代码中；最接近的是“{nearest}”",
        '{where} has the parent "{found}", which is no code of the level above; the nearest is "{nearest}"',
    ),
    "parent_blank": ("{where} 没有上级；请填写", "{where} has no parent; enter one"),
    "city_which": (
        "“{found}”可能是 {known}；请写全名",
        '"{found}" may be {known}; write the full name',
    ),
    "snapshot_header": (
        "快照表缺少“{found}”列；表头应为日期、城市、名次（可有得分）",
        'the snapshots have no column "{found}"; their header is date, city, rank (and score)',
    ),
    "bad_what": (
        "“{found}”不是节点的属性；可选：{known}",
        '"{found}" is no attribute of a node; choose one of {known}',
    ),
}

ARGUMENTS: dict[str, tuple[str, str]] = {
    "snapshots": ("快照", "snapshots"),
    "peer": ("对照城市", "peer"),
    "what": ("属性", "what"),
    "level": ("层号", "level"),
    "ranks": ("名次", "ranks"),
    "relative": ("相对值", "relative"),
    "across": ("横排", "across"),
    "values": ("数值", "values"),
    "inner": ("只要有下级", "inner"),
    "node_weight": ("上级权重", "node_weight"),
}

WORDS: dict[str, tuple[str, str]] = {
    "h_overall": ("平均", "Mean"),
    "h_contribution": ("贡献", "Contribution"),
    "h_last_rank": ("上次名次", "Last rank"),
    "h_rank_change": ("升降", "Change"),
    "h_top_value": ("最高", "Highest"),
    "h_best_value": ("最优", "Best"),
    "overall_mean": ("全部平均", "All units"),
    "move_new": ("新", "new"),
}
