"""What is fitted is what scores."""

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone

from credscore.errors import ConfigError
from credscore.model.estimators import KINDS
from credscore.model.fitting import Spec, directions, fit, make, margin
from credscore.model.scoring_model import ScoringModel
from credscore_features import Column

WORDS = {5: "the register shows figures", 3: "the mayor spoke at length", 1: "everybody knows they lie"}


def made(count=300, seed=0):
    """Passages whose grade rises with `shown`, falls with `loaded`, and does not depend on `noise`."""
    rng = np.random.default_rng(seed)
    shown, loaded, noise = rng.random(count) * 4, rng.random(count) * 4, rng.random(count)
    grades = np.clip(np.round(3 + 0.8 * (shown - loaded) + rng.normal(0, 0.5, count)), 1, 5)
    frame = pd.DataFrame({"shown": shown, "loaded": loaded, "noise": noise, "still": 0.0})
    texts = np.array([WORDS[min(WORDS, key=lambda g: abs(g - grade))] + f" {i}" for i, grade in enumerate(grades)])
    return frame, texts, grades, np.arange(count) % 12


FAST = {"additive_boosting": {"rounds": 30, "bags": 2, "min_leaf": 10}, "tfidf_ridge": {"min_df": 1}}


@pytest.mark.parametrize("kind", KINDS)
def test_the_compiled_model_says_what_the_estimator_says(kind):
    frame, texts, grades, groups = made()
    model = make(kind, **FAST.get(kind, {}))
    x = texts if model.wants == "text" else frame
    model.fit(x, grades, groups)
    compiled = model.compiled()
    if model.wants == "text":
        p = compiled.link.probabilities(compiled.index(list(texts)))
    else:
        p = compiled.probabilities(compiled.terms({name: frame[name].to_numpy() for name in frame}))
    assert p == pytest.approx(model.predict_proba(x), abs=1e-9)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "base_rates"])
def test_what_was_not_seen_is_predicted_better_than_by_base_rates(kind):
    frame, texts, grades, groups = made()
    model = make(kind, **FAST.get(kind, {}))
    model.fit(texts if model.wants == "text" else frame, grades, groups)
    expected = model.held_out_ @ np.arange(1.0, 6.0)
    assert np.corrcoef(expected, grades)[0, 1] > 0.7


def test_a_kind_can_be_cloned_with_its_parameters():
    model = clone(make("additive_boosting", rounds=7, monotone={"shown": 1}))
    assert model.get_params()["rounds"] == 7
    assert model.get_params()["monotone"] == {"shown": 1}


def test_a_direction_that_is_certain_is_kept():
    frame, _, grades, groups = made(seed=3)
    model = make("additive_boosting", **FAST["additive_boosting"], monotone={"noise": 1, "loaded": -1})
    model.fit(frame, grades, groups)
    curves = {curve.column: np.diff(curve.values) for curve in model.curves_}
    assert (curves["loaded"] <= 1e-9).all()
    assert (curves.get("noise", np.zeros(1)) >= -1e-9).all()


def test_directions_differ_by_grade():
    columns = [Column(name="flags", unit="count", summary="Flags.", better="lower", more_open="higher")]
    assert directions(columns, "support") == {"flags": -1}
    assert directions(columns, "transparency") == {"flags": 1}


def test_a_grade_outside_the_scale_is_refused():
    frame, _, grades, groups = made(20)
    with pytest.raises(ValueError, match="Grades must be 1 to 5"):
        make("linear").fit(frame, grades + 5, groups)


def test_an_unknown_kind_or_parameter_names_the_choices():
    with pytest.raises(ConfigError, match="no kind of model 'forest'. Known kinds: base_rates, tfidf_ridge"):
        make("forest")
    with pytest.raises(ConfigError, match="'linear' has no parameter 'depth'. Known parameters: alpha, reach"):
        make("linear", depth=3)


@pytest.mark.parametrize("kind", KINDS)
def test_a_scoring_model_survives_the_disk(kind, tmp_path):
    frame, texts, grades, groups = made()
    spec = Spec(kind=kind, params=FAST.get(kind, {}), name="made", version="7", facts={"note": "made up"})
    x = texts if KINDS[kind].wants == "text" else frame
    model = fit(spec, x, {"support": grades, "transparency": 6 - grades}, groups)
    again = ScoringModel.load(model.save(tmp_path))
    assert again == model
    assert again.info == model.info
    table = {name: frame[name].to_numpy() for name in frame}
    first, second = (m.score("support", list(texts), table) for m in (model, again))
    assert first.points.tolist() == second.points.tolist()
    assert first.effects.sum(axis=1) + first.base == pytest.approx(first.points, abs=1e-6)


def test_the_margin_covers_nine_in_ten_of_what_was_not_seen():
    frame, _, grades, groups = made(1200)
    model = make("linear").fit(frame, grades, groups)
    fresh, _, truth, _ = made(1200, seed=9)
    p = model.predict_proba(fresh)
    found = margin(model.held_out_, grades)
    points = 25 * (p @ np.arange(1.0, 6.0) - 1)
    deviation = 25 * np.sqrt(p @ np.arange(1.0, 6.0) ** 2 - (p @ np.arange(1.0, 6.0)) ** 2)
    covered = np.abs(25 * (truth - 1) - points) <= found.factor * deviation
    assert 0.86 <= covered.mean() <= 0.94


def test_errors_that_go_together_within_an_article_widen_its_interval():
    p = np.tile([0.1, 0.2, 0.4, 0.2, 0.1], (200, 1))
    articles = np.repeat(np.arange(50), 4)
    together = np.repeat(np.tile([2.0, 4.0], 25), 4)
    apart = np.tile([2.0, 4.0], 100)
    assert margin(p, together, articles).shared == pytest.approx(1.0)
    assert margin(p, apart, articles).shared == 0.0
    weights, deviations = np.full(4, 0.25), np.full(4, 20.0)
    wide = margin(p, together, articles).half_width(deviations, weights)
    narrow = margin(p, apart, articles).half_width(deviations, weights)
    assert wide == pytest.approx(2 * narrow)
