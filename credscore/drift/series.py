"""The columns that are compared, each over the articles of both samples."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from credscore.contract import GRADES, REASONS
from credscore.drift.sample import Numbers
from credscore.report.reasons import columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from credscore.drift.design import Flags, Places
    from credscore.drift.effects import Array
    from credscore.drift.sample import Sample

Family: TypeAlias = Literal["score", "interval", "feature", "abstention", "finding", "length"]
FAMILIES: tuple[Family, ...] = ("score", "interval", "feature", "abstention", "finding", "length")
LEAST_PRESENT = 5
"""What differs from its usual value in fewer articles than this is too rare to be compared."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a column is.

    Attributes:
        family: feature, score, interval (its width), abstention (share without a score), finding (per 1,000 words)
            or length (of an article).
        name: within its family.
        level: whether it is a number of a passage or of an article.
        unit: of the number.
        summary: one line.
    """

    family: Family
    name: str
    level: Literal["passage", "article"]
    unit: str
    summary: str

    @property
    def key(self) -> str:
        """Unique over all columns: ``feature.passage.hedge_density``."""
        return f"{self.family}.{self.level}.{self.name}"


@dataclass(frozen=True)
class Series:
    """The numbers of a column, and whose they are.

    Attributes:
        measure: what it is.
        values: (m,).
        owner: number of the article of each value, (m,); those of the reference come first.
        articles: in both samples, n.
    """

    measure: Measure
    values: Array
    owner: Places
    articles: int

    @cached_property
    def counts(self) -> Array:
        """Values of each article, (n,)."""
        return np.bincount(self.owner, minlength=self.articles).astype(float)

    @property
    def present(self) -> Flags:
        """Which articles have a value, (n,)."""
        return self.counts > 0

    @property
    def weights(self) -> Array:
        """What a value counts in its article, (m,): an article's values add up to one."""
        return 1.0 / self.counts[self.owner]

    @property
    def means(self) -> Array:
        """Of each article, (n,); 0 where it has no value."""
        return np.bincount(self.owner, weights=self.values * self.weights, minlength=self.articles).astype(float)

    def spread_over(self, articles: Array) -> Array:
        """Weights of articles (n,) as weights of the values (m,)."""
        return articles[self.owner] * self.weights

    def only(self, kept: Flags) -> Series:
        """Of some of the articles, numbered anew."""
        place = np.cumsum(kept) - 1
        inside = kept[self.owner]
        return Series(self.measure, self.values[inside], place[self.owner[inside]], int(kept.sum()))


@dataclass(frozen=True)
class Columns:
    """The columns of two samples.

    Attributes:
        series: those that can be compared.
        constant: names of those that are the same in every article.
        rare: names of those that differ from their usual value in very few articles.
        apart: names of features that only one of the samples has.
    """

    series: tuple[Series, ...]
    constant: tuple[str, ...]
    rare: tuple[str, ...]
    apart: tuple[str, ...]


def columns_of(reference: Sample, new: Sample) -> Columns:
    """All columns of two samples. What is left out is chosen without a look at which article is in which sample."""
    made = list(_all(reference, new))
    moving = {one.measure.key: _present_in(one) for one in made}
    return Columns(
        tuple(one for one in made if moving[one.measure.key] >= LEAST_PRESENT),
        tuple(one.measure.name for one in made if moving[one.measure.key] == 0),
        tuple(one.measure.name for one in made if 0 < moving[one.measure.key] < LEAST_PRESENT),
        tuple(sorted(set(reference.features) ^ set(new.features))),
    )


def _present_in(series: Series) -> int:
    """Articles in which a value differs from the commonest."""
    if not len(series.values):
        return 0
    numbers, counts = np.unique(series.values, return_counts=True)
    return len(np.unique(series.owner[series.values != numbers[np.argmax(counts)]]))


def _all(reference: Sample, new: Sample) -> Iterator[Series]:
    yield from _scores(reference, new)
    for name in reference.features:
        if name in new.features:
            column = columns().get(name)
            unit, summary = (column.unit, column.summary) if column else ("", name.replace("_", " "))
            measure = Measure("feature", name, "passage", unit, summary)
            yield _joined(measure, reference.features[name], new.features[name], len(reference), len(new))
    for level in ("article", "passage"):
        yield from _abstentions(reference, new, level)
    yield _one_each(Measure("length", "words", "article", "words", "Words of an article."), reference.words + new.words)
    if reference.has_findings and new.has_findings:
        yield from _findings(reference, new)


def _scores(reference: Sample, new: Sample) -> Iterator[Series]:
    for level in ("article", "passage"):
        for grade in GRADES:
            for name, family, what in (
                (grade, "score", f"{grade.capitalize()} of the {level}."),
                (f"{grade}_width", "interval", f"Width of the 90% interval of the {level}'s {grade}."),
            ):
                before, after = (side.scores.get((level, name), Numbers()) for side in (reference, new))
                measure = Measure(family, name, level, "points", what)  # type: ignore[arg-type]
                yield _joined(measure, before, after, len(reference), len(new))


def _abstentions(reference: Sample, new: Sample, level: str) -> Iterator[Series]:
    pairs = [(r, at) for r, at in reference.reasons[level]] + [(r, at + len(reference)) for r, at in new.reasons[level]]
    owner = np.array([at for _, at in pairs], dtype=np.int64)
    for reason in (None, *REASONS):
        hits = [r is not None if reason is None else r == reason for r, _ in pairs]
        what = f"Share of {level}s without a score" + (f": {REASONS[reason]}" if reason else ".")
        measure = Measure("abstention", reason or "any", level, "share", what)  # type: ignore[arg-type]
        yield Series(measure, np.array(hits, dtype=float), owner, len(reference) + len(new))


def _findings(reference: Sample, new: Sample) -> Iterator[Series]:
    """Per 1,000 words of each article, by rule, and by kind where it has several rules."""
    found = [one or Counter[str]() for one in (*reference.findings, *new.findings)]
    words = [max(1, number) for number in reference.words + new.words]
    rules = sorted({rule for one in found for rule in one})
    kinds = Counter(rule.partition(".")[0] for rule in rules)
    for name in sorted({*rules, *(kind for kind, number in kinds.items() if number > 1)}):
        hits = [sum(n for rule, n in one.items() if name in {rule, rule.partition(".")[0]}) for one in found]
        measure = Measure("finding", name, "article", "per 1,000 words", f"Findings of {name}.")
        yield _one_each(measure, [1000.0 * n / w for n, w in zip(hits, words, strict=True)])


def _one_each(measure: Measure, values: Sequence[float]) -> Series:
    return Series(measure, np.array(values, dtype=float), np.arange(len(values)), len(values))


def _joined(measure: Measure, reference: Numbers, new: Numbers, before: int, after: int) -> Series:
    owners = (np.array(reference.owner, dtype=np.int64), np.array(new.owner, dtype=np.int64) + before)
    return Series(
        measure,
        np.concatenate([np.array(reference.values), np.array(new.values)]),
        np.concatenate(owners),
        before + after,
    )


def by_key(series: Iterable[Series]) -> dict[str, Series]:
    """Columns by their key."""
    return {one.measure.key: one for one in series}
