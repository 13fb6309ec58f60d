"""Cues that the annotator marks, with their label and their parts, and how they are joined with the rules'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from credscore_features.annotation import AT
from credscore_features.stretches import Words, strongest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from credscore_features.annotation import Annotation
    from credscore_features.finding import Finding, Span
    from credscore_features.reading import Reading


@dataclass(frozen=True, slots=True)
class Mark:
    """The strongest cue that the annotator marks in a sentence.

    Attributes:
        label: the likeliest of the family's.
        cue: where it stands.
        sentence: the sentence that holds it.
        probability: of the cue's likeliest word.
        parts: where its parts stand; those that it has.
    """

    label: str
    cue: Span
    sentence: Span
    probability: float
    parts: Mapping[str, tuple[Span, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The outputs that mark one kind of cue, and how sure the annotator must be. Thresholds are logits.

    Attributes:
        cue: outputs that mark it; of several, a piece's strongest counts.
        labels: label → the output that says so.
        parts: part → the output that marks it.
        alone: above it a sentence has a cue, whatever the rules say.
        confirm: above it a sentence has the cues that the rules find in it.
        part: a word that reaches it belongs to a part.
    """

    cue: tuple[str, ...]
    labels: Mapping[str, str]
    parts: Mapping[str, str]
    alone: float
    confirm: float
    part: float

    def joined(
        self, reading: Reading, annotation: Annotation, ruled: Iterable[Finding]
    ) -> Iterator[tuple[Mark, Finding | None]]:
        """Each cue that counts: what the annotator marks in its sentence, and what a rule finds there.

        Args:
            reading: the text.
            annotation: what the annotator reads in it.
            ruled: what the rules find in it.

        Yields:
            Sentence by sentence, its mark with each finding of a rule in it, or with None where the rules find none.
        """
        cues = strongest(annotation.logits, *self.cue)
        found: dict[Span, list[Finding | None]] = {}
        for finding in ruled:
            if cues[annotation.pieces(*finding.sentence)].max(initial=-np.inf) > self.confirm:
                found.setdefault(finding.sentence, []).append(finding)
        for start in annotation.starts[cues > self.alone].tolist():
            found.setdefault(reading.sentence_at(start), [None])
        for sentence, findings in sorted(found.items()):
            words = Words.of(reading, annotation, sentence)
            if len(words.starts):
                mark = self._mark(words, sentence)
                yield from ((mark, finding) for finding in findings)

    def _mark(self, words: Words, sentence: Span) -> Mark:
        cues = strongest(words.logits, *self.cue)
        peak = int(cues.argmax())
        # Beside the strongest word, a word belongs to the cue as soon as it is likelier than not.
        runs = words.runs(cues, min(float(cues[peak]), 0.0))
        cue = next(run for run in runs if run.first <= peak < run.last)
        means = words.logits[cue.first : cue.last].mean(axis=0)
        parts = {part: self._part(words, output) for part, output in self.parts.items()}
        return Mark(
            label=max(self.labels, key=lambda label: means[AT[self.labels[label]]]),
            cue=cue.span,
            sentence=sentence,
            probability=float(_probability(cues[peak])),
            parts={part: (span,) for part, span in parts.items() if span},
        )

    def _part(self, words: Words, output: str) -> Span | None:
        """The run that the annotator would bet on most words of."""
        logits = strongest(words.logits, output)
        runs = words.runs(logits, self.part)
        best = max(runs, key=lambda run: _probability(logits[run.first : run.last]).sum(), default=None)
        return best.span if best else None


def _probability(logits: NDArray[Any]) -> NDArray[Any]:
    probability: NDArray[Any] = 1 / (1 + np.exp(-logits))
    return probability
