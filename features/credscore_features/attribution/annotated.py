"""Attributions from what the annotator marks: decoded into spans and joined."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from credscore_features.attribution.decoding import (
    CONTENT,
    CUE,
    SOURCE,
    Spans,
    Units,
    decoded,
    units,
    weak_cue,
    without,
)
from credscore_features.attribution.findings import finding_of
from credscore_features.attribution.linking import Link, linked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credscore_features.annotation import Annotation
    from credscore_features.finding import Finding
    from credscore_features.reading import Reading

ORIGIN = "head:attribution"
LEAST = 0.55
"""Mean probability of source, cue and content under which an attribution is none; chosen on PolNeAR dev."""


def annotated(reading: Reading, annotation: Annotation) -> Iterator[Finding]:
    """Attributions in text order: one a cue with a content."""
    if not len(annotation):
        return
    read = units(reading, annotation)
    for link in _links(reading, read):
        if _certainty(read, link) > LEAST:
            sure = read.probability(CUE, [link.cue])
            yield finding_of(reading, link.cue, link.source, link.content, origin=ORIGIN, confidence=sure)


def _links(reading: Reading, read: Units) -> list[Link]:
    """Joined once; then again, without the cues that got no content and with cues for the sources that got none."""
    spans = decoded(read)
    links = [link for link in linked(reading, spans.source, spans.cue, spans.content) if link.content]
    spans = _completed(reading, read, replace(spans, cue=tuple(link.cue for link in links)), links)
    return [link for link in linked(reading, spans.source, spans.cue, spans.content) if link.content]


def _completed(reading: Reading, read: Units, spans: Spans, links: list[Link]) -> Spans:
    taken = {link.source for link in links}
    for source in spans.source:
        if source not in taken and (cue := weak_cue(read, spans, source, reading.sentence_at(source[0]))):
            spans = replace(spans, cue=tuple(sorted({*spans.cue, cue})))
    return replace(spans, content=without(reading.text, spans.content, spans.cue))


def _certainty(read: Units, link: Link) -> float:
    each = [read.probability(CUE, [link.cue]), read.probability(CONTENT, link.content)]
    if link.source:
        each.append(read.probability(SOURCE, [link.source]))
    return sum(each) / len(each)
