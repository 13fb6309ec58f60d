from __future__ import annotations

import numpy as np
import pytest

from credscore.evaluation import MEASURES, Judged, difference, measure, measured, measured_mean

RNG = np.random.default_rng(3)
GOLD = RNG.integers(1, 6, size=240)
GROUPS = np.repeat(np.arange(60), 4)


def judged(noise: float, seed: int = 0) -> Judged:
    """Predictions that are the better the less noise there is."""
    rng = np.random.default_rng(seed)
    centre = GOLD + rng.normal(0, noise, size=len(GOLD))
    weight = np.exp(-((np.arange(1, 6)[None, :] - centre[:, None]) ** 2) / (2 * max(noise, 0.3) ** 2))
    p = weight / weight.sum(axis=1, keepdims=True)
    points = 25 * (p @ np.arange(1, 6) - 1)
    return Judged.of(GOLD, p, points - 20, points + 20)


def test_every_figure_is_inside_its_interval() -> None:
    found = measured(judged(1.0), GROUPS, resamples=200)
    assert found.keys() == MEASURES.keys()
    for name, figure in found.items():
        assert figure.low <= figure.value <= figure.high, name
        if name != "width":
            assert figure.low < figure.high, name


def test_groups_are_drawn_whole() -> None:
    # All of a group's passages are alike, so drawing groups must leave more doubt than drawing passages.
    gold = np.repeat(RNG.integers(1, 6, size=20), 12)
    p = np.eye(5)[np.repeat(RNG.integers(0, 5, size=20), 12)] * 0.8 + 0.04
    alike = Judged.of(gold, p, np.zeros(240), np.full(240, 100.0))
    by_group = measured(alike, np.repeat(np.arange(20), 12), resamples=300)["rps"]
    by_passage = measured(alike, np.arange(240), resamples=300)["rps"]
    assert by_group.high - by_group.low > 1.5 * (by_passage.high - by_passage.low)


def test_the_same_seed_gives_the_same_interval() -> None:
    first, again = (measured(judged(1.0), GROUPS, resamples=50, seed=4) for _ in range(2))
    assert first == again
    assert first != measured(judged(1.0), GROUPS, resamples=50, seed=5)


def test_a_model_does_not_differ_from_itself() -> None:
    same = difference(judged(1.0), judged(1.0), GROUPS, "spearman", resamples=99)
    assert (same.value, same.low, same.high, same.p) == (0.0, 0.0, 0.0, 1.0)
    assert not same.real()


@pytest.mark.parametrize("name", ["spearman", "kappa", "skill"])
def test_a_better_model_is_really_better(name: str) -> None:
    found = difference(judged(0.5), judged(2.0), GROUPS, name, resamples=199)
    assert found.value > 0
    assert found.low > 0
    assert found.real()
    assert found.p == pytest.approx(1 / 200)


def test_equally_noisy_models_do_not_really_differ() -> None:
    ps = [
        difference(judged(1.5, seed), judged(1.5, seed + 50), GROUPS, "spearman", resamples=99).p
        for seed in range(1, 9)
    ]
    assert sum(p < 0.05 for p in ps) <= 2


def test_only_the_same_passages_can_be_compared() -> None:
    other = judged(1.0).at(np.arange(240)[::-1])
    with pytest.raises(ValueError, match="same passages"):
        difference(judged(1.0), other, GROUPS, "spearman")


def test_shapes_are_checked() -> None:
    with pytest.raises(ValueError, match=r"3 gold grades need probabilities \(3, 5\)"):
        Judged.of([1, 2, 3], np.ones((3, 4)), np.zeros(3), np.zeros(3))


def test_perfect_predictions_have_perfect_figures() -> None:
    points = 25.0 * (GOLD - 1)
    found = measure(Judged.of(GOLD, np.eye(5)[GOLD - 1], points, points))
    expected = {"spearman": 1, "kappa": 1, "rps": 0, "skill": 1, "calibration_error": 0, "mae": 0, "coverage": 1}
    assert found == pytest.approx(expected | {"width": 0})


def test_the_interval_of_a_mean_holds_the_mean_and_is_wider_where_groups_are_alike() -> None:
    rng = np.random.default_rng(0)
    alike = np.repeat(rng.normal(size=50), 8)
    groups = np.repeat(np.arange(50), 8)
    together, apart = measured_mean(alike, groups), measured_mean(alike, np.arange(400))
    assert together.value == pytest.approx(alike.mean())
    assert together.low < together.value < together.high
    assert together.high - together.low > 2 * (apart.high - apart.low)
