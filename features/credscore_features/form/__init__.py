"""How a text is written: characters that nobody sees inside its words, and letters that only look like Latin ones.

They can hide a word from search and from filters; most come in by copying. Rules and annotator read the text without
them, so that they change no score: see :mod:`credscore_features.appearance`.
"""

from __future__ import annotations

from pathlib import Path

from credscore_features.feature import Feature
from credscore_features.form.characters import LABELS, find_form

FEATURE = Feature(
    name="form",
    summary="Characters that nobody sees inside words, and letters of another script that look like Latin ones.",
    source="Unicode Technical Report 36 (security considerations) and Standard 39 (confusable letters)",
    find=find_form,
    kinds=tuple(f"form.{label}" for label in LABELS),
    as_written=True,
    folder=Path(__file__).parent,
)
