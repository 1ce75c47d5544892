"""Cases of the methods that make scores, ranks, classes and relations."""

from __future__ import annotations

import math

from scipy.special import chdtrc

from . import NAN, Case

#: Corners of a square and the middle of a side; the last is this far from the anti-ideal, .75 from the ideal.
CORNERS = [[0, 1], [3, 0], [3, 1], [1.5, 1]]
FAR = (0.75**2 + 0.5**2) ** 0.5
SAME = {"w": [0.5, 0.5]}

#: y of a textbook: x = 1..5, y = 2, 4, 5, 4, 5.
TEXTBOOK = [[1, 2], [2, 4], [3, 5], [4, 4], [5, 5]]
#: r = 1/2.
HALF = [[1, 1], [2, 3], [3, 2]]
CHI2 = -(3 - 1 - 9 / 6) * math.log(1 - 0.25)

E = math.e

TIED = [30, 20, NAN, 20, 10]


def corr(r: float) -> list[list[float]]:
    return [[1, r], [r, 1]]


CASES = [
    # --- means ---------------------------------------------------------------------------------------------
    Case("aggregate", "arithmetic", [[1, 3], [5, 5]], [2.5, 5], "1/4 + 9/4", {"w": [0.25, 0.75]}),
    Case("aggregate", "geometric", [[4, 9], [5, 5]], [6, 5], "sqrt 36", SAME),
    Case("aggregate", "geometric", [[16, 1]], [2], "16^(1/4)", {"w": [0.25, 0.75]}),
    Case("aggregate", "harmonic", [[1, 4], [2, 2]], [1.6, 2], "1/(1/2 + 1/8)", SAME),
    Case("aggregate", "power", [[1, 7], [0, 0]], [5, 0], "sqrt((1 + 49)/2)", SAME),
    Case("aggregate", "min", [[3, 1], [-2, 5]], [1, -2], "the least", SAME),
    Case("aggregate", "median", [[1, 5, 3], [1, 2, 9]], [3, 2], "the middle"),
    Case("aggregate", "median", [[1, 5, 3]], [1], "1 has more than half of the weight", {"w": [0.6, 0.2, 0.2]}),
    Case("aggregate", "owa", [[4, 8]], [5], "W = 1/2, 1, squared 1/4, 1: 8/4 + 3 * 4/4", SAME),
    Case("aggregate", "meanmin", [[4, 8]], [5], "6 - (6 - 4)/2", SAME),
    # columns (1, 3), (4, 2): z = 90, 110 and 110, 90; mean 100, variance 100
    Case("aggregate", "mpi", [[1, 4], [3, 2]], [99, 99], "100 - 100/100", SAME),
    Case("aggregate", "mpi", [[1, 4], [3, 2]], [105 - 75 / 105, 95 - 75 / 95], "means 105, 95, variance 3/16 * 400 = 75", {"w": [0.25, 0.75]}),
    Case("aggregate", "mpi+", [[1, 4], [3, 2]], [101, 101], "100 + 100/100", SAME),
    # 70, 130 and 130, 70: mean 100, variance 900
    Case("aggregate", "ampi", [[1, 4], [3, 2]], [91, 91], "100 - 900/100", SAME),
    Case("aggregate", "ampi+", [[1, 4], [3, 2]], [109, 109], "100 + 900/100", SAME),
    Case("aggregate", "copeland", [[1, 2], [2, 1], [3, 3]], [0, -2, 2], "the first beats the second by .6 to .4; the third beats both", {"w": [0.4, 0.6]}),
    # --- whole matrix ----------------------------------------------------------------------------------------
    Case("mcdm", "topsis", CORNERS, [0.25, 0.75, 1, FAR / (FAR + 0.75)], "distances .5, 1.5; 1.5, .5; 1.58, 0; FAR, .75", {**SAME, "norm": "none"}),
    Case("mcdm", "vikor", CORNERS, [0, 0, 1, 0.5], "S = .5, .5, 0, .25 and R the same", SAME),
    Case("mcdm", "gra", CORNERS, [2 / 3, 2 / 3, 1, 0.75], ".5/(1 - r + .5): 1/3, 1 and 1/2, 1", SAME),
    Case("mcdm", "rsr", [[1, 3], [2, 2], [3, 1]], [0.5, 2 / 3, 2.5 / 3], "(.75 * 1 + .25 * 3)/3, ...", {"w": [0.75, 0.25]}),
    # benefit shares .4, .6; cost shares .2, .8, halved: Q = .2 + .5/(.1 (1/.1 + 1/.4)), .3 + .5/(.4 * 12.5)
    Case("mcdm", "copras", [[2, 1], [3, 4]], [1, 2 / 3], "Q = .6, .4", {**SAME, "costs": "+-"}),
    # r = .5, 1 and 1, .25: sums .75, .625; products sqrt(.5), sqrt(.25)
    Case("mcdm", "waspas", [[2, 1], [4, 4]], [(0.75 + 0.5**0.5) / 2, (0.625 + 0.5) / 2], "half each", {**SAME, "costs": "+-"}),
    Case("mcdm", "edas", [[1], [2], [3]], [0, 0.5, 1], "SP = 0, 0, .5; SN = .5, 0, 0"),
    # r = .5, 1; K+ = .5, 1; K- = 1, 2; f+ = 2/3, f- = 1/3: (K+ + K-)/(1 + 1/2 + 2)
    Case("mcdm", "marcos", [[1], [2]], [3 / 7, 6 / 7], "1.5/3.5, 3/3.5"),
    # r = .5, 1: E = T = 0, .5
    Case("mcdm", "codas", [[1], [2]], [-1, 1], "-.5 - .5, .5 + .5"),
    Case("mcdm", "promethee", [[1], [2], [4]], [1, 0, -1], "a cost: beats 2, 1, 0 of 2", {"costs": "-"}),
    Case("mcdm", "fuzzy", [0, 1, 2, 3, 4], [0, 25, 50, 75, 100], "five quantiles, five classes 0, 25, 50, 75, 100"),
    Case("mcdm", "dea", [[2, 1], [2, 2], [3, 3]], [1, 0.5, 0.5], "output over input 2, 1, 1, over the best", {**SAME, "costs": "+-"}),
    Case("mcdm", "bod", [[1, 0], [0, 1], [0.5, 0.5], [0.25, 0.5]], [1, 1, 1, 0.75], "weights (1, 1): .25 + .5", SAME, rtol=1e-9),
    # benefit 2, 3, ideal 3; 1/cost 1, 1/4, ideal 1: S = (1/4 + 4/9)/2, (3/8 + 1/9)/2, ideal (3/8 + 4/9)/2
    Case("mcdm", "aras", [[2, 1], [3, 4]], [50 / 59, 35 / 59], "25/36 and 35/72 over 59/72", {**SAME, "costs": "+-"}),
    Case("mcdm", "moora", [[3, 5], [4, 12]], [0.3 - 2.5 / 13, 0.4 - 6 / 13], "norms 5 and 13", {**SAME, "costs": "+-"}),
    # S = 3/4, 1/4; P = 1, 1: ka = 1.75/3, 1.25/3; kb = 3 + 1, 1 + 1; kc = 1, 5/7
    Case("mcdm", "cocoso", [[0, 1], [1, 0]], [(7 / 3) ** (1 / 3) + (7 / 12 + 5) / 3, (25 / 42) ** (1 / 3) + (5 / 12 + 2 + 5 / 7) / 3], "ka kb kc = 7/3, 25/42", {"w": [0.25, 0.75]}),
    Case("mcdm", "mabac", [[1], [2]], [1 - 2**0.5, 2 - 2**0.5], "V = 1, 2, border sqrt 2"),
    Case("mcdm", "mairca", [[1], [2]], [1, 0.5], "a cost: gaps 0 and 1, halved, from 1", {"costs": "-"}),
    # D of (1/4, 1): C = 2 sqrt(1/4)/(5/4) = .8 or sqrt((1 - 3/4) 1/4) = 1/4, T = 5/8
    Case("coupling", "standard", [[0.25, 1]], [0.5**0.5], "sqrt(.8 * .625)"),
    Case("coupling", "adjusted", [[0.25, 1]], [0.15625**0.5], "sqrt(.25 * .625)"),
    # --- relations ----------------------------------------------------------------------------------------------
    Case("correlation", "pearson", TEXTBOOK, corr(0.6**0.5), "6/sqrt(10 * 6)"),
    Case("correlation", "spearman", TEXTBOOK, corr(7 / 90**0.5), "mean ranks 1, 2.5, 4.5, 2.5, 4.5: 7/sqrt(10 * 9)"),
    Case("correlation", "kendall", TEXTBOOK, corr(6 / 80**0.5), "7 pairs agree, 1 does not, 2 tied: 6/sqrt(10 * 8)"),
    Case("pca", "variance", HALF, [[1.5, 0.5], [0.75, 0.25], [0.75, 1]], "1 + r, 1 - r"),
    Case("pca", "loadings", HALF, [[0.75**0.5, 0.5], [0.75**0.5, -0.5]], "r = 1/2: sqrt(1.5/2), sqrt(.5/2)"),
    Case("pca", "tests", HALF, [0.5, CHI2, 1, float(chdtrc(1, CHI2))], "two indicators: r^2/(r^2 + r^2); -(n - 1 - 9/6) ln(1 - r^2)"),
    # 2020: 1, 2, 3 with sd 1; 2022: 4, 6, missing with sd sqrt 2
    Case("convergence", "sigma", [[1, 4], [2, 6], [3, NAN]], [0.5, 2**0.5 / 5], "1/2, sqrt(2)/5"),
    # ln x0 = 0, 1, 2; growth a year .5, .1, .3: Sxx 2, Sxy -.2
    Case("convergence", "beta", [[1, E], [E, E**1.2], [E**2, E**2.6]], [-0.1], "-.2/2", rtol=1e-10),
    # --- places ----------------------------------------------------------------------------------------------
    Case("place", "zh", [440300, 130400, NAN], ["深圳", "邯郸", ""], "GB/T 2260"),
    Case("place", "en", [440300, 130400], ["Shenzhen", "Handan"], "GB/T 2260"),
    Case("place", "full", [440300, 445300], ["深圳市", "云浮市"], "GB/T 2260"),
    Case("place", "code", [440300], ["440300"], "GB/T 2260"),
    Case("area", "region", [440300, 420100, 610100, 210100], ["东部", "中部", "西部", "东北"], "National Bureau of Statistics (2011): Guangdong, Hubei, Shaanxi, Liaoning"),
    Case("area", "north_south", [440300, 210100], ["南方", "北方"], "Guangdong, Liaoning"),
    # Handan is in two: all of Hebei is in the first, the Central Plains plan (2016) names the city.
    Case("area", "cluster", [130400, 650100], ["京津冀城市群", "其他"], "the plans of 2015 and 2016; none names Urumqi"),
    Case("area", "clusters", [130400], ["京津冀城市群、中原城市群"], "the plans of 2015 and 2016"),
    # --- ranks and classes ---------------------------------------------------------------------------------------
    Case("classes", "jenks", [1, 2, 4, 5, 50, NAN], [3, 3, 2, 2, 1, NAN], "squares .5 + .5 + 0 are the least", {"count": 3}),
    Case("classes", "quantile", [1, 2, 4, 5, 50], [2, 2, 1, 1, 1], "the median is 4"),
    Case("classes", "equal", [1, 2, 4, 5, 50], [2, 2, 2, 2, 1], "the break is 25.5"),
    Case("classes", "sd", [1, 2, 3, 4, 5], [4, 3, 2, 2, 1], "breaks 3 - 1.58, 3, 3 + 1.58", {"count": 4}),
    Case("classes", "kmeans", [1, 1.1, 5, 5.1, 9, NAN], [3, 3, 2, 2, 1, NAN], "three clusters plain to see", {"count": 3}),
    Case("ties", "min", TIED, [1, 2, NAN, 2, 4], "scipy.stats.rankdata: min"),
    Case("ties", "max", TIED, [1, 3, NAN, 3, 4], "scipy.stats.rankdata: max"),
    Case("ties", "average", TIED, [1, 2.5, NAN, 2.5, 4], "scipy.stats.rankdata: average"),
    Case("ties", "dense", TIED, [1, 2, NAN, 2, 3], "scipy.stats.rankdata: dense"),
    Case("ties", "ordinal", TIED, [1, 2, NAN, 3, 4], "scipy.stats.rankdata: ordinal"),
    Case("order", "descending", [5, 9, 7], [3, 1, 2], "9 is first"),
    Case("order", "ascending", [5, 9, 7], [1, 3, 2], "5 is first"),
    # CCID 2022: ranks 1-3 leap, 4-29 expansion ...
    Case("stage", "rank", [3, 4, 29, 30], ["leap", "expansion", "expansion", "rest"], "CCID 2022: 1-3, 4-29", {"breaks": (3, 29), "stages": ("leap", "expansion", "rest")}),
    Case("stage", "score", [80, 79.9, 50, 10], ["high", "middle", "middle", "low"], "80 and more, 50 and more", {"breaks": (80, 50), "stages": ("high", "middle", "low")}),
    Case("sort", "count", [9, 1, 2], ["b", "a"], "b has two units", {"groups": ["a", "b", "b"]}),
    Case("sort", "mean", [9, 1, 2], ["a", "b"], "means 9 and 1.5", {"groups": ["a", "b", "b"]}),
]  # fmt: skip
