"""Cases to scores to changes. Each text is scored once, however many cases it is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from credscore.checks.results import Change, Result, Results
from credscore.contract import GRADES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from credscore.article import Article
    from credscore.checks.check import Case, Check
    from credscore.contract import Grade, PassageReport, Report
    from credscore.scoring import Scorer
    from credscore_features import Span


@dataclass(frozen=True)
class _Judged:
    """One grade of a text, or of a part of it: the mean of its passages, weighted by their words."""

    points: float | None
    effects: Mapping[str, float]


def run(scorer: Scorer, checks: Iterable[Check], progress: Callable[[Iterable[Article]], Iterable[Article]] = iter) -> Results:
    """Scores the texts of the checks and measures what changed.

    Args:
        scorer: the model under test, with its annotator.
        checks: as :func:`credscore.checks.checks` gives them, or your own.
        progress: is given the articles that will be scored, and gives them back.
    """
    wanted = tuple(checks)
    texts = {id(a): a for check in wanted for case in check.cases for a in (case.before, case.after)}
    distinct = {_key(a): a for a in texts.values()}
    reports = dict(zip(distinct, scorer.score_many(progress(distinct.values())), strict=True))
    return Results(tuple(_result(check, grade, reports) for check in wanted for grade in check.grades))


def _key(article: Article) -> object:
    return article.text, article.blocks


def _result(check: Check, grade: Grade, reports: Mapping[object, Report]) -> Result:
    return Result(check=check, grade=grade, changes=tuple(_change(case, grade, reports) for case in check.cases))


def _change(case: Case, grade: Grade, reports: Mapping[object, Report]) -> Change:
    before = _judged(reports[_key(case.before)], grade)
    after = _judged(reports[_key(case.after)], grade, case.part)
    names = before.effects.keys() | after.effects.keys()
    effects = {n: after.effects.get(n, 0.0) - before.effects.get(n, 0.0) for n in sorted(names)}
    return Change(
        case=case.id,
        group=case.group,
        before=before.points,
        after=after.points,
        effects={n: e for n, e in effects.items() if e},
    )


def _judged(report: Report, grade: Grade, part: Span | None = None) -> _Judged:
    inside = [p for p in report.passages if part is None or (p.passage.start < part[1] and part[0] < p.passage.end)]
    scored = [p for p in inside if p.score[grade] is not None]
    weights = _weights(scored)
    effects: dict[str, float] = {}
    points = 0.0
    for passage, weight in zip(scored, weights, strict=True):
        points += weight * passage.score[grade].value
        for c in passage.contributions:
            if c.grade == grade:
                effects[c.feature] = effects.get(c.feature, 0.0) + weight * c.effect
    return _Judged(points if scored else None, effects)


def _weights(passages: Sequence[PassageReport]) -> list[float]:
    words = [len(p.passage.text.split()) for p in passages]
    return [w / sum(words) for w in words]
