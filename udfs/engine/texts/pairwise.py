"""Messages about pairwise comparisons and other judgements."""

MESSAGES: dict[str, tuple[str, str]] = {
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
}
