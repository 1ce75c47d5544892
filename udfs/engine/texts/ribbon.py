"""What the ribbon's commands say, and the headings of the sheets they write."""

WORDS: dict[str, tuple[str, str]] = {
    "r_date": ("日期", "Date"),
    "r_city": ("城市", "City"),
    "r_rank": ("名次", "Rank"),
    "r_score": ("得分", "Score"),
    "r_snapshot": (
        "已把 {0} 个城市的名次和得分（{1}）写入工作表 {2} 的第 {3}–{4} 行。",
        "Ranks and scores of {0} cities ({1}) are in rows {3} to {4} of the sheet {2}.",
    ),
    "r_not_ours": (
        "工作表 {0} 中没有名为 {0} 的表格，未写入；请给该工作表改名后再试。",
        "The sheet {0} has no table {0} and was left as it is; rename the sheet and try again.",
    ),
    "r_no_profile": (
        "本工作簿没有名称 {0}，不能显示城市画像；请用模板新建工作簿。",
        "This workbook has no name {0}, so it shows no profile; make a new one from the template.",
    ),
    "r_no_model": (
        "无法生成模型 {0}：{1}",
        "The model {0} could not be made: {1}",
    ),
    "r_unsaved": (
        "请先把工作簿保存到本机（副本由保存的文件生成），再点一次。",
        "Save the workbook on this computer first (the copy is made from the saved file), then try again.",
    ),
    "r_share": ("mfg {0} 没有输出（返回码 {1}）", "mfg {0} printed nothing (exit code {1})"),
    "r_doctor": ("mfg doctor 没有输出（返回码 {0}）", "mfg doctor printed nothing (exit code {0})"),
}
