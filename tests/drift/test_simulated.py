"""Simulated samples whose truth is known: passages of one article have much in common, and so have outlets."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from credscore.contract import Score
from credscore.drift import Bounds, compare, gathered
from credscore.errors import InputError
from tests.drift.made import COLUMNS, article, finding, sample

DRAWS = 999


def naive_p(before, now, column):
    """As if every passage were drawn by itself."""
    return stats.ks_2samp(np.array(before.features[column].values), np.array(now.features[column].values)).pvalue


def test_without_drift_few_columns_look_changed_though_passages_are_clustered():
    """The naive test takes passages for independent and is wrong several times as often."""
    rng = np.random.default_rng(3)
    ours, naive, alarming = [], [], 0
    for seed in range(20):
        before, now = sample(rng, 40), sample(rng, 40)
        found = compare(before, now, draws=199, seed=seed)
        ours += [c.p < 0.05 for c in found.changes if c.measure.family == "feature"]
        naive += [naive_p(before, now, column) < 0.05 for column in COLUMNS]
        alarming += found.alarming
    # of comparisons without drift, the rate of false discoveries (5%) may alarm
    assert alarming <= 3
    assert np.mean(ours) < 0.12
    assert np.mean(naive) > 0.3
    assert np.mean(naive) > 4 * np.mean(ours)


def test_a_shift_of_half_a_deviation_is_seen_where_it_is_and_nowhere_else():
    rng = np.random.default_rng(4)
    seen, false = [], 0
    for seed in range(8):
        found = compare(sample(rng, 150), sample(rng, 150, shift=0.6), draws=DRAWS, seed=seed)
        names = {c.measure.name for c in found.changes if c.alarm}
        seen.append(COLUMNS[0] in names)
        false += len(names - {COLUMNS[0]}) > 0
    assert np.mean(seen) >= 0.8
    assert false <= 2


def test_the_interval_holds_the_true_difference():
    rng = np.random.default_rng(5)
    true = 0.6 / np.sqrt(1.25)
    inside = []
    for seed in range(15):
        found = compare(sample(rng, 60), sample(rng, 60, shift=0.6), draws=199, seed=seed)
        change = next(c for c in found.changes if c.measure.name == COLUMNS[0])
        inside.append(change.low <= true <= change.high)
    assert np.mean(inside) >= 0.8


OUTLETS = ("north.example", "south.example", "east.example", "west.example")
EFFECTS = dict(zip(OUTLETS, (-2.0, -1.0, 1.0, 2.0), strict=True))


def test_a_change_of_the_mix_alone_is_one_alarm_of_the_mix():
    rng = np.random.default_rng(6)
    before = sample(rng, 120, sources=OUTLETS, weights=(0.4, 0.3, 0.2, 0.1), effects=EFFECTS)
    now = sample(rng, 120, sources=OUTLETS, weights=(0.1, 0.2, 0.3, 0.4), effects=EFFECTS)
    found = compare(before, now, draws=DRAWS)
    assert found.scope == "within"
    assert found.alarms == {"columns": 0, "outlets": 0, "mix": 1, "outside": 0}
    moved = next(c for c in found.changes if c.measure.name == COLUMNS[2])
    assert abs(moved.difference) < 0.2
    assert moved.overall > 0.6
    quiet = compare(before, now, draws=DRAWS, bounds=Bounds(mix=None))
    assert not quiet.alarming
    assert quiet.mix.association == found.mix.association


def test_a_change_within_outlets_is_seen_whatever_the_mix():
    rng = np.random.default_rng(7)
    before = sample(rng, 120, sources=OUTLETS, weights=(0.4, 0.3, 0.2, 0.1), effects=EFFECTS)
    # the mix lowers what the shift raises
    now = sample(rng, 120, sources=OUTLETS, weights=(0.6, 0.3, 0.05, 0.05), effects=EFFECTS, shift=0.9)
    found = compare(before, now, draws=DRAWS)
    assert {c.measure.name for c in found.changes if c.alarm} == {COLUMNS[0]}
    change = found.changes[0]
    assert change.difference > 0.3
    assert change.overall < change.difference - 0.2


def test_a_change_in_one_outlet_is_named():
    rng = np.random.default_rng(8)
    before = sample(rng, 160, sources=OUTLETS)
    changed = {**dict.fromkeys(OUTLETS, 0.0), "east.example": -2.5}
    found = compare(before, sample(rng, 160, sources=OUTLETS, effects=changed), draws=DRAWS)
    assert {(c.outlet, c.measure.name) for c in found.outlets if c.alarm} == {
        ("east.example", "support"),
        ("east.example", "transparency"),
    }


def test_other_outlets_alone_are_no_change_of_columns():
    """Each outlet has its own ways, and the two samples hold different outlets of the same kind."""
    rng = np.random.default_rng(9)
    alarms = 0
    for seed in range(8):
        names = [tuple(f"{side}{n}.example" for n in range(15)) for side in "ab"]
        sides = [
            sample(rng, 120, sources=some, effects=dict(zip(some, rng.normal(0, 1, 15), strict=True))) for some in names
        ]
        found = compare(*sides, draws=499, seed=seed)
        assert found.scope == "outlets"
        assert found.mix.alarm
        alarms += found.alarms["columns"] > 0
    assert alarms <= 1


def test_findings_abstentions_and_lengths_are_compared():
    rng = np.random.default_rng(10)
    before = [article(n, rng, findings=[finding("tone.loaded")] * (n % 2)) for n in range(80)]
    now = [article(n, rng, findings=[finding("tone.loaded")] * (2 + n % 2), passages=12) for n in range(80)]
    now = [replace(a, score=Score(abstained="not_prose")) if n % 3 == 0 else a for n, a in enumerate(now)]
    found = compare(gathered(before, "before"), gathered(now, "now"), draws=DRAWS)
    alarms = {c.measure.key: c for c in found.changes if c.alarm}
    assert {"finding.article.tone.loaded", "length.article.words", "abstention.article.not_prose"} <= set(alarms)
    words = 20 * 2 * 6
    assert alarms["finding.article.tone.loaded"].reference == pytest.approx(0.5 * 1000 / words)
    assert alarms["abstention.article.not_prose"].new == pytest.approx(27 / 80)


def test_few_articles_are_compared_and_said_to_be_few():
    rng = np.random.default_rng(11)
    small = compare(sample(rng, 12), sample(rng, 12), draws=199)
    large = compare(sample(rng, 200), sample(rng, 200), draws=199)
    assert any("only 12 articles" in note for note in small.notes)
    assert not any("only" in note for note in large.notes)
    assert small.detectable > 2 * large.detectable


def test_columns_beyond_the_models_curves_are_told_and_alarm_where_they_were_not_before():
    rng = np.random.default_rng(12)
    before, now = sample(rng, 60), sample(rng, 60, shift=3.0)
    ranges = {COLUMNS[0]: (-3.0, 3.0), COLUMNS[1]: (-0.5, 0.5), COLUMNS[2]: (-9.0, 9.0)}
    found = {r.column: r for r in compare(before, now, ranges=ranges, draws=199).reach}
    assert (found[COLUMNS[0]].beyond, found[COLUMNS[0]].alarm) == (True, True)
    assert found[COLUMNS[0]].above > 0.3
    assert (found[COLUMNS[1]].beyond, found[COLUMNS[1]].alarm) == (True, False)
    assert (found[COLUMNS[2]].beyond, found[COLUMNS[2]].outside) == (False, 0.0)


def test_the_same_seed_gives_the_same_numbers():
    rng = np.random.default_rng(13)
    before, now = sample(rng, 30), sample(rng, 30)
    assert compare(before, now, draws=199, seed=1) == compare(before, now, draws=199, seed=1)


def test_samples_of_different_models_are_refused():
    rng = np.random.default_rng(14)
    made = [article(n, rng) for n in range(4)]
    other = gathered([replace(a, model="made 2") for a in made], "now")
    with pytest.raises(InputError, match=r"before was scored by made 1 and now was scored by made 2"):
        compare(gathered(made, "before"), other, names=("before", "now"))
    with pytest.raises(InputError, match="several"):
        gathered([made[0], replace(made[1], model="made 2")], "mixed")
    with pytest.raises(InputError, match="holds 1 articles"):
        gathered(made[:1], "one")
