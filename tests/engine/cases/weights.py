"""Cases of the methods that make weights: subjective, objective, combined, pairwise, classed."""

from __future__ import annotations

import math

import numpy as np
from scipy.linalg import hadamard
from scipy.stats import entropy

from . import NAN, Case

#: Seven columns of eight units with mean 0 that do not correlate: sums of k of them have known correlations.
H = hadamard(8)[:, 1:].astype(float)
#: Three columns with r = 1/2 (each pair shares one of two parts), and two with r = 1/2, blocks uncorrelated:
#: eigenvalues 1 + 2/2 = 2 and 1 + 1/2 = 1.5, all others 1/2.
BLOCKS = np.column_stack(
    [H[:, 0] + H[:, 1], H[:, 0] + H[:, 2], H[:, 0] + H[:, 3], H[:, 4] + H[:, 5], H[:, 4] + H[:, 6]]
)
#: A chain: r12 = r23 = 1/2, r13 = 0.
CHAIN = np.column_stack([H[:, 0] + H[:, 1], H[:, 1] + H[:, 2], H[:, 2] + H[:, 3]])
ROOT = 0.5**0.5

# CCID 2022, test vector of METHOD A: p, q, n after the vector norm of column n turned.
VECTOR = [[1, 10, 1 / 4.6], [2, 20, 1 / 5.1], [3, 20, 1 / 6.1], [4, 50, 1 / 8.1]]
A, B = [0.5, 0.3, 0.2], [0.357941, 0.480229, 0.161830]
#: Sets that are easy by hand.
TWO = [[0.8, 0.2], [0.4, 0.6]]


def share(v: object) -> list[float]:
    """Return ``v`` over its sum."""
    a = np.asarray(v, dtype=float)
    return [float(x) for x in a / a.sum()]


#: Divergence of shares (1/4, 3/4).
HALF = 1 - (0.25 * math.log(4) + 0.75 * math.log(4 / 3)) / math.log(2)
#: MEREC of (1, 4), (2, 1): |ln| of min/x are 0, ln 4 and ln 2, 0, so S = ln(1 + ln 2), ln(1 + ln(2)/2); without the
#: first indicator unit 2 falls to 0, without the second unit 1 does: E = S_2, S_1.
MEREC = [math.log(1 + math.log(2) / 2), math.log(1 + math.log(2))]
#: Entropy of (4, 2, 1) and (1, 4, 1) over ln 3 by scipy, and CILOS below.
IDOCRIW = np.array([1 - entropy([4, 2, 1]) / math.log(3), 1 - entropy([1, 4, 1]) / math.log(3)]) * [0.6, 0.4]

