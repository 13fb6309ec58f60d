"""Compares two samples: designs, effects, tests, and what of it is an alarm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from credscore.drift.design import fitting, mix, overall
from credscore.drift.effects import (
    association,
    common_deviation,
    distance,
    histogram,
    mean,
    stability_index,
    standardised_difference,
)
from credscore.drift.reach import reaches
from credscore.drift.result import Bounds, Change, Drift, Mix, Outlet, OutletChange, Side, ordered
from credscore.drift.sample import check_alike
from credscore.drift.series import columns_of
from credscore.drift.testing import DRAWS, detectable, false_discovery_rates, permuted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from credscore.drift.design import Design, Flags
    from credscore.drift.effects import Array
    from credscore.drift.reach import Range
    from credscore.drift.sample import Sample
    from credscore.drift.series import Columns, Series
    from credscore.drift.testing import Tested

_Z95 = 1.959964
_HEADLINES = frozenset(
    {"score.article.support", "score.article.transparency", "length.article.words", "abstention.article.any"}
)
"""Columns that are compared within single outlets too."""


def compare(
    reference: Sample,
    new: Sample,
    *,
    names: tuple[str, str] = ("REFERENCE", "NEW"),
    bounds: Bounds | None = None,
    ranges: Mapping[str, Range] | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    unreadable: int = 0,
) -> Drift:
    """Compares a new sample with a reference.

    Args:
        reference: what is usual.
        new: what may have changed.
        names: of the two, for readers.
        bounds: of alarms.
        ranges: of the model's curves, by column; None where they are not known.
        draws: shuffles at most.
        seed: of the shuffles; the same samples and seed give the same numbers.
        unreadable: inputs that could not be read, which the document says.

    Raises:
        InputError: the samples were scored by different models.
    """
    check_alike(reference, new, names)
    limits = bounds or Bounds()
    is_new = np.arange(len(reference) + len(new)) >= len(reference)
    outlets = reference.outlets + new.outlets
    design = fitting(outlets, is_new)
    columns = columns_of(reference, new)
    tested = permuted(columns.series, design, draws=draws, seed=seed)
    mixed = _mix(reference, new, limits, draws=draws, seed=seed)
    return Drift(
        reference=_side(reference, names[0]),
        new=_side(new, names[1]),
        scope=design.scope,
        bounds=limits,
        draws=draws,
        seed=seed,
        changes=_changes(columns.series, tested, design, limits),
        mix=mixed,
        outlets=_within_outlets(columns.series, reference, new, limits, draws=draws, seed=seed),
        reach=reaches(columns.series, is_new, ranges or {}, bound=limits.outside, rate=limits.rate),
        notes=tuple(_notes(reference, new, names, design, columns, limits, knows_curves=ranges is not None)),
        constant=columns.constant,
        rare=columns.rare,
        unreadable=unreadable,
    )


def _side(sample: Sample, name: str) -> Side:
    return Side(
        name=name,
        articles=len(sample),
        passages=sample.passages,
        words=sum(sample.words),
        outlets=len(set(filter(None, sample.outlets))),
        model=next(iter(sample.models)),
        annotator=next(iter(sample.annotators), None),
    )


def _changes(series: Sequence[Series], tested: Sequence[Tested], design: Design, bounds: Bounds) -> tuple[Change, ...]:
    rates = false_discovery_rates([t.p for t in tested])
    everything = overall(design.new)
    return ordered(
        [
            _change(one, found, q, design, everything, bounds, len(series))
            for one, found, q in zip(series, tested, rates, strict=True)
        ]
    )


def _change(
    series: Series, tested: Tested, q: float, design: Design, everything: Design, bounds: Bounds, columns: int
) -> Change:
    values = series.values
    reference, new = _weights(series, design)
    spread = common_deviation(values, reference, new)
    error = tested.error / spread if spread > 0 else 0.0
    difference = standardised_difference(values, reference, new)
    apart = distance(values, reference, new)
    at_large = _weights(series, everything)
    return Change(
        measure=series.measure,
        reference=mean(values, reference),
        new=mean(values, new),
        deviation=spread,
        difference=difference,
        low=difference - _Z95 * error,
        high=difference + _Z95 * error,
        distance=apart,
        stability=stability_index(values, reference, new),
        overall=standardised_difference(values, *at_large),
        overall_distance=distance(values, *at_large),
        detectable=detectable(error, columns, rate=bounds.rate),
        p=tested.p,
        q=q,
        alarm=q < bounds.rate and apart >= bounds.effect,
        histogram=histogram(values, reference, new),
    )


def _weights(series: Series, design: Design) -> tuple[Array, Array]:
    """Of the values, in the reference and in the new sample."""
    reference, new = design.weights(design.new[None, :], series.present)
    return series.spread_over(reference[0]), series.spread_over(new[0])


def _mix(reference: Sample, new: Sample, bounds: Bounds, *, draws: int, seed: int) -> Mix | None:
    names, place = np.unique(np.array(reference.outlets + new.outlets), return_inverse=True)
    if len(names) < 2:
        return None
    is_new = np.arange(len(place)) >= len(reference)
    counts = mix(place, is_new, len(names))
    both = (counts > 0).all(axis=0)
    p = _mix_p(place, is_new, draws, seed)
    found = association(counts)
    outlets = [
        Outlet(name=reference.names.get(name) or new.names.get(name, ""), reference=int(r), new=int(n))
        for name, r, n in zip(names.tolist(), *counts, strict=True)
    ]
    return Mix(
        outlets=tuple(sorted(outlets, key=lambda o: (-o.reference - o.new, o.name))),
        shared=(float(counts[0, both].sum() / len(reference)), float(counts[1, both].sum() / len(new))),
        association=found,
        p=p,
        alarm=bounds.mix is not None and found >= bounds.mix and p < bounds.rate,
    )


def _mix_p(place: np.ndarray[tuple[int], np.dtype[np.int64]], is_new: Flags, draws: int, seed: int) -> float:
    """Permutation test of Pearson's chi-squared, which for fixed margins goes with the squares of one row's counts."""
    rng = np.random.default_rng(seed)
    totals = np.bincount(place)

    def apart(labels: Flags) -> float:
        return float((np.bincount(place[labels], minlength=len(totals)) ** 2 / totals).sum())

    seen = apart(is_new)
    reached = sum(apart(rng.permutation(is_new)) >= seen - 1e-9 for _ in range(draws))
    return (reached + 1) / (draws + 1)


def _within_outlets(
    series: Sequence[Series], reference: Sample, new: Sample, bounds: Bounds, *, draws: int, seed: int
) -> tuple[OutletChange, ...]:
    """The headlines within each outlet that has a third of the least number of articles on both sides."""
    found = list(_each_outlet(series, reference, new, bounds, draws=draws, seed=seed))
    rates = false_discovery_rates([tested.p for _, _, _, tested in found])
    changes = [_outlet_change(*one, q, bounds) for one, q in zip(found, rates, strict=True)]
    return tuple(sorted(changes, key=lambda c: (not c.alarm, -c.distance, c.outlet, c.measure.key)))


def _each_outlet(
    series: Sequence[Series], reference: Sample, new: Sample, bounds: Bounds, *, draws: int, seed: int
) -> Iterator[tuple[str, Series, Design, Tested]]:
    outlets = np.array(reference.outlets + new.outlets)
    is_new = np.arange(len(outlets)) >= len(reference)
    if len(set(outlets.tolist())) < 2:
        return
    for key in sorted(set(filter(None, reference.outlets)) & set(new.outlets)):
        here = outlets == key
        if min((here & is_new).sum(), (here & ~is_new).sum()) >= bounds.least / 3:
            design = overall(is_new[here])
            some = [one.only(here) for one in series if one.measure.key in _HEADLINES]
            some = [one for one in some if len(np.unique(one.values)) > 1]
            for one, tested in zip(some, permuted(some, design, draws=draws, seed=seed), strict=True):
                yield reference.names[key], one, design, tested


def _outlet_change(
    outlet: str, series: Series, design: Design, tested: Tested, q: float, bounds: Bounds
) -> OutletChange:
    reference, new = _weights(series, design)
    apart = distance(series.values, reference, new)
    return OutletChange(
        outlet=outlet,
        measure=series.measure,
        articles=(int((~design.new).sum()), int(design.new.sum())),
        reference=mean(series.values, reference),
        new=mean(series.values, new),
        difference=standardised_difference(series.values, reference, new),
        distance=apart,
        p=tested.p,
        q=q,
        alarm=q < bounds.rate and apart >= bounds.effect,
    )


def _notes(
    reference: Sample,
    new: Sample,
    names: tuple[str, str],
    design: Design,
    columns: Columns,
    bounds: Bounds,
    *,
    knows_curves: bool,
) -> Iterator[str]:
    for sample, name in ((reference, names[0]), (new, names[1])):
        if len(sample) < bounds.least:
            yield f"{name} has only {len(sample)} articles; under {bounds.least}, much can change unseen."
    yield from _notes_on_outlets(reference, new, design)
    if not (reference.has_findings and new.has_findings):
        yield "Rates of findings are not compared, since CSV and Parquet hold none: score to JSONL for them."
    if not knows_curves:
        yield "Whether passages lie where the model learned is not told: the model that scored them is not at hand."
    if columns.apart:
        yield f"Only one of the two has: {', '.join(columns.apart)}."


def _notes_on_outlets(reference: Sample, new: Sample, design: Design) -> Iterator[str]:
    outlets = {*reference.outlets, *new.outlets}
    left_out = int((design.stratum < 0).sum())
    if design.scope == "within" and left_out:
        yield f"{left_out:,} articles of outlets that only one of the two has are in the overall figures alone."
    if design.scope == "outlets":
        yield (
            "The two share few outlets, so what changed in outlets cannot be told from which outlets there are;"
            " whole outlets were shuffled."
        )
    if design.scope == "articles" and len(outlets) > 1:
        yield (
            "The two share few outlets, and there are too few to shuffle whole ones: an alarm may be a difference of"
            " outlets, not a change."
        )
    if outlets == {""}:
        yield "No outlet is known, so a change of their mix cannot be told from a change within them."
