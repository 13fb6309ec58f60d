"""Runs features over a reading: findings in text order, and one row of numbers a scope."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from credscore_features.feature import Scope
from credscore_features.spans import Cover

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from credscore_features.feature import Feature
    from credscore_features.finding import Finding, Span
    from credscore_features.reading import Reading


def findings(reading: Reading, features: Sequence[Feature], skip: Iterable[Span] = ()) -> tuple[Finding, ...]:
    """All findings in text order, numbered ``f1``, ``f2``...

    Args:
        reading: the text.
        features: in working order, as :func:`registry.chosen` gives them.
        skip: stretches in which nothing is to be found, for example navigation text.
    """
    skipped = Cover(skip)
    found: dict[str, tuple[Finding, ...]] = {}
    for feature in features:
        if feature.find is not None:
            seen = {name: found.get(name, ()) for name in feature.after}
            found[feature.name] = tuple(
                f for f in feature.find(reading, seen) if not skipped.touches(f.start, f.start + 1)
            )
    everything = sorted((f for group in found.values() for f in group), key=lambda f: (f.start, f.end, f.kind, f.label))
    return tuple(replace(f, id=f"f{number}") for number, f in enumerate(everything, 1))


def row(reading: Reading, span: Span, found: Sequence[Finding], features: Sequence[Feature]) -> dict[str, float]:
    """Every column of the features over one stretch of the text, in the features' order."""
    start, end = span
    scope = Scope(reading, start, end, tuple(f for f in found if start <= f.start < end))
    numbers: dict[str, float] = {}
    for feature in features:
        if feature.measure is not None:
            measured = feature.measure(scope)
            numbers |= {column.name: float(measured[column.name]) for column in feature.columns}
    return numbers
