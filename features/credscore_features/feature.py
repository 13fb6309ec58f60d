"""A feature is a value that describes itself: what it finds, what it measures, and where the idea comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from credscore_features.finding import Finding, Span, Voice
from credscore_features.reading import Reading

if TYPE_CHECKING:
    from pathlib import Path

Better: TypeAlias = Literal["higher", "lower", "neither"]
Found: TypeAlias = Mapping[str, tuple[Finding, ...]]
"""Findings so far, by the name of the feature that found them (only those named in ``after``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One number a passage.

    Attributes:
        name: unique over all features; the column's name in every table.
        unit: for example ``per 100 words``, ``share``, ``count``, ``grade``.
        summary: what the number says, one line.
        better: the direction in which support certainly gains; ``neither`` where the sign does not hold over corpora.
        more_open: the direction in which transparency certainly gains, where that is another one: a claim that the
            writer flags as lacking evidence is badly supported and openly reported. None: the same as ``better``.
        evidence: findings that explain the number, as ``kind`` or ``kind.label``.
        low, high: what to tell an editor of a passage whose number pulls a score down or up because it is lower or
            higher than usual, where the direction is certain; the summary where not given.
    """

    name: str
    unit: str
    summary: str
    better: Better = "neither"
    more_open: Better | None = None
    evidence: tuple[str, ...] = ()
    low: str = ""
    high: str = ""

    def direction(self, grade: str) -> Better:
        """The direction in which ``support`` or ``transparency`` certainly gains."""
        return self.better if grade == "support" else self.more_open or self.better


@dataclass(frozen=True)
class Scope:
    """The stretch of a text that is measured, with the findings in it.

    Attributes:
        reading: the whole text.
        start, end: code points; usually a passage.
        found: every finding whose span starts inside, of all features, in text order.
    """

    reading: Reading
    start: int
    end: int
    found: tuple[Finding, ...]

    @cached_property
    def text(self) -> str:
        """The words that are measured."""
        return self.reading.text[self.start : self.end]

    @cached_property
    def words(self) -> int:
        """Number of words (letters or digits, inner apostrophes and hyphens kept)."""
        first, last = self.reading.words_in(self.start, self.end)
        return last - first

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences that start inside."""
        return self.reading.sentences_in(self.start, self.end)

    def of(self, kind: str, *labels: str, voice: Voice | None = None) -> tuple[Finding, ...]:
        """Findings of a kind; of some labels, in one voice, where given."""
        return tuple(
            f for f in self.found if f.kind == kind and (not labels or f.label in labels) and voice in {None, f.voice}
        )

    def per_100_words(self, number: float) -> float:
        """A count as a density; 0 where there are no words."""
        return 100.0 * number / self.words if self.words else 0.0

    def share_of_sentences(self, findings: Iterable[Finding]) -> float:
        """Share of the sentences that hold at least one of the findings, 0 to 1."""
        touched = {f.sentence for f in findings} & set(self.sentences)
        return len(touched) / len(self.sentences) if self.sentences else 0.0


Find: TypeAlias = Callable[[Reading, Found], Iterable[Finding]]
Measure: TypeAlias = Callable[[Scope], Mapping[str, float]]


@dataclass(frozen=True, kw_only=True)
class Feature:
    """What is found and measured, in one folder.

    Attributes:
        name: unique; configuration and the command line use it.
        summary: one line for ``credscore features``.
        source: where the idea or the list comes from.
        find: pure function of a reading (and the findings of the features in ``after``); None where nothing is marked.
        measure: pure function of a scope; None where nothing is counted. Returns every column's number.
        columns: what ``measure`` returns.
        kinds: kinds and labels that ``find`` may give, as ``kind.label``.
        after: names of the features whose findings ``find`` wants to see.
        as_written: whether ``find`` looks at the text as it is written, with characters that nobody sees; else it is
            given the text as it looks (:attr:`Reading.seen`), and what it finds is carried back.
        needs_annotation: whether there is nothing to find and measure where no annotator has read the text.
        folder: where ``cues.toml`` and ``examples.toml`` lie.
        reload: makes the same feature with more cues, given paths of the user's own cue files; None where it has none.
    """

    name: str
    summary: str
    source: str
    find: Find | None = None
    measure: Measure | None = None
    columns: tuple[Column, ...] = ()
    kinds: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    as_written: bool = False
    needs_annotation: bool = False
    folder: Path | None = None
    reload: Callable[[tuple[Path, ...]], Feature] | None = None

    def __post_init__(self) -> None:
        if (self.measure is None) != (not self.columns):
            raise ValueError(f"Feature {self.name!r} must have both `measure` and `columns`, or neither.")
