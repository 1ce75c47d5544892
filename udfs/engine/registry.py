"""Every named method in one table: names, aliases, where it lives, formula, source.

A new method is one function and one line here. The lists in the workbook, the help, the command
line and the message for an unknown name are all read from this table; nothing is imported until
a method is used.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from importlib import import_module
from typing import Any

from .errors import MfgError


@dataclass(frozen=True)
class Method:
    """A named choice of one kind (``normalise``, ``ties`` ...)."""

    kind: str
    name: str
    zh: str
    en: str
    formula: str
    source: str
    target: str = ""
    aliases: tuple[str, ...] = ()
    formula_zh: str = ""
    parameter: str = ""  # keywords of the numbers that may follow the name: ``power:2``, ``minmax:1:100``
    values: tuple[float | None, ...] = ()

    @property
    def function(self) -> Callable[..., Any]:
        """The engine function that carries it out, with the numbers given behind its name."""
        module, _, name = self.target.partition(":")
        f = getattr(import_module(f"udfs.engine.{module}"), name)
        return partial(f, **self.given) if self.given else f

    @property
    def given(self) -> dict[str, float]:
        """The numbers given behind the name, by their keywords."""
        pairs = zip(self.parameter.split(":"), self.values, strict=False)
        return {k: v for k, v in pairs if v is not None}

    @property
    def base(self) -> str:
        """The name without the numbers that follow it."""
        return self.name.partition(":")[0]

    def label(self, lang: str) -> str:
        """Return the method's name in ``lang``."""
        return self.zh if lang == "zh" else self.en

    def explained(self, lang: str) -> str:
        """Return the formula, in words of ``lang`` where it has words."""
        return self.formula_zh or self.formula if lang == "zh" else self.formula


