"""The spaCy components: sentence boundaries made for news, what the annotator reads, the findings of the features.

spaCy imports this module for every pipeline (entry point ``spacy_factories``), so it stays light.
"""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, List, Optional  # noqa: UP035 - spaCy's config needs List and Optional

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from credscore.language import annotator as annotators
from credscore_features import Finding, Reading, Span, chosen, findings
from credscore_features import features as installed
from credscore_features.registry import measurable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from credscore.language.annotator import Annotator
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


class Annotations:
    """Has the annotator read, and leaves what it reads in ``doc._.credscore_reading.annotation``.

    A Doc whose reading is annotated already is passed on as it is.

    Args:
        model: folder of an encoder; the one that ships where None. It is loaded when the first text comes.
        threads: that the encoder may use.
    """

    def __init__(self, model: str | None = None, threads: int = 1) -> None:
        self.model = model
        self.threads = threads

    @cached_property
    def annotator(self) -> Annotator:
        """The annotator, loaded once; assign another to read with that one."""
        found = annotators.load(annotators.ENCODER if self.model is None else self.model, threads=self.threads)
        if found is None:
            raise ValueError("The component `credscore_annotator` needs an encoder; leave it out to read by rules.")
        return found

    def __call__(self, doc: Doc) -> Doc:
        """Reads one text."""
        return next(self.pipe((doc,)))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 16) -> Iterator[Doc]:
        """Reads a stream in order, so many texts at once, whose windows several threads share."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            self._annotate([_reading(doc) for doc in batch])
            yield from batch

    def _annotate(self, readings: Sequence[Reading]) -> None:
        new = [reading for reading in readings if reading.annotation is None]
        for reading, annotation in zip(new, self.annotator.annotate(new), strict=True):
            reading.annotation = annotation


def _reading(doc: Doc) -> Reading:
    reading: Reading = doc._.credscore_reading or Reading.of_doc(doc)
    doc._.credscore_reading = reading
    return reading


class Findings:
    """Runs the features and leaves their findings in ``doc._.credscore_findings``.

    Features that need an annotation are passed over where the text has none.
    """

    def __init__(self, chosen_features: Sequence[Feature]) -> None:
        self.features = tuple(chosen_features)

    def __call__(self, doc: Doc) -> Doc:
        """Finds in everything but the stretches that ``doc.user_data["credscore_skip"]`` names."""
        reading = _reading(doc)
        skip: Sequence[Span] = doc.user_data.get(SKIP, ())
        features = measurable(self.features, annotated=reading.annotation is not None)
        found: tuple[Finding, ...] = findings(reading, features, skip)
        doc._.credscore_findings = found
        return doc


@Language.factory("credscore_sentences", assigns=["token.is_sent_start"])
def make_sentences(nlp: Language, name: str) -> Sentences:  # noqa: ARG001 - spaCy's signature
    """Factory of ``credscore_sentences``."""
    return Sentences()


@Language.factory(
    "credscore_annotator", default_config={"model": None, "threads": 1}, assigns=["doc._.credscore_reading"]
)
def make_annotator(
    nlp: Language,  # noqa: ARG001 - spaCy's signature
    name: str,  # noqa: ARG001
    model: Optional[str],  # noqa: UP045 - see the import
    threads: int,
) -> Annotations:
    """Factory of ``credscore_annotator``; ``model`` is the folder of an encoder, None means the one that ships."""
    return Annotations(model, threads)


@Language.factory("credscore_findings", default_config={"features": None}, assigns=["doc._.credscore_findings"])
def make_findings(
    nlp: Language,  # noqa: ARG001 - spaCy's signature
    name: str,  # noqa: ARG001
    features: Optional[List[str]],  # noqa: UP006, UP045 - see the import
) -> Findings:
    """Factory of ``credscore_findings``; ``features`` names some of them, None means all."""
    return Findings(installed() if features is None else chosen(features))
