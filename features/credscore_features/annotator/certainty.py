"""How certain each sentence sounds to the encoder, and which sentences are the writer's own.

A rough sign. The encoder learns certainty from sentences of science news; there its rank correlation with people's
grades was about 0.5 on sentences that it had not seen, no better than the cue lists of the hedging family (0.6). On
newswire, which it never learned it from, it went with how far readers take events as facts at about 0.4, the cue lists
at 0.2. ``experiments/annotator/certainty.py`` measures both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from credscore_features.spans import Cover

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credscore_features.annotation import Annotation
    from credscore_features.feature import Scope
    from credscore_features.finding import Span

_PARTS = ("source", "cue", "content")
MOSTLY = 0.5
"""From this share of its words on a sentence is the writer's own."""


def certainties(annotation: Annotation, scope: Scope) -> list[float]:
    """Of each sentence of the writer's own, 0 to 1; of every sentence where none is.

    Args:
        annotation: of the text.
        scope: the stretch that is measured, with its attributions.
    """
    sentences = own_sentences(scope) or scope.sentences
    logits = (annotation.mean("certainty", *sentence) for sentence in sentences)
    return [probability(logit) for logit in logits if logit is not None]


def own_sentences(scope: Scope) -> tuple[Span, ...]:
    """Sentences of which the writer says at least :data:`MOSTLY`; who said what and how is no statement of his."""
    others = Cover(_others(scope))
    return tuple(sentence for sentence in scope.sentences if _own_share(scope, sentence, others) >= MOSTLY)


def _others(scope: Scope) -> Iterator[Span]:
    yield from scope.reading.quotations_in(scope.start, scope.end)
    for attribution in scope.of("attribution"):
        for part in _PARTS:
            yield from attribution.part(part)


def _own_share(scope: Scope, sentence: Span, others: Cover) -> float:
    words = slice(*scope.reading.words_in(*sentence))
    spans = list(zip(scope.reading.word_starts[words], scope.reading.word_ends[words], strict=True))
    if spans and not others.touches(spans[0][0], spans[-1][1]):
        return 1.0
    return sum(not others.touches(*span) for span in spans) / len(spans) if spans else 0.0


def probability(logit: float) -> float:
    """The logistic function."""
    return float(1.0 / (1.0 + np.exp(-logit)))
