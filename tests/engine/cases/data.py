"""Cases of the methods that prepare data: direction, normalisation, transforms, gaps, outliers, screening, scales."""

from __future__ import annotations

import math

from . import NAN, Case

# METHOD A (CCID 2022), its test vector: column n.
CCID_N = [0.5, 1, 2, 4]
E = math.e

#: Scores of the six categories of 0..20: percentile p of 21 numbers is 20 p, so 3, 5, 13, 17, 19 begin them.
SIXTH = [0] * 3 + [20] * 2 + [40] * 8 + [60] * 4 + [80] * 2 + [100] * 2

GAP = [[1, 10], [NAN, 20], [3, NAN], [8, 60]]
SKEWED = [1, 2, 3, 4, 5, 99]
#: Points doubling from 1: skewed even after one point is winsorised.
POWERS = [2.0**i for i in range(20)]

CASES = [
    # --- direction -----------------------------------------------------------------------------------
    Case("positive", "reciprocal", CCID_N, [0.217391, 0.196078, 0.163934, 0.123457], "METHOD A test vector, six decimals printed", rtol=4e-6),
    Case("positive", "reciprocal", CCID_N, [1 / 4.6, 1 / 5.1, 1 / 6.1, 1 / 8.1], "0.1 + 4 + x = 4.6, 5.1, 6.1, 8.1"),
    Case("positive", "inverse", [0.5, 1, NAN, 4], [2, 1, NAN, 0.25], "1/x"),
    Case("positive", "max", CCID_N, [3.5, 3, 2, 0], "4 - x"),
    Case("positive", "mean", [1, 2, 6], [5, 4, 0], "mean 3: 6 - x"),
    # limits 4 and 6: outside by 4, 1, 0, 0, 6
    Case("moderate", "interval", [0, 3, 5, 6, 12], [1 / 3, 5 / 6, 1, 1, 0], "1 - d/6", {"low": 4.0, "high": 6.0}),
    Case("moderate", "distance", [0, 3, 5, 6, 12], [2, 5, 6, 6, 0], "6 - d", {"low": 4.0, "high": 6.0}),
    Case("moderate", "reciprocal", [0, 3, 5, 6, 12], [0.2, 0.5, 1, 1, 1 / 7], "1/(1 + d)", {"low": 4.0, "high": 6.0}),
    # --- normalisation ---------------------------------------------------------------------------------
    Case("normalise", "vector", [3, NAN, -4], [0.6, NAN, -0.8], "sqrt(9 + 16) = 5"),
    Case("normalise", "minmax", [-1, 0, NAN, 3], [0, 0.25, NAN, 1], "(x + 1)/4"),
    Case("normalise", "minmax", [0, 5, 10], [1, 50.5, 100], "1 + 99 x/10", {"a": 1, "b": 100}),
    Case("normalise", "zscore", [1, 2, 3], [-1, 0, 1], "mean 2, sd sqrt(2/2) = 1"),
    Case("normalise", "sum", [1, 4, 5], [0.1, 0.4, 0.5], "sum 10"),
    Case("normalise", "max", [1, 2, 4], [0.25, 0.5, 1], "x/4"),
    Case("normalise", "mean", [1, 2, 6], [1 / 3, 2 / 3, 2], "mean 3"),
    Case("normalise", "none", [1, NAN, -3], [1, NAN, -3], "x"),
    # median 2.5, distances 1.5, .5, .5, 97.5: their median 1
    Case("normalise", "robust", [1, 2, 3, 100], [-1.5 / 1.4826, -0.5 / 1.4826, 0.5 / 1.4826, 97.5 / 1.4826], "MAD = 1"),
    Case("normalise", "rank", [5, 5, NAN, 9, 1], [2, 2, NAN, 4, 1], "1 the least; ties 2, 3 share 2"),
    Case("normalise", "prank", [5, 5, NAN, 9, 1], [1 / 3, 1 / 3, NAN, 1, 0], "(rank - 1)/3"),
    Case("normalise", "borda", [5, 5, NAN, 9, 1], [1, 1, NAN, 3, 0], "rank - 1"),
    Case("normalise", "dist2max", [2, 4, 10], [0, 0.25, 1], "1 - (10 - x)/8"),
    Case("normalise", "dist2ref", [4, 2, 10], [1, 0, 4], "reference 4, least 2: 1 - (4 - x)/2"),
    Case("normalise", "dist2targ", [0, 5, 30], [0, 0.25, 1], "target 20: x/20, at most 1", {"a": 20, "b": 1}),
    Case("normalise", "efficacy", [2, 4, 10], [60, 70, 100], "60 + 40 (x - 2)/8"),
    Case("normalise", "categorical", list(range(21)), SIXTH, "percentiles of 0..20"),
    Case("normalise", "index", [1, 2, 6], [50, 100, 300], "100 x/2", {"a": 2}),
    Case("normalise", "index_max", [1, 2, NAN, 8], [12.5, 25, NAN, 100], "100 x/8"),
    Case("normalise", "index_best", [1, 2, 8], [0.125, 0.25, 1], "x/8", {"b": 1}),
    # positive: mean 5, greatest 9; negative: mean 4, greatest 8, least 2
    Case("reference", "mean", [[9, 2], [4, 8], [2, 2]], [[180, 200], [80, 50], [40, 200]], "100 x/5, 100 * 4/x", {"costs": "+-"}),
    Case("reference", "max", [[9, 2], [4.5, 8], [0, 2]], [[100, 400], [50, 100], [0, 400]], "100 x/9, 100 * 8/x", {"costs": "+-"}),
    Case("reference", "best", [[9, 2], [4.5, 8], [0, NAN]], [[100, 100], [50, 25], [0, NAN]], "100 x/9, 100 * 2/x", {"costs": "+-"}),
    Case("transform", "none", [1, -2], [1, -2], "x"),
    Case("transform", "log", [1, E, NAN], [0, 1, NAN], "ln 1 = 0, ln e = 1"),
    Case("transform", "log10", [0.1, 1, 1000], [-1, 0, 3], "powers of ten"),
    Case("transform", "sqrt", [0, 4, 2.25], [0, 2, 1.5], "squares"),
    # --- gaps ---------------------------------------------------------------------------------------------
    # rows u0 1, u0 2, u1 1, u1 2; groups g0 g0 g1 g1
    Case("impute", "mean", GAP, [[1, 10], [4, 20], [3, 30], [8, 60]], "(1 + 3 + 8)/3, (10 + 20 + 60)/3"),
    Case("impute", "median", GAP, [[1, 10], [3, 20], [3, 20], [8, 60]], "middle of 1, 3, 8 and of 10, 20, 60"),
    Case("impute", "group_mean", [[1], [NAN], [3], [8], [2], [NAN]], [1, 1.5, 3, 8, 2, 1.5], "g0 has 1 and 2"),
    Case("impute", "group_median", [[1], [NAN], [3], [8], [2], [6]], [1, 2, 3, 8, 2, 6], "g0 has 1, 2, 6"),
    Case("impute", "row", [[1, 5, NAN], [2, NAN, 8]], [[1, 5, 3], [2, 5, 8]], "(1 + 5)/2, (2 + 8)/2"),
    # min-max of the other column: 0, 1/5, 1; back: 1 + 7/5; of column 1: 2/7; back: 10 + 50 * 2/7
    Case("impute", "row_minmax", GAP, [[1, 10], [2.4, 20], [3, 10 + 100 / 7], [8, 60]], "places of 1..8 and 10..60"),
    Case("impute", "latest", GAP, [[1, 10], [1, 20], [3, NAN], [8, 60]], "u0 had 1 the year before; u1 nothing before"),
    # u0: 10 in year 1, 40 in year 4; year 2 is a third of the way
    Case("impute", "linear", [10, NAN, 40], [10, 20, 40], "10 + 30/3", {"unit": ["a"] * 3, "time": [1.0, 2.0, 4.0]}),
    Case("impute", "knn", [[1, 10], [2, 20], [90, 500], [1.4, NAN]], [[1, 10], [2, 20], [90, 500], [1.4, 15]], "nearest to 1.4 are 1 and 2: (10 + 20)/2", {"k": 2}),
    Case("impute", "none", GAP, GAP, "x"),
    Case("fallback", "none", [[1], [3], [NAN], [NAN]], [1, 3, NAN, NAN], "nothing fills"),
    Case("fallback", "mean", [[1], [3], [NAN], [NAN], [8], [NAN]], [1, 3, 4, 4, 8, 4], "no unit has a group: (1 + 3 + 8)/3"),
    Case("fallback", "median", [[1], [3], [NAN], [NAN], [8], [8]], [1, 3, 5.5, 5.5, 8, 8], "of 1, 3, 8, 8"),
    Case("missing", "keep", [[1, NAN], [1, 3]], [NAN, 2.5], "a gap, no score; 1/4 + 9/4", {"w": [0.25, 0.75]}),
    Case("missing", "reweight", [[1, NAN], [1, 3]], [1, 2.5], "all weight on the 1", {"w": [0.25, 0.75]}),
    Case("missing", "zero", [[1, NAN], [1, 3]], [0.25, 2.5], "1/4 + 0", {"w": [0.25, 0.75]}),
    # --- outliers --------------------------------------------------------------------------------------------
    # 99 is drawn to the next value, 5; then 1, 2, 3, 4, 5, 5 is not skewed
    Case("treat", "winlog", SKEWED, [1, 2, 3, 4, 5, 5], "winsorised: no logarithm needed"),
    Case("treat", "winlog", POWERS, [math.log(v - 1 + 0.01 * (2**19 - 1)) for v in POWERS], "one point does not do: log CT of the data", {"winmax": 1}),
    Case("treat", "winsorise", SKEWED, [1, 2, 3, 4, 5, 5], "the extreme to the next value"),
    Case("treat", "percentile", [1, 2, 3, 4, 5], [2, 2, 3, 4, 4], "quartiles of 1..5 are 2 and 4", {"low": 0.25, "high": 0.75}),
    Case("treat", "log", [1, E, E * E], [0, 1, 2], "ln"),
    Case("treat", "log_ct", [-5, 95], [0, math.log(101)], "x + 5 + 0.01 * 100"),
    Case("treat", "log_ct_signed", [-100, 0, 0, 0], [-math.log(101), 0, 0, 0], "skewed down: -ln(0 - x + 1)"),
    Case("treat", "log_ct_one", [-5, 95], [0, math.log(101)], "ln(x + 5 + 1)"),
    Case("treat", "boxcox", [1, 4, 9], [0, 2, 4], "(sqrt(x) - 1)/0.5", {"power": 0.5}),
    Case("treat", "asinh", [0, 0.75, 4 / 3], [0, math.log(2), math.log(3)], "ln(x + sqrt(x^2 + 1)): 0.75 + 1.25, 4/3 + 5/3"),
    Case("treat", "none", SKEWED, SKEWED, "x"),
    # two columns, the second passes the rule; ln(x - min + 1)
    Case("when", "always", [[1, 1], [2, 2], [3, 3], [4, 4], [5, 5], [99, 6]], [[math.log(v), math.log(w)] for v, w in zip(SKEWED, range(1, 7), strict=True)], "ln x in both: least 1"),
    Case("when", "failing", [[1, 1], [2, 2], [3, 3], [4, 4], [5, 5], [99, 6]], [[math.log(v), w] for v, w in zip(SKEWED, range(1, 7), strict=True)], "only the first is skewed"),
    # --- screening --------------------------------------------------------------------------------------------
    Case("screen", "missing", [[1, 2, 0], [1, NAN, NAN], [0, 0, NAN]], [1, 0, 1], "shares there 1, 1/3, 2/3 against 2/3"),
    Case("screen", "zeros", [[1, 2, 0], [1, NAN, NAN], [0, 0, NAN]], [1, 1, 0], "shares not 0: 2/3, 1, 0"),
    Case("screen", "both", [[1, 2, 0], [1, NAN, NAN], [0, 0, NAN]], [1, 0, 0], "both rules"),
    Case("axis", "unit", [[1, NAN, NAN], [1, 2, NAN]], [0, 1], "rows have 1/3 and 2/3"),
    Case("axis", "indicator", [[1, NAN, NAN], [1, 2, NAN]], [1, 0, 0], "columns have 1, 1/2, 0; 2/3 asked for"),
    Case("result", "data", [[1, 2, 3], [4, NAN, NAN]], [[1, 2, 3]], "the row with a third of its values is left out"),
    Case("result", "table", [[1, 2, 3], [4, NAN, 0]], [["城市", "缺失", "零值", "有值比例", "非零比例", "保留"], ["1", 0, 0, 1, 1, 1], ["2", 1, 1, 2 / 3, 1 / 2, 1]], "counts and shares of each row"),
    # --- score scales ---------------------------------------------------------------------------------------
    Case("scale", "raw", [1, NAN, 4], [1, NAN, 4], "s"),
    Case("scale", "max100", [1, NAN, 4], [25, NAN, 100], "100 s/4"),
    Case("scale", "minmax100", [1, 2, 5], [0, 25, 100], "100 (s - 1)/4"),
    Case("scale", "efficacy", [1, 2, 5], [60, 70, 100], "60 + 40 (s - 1)/4"),
]  # fmt: skip
