"""Attributions from what the annotator marks: decoded into spans and joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credscore_features.attribution.decoding import decoded
from credscore_features.attribution.findings import finding_of
from credscore_features.attribution.linking import linked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credscore_features.annotation import Annotation
    from credscore_features.finding import Finding
    from credscore_features.reading import Reading

ORIGIN = "head:attribution"


def annotated(reading: Reading, annotation: Annotation) -> Iterator[Finding]:
    """Attributions in text order, one a cue."""
    spans = decoded(reading, annotation)
    links = linked(reading, spans.source, spans.cue, spans.content)
    for link, sure in zip(links, spans.sure, strict=True):
        yield finding_of(reading, link.cue, link.source, link.content, origin=ORIGIN, confidence=sure)
