"""What is fitted is what scores."""

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone

from credscore.errors import ConfigError
from credscore.model.estimators import KINDS
from credscore.model.fitting import Spec, directions, fit, make, margin
from credscore.model.ordinal import spread, to_points
from credscore.model.scoring_model import Margin, ScoringModel
from credscore.model.words import WordsOrdinal
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


def wanted(model, frame, texts):
    return {"text": texts, "features": frame, "both": frame.assign(text=texts)}[model.wants]


@pytest.mark.parametrize("kind", KINDS)
def test_the_compiled_model_says_what_the_estimator_says(kind):
    frame, texts, grades, groups = made()
    model = make(kind, **FAST.get(kind, {}))
    x = wanted(model, frame, texts)
    model.fit(x, grades, groups)
    scored = model.compiled().scored(list(texts), {name: frame[name].to_numpy() for name in frame})
    assert scored.probabilities == pytest.approx(model.predict_proba(x), abs=1e-9)
    assert scored.effects.shape == (len(texts), len(scored.columns))
    assert scored.base + scored.effects.sum(axis=1) == pytest.approx(scored.points, abs=1e-6)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "base_rates"])
def test_what_was_not_seen_is_predicted_better_than_by_base_rates(kind):
    frame, texts, grades, groups = made()
    model = make(kind, **FAST.get(kind, {}))
    model.fit(wanted(model, frame, texts), grades, groups)
    expected = model.held_out_ @ np.arange(1.0, 6.0)
    assert np.corrcoef(expected, grades)[0, 1] > 0.7


def test_a_kind_can_be_cloned_with_its_parameters():
    model = clone(make("additive_boosting", rounds=7, monotone={"shown": 1}))
    assert model.get_params()["rounds"] == 7
    assert model.get_params()["monotone"] == {"shown": 1}


@pytest.mark.parametrize("kind", ["additive_boosting", "additive_splines"])
def test_a_direction_that_is_certain_is_kept(kind):
    frame, _, grades, groups = made(seed=3)
    model = make(kind, **FAST.get(kind, {}), monotone={"noise": 1, "loaded": -1})
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
    with pytest.raises(ConfigError, match=r"no kind of model 'forest'\. Known kinds: base_rates, tfidf_ridge"):
        make("forest")
    with pytest.raises(ConfigError, match=r"'linear' has no parameter 'depth'\. Known parameters: alpha, reach"):
        make("linear", depth=3)


@pytest.mark.parametrize("kind", KINDS)
def test_a_scoring_model_survives_the_disk(kind, tmp_path):
    frame, texts, grades, groups = made()
    spec = Spec(kind=kind, params=FAST.get(kind, {}), name="made", version="7", facts={"note": "made up"})
    x = wanted(KINDS[kind], frame, texts)
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
    assert margin(p, together, None, articles).shared == pytest.approx(1.0)
    assert margin(p, apart, None, articles).shared == 0.0
    weights, deviations = np.full(4, 0.25), np.full(4, 20.0)
    points = np.full(4, 50.0)
    wide = margin(p, together, None, articles).half_width(points, deviations, weights)
    narrow = margin(p, apart, None, articles).half_width(points, deviations, weights)
    assert wide == pytest.approx(2 * narrow)


def probable(centre):
    weight = np.exp(-0.5 * (np.arange(1.0, 6.0)[None, :] - np.asarray(centre)[:, None]) ** 2)
    return weight / weight.sum(axis=1, keepdims=True)


def test_the_interval_is_wider_where_scores_are_further_off():
    rng = np.random.default_rng(2)
    centre = rng.uniform(1, 5, 6000)
    noise = np.where(np.abs(centre - 3) < 0.7, 1.6, 0.4)  # scores in the middle are far off more often
    grades, p = np.clip(np.round(centre + noise * rng.normal(size=6000)), 1, 5), probable(centre)
    found = margin(p[:3000], grades[:3000])
    points, deviations = to_points(p[3000:]), spread(p[3000:])
    wrong = np.abs(25 * (grades[3000:] - 1) - points)
    thirds = np.array_split(np.argsort(points), 3)
    local = [(wrong <= found.alone(points, deviations))[third].mean() for third in thirds]
    level = [(wrong <= found.factor * deviations)[third].mean() for third in thirds]
    assert min(local) > 0.86
    assert np.ptp(local) < 0.6 * np.ptp(level)


def test_a_large_outlet_does_not_decide_how_wide_intervals_are():
    p = probable(np.full(430, 3.0))
    grades = np.r_[np.full(400, 3.0), np.tile([1.0, 5.0], 15)]  # the large outlet's are all right, the others' wrong
    outlets = np.r_[np.zeros(400), np.arange(1, 31)]
    assert margin(p, grades).factor < 0.8 * margin(p, grades, list(outlets)).factor


def test_a_margin_survives_the_round_trip_and_older_ones_have_one_factor():
    local = Margin(1.6, 0.3, (20.0, 60.0), (1.5, 1.9))
    assert Margin.from_dict(local.to_dict()) == local
    assert local.alone(np.array([0.0, 40.0, 90.0]), np.full(3, 10.0)) == pytest.approx([15.0, 17.0, 19.0])
    assert Margin.from_dict({"factor": 1.6, "shared": 0.3}).alone(np.array([40.0]), np.array([10.0])) == 16.0
    with pytest.raises(ValueError, match="1 scores and 0 factors"):
        Margin.from_dict({"factor": 1.6, "shared": 0.3, "scores": [1.0]})


def test_a_swapped_name_changes_no_wording():
    texts = [
        f"The clerk of {place} read the register, {name} said."
        for place in ("Arden", "Brill")
        for name in ("Ute", "Per")
    ]
    grades = np.array([1.0, 2.0, 4.0, 5.0])
    words = WordsOrdinal.fitted(texts, grades, alpha=0.1, max_terms=100, min_df=1, names=False)
    assert len(set(words.index([*texts, "The clerk of Corin Vale read the register, Zora said."]).round(9))) == 1
    named = WordsOrdinal.fitted(texts, grades, alpha=0.1, max_terms=100, min_df=1)
    assert named.index(texts) == pytest.approx(grades, abs=0.7)
    down, up = words.telling("The clerk of Arden read the register, Per said.")
    assert set(down) | set(up) <= set(words.weights)
    assert all(words.weights[term] < 0 for term in down)
    assert all(words.weights[term] > 0 for term in up)
