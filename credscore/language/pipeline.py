"""A spaCy pipeline of our own: tokens, sentences, annotations, findings. Nothing is downloaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credscore.article import SILENT
from credscore.language.ahead import reading_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from credscore.article import Article
    from credscore.language.annotator import Annotator
    from credscore_features import Feature, Reading

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


def annotate(nlp: Language, article: Article, reading: Reading | None = None) -> Doc:
    """Reads an article; nothing is found in its bylines and boilerplate.

    Args:
        nlp: as :func:`build` makes it.
        article: offsets are those of its text.
        reading: of the article, as :func:`credscore.language.ahead.read` gives it; made anew where None.
    """
    from credscore.language.components import SKIP  # noqa: PLC0415 - imports spaCy

    reading = reading or reading_of(article)
    doc = nlp.make_doc(reading.text)
    doc._.credscore_reading = reading  # spaCy puts a Doc's text together anew each time it is asked
    doc.user_data[SKIP] = article.spans(SILENT)
    return nlp(doc)