_A = "METHOD A (CCID 2022)"
_H = "OECD/JRC Handbook (2008) ch."
METHODS: tuple[Method, ...] = (
    Method("positive", "reciprocal", "倒数正向化", "reciprocal", "x' = 1/(k + max|x| + x)", f"{_A} 2", "positive:reciprocal", ("倒数法",)),
    Method("positive", "inverse", "取倒数", "inverse", "x' = 1/x", f"{_A} 2, option", "positive:inverse", ("1/x",)),
    Method("positive", "max", "最大值减", "maximum minus x", "x' = max(x) - x", f"{_A} 2, option", "positive:maximum_minus", ("max-x", "极值法")),
    Method("positive", "mean", "两倍均值减", "twice the mean minus x", "x' = 2 mean(x) - x", f"{_A} 2, option", "positive:twice_mean_minus", ("2mean-x", "均值法")),
    Method("moderate", "interval", "适度区间", "interval", "x' = 1 - d/max(d), d = distance outside low..high", "适度指标正向化", "moderate:interval", ("适度区间法", "适度值", "target"), "x' = 1 - d/max(d)，d 为到区间 low..high 的距离"),
    Method("moderate", "distance", "距离", "distance", "x' = max(d) - d", "适度化", "moderate:distance", ("适度距离", "适度化")),
    Method("moderate", "reciprocal", "距离倒数", "reciprocal of distance", "x' = 1/(1 + d)", "适度指标正向化", "moderate:reciprocal", ("倒数", "reciprocal")),
    Method("normalise", "vector", "向量归一化", "vector", "r = x / sqrt(sum x^2)", f"{_A} 3", "normalise:vector", ("向量法", "模一化", "向量规范化")),
    Method("normalise", "minmax", "极差法", "min-max", "r = a + (b - a)(x - min)/(max - min), a 0, b 1", f"{_H} 5", "normalise:minmax", ("极差标准化", "最小最大", "min-max", "离差标准化"), parameter="a:b"),
    Method("normalise", "zscore", "Z 分数", "z-score", "r = a + b (x - mean)/sd, sd with n - 1, a 0, b 1", f"{_H} 5", "normalise:zscore", ("z-score", "标准差标准化", "z分数"), "r = a + b (x - mean)/sd，sd 除以 n - 1，a 0、b 1", "a:b"),
    Method("normalise", "sum", "总和归一化", "sum", "r = x / sum(x)", "pymcdm/scikit-criteria sum", "normalise:by_sum", ("归一化", "比重法")),
    Method("normalise", "max", "最大值法", "max", "r = x / max(x)", "pymcdm/scikit-criteria max", "normalise:by_max", ("最大化", "线性比例", "fracmax", "fraction of max", "占最大值比")),
    Method("normalise", "mean", "均值化", "mean", "r = x / mean(x)", f"{_A} 3", "normalise:by_mean", ("均值法",)),
    Method("normalise", "none", "不标准化", "none", "r = x", "data already normalised", "normalise:unchanged", ("无", "不处理")),
    Method("normalise", "robust", "稳健 Z 分数", "robust z-score", "r = a + b (x - median)/(1.4826 MAD), a 0, b 1", "Rousseeuw and Croux (1993)", "normalise:robust", ("稳健标准化", "中位数标准化", "robust z", "mad"), parameter="a:b"),
    Method("normalise", "rank", "名次", "rank", "r = rank from the lowest, 1 = worst, least rank of ties", f"{_H} 5; COINr n_rank", "normalise_ranks:rank", ("排序", "秩次"), "r = 从低到高的名次，1 最差，并列取最小"),
    Method("normalise", "prank", "百分位名次", "percentile rank", "r = (rank - 1)/(n - 1)", "COINr n_prank", "normalise_ranks:prank", ("百分位", "百分等级", "percent rank")),
    Method("normalise", "borda", "Borda 分", "Borda points", "r = rank - 1", "COINr n_borda", "normalise_ranks:borda", ("波达计数", "波达法", "borda count")),
    Method("normalise", "dist2max", "距最大值", "distance to maximum", "r = 1 - (max - x)/(max - min)", "COINr n_dist2max", "normalise_targets:distance_to_maximum", ("与最大值的距离",)),
    Method("normalise", "dist2ref", "距参照单位", "distance to reference", "r = 1 - (ref - x)/(ref - min), a = row of ref, b = 1 caps", "COINr n_dist2ref", "normalise_targets:distance_to_reference", ("与参照单位的距离", "标杆法"), "r = 1 - (ref - x)/(ref - min)，a 为参照单位的行号，b = 1 封顶", "a:b"),
    Method("normalise", "dist2targ", "距目标值", "distance to target", "r = 1 - (a - x)/(a - min), a = target, b = 1 caps", "COINr n_dist2targ", "normalise_targets:distance_to_target", ("与目标值的距离", "目标值法"), "r = 1 - (a - x)/(a - min)，a 为目标值，b = 1 封顶", "a:b"),
    Method("normalise", "efficacy", "功效系数法", "efficacy coefficient", "r = a + b (x - min)/(max - min), a 60, b 40", "功效系数法", "normalise_targets:efficacy", ("功效系数", "efficacy 60 + 40"), parameter="a:b"),
    Method("normalise", "categorical", "分档赋值", "categorical", "r = 0, 20 .. 100 from the 15th, 25th, 65th, 85th, 95th percentile; a = number of equal classes", f"{_H} 5", "normalise_ranks:categorical", ("分类赋值", "分档", "categorical scale"), "r = 0、20…100，分界为 15、25、65、85、95 百分位；a 为等分档数", "a"),
    Method("normalise", "index", "指数化", "index to a base", "r = b x / a, negative b a / x, a = mean, b 100", "METHOD B (CAICT 2025)", "normalise_targets:index", ("定基指数", "指数法", "index number"), "r = b x / a，负向 b a / x，a 默认均值、b 100", "a:b"),
    Method("normalise", "index_max", "对最大值指数化", "index to the maximum", "r = b x / max, negative b max / x, b 100", "METHOD B (CAICT 2025)", "normalise_targets:index_max", (), "r = b x / 最大值，负向 b 最大值 / x，b 100", "b"),
    Method("normalise", "index_best", "对最优值指数化", "index to the best", "r = b x / max, negative b min / x, b 100", "METHOD B (CAICT 2025), option", "normalise_targets:index_max", ("最优值指数",), "r = b x / 最大值，负向 b 最小值 / x，b 100", "b"),
    Method("reference", "mean", "均值", "mean", "mean of the units", "METHOD B (CAICT 2025)", "", ("平均值", "average"), "各单位均值"),
    Method("reference", "max", "最大值", "maximum", "greatest value of the units", "METHOD B (CAICT 2025)", "", (), "各单位最大值"),
    Method("reference", "best", "最优值", "best", "greatest value, least of a negative indicator", "METHOD B (CAICT 2025), option", "", ("最好", "leader"), "正向取最大值，负向取最小值"),
    Method("transform", "none", "不变换", "none", "x", "", "normalise:unchanged", ("无",)),
    Method("transform", "log", "自然对数", "natural logarithm", "ln(x), x > 0", "OECD/JRC Handbook (2008) ch. 5", "normalise:log", ("ln", "对数")),
    Method("transform", "log10", "常用对数", "common logarithm", "log10(x), x > 0", "", "normalise:log10", ("lg",)),
    Method("transform", "sqrt", "平方根", "square root", "sqrt(x), x >= 0", "", "normalise:sqrt", ("开方",)),
    Method("subjective", "delphi", "德尔菲法", "Delphi", "a_j = mean of the last round, normalised", f"{_A} 5", "", ("专家法", "专家打分", "delphi法"), "a_j = 最后一轮均值，归一"),
    Method("subjective", "given", "给定权重", "given", "a_j = given, normalised", "", "", ("指定权重", "自定义"), "a_j = 给定值，归一"),
    Method("subjective", "abc", "主次分类赋权法", "ABC classes", "a_j = P_c e_j / sum of e in class c, e = expert mean", "METHOD B (CAICT 2025), reconstruction", "", ("主次分类", "abc分类"), "a_j = P_c e_j / 本类 e 之和，e 为专家均值"),
    Method("subjective", "equal", "等权", "equal", "a_j = 1/m", "", "", ("等权重", "均权")),
    Method("objective", "cv", "变异系数法", "coefficient of variation", "b_j = V_j / sum V, V = sd/mean", f"{_A} 4", "weights:coefficient_of_variation", ("变异系数", "coefficient of variation", "信息量权重", "信息量权重法", "信息量", "information")),
    Method("objective", "equal", "等权", "equal", "b_j = 1/m", "", "weights:equal", ("等权重", "均权")),
    Method("objective", "entropy", "熵值法", "entropy", "b_j = (1 - e_j)/sum(1 - e), e = -sum p ln p / ln n, p = x/sum(x), x >= 0", "Hwang and Yoon (1981)", "weights_spread:entropy", ("熵权法", "熵值", "熵权", "信息熵")),
    Method("objective", "std", "标准差法", "standard deviation", "b_j = s_j / sum s, min-max data", "Diakoulaki et al. (1995)", "weights_spread:standard_deviation", ("标准差", "标准离差法", "均方差法", "sd"), "b_j = s_j / sum s，极差法数据"),
    Method("objective", "variance", "方差法", "variance", "b_j = s_j^2 / sum s^2, min-max data", "pymcdm variance_weights", "weights_spread:variance", ("方差", "统计方差法", "statistical variance"), "b_j = s_j^2 / sum s^2，极差法数据"),
    Method("objective", "gini", "基尼系数法", "Gini", "b_j = G_j / sum G, x >= 0", "Gini (1912)", "weights_spread:gini", ("基尼系数", "基尼", "gini coefficient")),
    Method("objective", "critic", "CRITIC 法", "CRITIC", "b_j = C_j / sum C, C = s_j sum_k(1 - r_jk), min-max data", "Diakoulaki et al. (1995)", "weights_conflict:critic", ("critic权重", "critic权重法", "客观冲突法"), "b_j = C_j / sum C，C = s_j sum_k(1 - r_jk)，极差法数据"),
    Method("objective", "independence", "独立性权重", "independence", "b_j = (1/R_j) / sum(1/R), R = multiple correlation", "SPSSAU, SPSSPRO", "weights_conflict:independence", ("独立性权", "独立性权重法", "独立性权系数法"), "b_j = (1/R_j) / sum(1/R)，R 为复相关系数"),
    Method("objective", "merec", "MEREC 法", "MEREC", "b_j = E_j / sum E, E = change of ln(1 + sum|ln(min/x)|/m) without j, x > 0", "Keshavarz-Ghorabaee et al. (2021)", "weights_loss:merec", ("移除效应法", "剔除效应"), "b_j = E_j / sum E，E 为去掉 j 后 ln(1 + sum|ln(min/x)|/m) 的变化，x > 0"),
    Method("objective", "pca", "主成分法", "PCA", "b_j = sum_k v_jk l_k / sum l, normalised; eigenvalues l > 1, eigenvectors v", "主成分综合得分系数", "weights_factor:principal_components", ("主成分", "主成分分析", "主成分分析法", "principal components"), "b_j = sum_k v_jk l_k / sum l，归一；特征值 l > 1，特征向量 v"),
    Method("objective", "pca1", "第一主成分", "first component", "b_j = loading on the first component, normalised", "COINr get_PCA", "weights_factor:first_component", ("第一主成分法", "pc1"), "b_j = 第一主成分载荷，归一"),
    Method("objective", "factor", "因子分析法", "factor analysis", "b_j = max_k q_jk^2, normalised; loadings q after varimax, eigenvalues > 1", f"{_H} 6", "weights_factor:factor", ("因子分析", "因子法", "varimax"), "b_j = max_k q_jk^2，归一；q 为方差最大旋转后的载荷，特征值 > 1"),
    Method("objective", "balance", "相关均衡法", "balanced correlations", "b_j so that every indicator correlates equally with the sum", "Becker et al. (2017); COINr get_opt_weights", "weights_conflict:balance", ("相关优化", "优化权重", "optimised", "correlation optimised"), "b_j 使各指标与加权和的相关系数相等"),
    Method("objective", "infomax", "相关最大法", "greatest correlations", "b_j = (1/s_j) / sum(1/s): the sum of correlations with the weighted sum is greatest", "COINr get_opt_weights", "weights_conflict:infomax", ("标准差倒数", "相关和最大", "information maximised"), "b_j = (1/s_j) / sum(1/s)：各指标与加权和的相关系数之和最大"),
    Method("objective", "lopcow", "LOPCOW 法", "LOPCOW", "b_j = P_j / sum P, P = |ln(sqrt(mean x^2)/s)|, min-max data", "Ecer and Pamucar (2022)", "weights_spread:lopcow", ("对数百分比变化法", "logarithmic percentage change"), "b_j = P_j / sum P，P = |ln(均方根/s)|，极差法数据"),
    Method("objective", "cilos", "CILOS 法", "CILOS", "F b = 0, F = loss of j in the unit best at i, x >= 0", "Zavadskas and Podvezko (2016)", "weights_loss:cilos", ("准则影响损失法",), "F b = 0，F 为在 i 最优单位处 j 的损失，x >= 0"),
    Method("objective", "idocriw", "IDOCRIW 法", "IDOCRIW", "b_j = entropy weight * CILOS weight, normalised", "Zavadskas and Podvezko (2016)", "weights_loss:idocriw", ("熵与准则损失综合法",), "b_j = 熵权 × CILOS 权重，归一"),
    Method("combine", "multiplicative", "乘法合成", "multiplicative", "w = a b / sum(a b)", f"{_A} 6", "combine:multiplicative", ("乘法", "乘积法", "乘法归一")),
    Method("combine", "linear", "线性加权", "linear", "w = alpha a + (1 - alpha) b", f"{_A} 6", "combine:linear", ("线性", "加法", "加法合成")),
    Method("combine", "geometric", "几何平均", "geometric", "w = sqrt(a b), normalised", f"{_A} 6", "combine:geometric", ("几何",), "w = sqrt(a b)，归一"),
    Method("combine", "relative_entropy", "最小相对信息熵", "minimum relative entropy", "w = sqrt(a b), normalised: equals geometric", "min sum w ln(w/a) + w ln(w/b)", "combine:relative_entropy", ("最小信息熵", "最小鉴别信息", "entropy"), "w = sqrt(a b)，归一：同几何平均"),
    Method("combine", "game", "博弈论组合", "game theory", "w = (|x| a + |y| b) / (|x| + |y|), x a + y b nearest to a and to b", "陈加良 (2003) 福建电脑 (9) 15", "combine:game_theory", ("博弈论", "博弈论组合赋权"), "w = (|x| a + |y| b) / (|x| + |y|)，x a + y b 离 a、b 最近"),
    Method("combine", "least_squares", "最小二乘法", "least squares", "w = (a + b)/2: equals linear with alpha 0.5", "min sum ((a - w) z)^2 + ((b - w) z)^2", "combine:least_squares", ("最小二乘",), "w = (a + b)/2：同线性加权 alpha 0.5"),
    Method("combine", "moment", "矩估计法", "moment estimation", "w = p a + (1 - p) b, p = mean of a/(a + b)", "moment estimation", "combine:moment", ("矩估计", "矩估计组合赋权"), "w = p a + (1 - p) b，p = a/(a + b) 的均值"),
    Method("combine", "subjective", "只用主观权重", "subjective only", "w = a", "", "combine:subjective_only", ("主观",)),
    Method("combine", "objective", "只用客观权重", "objective only", "w = b", "", "combine:objective_only", ("客观",)),
    Method("ahp", "eigenvector", "特征向量法", "eigenvector", "A w = lambda_max w", "Saaty (1980); Harker (1987) where comparisons are missing", "ahp:eigenvector", ("特征根法", "特征值法", "eigenvalue", "em")),
    Method("ahp", "geometric", "方根法", "geometric mean of rows", "w_i = (prod_j a_ij)^(1/m), normalised", "Crawford and Williams (1985)", "ahp:geometric_mean", ("几何平均法", "几何平均", "geometric mean", "rgm"), "w_i = (prod_j a_ij)^(1/m)，归一"),
    Method("ahp", "columns", "和积法", "mean of normalised columns", "w_i = mean_j a_ij / sum_k a_kj", "Saaty (1980)", "ahp:column_mean", ("算术平均法", "规范列平均法", "sum")),
    Method("ahp", "lls", "对数最小二乘法", "logarithmic least squares", "min sum (ln a_ij - ln w_i + ln w_j)^2", "Bozóki, Fülöp and Rónyai (2010)", "ahp:least_squares", ("对数最小二乘", "llsm")),
    Method("pool", "judgements", "判断集结", "judgements (AIJ)", "a_ij = prod_k a_ij^p of person k", "Forman and Peniwati (1998)", "", ("aij", "judgments", "判断矩阵几何平均")),
    Method("pool", "priorities", "权重集结", "priorities (AIP)", "w_j = prod_k w_kj^p of person k, normalised", "Forman and Peniwati (1998)", "", ("aip", "权重几何平均"), "w_j = prod_k w_kj^p，归一"),
    Method("bwm", "linear", "线性模型", "linear", "min ksi, |w_B - a_Bj w_j| <= ksi, |w_j - a_jW w_W| <= ksi", "Rezaei (2016)", "bwm:best_worst", ("线性",)),
    Method("bwm", "nonlinear", "非线性模型", "nonlinear", "min ksi, |w_B/w_j - a_Bj| <= ksi, |w_j/w_W - a_jW| <= ksi; middles of the weights' intervals", "Rezaei (2015, 2016)", "bwm_nonlinear:best_worst_nonlinear", ("非线性",), "min ksi，|w_B/w_j - a_Bj| <= ksi，|w_j/w_W - a_jW| <= ksi；取权重区间中点"),
    Method("rank_weight", "centroid", "次序质心法", "rank order centroid", "w_k = (1/k + ... + 1/m)/m", "Barron and Barrett (1996)", "rank_weights:centroid", ("roc", "次序质心", "质心法")),
    Method("rank_weight", "sum", "秩和法", "rank sum", "w_k = 2 (m + 1 - k)/(m (m + 1))", "Stillwell, Seaver and Edwards (1981)", "rank_weights:rank_sum", ("rs", "秩和")),
    Method("rank_weight", "reciprocal", "秩倒数法", "reciprocal rank", "w_k = (1/k)/(1 + 1/2 + ... + 1/m)", "Stillwell, Seaver and Edwards (1981)", "rank_weights:reciprocal", ("rr", "倒数", "倒数法")),
    Method("abc", "share", "类别份额", "class shares", "w_j = P_c e_j / sum of e in class c", "METHOD B (CAICT 2025), reconstruction", "", ("份额", "shares", "分类份额"), "w_j = P_c e_j / 本类 e 之和"),
    Method("abc", "multiplier", "类别倍数", "class multipliers", "w_j = m_c e_j / sum m e", "METHOD B (CAICT 2025), reconstruction", "", ("倍数", "multipliers", "分类倍数")),
    Method("stage_weight", "factor", "阶段系数", "stage factors", "w_j t_jg / sum w t", "METHOD B (CAICT 2025), reconstruction", "", ("系数", "multiplier")),
    Method("stage_weight", "table", "分阶段权重表", "table of weights", "w_jg as given, normalised", "METHOD B (CAICT 2025), reconstruction", "", ("权重表", "full table"), "w_jg 为给定值，归一"),
    Method("aggregate", "arithmetic", "加权算术平均", "weighted arithmetic mean", "S = sum w r", f"{_A} 1", "aggregate:arithmetic", ("算术平均", "线性加权", "加权平均", "linear")),
    Method("aggregate", "geometric", "加权几何平均", "weighted geometric mean", "S = prod r^w, r > 0", "OECD/JRC Handbook (2008) ch. 6", "aggregate:geometric", ("几何平均",)),
    Method("aggregate", "harmonic", "加权调和平均", "weighted harmonic mean", "S = 1 / sum(w/r), r > 0", "OECD/JRC Handbook (2008) ch. 6", "means:harmonic", ("调和平均",)),
    Method("aggregate", "power", "幂平均", "power mean", "S = (sum w r^p)^(1/p), r >= 0, power:p, p = 2", "COINr a_genmean", "means:power", ("广义平均", "generalised mean", "genmean"), "S = (sum w r^p)^(1/p)，r >= 0，写作 power:p，默认 p = 2", "p"),
    Method("aggregate", "min", "最小值", "minimum", "S = min r", "OECD/JRC Handbook (2008) ch. 6", "means:minimum", ("短板",)),
    Method("aggregate", "median", "加权中位数", "weighted median", "S = weighted median of r", "", "means:median", ("中位数",), "S = r 的加权中位数"),
    Method("aggregate", "owa", "有序加权平均", "ordered weighted average", "S = sum v_k r_(k), Q(W) = W^a, owa:a, a = 2", "Yager (1988, 1996)", "means:owa", (), "S = sum v_k r_(k)，Q(W) = W^a，写作 owa:a，默认 a = 2", "a"),
    Method("aggregate", "meanmin", "均值-最小值", "mean-min", "S = M - a (M - min r), meanmin:a, a = 0.5", "Casadio Tarabusi, Guarini (2013)", "means:mean_min", (), "S = M - a (M - min r)，写作 meanmin:a，默认 a = 0.5", "a"),
    Method("aggregate", "mpi", "MPI 指数", "Mazziotta-Pareto", "S = M - S cv of z = 100 + 10 (r - mean)/sd", "De Muro, Mazziotta, Pareto (2011)", "penalty:mpi", (), "S = M - S cv，z = 100 + 10 (r - 均值)/sd"),
    Method("aggregate", "mpi+", "MPI 指数（加罚）", "Mazziotta-Pareto plus", "S = M + S cv of the same z", "De Muro, Mazziotta, Pareto (2011)", "penalty:mpi_plus", (), "S = M + S cv，z 同上"),
    Method("aggregate", "ampi", "AMPI 指数", "AMPI", "S = M - S cv of 70 + 60 (r - min)/(max - min)", "Mazziotta, Pareto (2016)", "penalty:ampi", ("adjusted mpi",)),
    Method("aggregate", "ampi+", "AMPI 指数（加罚）", "AMPI plus", "S = M + S cv of the same", "Mazziotta, Pareto (2016)", "penalty:ampi_plus"),
    Method("aggregate", "copeland", "Copeland 法", "Copeland", "S = units beaten - units lost to", "Munda, Nardo (2009); COINr a_copeland", "penalty:copeland", ("科普兰",), "S = 胜场数 - 负场数"),
    Method("mcdm", "topsis", "TOPSIS 法", "TOPSIS", "C = D-/(D+ + D-)", "Hwang, Yoon (1981)", "distance:topsis", ("优劣解距离法", "逼近理想解")),
    Method("mcdm", "vikor", "VIKOR 法", "VIKOR", "1 - Q, Q = v (S - S*)/(S- - S*) + (1 - v)(R - R*)/(R- - R*), vikor:v, v = 0.5", "Opricovic, Tzeng (2004, 2007)", "distance:vikor", ("折衷排序",), parameter="v"),
    Method("mcdm", "gra", "灰色关联分析", "grey relational analysis", "sum w rho/(1 - r + rho), gra:rho, rho = 0.5", "Deng (1989)", "distance:gra", ("灰色关联", "grey"), parameter="rho"),
    Method("mcdm", "rsr", "秩和比法", "rank-sum ratio", "sum w R / n", "Tian (1993)", "rsr:rsr", ("秩和比",)),
    Method("mcdm", "copras", "COPRAS 法", "COPRAS", "Q = S+ + sum(S-)/(S- sum(1/S-)), over max Q", "Zavadskas, Kaklauskas, Sarka (1994)", "utility:copras"),
    Method("mcdm", "waspas", "WASPAS 法", "WASPAS", "l sum w r + (1 - l) prod r^w, waspas:l, l = 0.5", "Zavadskas et al. (2012)", "utility:waspas", parameter="share_of_sum"),
    Method("mcdm", "edas", "EDAS 法", "EDAS", "(SP/max SP + 1 - SN/max SN)/2", "Keshavarz Ghorabaee et al. (2015)", "utility:edas"),
    Method("mcdm", "marcos", "MARCOS 法", "MARCOS", "(K+ + K-)/(1 + (1 - f+)/f+ + (1 - f-)/f-)", "Stević et al. (2020)", "utility:marcos"),
    Method("mcdm", "codas", "CODAS 法", "CODAS", "H = sum_k (E - E_k) + psi (T - T_k), psi = 1 where |E - E_k| >= tau, codas:tau, tau = 0.02", "Keshavarz Ghorabaee et al. (2016)", "distance:codas", parameter="tau"),
    Method("mcdm", "promethee", "PROMETHEE II 法", "PROMETHEE II", "phi+ - phi-, promethee:p, p = 0 (usual), p > 0 full preference at p of the range", "Brans, Vincke (1985)", "utility:promethee", ("promethee2",), parameter="p"),
    Method("mcdm", "fuzzy", "模糊综合评价", "fuzzy comprehensive evaluation", "B = sum w R, score 100 ... 0 over classes, fuzzy:k, k = 5", "Wang (1983)", "utility:fuzzy", ("模糊评价",), parameter="classes"),
    Method("mcdm", "dea", "数据包络分析 CCR", "DEA (CCR)", "max u y / v x, at most 1 for all", "Charnes, Cooper, Rhodes (1978)", "frontier:dea", ("数据包络", "ccr")),
    Method("mcdm", "bod", "最优权重法 BoD", "benefit of the doubt", "max sum u r, at most 1 for all", "Cherchye et al. (2007)", "frontier:benefit_of_the_doubt"),
    Method("mcdm", "aras", "ARAS 法", "ARAS", "K = S/S_0, S = sum w r/sum(r), S_0 of the ideal unit, r = x, 1/x for costs", "Zavadskas, Turskis (2010)", "compromise:aras", ("加性比率评估法",), "K = S/S_0，S = sum w r/sum(r)，S_0 为理想单位，r = x，成本型 1/x"),
    Method("mcdm", "moora", "MOORA 法", "MOORA", "sum w r of benefits - sum w r of costs, r = x/sqrt(sum x^2)", "Brauers, Zavadskas (2006)", "compromise:moora", ("比率系统法",), "效益型 sum w r - 成本型 sum w r，r = x/sqrt(sum x^2)"),
    Method("mcdm", "cocoso", "CoCoSo 法", "CoCoSo", "(ka kb kc)^(1/3) + (ka + kb + kc)/3 of S = sum w r, P = sum r^w, cocoso:l, l = 0.5", "Yazdani et al. (2019)", "compromise:cocoso", ("组合折衷解",), "S = sum w r 与 P = sum r^w 的三种折衷：(ka kb kc)^(1/3) + (ka + kb + kc)/3，写作 cocoso:l，默认 l = 0.5", "share_of_sum"),
    Method("mcdm", "mabac", "MABAC 法", "MABAC", "sum (V - G), V = w (r + 1), G = geometric mean of V over the units", "Pamučar, Ćirović (2015)", "compromise:mabac", ("边界近似区域比较法",), "sum (V - G)，V = w (r + 1)，G 为各单位 V 的几何平均"),
    Method("mcdm", "mairca", "MAIRCA 法", "MAIRCA", "1 - Q, Q = sum w (1 - r)/n", "Gigović et al. (2016)", "compromise:mairca", ("理想现实差距法",)),
    Method("coupling", "standard", "标准耦合度", "standard", "C = m (prod u)^(1/m) / sum u, T = sum w u, D = sqrt(C T)", "Wang Shujia et al. (2021)", "coupling:standard", ("标准", "传统", "标准公式")),
    Method("coupling", "adjusted", "修正耦合度", "adjusted", "C = sqrt((1 - mean |u_i - u_j|)(prod u/max u)^(1/(m - 1))), T, D as standard", "Wang Shujia et al. (2021)", "coupling:adjusted", ("修正", "王淑佳", "修正公式"), "C = sqrt((1 - |u_i - u_j| 的均值)(prod u/max u)^(1/(m - 1)))，T、D 同标准"),
    Method("correlation", "pearson", "Pearson 相关", "Pearson", "cov(x, y)/(sd(x) sd(y))", "", "", ("皮尔逊",)),
    Method("correlation", "spearman", "Spearman 秩相关", "Spearman", "Pearson of mean ranks", "", "", ("斯皮尔曼", "rho"), "平均秩的 Pearson 相关"),
    Method("correlation", "kendall", "Kendall tau-b", "Kendall tau-b", "(C - D)/sqrt((C + D + Tx)(C + D + Ty))", "scipy kendalltau", "", ("肯德尔", "tau")),
    Method("place", "zh", "中文名", "Chinese", "深圳", "", "", ("中文", "chinese name", "简称")),
    Method("place", "en", "英文名", "English", "Shenzhen", "", "", ("英文", "english name", "拼音")),
    Method("place", "full", "全称", "full name", "深圳市", "", "", ("full", "全名")),
    Method("place", "code", "行政区划代码", "GB/T 2260 code", "440300", "", "", ("代码", "区划代码", "code")),
    Method("area", "region", "四大区域", "region", "东部, 中部, 西部, 东北 (National Bureau of Statistics, 2011)", "", "", ("区域", "地区", "东中西", "regions")),
    Method("area", "north_south", "南北方", "north or south", "by province: 南方, 北方", "", "", ("南北", "南方北方", "north south"), "按省份：南方、北方"),
    Method("area", "cluster", "城市群", "city cluster", "the first cluster whose plan names the city", "", "", ("所在城市群", "urban agglomeration"), "规划写明该城市的第一个城市群"),
    Method("area", "clusters", "全部城市群", "all city clusters", "every cluster whose plan names the city", "", "", ("各城市群",), "规划写明该城市的各个城市群"),
    Method("pca", "variance", "特征值与方差", "variance", "eigenvalue, share, cumulated share", "", "", ("components", "特征值")),
    Method("pca", "loadings", "载荷", "loadings", "eigenvector times root of eigenvalue", "", "", ("因子载荷",)),
    Method("pca", "tests", "检验", "tests", "KMO, Bartlett", "Kaiser (1974), Bartlett (1950)", "", ("kmo", "bartlett")),
    Method("classes", "jenks", "自然断点", "natural breaks", "least sum of squares within classes", "Fisher (1958), Jenks (1967)", "classes:jenks", ("自然断点法", "自然间断点"), "类内离差平方和最小"),
    Method("classes", "quantile", "分位数", "quantiles", "breaks at 1/k ... (k - 1)/k", "Excel PERCENTILE.INC", "classes:quantile", (), "分界为 1/k … (k - 1)/k 分位数"),
    Method("classes", "equal", "等间距", "equal steps", "breaks at equal steps of the range", "", "classes:equal_steps", (), "极差等分"),
    Method("classes", "sd", "标准差分级", "standard deviations", "breaks 1 sd apart about the mean", "", "classes:deviations", ("标准差",), "以均值为中心，每级 1 个标准差"),
    Method("classes", "kmeans", "K 均值聚类", "k-means", "scikit-learn KMeans on z-scores", "needs scikit-learn", "classes:_kmeans", ("k均值", "聚类")),
    Method("scale", "raw", "原值", "raw", "s", "", "scale:raw", ("不换算", "none")),
    Method("scale", "max100", "最高分为 100", "maximum = 100", "100 s / max(s)", f"{_A} 7, option", "scale:max100", ("最大值100", "百分制")),
    Method("scale", "minmax100", "0 到 100", "0 to 100", "100 (s - min)/(max - min)", f"{_A} 7, option", "scale:minmax100", ("极差100",)),
    Method("scale", "efficacy", "功效系数 60+40", "efficacy 60 + 40", "60 + 40 (s - min)/(max - min)", f"{_A} 7, option", "scale:efficacy", ("功效系数", "功效系数法")),
    Method("ties", "min", "并列取最小名次", "least rank (competition)", "1, 2, 2, 4", "scipy rankdata 'min'", "", ("最小", "competition")),
    Method("ties", "max", "并列取最大名次", "greatest rank", "1, 3, 3, 4", "scipy rankdata 'max'", "", ("最大",)),
    Method("ties", "average", "并列取平均名次", "mean rank", "1, 2.5, 2.5, 4", "scipy rankdata 'average'", "", ("平均", "mean")),
    Method("ties", "dense", "并列不占位", "dense", "1, 2, 2, 3", "scipy rankdata 'dense'", "", ("连续", "紧密")),
    Method("ties", "ordinal", "按出现次序", "order of appearance", "1, 2, 3, 4", "scipy rankdata 'ordinal'", "", ("次序",)),
    Method("missing", "keep", "保留缺失", "keep", "a missing indicator leaves its unit without a score", "", "", ("保留", "na"), "缺一个指标，该单位就没有得分"),
    Method("missing", "reweight", "按已有指标重分权重", "reweight", "weights rescaled over what is there", "COINr Aggregate, na.rm", "", ("重分权重", "忽略"), "缺失指标的权重分给其余指标"),
    Method("missing", "zero", "以 0 代替", "zero", "x = 0 where missing", "", "", ("0", "补零"), "缺失处 x = 0"),
    Method("scope", "local", "同一上级内归一", "inside each parent", "sum of w = 1 in each parent", f"{_A} 1", "", ("局部", "层内"), "每个上级内 w 合计为 1"),
    Method("scope", "global", "同层归一", "over the level", "sum of w = 1 over the level", f"{_A} 1", "", ("全局", "整体"), "同一层 w 合计为 1"),
    Method("stage", "rank", "按名次", "by rank", "last rank of each stage", f"{_A} 8", "", ("名次",), "分界为各阶段最后一名"),
    Method("sort", "count", "按数量", "by count", "largest group first", "", "", ("数量",), "数量多的在前"),
    Method("sort", "mean", "按平均分", "by mean score", "highest mean first", "", "", ("平均分", "均分"), "平均分高的在前"),
    Method("sampling", "random", "伪随机", "pseudo-random", "Philox, a stream a block of replications", "Salmon et al. (2011)", "", ("随机",), "Philox，每块抽样一个流"),
    Method("sampling", "sobol", "Sobol 序列", "Sobol sequence", "scrambled Sobol points", "scipy.stats.qmc.Sobol", "", ("低差异序列", "qmc"), "扰动的 Sobol 点"),
    Method("uncertainty", "rank", "名次", "ranks", "rank of every unit: mean, median, sd, quantiles", "", "", ("ranks",), "每个单位名次的均值、中位数、标准差、分位数"),
    Method("uncertainty", "score", "得分", "scores", "score of every unit: mean, median, sd, quantiles", "", "", ("scores",), "每个单位得分的均值、中位数、标准差、分位数"),
    Method("uncertainty", "failed", "无法计算", "failed", "reasons of replications that cannot be computed", "", "", ("infeasible", "失败"), "无法计算的抽样及原因"),
    Method("uncertainty", "draws", "抽样", "draws", "the choices of every replication", "", "", ("design",), "每次抽样的选择"),
    Method("probability", "rank", "各名次", "each rank", "share of replications at each rank", "", "", ("ranks",), "处于各名次的抽样比例"),
    Method("probability", "top", "前 N 名", "top N", "share of replications among the first N", "", "", ("前n名",), "进入前 N 名的抽样比例"),
    Method("probability", "stage", "各阶段", "each stage", "share of replications in each stage", "", "", ("stages", "阶段"), "处于各阶段的抽样比例"),
    Method("probability", "beats", "胜过", "beats", "share of replications ranked before another unit", "", "", ("胜出", "胜率"), "名次先于另一单位的抽样比例"),
    Method("sensitivity", "sobol", "Sobol 指数", "Sobol indices", "S_i = mean(f_B (f_ABi - f_A))/V, T_i = mean((f_A - f_ABi)^2)/(2V)", "Saltelli et al. (2010); Jansen (1999)", "", ("方差分解",)),
    Method("sensitivity", "oat", "逐个变动", "one at a time", "the index with one choice changed", "", "", ("单因素",), "只变一个选择"),
    Method("sensitivity", "remove", "去掉指标", "without each indicator", "the index without one indicator", "COINr remove_elements", "", ("indicators",), "去掉一个指标"),
    Method("sensitivity", "dimensions", "去掉维度", "without each dimension", "the index without one dimension", "COINr remove_elements", "", ("remove dimensions",), "去掉一个维度"),
    Method("output", "shift", "名次平均变动", "mean rank shift", "mean absolute difference from the nominal ranks", f"{_H} 7", "", ("mean shift", "平均变动"), "与基准名次之差的绝对值的均值"),
    Method("output", "score", "得分", "score", "the score of one unit", f"{_H} 7", "", (), "一个单位的得分"),
    Method("output", "rank", "名次", "rank", "the rank of one unit", f"{_H} 7", "", (), "一个单位的名次"),
    Method("about", "leader", "第一名", "leader", "the first unit stays first", "", "", ("first", "冠军"), "第一名不变"),
    Method("about", "ranking", "全部名次", "whole ranking", "no two units swap", "", "", ("all", "全部"), "没有两个单位换位"),
    Method("about", "top", "前 N 名", "top N", "the same units are among the first N, top:N, N = 10", "", "", ("前n名",), "前 N 名还是这些单位，写作 top:N，默认 10", "count"),
    Method("about", "pair", "两个单位", "pair", "one unit stays before another", "", "", ("两两", "两城"), "一个单位仍在另一单位之前"),
    Method("scenarios", "rank", "名次", "ranks", "rank of every unit in every scenario", "", "", ("ranks",), "每个方案中各单位的名次"),
    Method("scenarios", "score", "得分", "scores", "score of every unit in every scenario", "", "", ("scores",), "每个方案中各单位的得分"),
    Method("scenarios", "correlation", "秩相关", "rank correlation", "Spearman correlation of the ranks of scenarios", "", "", ("spearman", "相关"), "各方案名次的 Spearman 相关"),
    Method("scenarios", "list", "方案表", "list", "the choices of each scenario and its agreement with the index", "", "", ("方案", "table"), "各方案的选择及其与基准的一致性"),
    Method("stage", "score", "按得分", "by score", "least score of each stage", f"{_A} 8", "", ("得分",), "分界为各阶段最低分"),
    Method("order", "descending", "从高到低", "highest first", "rank 1 = highest", "", "", ("1", "降序", "desc", "高到低")),
    Method("order", "ascending", "从低到高", "lowest first", "rank 1 = lowest", "", "", ("-1", "升序", "asc", "低到高")),
    Method("impute", "mean", "列均值", "column mean", "mean of the column", "COINr i_mean", "impute:column_mean", ("均值",), "该列均值"),
    Method("impute", "median", "列中位数", "column median", "median of the column", "COINr i_median", "impute:column_median", ("中位数",), "该列中位数"),
    Method("impute", "group_mean", "分组均值", "group mean", "mean of the column in the unit's group", "COINr i_mean_grp", "impute:group_mean", ("组均值",), "所在组的该列均值"),
    Method("impute", "group_median", "分组中位数", "group median", "median of the column in the unit's group", "COINr i_median_grp", "impute:group_median", ("组中位数",), "所在组的该列中位数"),
    Method("impute", "row", "行均值", "row mean", "mean of the unit's other indicators, data already normalised", "COINr Impute by row", "impute:row_mean", ("行平均",), "该单位其他指标的均值（数据须已标准化）"),
    Method("impute", "row_minmax", "极差后行均值", "row mean after min-max", "row mean of (x - min)/(max - min), brought back", "COINr Impute by row, normalise_first", "impute:row_minmax", (), "(x - min)/(max - min) 的行均值，再还原"),
    Method("impute", "latest", "最近年份", "latest year", "the unit's last known value", "COINr impute_panel latest", "impute:latest", ("上一年", "最近一年"), "该单位最近一次的值"),
    Method("impute", "linear", "线性插值", "linear interpolation", "x_p + (x_q - x_p)(t - t_p)/(t_q - t_p)", "COINr impute_panel linear", "impute:linear", ("插值",)),
    Method("impute", "knn", "K 近邻", "k nearest neighbours", "mean of the k nearest units, z-scored distance", "scikit-learn KNNImputer; Troyanskaya et al. (2001)", "impute:knn", ("近邻", "nearest"), "最近的 k 个单位的均值（按 Z 分数距离）"),
    Method("impute", "none", "不插补", "none", "x", "", "impute:unchanged", ("无",)),
    Method("fallback", "none", "保留缺失", "leave missing", "x", "", "impute:unchanged", ("无",)),
    Method("fallback", "mean", "列均值", "column mean", "mean of the column", "", "impute:column_mean", ("均值",), "该列均值"),
    Method("fallback", "median", "列中位数", "column median", "median of the column", "", "impute:column_median", ("中位数",), "该列中位数"),
    Method("treat", "winlog", "先缩尾后取对数", "winsorise, then log", "winsorise; ln(x - min + 0.01(max - min)) of the data where that still fails", "COINr Treat", "treat:winsorise_then_log", ("coinr", "先缩尾后对数"), "缩尾；仍不达标则对原值取 ln(x - min + 0.01(max - min))"),
    Method("treat", "winsorise", "按个数缩尾", "winsorise by points", "extremes to the next value until |skew| < 2 or kurt < 3.5", "COINr winsorise", "treat:winsorise", ("winsorize", "缩尾"), "极值改为次极值，直到 |偏度| < 2 或峰度 < 3.5"),
    Method("treat", "percentile", "按百分位缩尾", "winsorise by percentiles", "low percentile <= x <= high percentile", "OECD/JRC Handbook (2008) ch. 5", "treat:percentile", ("百分位", "分位数缩尾")),
    Method("treat", "log", "自然对数", "natural logarithm", "ln(x), x > 0", "OECD/JRC Handbook (2008) ch. 5", "treat:log", ("ln", "对数")),
    Method("treat", "log_ct", "平移对数", "log CT", "ln(x - min + 0.01(max - min))", "COINr log_CT", "treat:log_ct", ("coin tool log",)),
    Method("treat", "log_ct_signed", "随偏度方向的平移对数", "log CT by the sign of skew", "log CT, or -ln(max - x + 0.01(max - min)) where skew < 0", "COINr log_CT_plus", "treat:log_ct_signed", ("log_ct_plus",)),
    Method("treat", "log_ct_one", "加一平移对数", "log CT plus one", "ln(x - min + 1)", "JRC COIN Tool; COINr log_CT_orig", "treat:log_ct_one", ("log_ct_orig",)),
    Method("treat", "boxcox", "Box-Cox 变换", "Box-Cox", "(x^p - 1)/p, x > 0", "Box and Cox (1964)", "treat:boxcox", ()),
    Method("treat", "asinh", "反双曲正弦", "inverse hyperbolic sine", "asinh(x)", "Burbidge, Magee and Robb (1988)", "treat:asinh", ("arcsinh",)),
    Method("treat", "none", "不处理", "none", "x", "", "", ("无",)),
    Method("when", "always", "全部指标", "every indicator", "all columns", "", "", ("全部",), "所有列"),
    Method("when", "failing", "只处理不达标的", "failing only", "|skew| >= 2 and kurt >= 3.5", "COINr Treat", "", ("不达标",), "|偏度| >= 2 且峰度 >= 3.5"),
    Method("screen", "missing", "按缺失", "by missing", "share of values there >= share", "COINr Screen byNA", "", ("缺失", "byna"), "有值的比例 >= share"),
    Method("screen", "zeros", "按零值", "by zeros", "share of values other than 0 >= nonzero", "COINr Screen byzeros", "", ("零值",), "非零值的比例 >= nonzero"),
    Method("screen", "both", "按缺失和零值", "by missing and zeros", "both shares", "COINr Screen byNAandzeros", "", ("两者",), "两个比例都达到"),
    Method("axis", "unit", "单位", "units", "rows", "", "", ("row", "行", "城市"), "行"),
    Method("axis", "indicator", "指标", "indicators", "columns", "", "", ("column", "列"), "列"),
    Method("convergence", "sigma", "σ 收敛", "sigma", "CV and sd of ln x over the units, period by period", "Barro, Sala-i-Martin (1992)", "convergence:sigma", ("sigma收敛", "σ"), "逐年的变异系数与 ln x 的标准差"),
    Method("convergence", "beta", "β 收敛", "beta", "ln(x_T/x_0)/T = a + b ln x_0", "Barro, Sala-i-Martin (1992)", "convergence:beta", ("beta收敛", "β")),
    Method("result", "data", "数据", "data block", "the block of values", "", "", ("block",), "数据区"),
    Method("result", "table", "明细表", "list", "a table with a header row", "", "", ("明细", "表"), "含表头的明细表"),
)  # fmt: skip

