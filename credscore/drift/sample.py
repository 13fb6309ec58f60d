"""What is compared of an article, gathered from a stream of scored articles."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from credscore.contract import WORDING
from credscore.errors import InputError
from credscore.evaluation.groups import outlet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from credscore.contract import Reason, Score
    from credscore.report.scored import ScoredArticle, ScoredPassage


@dataclass
class Numbers:
    """Numbers with the article that each belongs to."""

    values: array[float] = field(default_factory=lambda: array("d"))
    owner: array[int] = field(default_factory=lambda: array("q"))

    def add(self, value: float, article: int) -> None:
        """Keeps a number; one that is none is left out."""
        if math.isfinite(value):
            self.values.append(value)
            self.owner.append(article)


@dataclass
class Sample:
    """The articles of one side. Passages that have no score count for the abstentions and the length alone.

    Attributes:
        outlets: one spelling of each article's outlet; empty where it is unknown.
        names: of an outlet, as it was first written.
        words: of each article.
        features: numbers of the passages that have a score, by column.
        scores: of passages and of articles, by (level, name): the grades and the widths of their intervals.
        reasons: by level, why there is no score; None where there is one. Of passages with their article.
        findings: of each article by rule; None where the input holds none.
        passages: in all.
        models, annotators: that scored and read.
    """

    outlets: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    words: list[int] = field(default_factory=list)
    features: dict[str, Numbers] = field(default_factory=dict)
    scores: dict[tuple[str, str], Numbers] = field(default_factory=dict)
    reasons: dict[str, list[tuple[Reason | None, int]]] = field(default_factory=lambda: {"article": [], "passage": []})
    findings: list[Counter[str] | None] = field(default_factory=list)
    passages: int = 0
    models: Counter[str] = field(default_factory=Counter)
    annotators: Counter[str] = field(default_factory=Counter)

    def __len__(self) -> int:
        return len(self.words)

    @property
    def has_findings(self) -> bool:
        """Whether every article says what was found in it."""
        return all(found is not None for found in self.findings)

    def add(self, article: ScoredArticle) -> None:
        """Takes what is compared."""
        at = len(self)
        key = outlet(article.source)
        self.outlets.append(key)
        self.names.setdefault(key, article.source or "")
        self.words.append(article.words)
        self.findings.append(None if article.findings is None else Counter(f.rule for f in article.findings))
        self.models[article.model] += 1
        if article.annotator is not None:
            self.annotators[article.annotator] += 1
        self.passages += len(article.passages)
        self._judged("article", article.score, at)
        for passage in article.passages:
            self._judged("passage", passage.score, at)
            if passage.score.abstained is None:
                self._measured(passage, at)

    def _judged(self, level: str, score: Score, at: int) -> None:
        self.reasons[level].append((score.abstained, at))
        for grade, estimate in score.estimates.items():
            self.scores.setdefault((level, grade), Numbers()).add(estimate.value, at)
            self.scores.setdefault((level, f"{grade}_width"), Numbers()).add(estimate.high - estimate.low, at)

    def _measured(self, passage: ScoredPassage, at: int) -> None:
        for name, value in passage.features.items():
            self.features.setdefault(name, Numbers()).add(value, at)
        for c in passage.contributions or ():
            if c.feature == WORDING.name:
                self.features.setdefault(f"{WORDING.name}_{c.grade}", Numbers()).add(c.value, at)


def gathered(articles: Iterable[ScoredArticle], name: str) -> Sample:
    """All articles of one side; only numbers are kept, no text.

    Args:
        articles: read once.
        name: of the side, for messages.

    Raises:
        InputError: there are fewer than two, or more than one model scored them.
    """
    sample = Sample()
    for article in articles:
        sample.add(article)
    if len(sample) < 2:
        raise InputError(f"{name} holds {len(sample)} articles; two samples of at least 2 can be compared.")
    _one(sample.models, name, "scored")
    _one(sample.annotators, name, "read")
    return sample


def _one(makers: Mapping[str, int], name: str, verb: str) -> None:
    if len(makers) > 1:
        raise InputError(
            f"{name} was {verb} by several: {', '.join(sorted(makers))}. Score all of it with one of them."
        )


def check_alike(reference: Sample, new: Sample, names: tuple[str, str]) -> None:
    """Scores of different models say different things, so they cannot be compared.

    Raises:
        InputError: the two samples were scored by different models or read by different annotators.
    """
    for verb, one, other in (
        ("scored", reference.models, new.models),
        ("read", reference.annotators, new.annotators),
    ):
        if one and other and set(one) != set(other):
            made = [f"{name} was {verb} by {next(iter(by))}" for name, by in zip(names, (one, other), strict=True)]
            raise InputError(f"{' and '.join(made)}: score both with the same.")
