"""What the annotator, a small encoder, makes of a passage as a whole, as named numbers beside those of the rules."""

from __future__ import annotations

from pathlib import Path

from credscore_features.annotator.measures import COLUMNS, measure
from credscore_features.feature import Feature

FEATURE = Feature(
    name="annotator",
    summary="The encoder's own reading of the passage: its grades, what they rest on, and how certain it sounds.",
    source=(
        "Learned from this project's graded passages; certainty from Pei and Jurgens (2021), Measuring Sentence-Level"
        " and Aspect-Level (Un)certainty in Science Communications"
    ),
    measure=measure,
    columns=COLUMNS,
    after=("attribution",),
    needs_annotation=True,
    folder=Path(__file__).parent,
)
