"""A spaCy pipeline of our own: tokens, sentences, findings. Nothing is downloaded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from credscore.article import SILENT
from credscore_features import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from credscore.article import Article
    from credscore_features import Feature

MAX_CHARACTERS = 1_000_000
"""spaCy's own limit for one text; a longer one is refused when it is read."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def build(features: Sequence[Feature] | None = None) -> Language:
    """A pipeline with ``credscore_sentences`` and ``credscore_findings``.

    Args:
        features: those to run, in working order; all installed ones where None.
    """
    import spacy  # noqa: PLC0415 - costs a second, so only where a text is read

    nlp = spacy.blank("en")
    nlp.max_length = MAX_CHARACTERS
    nlp.add_pipe("credscore_sentences")
    names = None if features is None else [feature.name for feature in features]
    component = nlp.add_pipe("credscore_findings", config={"features": names})
    if features is not None:
        # with the user's own cues, which a name does not carry
        component.features = tuple(features)  # type: ignore[attr-defined] # it is a Findings
    return nlp


def annotate(nlp: Language, article: Article) -> Doc:
    """Reads an article; nothing is found in its bylines and boilerplate.

    Lone surrogates, which no Unicode text may hold, are read as U+FFFD; offsets stay those of the article's text.
    """
    from credscore.language.components import SKIP  # noqa: PLC0415 - imports spaCy

    text = _SURROGATE.sub("\ufffd", article.text)
    doc = nlp.make_doc(text)
    doc._.credscore_reading = Reading(text)  # spaCy puts a Doc's text together anew each time it is asked
    doc.user_data[SKIP] = article.spans(SILENT)
    return nlp(doc)
