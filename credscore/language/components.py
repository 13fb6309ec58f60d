"""The two spaCy components: sentence boundaries made for news, and the findings of the features.

spaCy imports this module for every pipeline (entry point ``spacy_factories``), so it stays light.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, List, Optional  # noqa: UP035 - spaCy's config needs List and Optional

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from credscore_features import Finding, Reading, Span, chosen, findings
from credscore_features import features as installed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from credscore_features import Feature

SKIP = "credscore_skip"
"""Key of ``Doc.user_data``: stretches in which nothing is to be found."""

for _name in ("credscore_findings", "credscore_reading"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


class Sentences:
    """Sets the sentence boundaries of a Doc by :func:`credscore_features.segmentation.sentences`."""

    def __call__(self, doc: Doc) -> Doc:
        """Marks each token that begins a sentence."""
        if len(doc):
            reading = doc._.credscore_reading or Reading(doc.text)
            offsets = doc.to_array(["IDX"]).astype(np.int64).ravel()
            starts = np.full(len(doc), -1, dtype=np.int64)
            begins = np.searchsorted(offsets, [start for start, _ in reading.sentences])
            starts[begins[begins < len(doc)]] = 1
            starts[0] = 1
            doc.from_array(["SENT_START"], starts.reshape(-1, 1).view(np.uint64))  # type: ignore[arg-type] # the stub knows signed only
            doc._.credscore_reading = reading
        return doc


class Findings:
    """Runs the features and leaves their findings in ``doc._.credscore_findings``."""

    def __init__(self, chosen_features: Sequence[Feature]) -> None:
        self.features = tuple(chosen_features)

    def __call__(self, doc: Doc) -> Doc:
        """Finds in everything but the stretches that ``doc.user_data["credscore_skip"]`` names."""
        reading = doc._.credscore_reading or Reading.of_doc(doc)
        skip: Sequence[Span] = doc.user_data.get(SKIP, ())
        doc._.credscore_reading = reading
        found: tuple[Finding, ...] = findings(reading, self.features, skip)
        doc._.credscore_findings = found
        return doc


@Language.factory("credscore_sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> Sentences:  # noqa: ARG001 - spaCy's signature
    """Factory of ``credscore_sentences``."""
    return Sentences()


@Language.factory("credscore_findings", default_config={"features": None}, assigns=["doc._.credscore_findings"])
def make_findings(
    nlp: Language,  # noqa: ARG001 - spaCy's signature
    name: str,  # noqa: ARG001
    features: Optional[List[str]],  # noqa: UP006, UP045 - see the import
) -> Findings:
    """Factory of ``credscore_findings``; ``features`` names some of them, None means all."""
    return Findings(installed() if features is None else chosen(features))
