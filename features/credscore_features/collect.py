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
    placed: list[Finding] = []
    for feature in features:
        if feature.find is not None:
            before = {name: found.get(name, ()) for name in feature.after}
            given = reading if feature.as_written else reading.seen
            each = [(f, _placed(f, given, reading)) for f in feature.find(given, before)]
            kept = [(f, at) for f, at in each if not skipped.touches(at.start, at.start + 1)]
            found[feature.name] = tuple(f for f, _ in kept)
            placed += [at for _, at in kept]
    placed.sort(key=lambda f: (f.start, f.end, f.kind, f.label))
    return tuple(replace(f, id=f"f{number}") for number, f in enumerate(placed, 1))


def _placed(finding: Finding, given: Reading, reading: Reading) -> Finding:
    """What was found in a text as it looks, where it is written."""
    if given is reading or reading.appearance is None:
        return finding
    return reading.appearance.finding_outward(finding, reading.text)


def row(reading: Reading, span: Span, found: Sequence[Finding], features: Sequence[Feature]) -> dict[str, float]:
    """Every column of the features over one stretch of the text, in the features' order."""
    scope = _scope(reading, span, found)
    numbers: dict[str, float] = {}
    for feature in features:
        if feature.measure is not None:
            measured = feature.measure(scope)
            numbers |= {column.name: float(measured[column.name]) for column in feature.columns}
    return numbers


def _scope(reading: Reading, span: Span, found: Sequence[Finding]) -> Scope:
    """The stretch as it looks."""
    start, end = span
    inside = tuple(f for f in found if start <= f.start < end)
    if reading.appearance is None:
        return Scope(reading, start, end, inside)
    return Scope(reading.seen, *reading.appearance.inward(span), tuple(map(reading.appearance.finding_inward, inside)))
