"""How a comparison is told: names, numbers and sentences that the table and the page share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credscore.drift.effects import SHIFTED, STABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credscore.drift.reach import Reach
    from credscore.drift.result import Drift
    from credscore.drift.series import Measure

SCOPES = {
    "within": "within each outlet that both have, outlets weighted as in the reference",
    "outlets": "over all articles; whole outlets shuffled",
    "articles": "over all articles; articles shuffled",
}
_FAMILIES = {
    "score": "{name} ({level})",
    "interval": "width of interval: {name} ({level})",
    "feature": "{name}",
    "abstention": "no score: {name} ({level})",
    "finding": "findings: {name}",
    "length": "{name} ({level})",
}


def label(measure: Measure) -> str:
    """A column as readers know it."""
    name = measure.name.removesuffix("_width") if measure.family == "interval" else measure.name
    return _FAMILIES[measure.family].format(name=name, level=measure.level)


def amount(value: float, unit: str) -> str:
    """A mean in its unit, short."""
    if unit == "share":
        return f"{value:.1%}"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def chance(value: float) -> str:
    """A p or q value."""
    return "<.001" if value < 0.001 else f"{value:.3f}".removeprefix("0")


def stability(index: float) -> str:
    """What the usual bounds make of a population stability index."""
    return "stable" if index < STABLE else "moved" if index < SHIFTED else "shifted"


def verdict(drift: Drift) -> str:
    """One sentence that says what there is."""
    if not drift.alarming:
        return "No alarm."
    names = {"columns": "changed columns", "outlets": "changes in single outlets", "mix": "a changed mix of outlets"}
    names |= {"outside": "columns further outside what the model learned"}
    told = [
        names[kind] if kind == "mix" else f"{number} {names[kind]}" for kind, number in drift.alarms.items() if number
    ]
    return f"Alarm: {', '.join(told)}."


def method(drift: Drift) -> Iterator[str]:
    """What was done, a sentence each."""
    b = drift.bounds
    yield f"Compared {SCOPES[drift.scope]}; every article counts once."
    yield (
        f"An alarm needs a distance of {b.effect:g} standard deviations or more and a false discovery rate under"
        f" {b.rate:g}."
    )
    yield (
        f"A column's mean would have to move by {drift.detectable:.2f} standard deviations (median of the columns) to"
        " be seen in four of five such comparisons."
    )


def beyond(reach: Reach) -> str:
    """What is to be said of a column outside the model's curves."""
    return f"{reach.outside:.0%} of passages outside {reach.low:.3g} to {reach.high:.3g} ({reach.reference:.0%} before)"
