"""Changes, figures and bounds, by a scorer whose points are easy to foresee."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from credscore.article import Article, Passage
from credscore.checks import Bound, Case, Check, run, texts
from credscore.contract import Contribution, Estimate, ModelInfo, PassageReport, Report, Score


@dataclass
class Counter:
    """A passage a line; a point a letter ``x``; a line of one word has no score."""

    seen: list[str] = field(default_factory=list)

    def score_many(self, articles):
        return map(self._report, articles)

    def _report(self, article):
        self.seen.append(article.text)
        passages, at = [], 0
        for index, line in enumerate(article.text.split("\n")):
            passages.append(self._passage(index, at, line))
            at += len(line) + 1
        info = ModelInfo(name="counter", version="1", sha256="0" * 64)
        return Report(article=article, model=info, score=Score(), passages=tuple(passages), findings=(), version="1")

    def _passage(self, index, at, line):
        points = float(line.count("x"))
        grades = ("support", "transparency")
        short = len(line.split()) < 2
        return PassageReport(
            passage=Passage(index, at, at + len(line), line),
            score=Score(abstained="too_short")
            if short
            else Score(estimates=dict.fromkeys(grades, Estimate(points, 0, 100))),
            features={"x": points},
            contributions=() if short else tuple(Contribution(grade, "x", points, points) for grade in grades),
        )


def case(name, before, after, part=None, group="g"):
    return Case(id=name, group=group, before=Article(text=before, id=""), after=Article(text=after, id=""), part=part)


def check(*cases, expected="same", **bound):
    return Check(
        name="made", summary="Made up.", expected=expected, grades=("support",), bound=Bound(**bound), cases=cases
    )


def result(*cases, expected="same", **bound):
    return run(Counter(), [check(*cases, expected=expected, **bound)]).results[0]


def test_a_change_is_after_less_before_with_the_columns_behind_it():
    found = result(case("one", "a xxx", "a x")).changes[0]
    assert (found.before, found.after, found.points, found.effects) == (3.0, 1.0, -2.0, {"x": -2.0})


def test_each_text_is_scored_once():
    scorer = Counter()
    made = [check(case("one", "a x", "a xx"), case("two", "a x", "a xxx")), check(case("three", "a xx", "a x"))]
    run(scorer, made)
    assert scorer.seen == ["a x", "a xx", "a xxx"] == [a.text for a in texts(made)]


def test_an_article_is_the_mean_of_its_passages_by_their_words():
    assert result(case("two", "a b", "a x\na b c d xx xx")).points[0] == pytest.approx((2 * 1 + 6 * 4) / 8)


def test_only_the_part_that_counts_is_looked_at():
    assert result(case("inside", "a xx", "b xxxxx\na xx\nb", part=(8, 12))).points.tolist() == [0.0]


def test_figures_of_what_must_stay():
    cases = [case(str(n), "a b", "a b" + "x" * n, group="odd" if n % 2 else "even") for n in range(4)]
    found = result(*cases, mean=1.0, most=3.0)
    assert (found.mean, found.most, found.right, found.right_interval) == (1.5, 3.0, None, None)
    assert found.p95 == pytest.approx(2.85)
    assert found.groups == {"even": 1.0, "odd": 2.0}
    assert found.columns == {"x": 1.5}
    assert found.worst.case == "3"
    assert found.broken == ("mean 1.50 > 1",)


def test_a_change_at_the_bound_keeps_it():
    assert result(case("one", "a b", "a bx"), mean=1.0, most=1.0).broken == ()
    assert result(case("one", "a b", "a bx"), most=0.5).broken == ("most 1.00 > 0.5",)


@pytest.mark.parametrize(("expected", "right", "worst"), [("lower", 0.25, "up"), ("higher", 0.5, "down")])
def test_figures_of_what_must_move(expected, right, worst):
    cases = [case("up", "a b", "a xx"), case("up again", "a b", "a x"), case("down", "a x", "a b")]
    found = result(*cases, case("same", "a b", "a c"), expected=expected, right=0.5)
    assert (found.right, found.worst.case) == (right, worst)
    assert found.broken == (() if right == 0.5 else ("right 0.250 < 0.5",))


def test_the_interval_is_wilsons():
    cases = [case(str(n), "a b", "a x" if n else "a b") for n in range(10)]
    # Wilson (1927): 9 of 10 at 95%.
    assert result(*cases, expected="higher").right_interval == pytest.approx((0.5958, 0.9821), abs=1e-4)


def test_a_case_without_a_score_breaks_every_bound_and_is_the_worst():
    found = result(case("moved", "a b", "a x"), case("lost", "a b", "a"), expected="higher", right=0.1)
    assert (found.lost, found.worst.case, found.right) == (1, "lost", 0.5)
    assert found.broken == ("1 without a score",)


def test_results_as_plain_types():
    found = run(Counter(), [check(case("one", "a b", "a xx"), mean=1.0, most=9.0)]).to_dict()
    assert found["broken"] == 1
    assert found["results"][0] | {"groups": None} == {
        "check": "made",
        "grade": "support",
        "expected": "same",
        "cases": 1,
        "lost": 0,
        "mean": 2.0,
        "p95": 2.0,
        "most": 2.0,
        "right": None,
        "right_interval": None,
        "worst": {"case": "one", "before": 0.0, "after": 2.0},
        "groups": None,
        "columns": {"x": 2.0},
        "broken": ["mean 2.00 > 1"],
    }
