"""Cases to scores to changes. Each text is scored once, however many cases it is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from credscore.checks.results import Change, Result, Results

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from credscore.article import Article, Block
    from credscore.checks.check import Case, Check
    from credscore.contract import Grade, PassageReport, Report
    from credscore.scoring import Scorer
    from credscore_features import Span

    Key: TypeAlias = tuple[str, tuple[Block, ...]]


def run(scorer: Scorer, checks: Sequence[Check]) -> Results:
    """Scores the texts of the checks and measures what changed.

    Args:
        scorer: the model under test, with its annotator.
        checks: as :func:`credscore.checks.chosen` gives them, or your own.
    """
    return measured(checks, scorer.score_many(texts(checks)))


def texts(checks: Iterable[Check]) -> tuple[Article, ...]:
    """The different texts of the checks."""
    return tuple({_key(a): a for check in checks for case in check.cases for a in (case.before, case.after)}.values())


def measured(checks: Sequence[Check], reports: Iterable[Report]) -> Results:
    """What changed from case to case, given the reports of :func:`texts`, in order."""
    known = {_key(article): report for article, report in zip(texts(checks), reports, strict=True)}
    return Results(tuple(_result(check, grade, known) for check in checks for grade in check.grades))


def _key(article: Article) -> Key:
    return article.text, article.blocks


def _result(check: Check, grade: Grade, reports: Mapping[Key, Report]) -> Result:
    return Result(check=check, grade=grade, changes=tuple(_change(case, grade, reports) for case in check.cases))


def _change(case: Case, grade: Grade, reports: Mapping[Key, Report]) -> Change:
    before = _judged(reports[_key(case.before)], grade)
    after = _judged(reports[_key(case.after)], grade, case.part)
    moved = {n: after.effects.get(n, 0.0) - before.effects.get(n, 0.0) for n in {**before.effects, **after.effects}}
    return Change(
        case=case.id,
        group=case.group,
        before=before.points,
        after=after.points,
        effects={name: effect for name, effect in moved.items() if effect},
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    """One grade of a text or of a part of it: the mean of its passages, weighted by their words."""

    points: float | None
    effects: Mapping[str, float]


def _judged(report: Report, grade: Grade, part: Span | None = None) -> _Judged:
    start, end = part or (0, len(report.article.text))
    inside = [p for p in report.passages if p.passage.start < end and start < p.passage.end]
    scored = [(p, estimate.value) for p in inside if (estimate := p.score[grade]) is not None]
    if not scored:
        return _Judged(None, {})
    weights = _weights([p for p, _ in scored])
    effects: dict[str, float] = {}
    for (passage, _), weight in zip(scored, weights, strict=True):
        for c in passage.contributions:
            if c.grade == grade:
                effects[c.feature] = effects.get(c.feature, 0.0) + weight * c.effect
    return _Judged(sum(w * points for w, (_, points) in zip(weights, scored, strict=True)), effects)


def _weights(passages: Sequence[PassageReport]) -> list[float]:
    words = [len(p.passage.text.split()) for p in passages]
    return [w / sum(words) for w in words]
