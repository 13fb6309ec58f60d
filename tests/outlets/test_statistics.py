"""The statistics against known truth: exact small cases, and simulations whose outlets' levels are known."""

from __future__ import annotations

import numpy as np
import pytest

from credscore.contract import GRADES, Estimate
from credscore.outlets import Entry, profiles
from credscore.outlets.interval import NORMAL, quantile
from credscore.outlets.shrinkage import reml, shrunk
from credscore.outlets.variance import moderated
from tests.outlets.conftest import entry


def run(rng, outlets, articles, between, within, error, vary=0.0):
    """One run: true levels, and the profiles of articles drawn around them."""
    levels = rng.normal(55, between, outlets)
    entries = []
    for k, level in enumerate(levels):
        scatter = within * np.exp(vary * rng.normal())
        for value in level + rng.normal(0, np.hypot(scatter, error), articles[k % len(articles)]):
            e = Estimate(value, value - NORMAL * error, value + NORMAL * error)
            entries.append(Entry(id="a", outlet=str(k), words=1, estimates=dict.fromkeys(GRADES, e)))
    return levels, profiles(entries)


def simulated(runs, *settings, **more):
    rng = np.random.default_rng(7)
    covered, raw_covered, errors, raw_errors = [], [], [], []
    for _ in range(runs):
        levels, found = run(rng, *settings, **more)
        for p in found.outlets:
            truth, s = levels[int(p.outlet)], p.standings["support"]
            covered.append(s.shrunk.low <= truth <= s.shrunk.high)
            raw_covered.append(s.raw.low <= truth <= s.raw.high)
            errors.append((s.shrunk.value - truth) ** 2)
            raw_errors.append((s.raw.value - truth) ** 2)
    return np.mean(covered), np.mean(raw_covered), np.mean(errors), np.mean(raw_errors)


@pytest.mark.parametrize(
    ("settings", "more"),
    [
        ((12, (10, 25, 60), 4.0, 6.0, 3.0), {}),
        ((12, (10,), 2.0, 6.0, 3.0), {}),
        ((20, (10, 30), 3.0, 6.0, 2.0), {"vary": 0.5}),
        ((5, (10, 20, 40), 3.0, 6.0, 3.0), {}),
    ],
    ids=["uneven", "alike", "scatter varies", "five outlets"],
)
def test_intervals_cover_the_truth_and_shrinking_errs_less(settings, more):
    runs = 900 // settings[0]
    covered, raw_covered, error, raw_error = simulated(runs, *settings, **more)
    # About 900 intervals: a true share of .90 is within .03 of its estimate in more than 99 of 100 simulations.
    assert 0.865 <= covered <= 0.945
    assert 0.865 <= raw_covered <= 0.945
    assert error < raw_error


def test_where_outlets_do_not_differ_they_are_drawn_together_and_still_covered():
    covered, _, error, raw_error = simulated(60, 12, (10,), 0.0, 6.0, 3.0)
    assert covered >= 0.88
    assert error < raw_error / 2


def test_reml_with_equal_variances_is_the_variance_of_the_means_less_theirs():
    means = np.array([50.0, 54.0, 58.0, 66.0])
    assert reml(means, np.full(4, 3.0)) == pytest.approx(np.var(means, ddof=1) - 3.0)
    assert reml(means, np.full(4, 300.0)) == 0.0


def test_levels_with_equal_variances_by_hand():
    means = np.array([50.0, 54.0, 58.0, 66.0])
    between, sampling = np.var(means, ddof=1) - 3.0, 3.0
    found = shrunk(means, np.full(4, sampling))
    share = between / (between + sampling)
    assert found.centre == pytest.approx(57.0)
    assert found.levels == pytest.approx(57 + share * (means - 57))
    total = between + sampling
    g1, g2, g3 = share * sampling, (1 - share) ** 2 * total / 4, sampling**2 / total**3 * 2 * total**2 / 4
    assert found.errors == pytest.approx(g1 + g2 + 2 * g3)
    assert shrunk(means[:3], np.full(3, 3.0)) is None


def test_reml_is_where_the_likelihood_is_highest():
    means, variances = np.array([40.0, 52.0, 55.0, 61.0, 70.0]), np.array([9.0, 1.0, 4.0, 2.0, 25.0])

    def likelihood(between):
        w = 1 / (between + variances)
        centre = (w * means).sum() / w.sum()
        return 0.5 * np.log(w).sum() - 0.5 * np.log(w.sum()) - 0.5 * (w * (means - centre) ** 2).sum()

    found = reml(means, variances)
    assert all(likelihood(found) > likelihood(found + step) for step in (-1.0, -0.01, 0.01, 1.0))


