"""What every method does with its data and what it refuses: stated here once, for the tests and docs/methods.md.

A line for each method of the registry. A new method needs one too: ``tests/engine/test_method_behaviour.py`` fails
without it, and tests every word of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Behaviour:
    """What a method does: words of :mod:`udfs.engine.texts.behaviour`; ``refuses`` is ``occasion`` or ``occasion:message key``, by spaces.

    ``units`` is False where the order of the units matters.
    """

    scale: str = ""
    shift: str = ""
    direction: str = ""
    missing: str = ""
    refuses: str = ""
    units: bool = True

    @cached_property
    def refusals(self) -> dict[str, str]:
        """Message key by occasion."""
        pairs = (word.partition(":") for word in self.refuses.split())
        return {occasion: key or occasion for occasion, _, key in pairs}


_B = Behaviour
#: A unit without spread has no place in a range.
_SPREAD = "constant one:few_units empty:all_missing all_zero:constant"
_SUM = "empty:all_missing all_zero:not_positive_sum all_negative:not_positive_sum"
_OPTION = " option:unused_option"
_WEIGHTS = "constant all_zero:constant"
_FEW = " one:few_units empty:few_units"
_COMPLETE = " one:few_complete empty:few_complete incomplete:few_complete"
_MATRIX = "one:few_units empty:all_missing same:all_same"
_POSITIVE = " negatives:positive_domain all_negative:positive_domain all_zero:positive_domain"
_SHARES = "blank:blank_weight negative:negative_weight nothing:zero_weights"
_PAIRS = (
    "shape:ahp_shape one_item:ahp_one judgement:ahp_positive large:ahp_range diagonal:ahp_diagonal "
    "circle:ahp_reciprocal parts:ahp_disconnected"
)
_JUDGED = "one_item:ahp_one length:bad_length gap:bwm_blank below:bwm_range large:bwm_range no_one:bwm_no_one mismatch:bwm_mismatch"
_REFERENCE = "empty:all_missing all_zero:index_base all_negative:index_base zero_cost:index_negative"
_LOG = "zeros:log_domain negatives:log_domain all_negative:log_domain all_zero:log_domain"
_YEARS = "twice:panel_duplicate"
_PANEL = "panel:argument_missing twice:panel_duplicate"

#: Kinds that choose a table or the draws of a simulation of the whole index: docs/uncertainty.md states what they do,
#: tests/engine/test_uncertainty.py, test_sensitivity.py prove it.
SIMULATION = frozenset(
    ("sampling", "uncertainty", "probability", "sensitivity", "output", "about", "scenarios")
)

BEHAVIOUR: dict[tuple[str, str], Behaviour] = {
    ("positive", "reciprocal"): _B("changes", "changes", "down", "stays", "k:reciprocal_zero huge:too_large"),
    ("positive", "inverse"): _B("times", "changes", "down", "stays", "zeros:inverse_sign negatives:inverse_sign all_zero:inverse_sign mixed:inverse_sign huge:overflow"),
    ("positive", "max"): _B("follows", "same", "down", "stays", "huge:overflow"),
    ("positive", "mean"): _B("follows", "follows", "down", "stays", "huge:overflow"),
    ("moderate", "interval"): _B("same", "same", "near", "stays", "empty:all_missing inside:no_spread limits huge:overflow"),
    ("moderate", "distance"): _B("follows", "same", "near", "stays", "empty:all_missing limits huge:overflow"),
    ("moderate", "reciprocal"): _B("changes", "same", "near", "stays", "empty:all_missing limits huge:overflow"),
    ("normalise", "vector"): _B("same", "changes", "up", "stays", "empty:all_missing all_zero:constant" + _OPTION),
    ("normalise", "minmax"): _B("same", "same", "up", "stays", _SPREAD + " ends:ends_order"),
    ("normalise", "zscore"): _B("same", "same", "up", "stays", _SPREAD + " spread:not_positive"),
    ("normalise", "sum"): _B("same", "changes", "up", "stays", _SUM + _OPTION),
    ("normalise", "max"): _B("same", "changes", "up", "stays", _SUM + _OPTION),
    ("normalise", "mean"): _B("same", "changes", "up", "stays", _SUM + _OPTION),
    ("normalise", "none"): _B("follows", "follows", "up", "stays", "empty:all_missing" + _OPTION),
    ("normalise", "robust"): _B("same", "same", "up", "stays", _SPREAD + " mad:zero_mad spread:not_positive"),
    ("normalise", "rank"): _B("same", "same", "up", "stays", "empty:all_missing" + _OPTION),
    ("normalise", "prank"): _B("same", "same", "up", "stays", "one:few_units empty:all_missing" + _OPTION),
    ("normalise", "borda"): _B("same", "same", "up", "stays", "empty:all_missing" + _OPTION),
    ("normalise", "dist2max"): _B("same", "same", "up", "stays", _SPREAD + _OPTION),
    ("normalise", "dist2ref"): _B("same", "same", "up", "stays", _SPREAD + " goal:goal_too_low reference:reference_missing places:not_whole", units=False),
    ("normalise", "dist2targ"): _B("same", "same", "up", "stays", _SPREAD + " goal:goal_too_low places:not_whole"),
    ("normalise", "efficacy"): _B("same", "same", "up", "stays", _SPREAD + " spread:not_positive"),
    ("normalise", "categorical"): _B("same", "same", "up", "stays", _SPREAD + " places:not_whole"),
    ("normalise", "index"): _B("same", "changes", "up", "stays", _SUM + " base:not_positive spread:not_positive huge:overflow"),
    ("normalise", "index_max"): _B("same", "changes", "up", "stays", _SUM + _OPTION + " spread:not_positive"),
    ("normalise", "index_best"): _B("same", "changes", "up", "stays", _SUM + _OPTION + " spread:not_positive"),
    ("reference", "mean"): _B("same", "changes", "up", "stays", _REFERENCE),
    ("reference", "max"): _B("same", "changes", "up", "stays", _REFERENCE),
    ("reference", "best"): _B("same", "changes", "up", "stays", _REFERENCE.replace("index_negative", "index_base")),
    ("transform", "none"): _B("follows", "follows", "up", "stays"),
    ("transform", "log"): _B("adds", "changes", "up", "stays", _LOG),
    ("transform", "log10"): _B("adds", "changes", "up", "stays", _LOG),
    ("transform", "sqrt"): _B("times", "changes", "up", "stays", "negatives:log_domain all_negative:log_domain"),
    ("subjective", "delphi"): _B("same", "changes", "", "over", "experts:no_delphi empty:delphi_none negative:negative_weight nothing:zero_weights"),
    ("subjective", "given"): _B("same", "changes", "", "refused", "blank:blank_weight negative:negative_weight nothing:zero_weights"),
    ("subjective", "abc"): _B("same", "changes", "up", "refused", "blank:blank_weight negative:negative_weight nothing:zero_weights class:abc_factor unclassed:abc_none some:abc_blank"),
    ("subjective", "equal"): _B("same", "same", "", "over"),
    ("objective", "cv"): _B("same", "changes", "", "over", _WEIGHTS + _FEW + " all_negative:zero_mean"),
    ("objective", "equal"): _B("same", "same", "", "over"),
    ("objective", "entropy"): _B("same", "changes", "", "over", _WEIGHTS + _FEW + " negatives:needs_not_negative all_negative:needs_not_negative"),
    ("objective", "std"): _B("changes", "same", "", "over", _WEIGHTS + _FEW),
    ("objective", "variance"): _B("changes", "same", "", "over", _WEIGHTS + _FEW),
    ("objective", "gini"): _B("same", "changes", "", "over", _WEIGHTS + _FEW + " negatives:needs_not_negative all_negative:needs_not_negative"),
    ("objective", "critic"): _B("changes", "same", "", "complete", _WEIGHTS + _COMPLETE + " copies:no_conflict"),
    ("objective", "independence"): _B("same", "same", "", "complete", _WEIGHTS + _COMPLETE + " uncorrelated"),
    ("objective", "merec"): _B("same", "changes", "", "complete", _WEIGHTS + _COMPLETE + " zeros:needs_positive negatives:needs_positive all_negative:needs_positive"),
    ("objective", "pca"): _B("same", "same", "", "complete", _WEIGHTS + _COMPLETE + " uncorrelated loading:negative_loading components:components_tied"),
    ("objective", "pca1"): _B("same", "same", "", "complete", _WEIGHTS + _COMPLETE + " uncorrelated loading:negative_loading"),
    ("objective", "factor"): _B("same", "same", "", "complete", _WEIGHTS + _COMPLETE + " uncorrelated"),
    ("objective", "balance"): _B("changes", "same", "", "complete", _WEIGHTS + _COMPLETE + " dependent copies:dependent"),
    ("objective", "infomax"): _B("changes", "same", "", "over", _WEIGHTS + _FEW),
    ("objective", "lopcow"): _B("same", "changes", "", "over", _WEIGHTS + _FEW),
    ("objective", "cilos"): _B("same", "changes", "", "complete", _WEIGHTS + _COMPLETE + " negatives:needs_not_negative all_negative:needs_not_negative loss:no_loss"),
    ("objective", "idocriw"): _B("same", "changes", "", "complete", _WEIGHTS + _COMPLETE + " negatives:needs_not_negative all_negative:needs_not_negative loss:no_loss"),
    ("combine", "multiplicative"): _B("same", "", "", "refused", _SHARES + " disjoint:zero_weights length:bad_length alpha:out_of_range"),
    ("combine", "linear"): _B("same", "", "", "refused", _SHARES + " length:bad_length alpha:out_of_range"),
    ("combine", "geometric"): _B("same", "", "", "refused", _SHARES + " disjoint:zero_weights length:bad_length alpha:out_of_range"),
    ("combine", "relative_entropy"): _B("same", "", "", "refused", _SHARES + " disjoint:zero_weights length:bad_length alpha:out_of_range"),
    ("combine", "game"): _B("same", "", "", "refused", _SHARES + " length:bad_length alpha:out_of_range"),
    ("combine", "least_squares"): _B("same", "", "", "refused", _SHARES + " length:bad_length alpha:out_of_range"),
    ("combine", "moment"): _B("same", "", "", "refused", _SHARES + " length:bad_length alpha:out_of_range"),
    ("combine", "subjective"): _B("same", "", "", "refused", _SHARES + " length:bad_length alpha:out_of_range"),
    ("combine", "objective"): _B("same", "", "", "over", "length:bad_length alpha:out_of_range"),
    ("ahp", "eigenvector"): _B(missing="over", refuses=_PAIRS),
    ("ahp", "geometric"): _B(missing="refused", refuses=_PAIRS + " gap:ahp_incomplete"),
    ("ahp", "columns"): _B(missing="refused", refuses=_PAIRS + " gap:ahp_incomplete"),
    ("ahp", "lls"): _B(missing="over", refuses=_PAIRS),
    ("pool", "judgements"): _B(missing="over", refuses=_PAIRS + " blank:blank_weight negative:negative_weight nothing:zero_weights"),
    ("pool", "priorities"): _B(missing="over", refuses=_PAIRS + " blank:blank_weight negative:negative_weight nothing:zero_weights"),
    ("bwm", "linear"): _B(missing="refused", refuses=_JUDGED),
    ("bwm", "nonlinear"): _B(missing="refused", refuses=_JUDGED),
    ("rank_weight", "centroid"): _B("same", "same", "down", "refused", "blank:rank_blank"),
    ("rank_weight", "sum"): _B("same", "same", "down", "refused", "blank:rank_blank"),
    ("rank_weight", "reciprocal"): _B("same", "same", "down", "refused", "blank:rank_blank"),
    ("abc", "share"): _B("same", "changes", "up", "refused", "blank:blank_weight negative:negative_weight nothing:zero_weights class:abc_factor length:bad_length"),
    ("abc", "multiplier"): _B("same", "changes", "up", "refused", "blank:blank_weight negative:negative_weight nothing:zero_weights class:abc_factor length:bad_length"),
    ("stage_weight", "factor"): _B("same", "changes", "up", "refused", "blank:stage_factor_blank negative:stage_factor_negative nothing:stage_zero length:bad_length"),
    ("stage_weight", "table"): _B("same", "changes", "up", "refused", "blank:stage_factor_blank negative:stage_factor_negative nothing:stage_zero"),
    ("aggregate", "arithmetic"): _B("follows", "follows", "up", "score"),
    ("aggregate", "geometric"): _B("follows", "changes", "up", "score", "zeros:geometric_domain negatives:geometric_domain all_negative:geometric_domain all_zero:geometric_domain"),
    ("aggregate", "harmonic"): _B("follows", "changes", "up", "score", "zeros:positive_domain" + _POSITIVE),
    ("aggregate", "power"): _B("follows", "changes", "up", "score", "negatives:positive_domain all_negative:positive_domain zero_power:positive_domain parameter:bad_parameter"),
    ("aggregate", "min"): _B("follows", "follows", "up", "score"),
    ("aggregate", "median"): _B("follows", "follows", "up", "score"),
    ("aggregate", "owa"): _B("follows", "follows", "up", "score", "parameter:out_of_range"),
    ("aggregate", "meanmin"): _B("follows", "follows", "up", "score", "parameter:out_of_range"),
    ("aggregate", "mpi"): _B("same", "same", "even", "score", "constant all_zero:constant one:few_units"),
    ("aggregate", "mpi+"): _B("same", "same", "even", "score", "constant all_zero:constant one:few_units"),
    ("aggregate", "ampi"): _B("same", "same", "even", "score", "constant all_zero:constant one:few_units"),
    ("aggregate", "ampi+"): _B("same", "same", "even", "score", "constant all_zero:constant one:few_units"),
    ("aggregate", "copeland"): _B("same", "same", "up", "score"),
    ("mcdm", "topsis"): _B("same", "changes", "better", "out", _MATRIX + " all_zero:constant"),
    ("mcdm", "vikor"): _B("same", "same", "better", "out", _MATRIX + " constant all_zero:constant parameter:out_of_range"),
    ("mcdm", "gra"): _B("same", "same", "better", "out", _MATRIX + " constant all_zero:constant parameter:out_of_range"),
    ("mcdm", "rsr"): _B("same", "same", "better", "out", _MATRIX),
    ("mcdm", "copras"): _B("same", "changes", "better", "out", _MATRIX + _POSITIVE + " zero_costs:positive_domain"),
    ("mcdm", "waspas"): _B("same", "changes", "better", "out", _MATRIX + _POSITIVE + " zero_cost:positive_domain parameter:out_of_range"),
    ("mcdm", "edas"): _B("same", "changes", "better", "out", _MATRIX + " all_zero:not_positive_sum all_negative:not_positive_sum"),
    ("mcdm", "marcos"): _B("same", "changes", "better", "out", _MATRIX + _POSITIVE + " zeros:positive_domain huge:overflow"),
    ("mcdm", "codas"): _B("same", "changes", "better", "out", _MATRIX + _POSITIVE + " zero_cost:positive_domain parameter:out_of_range"),
    ("mcdm", "promethee"): _B("same", "same", "better", "out", _MATRIX + " parameter:out_of_range"),
    ("mcdm", "fuzzy"): _B("same", "same", "better", "out", _MATRIX + " constant all_zero:constant parameter:out_of_range places:not_whole"),
    ("mcdm", "dea"): _B("same", "changes", "better", "out", _MATRIX + _POSITIVE + " zero_cost:positive_domain"),
    ("mcdm", "bod"): _B("same", "changes", "better", "out", _MATRIX + _POSITIVE + " zero_cost:positive_domain"),
    ("mcdm", "aras"): _B("same", "changes", "better", "out", _MATRIX + _POSITIVE + " zero_cost:positive_domain"),
    ("mcdm", "moora"): _B("same", "changes", "better", "out", _MATRIX + " all_zero:constant"),
    ("mcdm", "cocoso"): _B("same", "same", "better", "out", _MATRIX + " constant all_zero:constant single:worst_everywhere worst:worst_everywhere parameter:out_of_range"),
    ("mcdm", "mabac"): _B("same", "same", "better", "out", _MATRIX + " constant all_zero:constant"),
    ("mcdm", "mairca"): _B("same", "same", "better", "out", _MATRIX + " constant all_zero:constant"),
    ("coupling", "standard"): _B("times", "changes", "", "score", "single:few_indicators outside:unit_interval blank:blank_weight negative:negative_weight nothing:zero_weights"),
    ("coupling", "adjusted"): _B("changes", "changes", "", "score", "single:few_indicators outside:unit_interval blank:blank_weight negative:negative_weight nothing:zero_weights"),
    ("correlation", "pearson"): _B("same", "same", "sign", "over"),
    ("correlation", "spearman"): _B("same", "same", "sign", "over"),
    ("correlation", "kendall"): _B("same", "same", "sign", "over"),
    ("place", "zh"): _B(missing="stays", refuses="unknown:city_unknown"),
    ("place", "en"): _B(missing="stays", refuses="unknown:city_unknown"),
    ("place", "full"): _B(missing="stays", refuses="unknown:city_unknown"),
    ("place", "code"): _B(missing="stays", refuses="unknown:city_unknown"),
    ("area", "region"): _B(missing="stays", refuses="unknown:city_unknown"),
    ("area", "north_south"): _B(missing="stays", refuses="unknown:city_unknown"),
    ("area", "cluster"): _B(missing="stays", refuses="unknown:city_unknown"),
    ("area", "clusters"): _B(missing="stays", refuses="unknown:city_unknown"),
    ("pca", "variance"): _B("same", "same", "", "complete", _SPREAD + " single:few_indicators"),
    ("pca", "loadings"): _B("same", "same", "", "complete", _SPREAD + " single:few_indicators"),
    ("pca", "tests"): _B("same", "same", "", "complete", _SPREAD + " single:few_indicators"),
    ("classes", "jenks"): _B("same", "same", "first", "stays", "constant:few_values all_zero:few_values one:few_values empty:few_values different:few_values count:not_whole many:out_of_range"),
    ("classes", "quantile"): _B("same", "same", "first", "stays", "constant:few_values all_zero:few_values one:few_values empty:few_values different:few_values count:not_whole"),
    ("classes", "equal"): _B("same", "same", "first", "stays", "constant:few_values all_zero:few_values one:few_values empty:few_values different:few_values count:not_whole"),
    ("classes", "sd"): _B("same", "same", "first", "stays", "constant:few_values all_zero:few_values one:few_values empty:few_values different:few_values count:not_whole"),
    ("classes", "kmeans"): _B("same", "same", "first", "stays", "constant:few_values all_zero:few_values one:few_values empty:few_values different:few_values count:not_whole package:no_package"),
    ("scale", "raw"): _B("follows", "follows", "up", "stays"),
    ("scale", "max100"): _B("same", "changes", "up", "stays", "all_negative:scale_positive all_zero:scale_positive huge:overflow"),
    ("scale", "minmax100"): _B("same", "same", "up", "stays", "constant:scale_constant all_zero:scale_constant one:scale_constant"),
    ("scale", "efficacy"): _B("same", "same", "up", "stays", "constant:scale_constant all_zero:scale_constant one:scale_constant"),
    ("ties", "min"): _B("same", "same", "first", "stays"),
    ("ties", "max"): _B("same", "same", "first", "stays"),
    ("ties", "average"): _B("same", "same", "first", "stays"),
    ("ties", "dense"): _B("same", "same", "first", "stays"),
    ("ties", "ordinal"): _B("same", "same", "first", "stays", units=False),
    ("missing", "keep"): _B(missing="score"),
    ("missing", "reweight"): _B(missing="over"),
    ("missing", "zero"): _B(missing="filled"),
    ("scope", "local"): _B("same"),
    ("scope", "global"): _B("same", refuses="depth:scope_global"),
    ("stage", "rank"): _B(missing="stays", refuses="breaks:breaks_order names:stage_names"),
    ("stage", "score"): _B(missing="stays", refuses="breaks:breaks_order names:stage_names"),
    ("sort", "count"): _B("same", "same", missing="over", refuses="length:bad_length"),
    ("sort", "mean"): _B("same", "same", missing="over", refuses="length:bad_length"),
    ("order", "descending"): _B("same", "same", "first", "stays"),
    ("order", "ascending"): _B("same", "same", "up", "stays"),
    ("impute", "mean"): _B("follows", "follows", "", "filled"),
    ("impute", "median"): _B("follows", "follows", "", "filled"),
    ("impute", "group_mean"): _B("follows", "follows", "", "filled", "groups:argument_missing length:bad_length"),
    ("impute", "group_median"): _B("follows", "follows", "", "filled", "groups:argument_missing length:bad_length"),
    ("impute", "row"): _B("changes", "changes", "", "filled"),
    ("impute", "row_minmax"): _B("follows", "follows", "", "filled"),
    ("impute", "latest"): _B("follows", "follows", "", "filled", _PANEL),
    ("impute", "linear"): _B("follows", "follows", "", "filled", _PANEL),
    ("impute", "knn"): _B("follows", "follows", "", "filled", "package:knn_absent"),
    ("impute", "none"): _B("follows", "follows", "", "stays"),
    ("fallback", "none"): _B("follows", "follows", "", "stays"),
    ("fallback", "mean"): _B("follows", "follows", "", "filled"),
    ("fallback", "median"): _B("follows", "follows", "", "filled"),
    ("treat", "winlog"): _B("step", "step", "up", "stays"),
    ("treat", "winsorise"): _B("follows", "follows", "up", "stays"),
    ("treat", "percentile"): _B("follows", "follows", "up", "stays", "share:out_of_range percentiles:low_high"),
    ("treat", "log"): _B("adds", "changes", "up", "stays", _LOG),
    ("treat", "log_ct"): _B("adds", "same", "up", "stays", "constant all_zero:constant one:constant"),
    ("treat", "log_ct_signed"): _B("adds", "same", "up", "stays", "constant all_zero:constant one:constant"),
    ("treat", "log_ct_one"): _B("changes", "same", "up", "stays"),
    ("treat", "boxcox"): _B("changes", "changes", "up", "stays", _LOG + " constant one:constant huge:overflow"),
    ("treat", "asinh"): _B("changes", "changes", "up", "stays"),
    ("treat", "none"): _B("follows", "follows", "up", "stays"),
    ("when", "always"): _B(),
    ("when", "failing"): _B(),
    ("screen", "missing"): _B("same", "same", "", "over", "share:out_of_range"),
    ("screen", "zeros"): _B("same", "changes", "", "over", "share:out_of_range"),
    ("screen", "both"): _B("same", "changes", "", "over", "share:out_of_range"),
    ("axis", "unit"): _B("same", "same", "", "over"),
    ("axis", "indicator"): _B("same", "same", "", "over"),
    ("convergence", "sigma"): _B("same", "changes", "", "over", _YEARS),
    ("convergence", "beta"): _B("same", "changes", "", "over", _YEARS + " one_year:few_periods year:period_unknown years:period_order few:few_both positive:growth_domain level:constant"),
    ("result", "data"): _B(),
    ("result", "table"): _B(),
}  # fmt: skip