CASES = [
    Case("subjective", "delphi", [[9, 1], [6, 2], [8, 4]], [0.7, 0.3], "last round: means 7 and 3", {"rounds": [1, 2, 2]}),
    Case("subjective", "given", [[1, 3]], [0.25, 0.75], "1/4, 3/4"),
    Case("subjective", "abc", [[3, 1, 2, 2], [0, 0, 1, 2]], [0.375, 0.125, 0.3, 0.2], ".5 * 3/4, .5 * 1/4, .3, .2"),
    Case("subjective", "equal", [[9, 1, 5]], [1 / 3] * 3, "1/3"),
    # --- objective ---------------------------------------------------------------------------------------
    Case("objective", "cv", VECTOR, [0.357941, 0.480229, 0.161830], "METHOD A test vector, six decimals printed", rtol=4e-6),
    Case("objective", "cv", [[1, 0], [3, 8]], [1 / 3, 2 / 3], "V = sqrt(2)/2 and sqrt(32)/4 = sqrt(2)"),
    Case("objective", "equal", [[1, 5], [2, 5]], [0.5, 0.5], "1/2"),
    Case("objective", "entropy", [[1, 0], [3, 8]], [HALF / (HALF + 1), 1 / (HALF + 1)], "shares (1/4, 3/4), (0, 1): 1 - e = .1887, 1"),
    Case("objective", "std", [[0, 0], [2, 6]], [0.25, 0.75], "s in proportion 2 : 6"),
    Case("objective", "variance", [[0, 0], [2, 6]], [0.1, 0.9], "s^2 in proportion 4 : 36"),
    # root mean squares sqrt(5), sqrt(5/2); s = sqrt(2), sqrt(1/2)
    Case("objective", "lopcow", [[1, 1], [3, 2]], share([math.log(2.5), math.log(5)]), "ln of 5/2 and 5, halved"),
    Case("objective", "gini", [[3, 0], [1, 3], [2, 0]], [0.25, 0.75], "G of 1, 2, 3 is 8/36; of 0, 0, 3 it is 12/18"),
    # u, v, u + v: r = 0, 1/sqrt 2, 1/sqrt 2; s in proportion 1 : 1 : sqrt 2
    Case("objective", "critic", np.column_stack([H[:, 0], H[:, 1], H[:, 0] + H[:, 1]]), share([2 - ROOT, 2 - ROOT, 2**0.5 * 2 * (1 - ROOT)]), "s (1 - 0 + 1 - r), sqrt 2 s 2 (1 - r)"),
    Case("objective", "critic", [[61.0, 1.08, 4.33], [20.7, 0.26, 4.34], [16.3, 1.98, 2.53], [9.0, 3.29, 1.65], [5.4, 2.77, 2.33], [4.0, 4.12, 1.21], [-6.1, 3.52, 2.10], [-34.6, 3.31, 0.98]] * np.array([1 / 95.6, 1 / 3.86, 1 / 3.36]), [0.2022, 0.4809, 0.3169], "Diakoulaki et al. (1995): eight firms, printed weights; columns over their ranges", rtol=2.5e-4),
    # u, u + v, u + v + t: R^2 = 1/2, 3/4, 2/3 by projection on what the others span
    Case("objective", "independence", np.column_stack([H[:, 0], H[:, 0] + H[:, 1], H[:, :3].sum(axis=1)]), share([2**0.5, 2 / 3**0.5, 1.5**0.5]), "1/R"),
    Case("objective", "merec", [[1, 4], [2, 1]], share(MEREC), "E = ln(1 + ln(2)/2), ln(1 + ln 2)"),
    Case("objective", "pca", BLOCKS, share([2 / 3**0.5] * 3 + [1.5 / 2**0.5] * 2), "l = 2, v = 1/sqrt 3; l = 1.5, v = 1/sqrt 2"),
    Case("objective", "pca1", CHAIN, share([1, 2**0.5, 1]), "first eigenvector (1, sqrt 2, 1)/2 of l = 1 + 1/sqrt 2"),
    Case("objective", "factor", BLOCKS, share([2 / 3] * 3 + [0.75] * 2), "squared loadings l v^2: 2/3 and 1.5/2"),
    Case("objective", "balance", CHAIN, [0.5, 0, 0.5], "C^-1 1 = (1, 0, 1): the first and last alone correlate alike with all three"),
    Case("objective", "balance", BLOCKS[:, :2] * [1, 3], [0.75, 0.25], "C^-1 1 is equal; over s 1 : 3"),
    Case("objective", "infomax", [[0, 0], [2, 6]], [0.75, 0.25], "1/s in proportion 1/2 : 1/6"),
    # 1 is best at (4, 1), 2 at (2, 4): p_12 = 3/4, p_21 = 1/2, q_1 p_21 ... : (3/5, 2/5)
    Case("objective", "cilos", [[4, 1], [2, 4], [1, 1]], [0.6, 0.4], "F q = 0 with losses 3/4 and 1/2", rtol=1e-10),
    Case("objective", "idocriw", [[4, 1], [2, 4], [1, 1]], share(IDOCRIW), "scipy's entropy times CILOS (3/5, 2/5)", rtol=1e-10),
    # --- combination of a = (.8, .2) and b = (.4, .6), and METHOD A's printed vectors ------------------------
    Case("combine", "multiplicative", [A, B], [0.503568, 0.405364, 0.091068], "METHOD A test vector", rtol=6e-6),
    Case("combine", "linear", [A, B], [0.428971, 0.390114, 0.180915], "METHOD A test vector", rtol=3e-6),
    Case("combine", "geometric", [A, B], [0.430576, 0.386317, 0.183107], "METHOD A test vector", rtol=3e-6),
    Case("combine", "multiplicative", TWO, [8 / 11, 3 / 11], ".32 : .12"),
    Case("combine", "linear", TWO, [0.5, 0.5], "a/4 + 3 b/4", {"alpha": 0.25}),
    Case("combine", "geometric", TWO, share([8**0.5, 3**0.5]), "sqrt(.32) : sqrt(.12)"),
    Case("combine", "relative_entropy", TWO, share([8**0.5, 3**0.5]), "the Lagrangian gives the geometric mean"),
    # [.68 .44; .44 .52] (x, y) = (.68, .52): x : y = .1248 : .0544 = 39 : 17
    Case("combine", "game", TWO, [19 / 28, 9 / 28], "(39 a + 17 b)/56"),
    Case("combine", "least_squares", TWO, [0.6, 0.4], "(a + b)/2"),
    Case("combine", "moment", TWO, [7 / 12, 5 / 12], "p = (.8/1.2 + .2/.8)/2 = 11/24"),
    Case("combine", "subjective", TWO, TWO[0], "a"),
    Case("combine", "objective", TWO, TWO[1], "b"),
    # --- pairwise ---------------------------------------------------------------------------------------------
    # three items: the geometric means solve the eigenvalue problem; 2^(1/3) 1, ... of 2, 1, 4
    Case("ahp", "eigenvector", [[1, 2, 1], [NAN, 1, 4], [NAN, NAN, 1]], share([2 ** (1 / 3), 2 ** (1 / 3), 2 ** (-2 / 3)]), "rows' products 2, 2, 1/4 (for m = 3 both methods are one)"),
    Case("ahp", "eigenvector", [[1, 5, 1 / 3], [NAN, 1, 1 / 7], [NAN, NAN, 1]], [0.279, 0.072, 0.649], "BPMSG AHP template manual: 27.9, 7.2, 64.9 %", rtol=1.5e-3),
    Case("ahp", "eigenvector", [[1, 2, NAN], [NAN, 1, 3], [NAN, NAN, 1]], [0.6, 0.3, 0.1], "a chain is consistent: 6 : 3 : 1"),
    Case("ahp", "geometric", [[1, 8, 1], [NAN, 1, 8], [NAN, NAN, 1]], [4 / 7, 2 / 7, 1 / 7], "cube roots of 8, 1, 1/8"),
    Case("ahp", "columns", [[1, 2, 2], [NAN, 1, 2], [NAN, NAN, 1]], [(1 / 2 + 4 / 7 + 2 / 5) / 3, (1 / 4 + 2 / 7 + 2 / 5) / 3, (1 / 4 + 1 / 7 + 1 / 5) / 3], "columns over 2, 3.5, 5"),
    Case("ahp", "lls", [[1, 2, NAN], [NAN, 1, 3], [NAN, NAN, 1]], [0.6, 0.3, 0.1], "exact fit 6 : 3 : 1"),
    Case("ahp", "lls", [[1, 8, 1], [NAN, 1, 8], [NAN, NAN, 1]], [4 / 7, 2 / 7, 1 / 7], "whole matrix: the geometric means"),
    Case("pool", "judgements", [[1, 2], [NAN, 1], [1, 8], [NAN, 1]], [0.8, 0.2], "sqrt(2 * 8) = 4"),
    Case("pool", "judgements", [[1, 2], [NAN, 1], [1, 8], [NAN, 1]], share([2**1.5, 1]), "(2^3 * 8)^(1/4) = 2^1.5", {"power": [3, 1]}),
    Case("pool", "priorities", [[1, 2], [NAN, 1], [1, 8], [NAN, 1]], [0.8, 0.2], "sqrt(2/3 * 8/9) : sqrt(1/3 * 1/9) = 4 : 1"),
    # w_W = 1: |w_B - 8| <= k, |w_B - 2 x| <= k, |x - 5| <= k leave x <= 4 + k and x >= 5 - k: k = 1/2, x = 4.5, w_B = 8.5
    Case("bwm", "linear", [[8, 2, 1], [1, 5, 8]], [1 / 14, 4.5 / 14, 8.5 / 14], "linear programme by hand", rtol=1e-9),
    # Rezaei (2015), Omega 53, 49: load flexibility, accessibility, cost; k = 4 - sqrt 14 by hand in test_bwm_nonlinear
    Case("bwm", "nonlinear", [[8, 2, 1], [1, 5, 8]], [0.0714, 0.3387, 0.5899], "Rezaei (2015), printed", rtol=2e-3),
    # scores 3, 1, 2, 2 in classes A, A, B, C
    Case("abc", "share", [[3, 1, 2, 2], [0, 0, 1, 2]], [0.375, 0.125, 0.3, 0.2], ".5 * 3/4, .5 * 1/4, .3, .2"),
    Case("abc", "multiplier", [[3, 1, 2, 2], [0, 0, 1, 2]], [9 / 18, 3 / 18, 4 / 18, 2 / 18], "3 * 3, 3 * 1, 2 * 2, 1 * 2 over 18"),
    # m = 3: (1 + 1/2 + 1/3)/3, (1/2 + 1/3)/3, 1/9; 3 : 2 : 1; 6 : 3 : 2
    Case("rank_weight", "centroid", [[1, 2, 3]], [11 / 18, 5 / 18, 2 / 18], "Barron and Barrett (1996): .6111, .2778, .1111"),
    Case("rank_weight", "sum", [[2, 1, 3]], [2 / 6, 3 / 6, 1 / 6], "3 : 2 : 1"),
    Case("rank_weight", "sum", [[1, 2, 2, 4]], [0.4, 0.25, 0.25, 0.1], "the second and third share .3 + .2"),
    Case("rank_weight", "reciprocal", [[10, 30, 20]], [6 / 11, 2 / 11, 3 / 11], "1 : 1/2 : 1/3"),
    # weights 3 : 1; factors 1, 2 and 1, 6
    Case("stage_weight", "factor", [[3, 1, 1], [1, 2, 6]], [[0.6, 1 / 3], [0.4, 2 / 3]], "3 : 2 and 3 : 6"),
    Case("stage_weight", "table", [[3, 1], [1, 4]], [[0.75, 0.2], [0.25, 0.8]], "3/4 and 1/5"),
    # two under p, one under q
    Case("scope", "local", [[1, 3, 4]], [0.25, 0.75, 1], "inside each parent"),
    Case("scope", "global", [[1, 3, 4]], [1 / 8, 3 / 8, 1 / 2], "over all three"),
]  # fmt: skip
