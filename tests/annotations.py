"""Annotations made by hand: what the annotator would say of a text, without the annotator."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from credscore_features.annotation import AT, OUTPUTS, Annotation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from credscore_features import Span

SURE = 8.0
"""The logit of a plain yes; minus this is a plain no."""
_PIECE = re.compile(r"\w+|[^\w\s]")


def annotation(text: str, marked: Mapping[str, Iterable[Span]]) -> Annotation:
    """An annotator's reading of a text: a plain yes on some spans, a plain no elsewhere.

    Words and single marks are the pieces. Where a role (source, cue, content) is marked, each of its spans begins at
    its first piece, unless ``role.begin`` is given too.

    Args:
        text: the text.
        marked: output → the spans on which it is a yes, in code points.
    """
    offsets = np.array([match.span() for match in _PIECE.finditer(text)], dtype=np.int64).reshape(-1, 2)
    made = Annotation(offsets, np.full((len(offsets), len(OUTPUTS)), -SURE, dtype=np.float32))
    begins = {
        f"{output}.begin": [(start, start + 1) for start, _ in spans]
        for output, spans in marked.items()
        if f"{output}.begin" in AT
    }
    for output, spans in {**begins, **marked}.items():
        for start, end in spans:
            made.logits[made.pieces(start, end), AT[output]] = SURE
    return made


def spans(text: str, *parts: str) -> list[Span]:
    """Where each part stands in a text: the first place behind the part before it."""
    found: list[Span] = []
    at = 0
    for part in parts:
        start = text.index(part, at)
        at = start + len(part)
        found.append((start, at))
    return found
