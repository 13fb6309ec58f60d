"""From the model's numbers to scores with intervals, reasons and exact contributions. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, repeat
from typing import TYPE_CHECKING

import numpy as np

from credscore.contract import GRADES, Contribution, Estimate, PassageReport, Score

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from credscore.article import Passage
    from credscore.contract import Grade, Reason
    from credscore.model import Margin, Scored
    from credscore.model.ordinal import Array
    from credscore_features import Finding
    from credscore_features.annotator.pulls import Pulls

_ALONE = np.ones(1)


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """All passages of an article with what the model says of them.

    Attributes:
        passages: n of them, in text order.
        rows: their numbers.
        reasons: why a passage gets no score, or None.
        scored: by grade; arrays over the n passages; empty where n is 0.
        margins: by grade.
        found: findings of the article.
        evidence: kinds and rules of finding behind each column that has any.
        pulls: by grade, the phrases behind the encoder's own reading of each passage.
    """

    passages: Sequence[Passage]
    rows: Sequence[Mapping[str, float]]
    reasons: Sequence[Reason | None]
    scored: Mapping[Grade, Scored]
    margins: Mapping[Grade, Margin]
    found: Sequence[Finding]
    evidence: Mapping[str, Sequence[str]]
    pulls: Sequence[Mapping[Grade, Pulls]]

    def reports(self) -> tuple[PassageReport, ...]:
        """One report a passage."""
        return tuple(self._report(at) for at in range(len(self.passages)))

    def article(self) -> Score:
        """Mean of the passages that have a score, weighted by their words; at least one must have one."""
        kept = [at for at, reason in enumerate(self.reasons) if reason is None]
        words = np.array([len(self.passages[at].text.split()) for at in kept], dtype=float)
        weights = words / words.sum()
        return Score(
            estimates={
                grade: _estimate(s.points[kept], s.deviations[kept], weights, self.margins[grade])
                for grade, s in self.scored.items()
            }
        )

    def _report(self, at: int) -> PassageReport:
        passage, numbers, reason = self.passages[at], self.rows[at], self.reasons[at]
        if reason is not None:
            return PassageReport(passage=passage, score=Score(abstained=reason), features=numbers)
        return PassageReport(
            passage=passage,
            score=self._score(at),
            features=numbers,
            contributions=tuple(self._contributions(at)),
            base={grade: s.base for grade, s in self.scored.items()},
            pulls=self.pulls[at],
        )

    def _score(self, at: int) -> Score:
        return Score(
            estimates={
                grade: _estimate(s.points[at : at + 1], s.deviations[at : at + 1], _ALONE, self.margins[grade])
                for grade, s in self.scored.items()
            },
            probabilities={grade: tuple(s.probabilities[at].tolist()) for grade, s in self.scored.items()},
        )

    def _contributions(self, at: int) -> Iterator[Contribution]:
        """Strongest first within a grade; a column that does nothing is left out."""
        behind = self._behind(self.passages[at])
        for grade in GRADES:
            s = self.scored[grade]
            effects, values = s.effects[at], s.values[at]
            # what does nothing comes last
            order = np.argsort(-np.abs(effects), kind="stable")[: np.count_nonzero(effects)]
            names = [s.columns[column] for column in order.tolist()]
            found = (behind.get(name, ()) for name in names)
            yield from map(Contribution, repeat(grade), names, values[order].tolist(), effects[order].tolist(), found)

    def _behind(self, passage: Passage) -> dict[str, tuple[str, ...]]:
        """Ids of the passage's findings by the column that they are behind; columns with none are left out."""
        ids = self._ids(passage)
        known = {column: [ids[rule] for rule in rules if rule in ids] for column, rules in self.evidence.items()}
        return {column: tuple(dict.fromkeys(chain.from_iterable(some))) for column, some in known.items() if some}

    def _ids(self, passage: Passage) -> dict[str, list[str]]:
        """Ids of the passage's findings, by kind and by rule."""
        ids: dict[str, list[str]] = {}
        for finding in self.found:
            if passage.start <= finding.start < passage.end:
                ids.setdefault(finding.kind, []).append(finding.id)
                ids.setdefault(finding.rule, []).append(finding.id)
        return ids


def _estimate(points: Array, deviations: Array, weights: Array, margin: Margin) -> Estimate:
    mean, half = float(weights @ points), margin.half_width(points, deviations, weights)
    return Estimate(mean, max(0.0, mean - half), min(100.0, mean + half))
