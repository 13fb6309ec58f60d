"""The encoder's reading of a passage, in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credscore_features.annotation import AT
from credscore_features.annotator.certainty import certainties, probability
from credscore_features.feature import Column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credscore_features.feature import Scope

GRADED = ("support", "transparency")
"""Outputs that stay on their scale of log odds, which has no ends."""
SHARED = ("shown", "asserted", "sourcing", "hedging", "tone")
"""Outputs that are given as a number from 0 to 1."""

COLUMNS = (
    Column(
        name="annotator_support",
        unit="log odds",
        summary="How well supported the encoder reads the passage to be, in the mean of its words.",
        better="higher",
        more_open="neither",
        low="The encoder reads this passage as weakly supported.",
        high="The encoder reads this passage as well supported.",
    ),
    Column(
        name="annotator_transparency",
        unit="log odds",
        summary="How openly sourced the encoder reads the passage to be, in the mean of its words.",
        more_open="higher",
        low="The encoder reads this passage as one that hardly shows where it has things from.",
        high="The encoder reads this passage as openly sourced.",
    ),
    Column(
        name="annotator_shown",
        unit="share",
        summary="How sure the encoder is that the passage shows evidence for what it says.",
    ),
    Column(
        name="annotator_asserted",
        unit="share",
        summary="How sure the encoder is that what the passage says rests on a source's word alone.",
    ),
    Column(
        name="annotator_sourcing",
        unit="share",
        summary="How good the best source of the main claim is to the encoder: 0% none, 100% named and on record.",
    ),
    Column(
        name="annotator_hedging",
        unit="share",
        summary="How hedged the encoder reads the passage to be: 0% not at all, 100% so that nothing firm is said.",
    ),
    Column(
        name="annotator_tone",
        unit="share",
        summary="How coloured the encoder reads the passage to be: 0% neutral, 100% abusive or sensational.",
    ),
    Column(
        name="annotator_certainty",
        unit="share",
        summary="How certain the writer's own sentences sound to the encoder, in the mean; a rough sign.",
    ),
    Column(
        name="annotator_lowest_certainty",
        unit="share",
        summary="How certain the least certain of the writer's own sentences sounds to the encoder; a rough sign.",
    ),
)


def measure(scope: Scope) -> Mapping[str, float]:
    """Every column; where the scope holds no word, as of an encoder that is undecided (log odds of 0).

    Raises:
        ValueError: the text has no annotation.
    """
    annotation = scope.reading.annotation
    if annotation is None:
        raise ValueError("The feature 'annotator' measures what the annotator reads, and it has not read this text.")
    logits = annotation.logits[annotation.pieces(scope.start, scope.end)]
    means = {name: float(logits[:, AT[name]].mean()) if len(logits) else 0.0 for name in (*GRADED, *SHARED)}
    sentences = certainties(annotation, scope) or [probability(0.0)]
    return {
        **{f"annotator_{name}": means[name] for name in GRADED},
        **{f"annotator_{name}": probability(means[name]) for name in SHARED},
        "annotator_certainty": sum(sentences) / len(sentences),
        "annotator_lowest_certainty": min(sentences),
    }