#: First of each kind is the default, as in METHOD A.
DEFAULTS: dict[str, str] = {}
for _m in METHODS:
    DEFAULTS.setdefault(_m.kind, _m.name)


def fold(text: str) -> str:
    """Return ``text`` for comparison: full width to half, no case, no spaces, dashes or underscores."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in text if c not in " _-\u3000") or text


@cache
def _index(kind: str) -> dict[str, Method]:
    found: dict[str, Method] = {}
    for m in METHODS:
        if m.kind == kind:
            for label in (m.name, m.zh, m.en, *m.aliases):
                found.setdefault(label if label == "-1" else fold(label), m)
    return found


def methods(kind: str) -> tuple[Method, ...]:
    """Return the methods of one kind in the order of the table."""
    return tuple(m for m in METHODS if m.kind == kind)


def names(kind: str) -> tuple[str, ...]:
    """Return the English names of one kind."""
    return tuple(m.name for m in methods(kind))


def _with(m: Method, tail: str, arg: str) -> Method:
    """Return ``m`` with the numbers written behind its name; one left blank (``index::1000``) is the default."""
    parts = [p.strip() for p in tail.split(":")]
    values: list[float | None] = []
    for p in parts:
        try:
            value = float(p) if p else None
        except ValueError:
            value = float("nan")
        if value is not None and not abs(value) < float("inf"):
            raise MfgError("bad_parameter", arg, found=p, method=m.name)
        values.append(value)
    if len(values) > m.parameter.count(":") + 1 or all(v is None for v in values):
        raise MfgError("bad_parameter", arg, found=tail.strip() or "-", method=m.name)
    shown = ":".join("" if v is None else f"{v:.15g}" for v in values)
    return replace(m, name=f"{m.name}:{shown}", values=tuple(values))


def resolve(kind: str, name: str | None, arg: str | None = None) -> Method:
    """Return the method called ``name`` in Chinese or English, in any case; the default for None or "".

    Raises
    ------
    MfgError
        ``unknown_method`` with the nearest name.

    Examples
    --------
    >>> resolve("normalise", "极差法").name
    'minmax'
    >>> resolve("ties", None).name
    'min'
    >>> resolve("aggregate", "幂平均：3").name
    'power:3'
    >>> resolve("normalise", "极差法：1：100").name
    'minmax:1:100'
    """
    index = _index(kind)
    text = "" if name is None else str(name).strip()
    if not text:
        return index[fold(DEFAULTS[kind])]
    found = index.get(text if text == "-1" else fold(text))
    if found is None:
        head, colon, tail = unicodedata.normalize("NFKC", text).partition(":")
        base = index.get(fold(head)) if colon else None
        if base is not None and base.parameter:
            return _with(base, tail, arg or kind)
        near = difflib.get_close_matches(fold(text), list(index), n=1, cutoff=0.0)
        nearest = index[near[0]].name if near else DEFAULTS[kind]
        error = MfgError("unknown_method", arg or kind, found=text, nearest=nearest)
        error.params["known"] = ", ".join(names(kind))
        raise error
    return found
