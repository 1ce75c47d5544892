"""The illustrative inputs of the CAICT 2025 model."""

import numpy as np
import pytest

from udfs.engine.abc_classes import abc_weights, of_units, stage_weights
from workbook import published, sample_caict2025

TREE = published.caict_framework()
ROWS = {r["code"]: r for r in published.rows("caict2025_framework.csv")}


def test_framework_has_the_indicators_that_method_b_lists() -> None:
    """7 groups under one top and 22 indicators; one is negative."""
    assert TREE.levels == 2
    assert TREE.code[1:8] == ("HIGH", "SMART", "GREEN", "INNO", "OPEN", "CLUS", "ENT")
    assert np.bincount(TREE.groups(2)).tolist() == [2, 2, 3, 4, 4, 4, 3]
    assert [n.code for n in TREE.indicators if n.negative] == ["EPG"]


def test_every_row_says_what_is_stated_and_what_is_ours() -> None:
    for code in TREE.code[1:]:
        row = ROWS[code]
        leaf = row["parent"] != "HQM"
        assert row["name_zh"] and row["name_en"] and row["section"].startswith("二("), code
        assert row["class"] in "ABC" and row["note"] and row["note_en"], code
        assert row["mark"] == ("S" if leaf else "R"), code
        assert (row["unit"] != "", row["direction"] in ("+", "-")) == (leaf, leaf), code
        assert all((row[m] in ("S", "R")) == leaf for m in ("mark_unit", "mark_direction")), code


def test_values_are_plain_and_of_the_hundred_cities() -> None:
    """The 50 of Table 1 stand first, in its order; no city stands twice; no column is constant."""
    assert set(sample_caict2025.RANGES) == {n.code for n in TREE.indicators}
    u = sample_caict2025.units()
    assert u.values.shape == (100, 22)
    assert np.isfinite(u.values).all()
    assert (u.values >= 0).all()
    assert (u.values.std(axis=0) > 0).all()
    printed = [c.removesuffix("市") for c in published.caict2025().city]
    assert list(u.names[:50]) == printed
    assert set(u.names) == set(published.ccid2022().city)
    energy = u.values[:, [n.code for n in TREE.indicators].index("EPG")]
    assert (energy > 0).all()
    assert energy[:50].mean() < energy[50:].mean()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_stages_are_those_ccid_prints(language: str) -> None:
    stage, names = sample_caict2025.stages(), sample_caict2025.stage_names(language)
    assert np.bincount(stage).tolist() == [3, 26, 29, 42]
    column = sample_caict2025.units(language).groups["发展阶段" if language == "zh" else "Development stage"]
    assert [names[s] for s in stage] == list(column)


def test_classes_survey_and_factors_make_weights_of_every_stage() -> None:
    """Inside each group of siblings the weights of each stage sum to 1, and they differ by stage."""
    survey, classes = sample_caict2025.survey(TREE), sample_caict2025.classes(TREE)
    factors = sample_caict2025.stage_factors(TREE)
    assert survey.code == TREE.code[1:]
    assert survey.scores.shape == (15, 29) and factors.shape == (29, 4) and classes.shape == (29,)
    assert ((survey.scores >= 1) & (survey.scores <= 10)).all()
    below = np.asarray(TREE.parent[1:])
    base = abc_weights(survey.means(survey.code), classes, "share", groups=below)
    w = stage_weights(factors, base, below)
    for parent in np.unique(below):
        assert w[below == parent].sum(axis=0) == pytest.approx(np.ones(4))
    assert not np.allclose(w[:, 0], w[:, 3])
    assert of_units(w, sample_caict2025.stages()).shape == (100, 29)
