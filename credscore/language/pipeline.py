"""A spaCy pipeline of our own: tokens, sentences, annotations, findings. Nothing is downloaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language

    from credscore.language.annotator import Annotator
    from credscore_features import Feature

MAX_CHARACTERS = 1_000_000
"""spaCy's own limit for one text; a longer one is refused when it is read."""


def build(features: Sequence[Feature] | None = None, annotator: Annotator | None = None) -> Language:
    """A pipeline with ``credscore_sentences``, ``credscore_annotator`` and ``credscore_findings``.

    Args:
        features: those to run, in working order; all installed ones where None.
        annotator: reads before the features do; where None, rules read alone and there is no such component.
    """
    import spacy  # noqa: PLC0415 - costs a second, so only where a text is read

    nlp = spacy.blank("en")
    nlp.max_length = MAX_CHARACTERS
    nlp.add_pipe("credscore_sentences")
    if annotator is not None:
        nlp.add_pipe("credscore_annotator").annotator = annotator  # type: ignore[attr-defined] # it is an Annotations
    names = None if features is None else [feature.name for feature in features]
    component = nlp.add_pipe("credscore_findings", config={"features": names})
    if features is not None:
        # with the user's own cues, which a name does not carry
        component.features = tuple(features)  # type: ignore[attr-defined] # it is a Findings
    return nlp
