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
    from credscore_features.finding import Finding, Span
    from credscore_features.reading import Reading

ORIGIN = "head:attribution"
LEAST = 0.55
"""Mean probability of source, cue and content under which an attribution is none; chosen on PolNeAR dev."""

MOST = 0.5
"""Share of a sentence without the cue that a content must take up."""


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
    again = (_tidied(reading, link) for link in linked(reading, spans.source, spans.cue, spans.content))
    return [link for link in again if link.content]


def _tidied(reading: Reading, link: Link) -> Link:
    """Without scraps: single words beside longer parts, and the lesser part of a sentence that the cue is not in."""
    kept = [part for whole in link.content for part in _whole(reading, whole, reading.sentence_at(link.cue[0]))]
    long = [part for part in kept if len(reading.text[slice(*part)].split()) > 1]
    return replace(link, content=tuple(long or kept))


def _whole(reading: Reading, part: Span, own: Span) -> Iterator[Span]:
    """What of a part stands in the cue's own sentence, in quotation marks, or makes up most of another sentence."""
    start = end = part[0]
    for sentence in (reading.sentence_at(part[0]), *reading.sentences_in(part[0] + 1, part[1])):
        piece = max(part[0], sentence[0]), min(part[1], sentence[1])
        most = piece[1] - piece[0] >= MOST * (sentence[1] - sentence[0])
        if sentence == own or most or reading.quotation_at(*piece):
            start, end = (start if end > start else piece[0]), piece[1]
        elif end > start:
            yield start, end
            start = end
    if end > start:
        yield start, end


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
