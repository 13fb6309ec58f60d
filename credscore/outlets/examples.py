"""The spans behind an effect: for each outlet and column, those of the passages where it counts most."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from credscore.report.plain import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from credscore.contract import Contribution, Grade
    from credscore.report.scored import ScoredArticle, ScoredPassage
    from credscore_features import Finding

MOST = 3
"""Examples of one column at one outlet."""
_LONGEST = 90


@dataclass(frozen=True, slots=True, order=True)
class Example:
    """A span of an article.

    Attributes:
        rank: minus the size of ``points``, so that the strongest come first.
        article: id of the article.
        text: the span, shortened.
        points: that the column adds to the score of the span's passage.
    """

    rank: float
    article: str
    text: str
    points: float


class Gallery:
    """Collects the strongest examples while articles go by; three of each, of different words, are kept."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, Grade, str, bool], list[Example]] = defaultdict(list)

    def add(self, article: ScoredArticle, outlet: str) -> None:
        """Looks through one article: each column's strongest passage in each direction."""
        findings = {f.id: f for f in article.findings or ()}
        best: dict[tuple[Grade, str, bool], tuple[float, str]] = {}
        for passage in article.passages:
            for c in passage.contributions or ():
                key = (c.grade, c.feature, c.effect > 0)
                if abs(c.effect) <= abs(best.get(key, (0.0, ""))[0]):
                    continue
                span = next(_spans(findings, passage, c), "")
                if span:
                    best[key] = (c.effect, span)
        for key, (points, span) in best.items():
            kept, text = self._found[outlet, *key], shortened(span, _LONGEST)
            if not any(e.text.casefold() == text.casefold() for e in kept):
                insort(kept, Example(-abs(points), article.id, text, points))
                del kept[MOST:]

    def of(self, outlet: str, grade: Grade, column: str, *, raises: bool) -> tuple[Example, ...]:
        """Spans of an outlet's articles where the column raises, or lowers, the score; the strongest first."""
        return tuple(self._found.get((outlet, grade, column, raises), ()))


def _spans(findings: Mapping[str, Finding], passage: ScoredPassage, c: Contribution) -> Iterator[str]:
    """The findings behind a contribution; of the encoder's own reading, the phrases that pull it that way."""
    for name in c.findings:
        if name in findings:
            yield findings[name].text
    pulls = passage.pulls.get(c.grade)
    if pulls is not None and c.feature == f"annotator_{c.grade}":
        for start, end in pulls.up if c.effect > 0 else pulls.down:
            yield passage.text[start - passage.start : end - passage.start]