class TestVariances:
    def test_few_outlets_keep_their_own(self):
        found = moderated([[1.0, 3.0], [2.0, 2.0, 8.0]])
        assert found.own == pytest.approx([2.0, 12.0])
        assert found.degrees.tolist() == [1, 2]

    def test_an_outlet_with_one_article_has_the_common_one(self):
        found = moderated([[1.0, 3.0], [5.0], [2.0, 2.0, 8.0]])
        assert found.own[1] == pytest.approx((1 * 2 + 2 * 12) / 3)

    def test_outlets_that_vary_alike_share_one_variance(self):
        found = moderated([[0.0, 2.0, 4.0]] * 5)
        assert found.own == pytest.approx([4.0] * 5)
        assert np.isinf(found.degrees).all()

    def test_others_are_drawn_together_and_the_truth_is_met(self):
        rng = np.random.default_rng(3)
        true = 30 * 10 / rng.chisquare(10, 400)
        found = moderated([rng.normal(0, np.sqrt(v), 12) for v in true])
        own = np.array([np.var(rng.normal(0, np.sqrt(v), 12), ddof=1) for v in true])
        assert found.degrees[0] - 11 == pytest.approx(10, rel=0.5)
        assert found.common == pytest.approx(30, rel=0.2)
        assert np.mean((np.log(found.own) - np.log(true)) ** 2) < np.mean((np.log(own) - np.log(true)) ** 2)

    def test_articles_that_all_score_alike_do_no_harm(self):
        assert moderated([[5.0, 5.0]] * 4).own == pytest.approx([0.0] * 4)
        assert np.isfinite(moderated([[5.0, 5.0], [1.0, 4.0], [2.0, 9.0], [3.0, 3.5]]).own).all()


class TestProfiles:
    def test_the_raw_mean_and_its_interval_by_hand(self):
        values = [50.0, 54.0, 58.0, 62.0]
        found = profiles([entry("Tidewater", v, half=0.1) for v in values], at_least=4).outlets[0]
        raw = found.standings["support"].raw
        half = quantile(3) * np.sqrt(np.var(values, ddof=1) / 4)
        assert raw == Estimate(56.0, pytest.approx(56 - half), pytest.approx(56 + half))
        assert found.standings["support"].shrunk == raw
        assert found.standings["support"].share == 1.0

    def test_no_mean_is_better_known_than_its_articles(self):
        found = profiles([entry("Tidewater", 50.0, half=NORMAL * 6) for _ in range(9)], at_least=2).outlets[0]
        raw = found.standings["support"].raw
        assert raw.high - raw.value == pytest.approx(quantile(8) * 6 / 3)

    def test_too_few_articles_are_counted_and_withheld(self):
        entries = [entry("Tidewater", 50.0) for _ in range(9)]
        silent = Entry(id="q", outlet="Tidewater", words=4, abstained="too_short")
        found = profiles([*entries, silent]).outlets[0]
        assert (found.withheld, found.scored, found.articles) == ("too_few_articles", 9, 10)
        assert found.abstained == {"too_short": 1}
        assert found.words == 904
        assert not found.standings
        assert profiles([*entries, entry("Tidewater", 51.0)]).outlets[0].withheld is None

    def test_the_best_supported_stands_first_and_the_withheld_last(self):
        entries = [entry(name, v + n) for name, v in (("A", 40), ("B", 60), ("C", 50)) for n in range(10)]
        found = profiles([entry("D", 99.0), *entries])
        assert [p.outlet for p in found.outlets] == ["B", "C", "A", "D"]
        assert found.spread == {}

    def test_months_are_in_order_and_vary_as_the_outlet_does(self):
        months = ("2026-02", "2026-01", "2026-02", None)
        entries = [entry("A", 40.0 + n, month=months[n % 4]) for n in range(12)]
        found = profiles(entries).outlets[0]
        assert [(m.month, m.articles) for m in found.months] == [("2026-01", 3), ("2026-02", 6)]
        first = found.months[0].means["support"]
        assert first.value == pytest.approx(45.0)
        whole = found.standings["support"].raw
        assert first.high - first.value == pytest.approx((whole.high - whole.value) * 2)

    def test_nothing_at_all(self):
        assert profiles([]).outlets == ()


class TestGroups:
    @pytest.fixture
    def found(self):
        levels = {"A": ("left", 40), "B": ("left", 50), "C": ("right", 60), "D": ("right", 62), "E": ("centre", 70)}
        entries = [
            entry(name, level, group=group)
            for name, (group, level) in levels.items()
            for _ in range(100 if name == "A" else 10)
        ]
        return profiles(entries)

    def test_means_are_over_outlets_and_not_over_articles(self, found):
        means = {g.name: g.means["support"] for g in found.groups if g.withheld is None}
        assert means["left"].value == pytest.approx(45.0)
        assert means["left"].high == pytest.approx(45 + quantile(1) * np.sqrt(50 / 2))

    def test_one_outlet_is_no_group(self, found):
        assert [(g.name, g.outlets, g.withheld) for g in found.groups][-1] == ("centre", 1, "too_few_outlets")

    def test_contrasts_are_welchs(self, found):
        contrast = found.contrasts[0]
        assert (contrast.first, contrast.second, len(found.contrasts)) == ("right", "left", 1)
        a, b = 2 / 2, 50 / 2
        degrees = (a + b) ** 2 / (a**2 + b**2)
        gap = contrast.differences["support"]
        assert gap.value == pytest.approx(16.0)
        assert gap.high - gap.value == pytest.approx(quantile(degrees) * np.sqrt(a + b))

    def test_intervals_of_groups_cover_the_truth(self):
        rng = np.random.default_rng(5)
        hits = []
        for _ in range(150):
            entries = [
                entry(f"{k}", 50 + shift + rng.normal(0, 5), group="g")
                for k in range(6)
                for shift in [rng.normal(0, 4)]
                for _ in range(10)
            ]
            mean = profiles(entries).groups[0].means["support"]
            hits.append(mean.low <= 50 <= mean.high)
        assert 0.83 <= np.mean(hits) <= 0.96
