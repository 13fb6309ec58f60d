"""Whether a difference could be chance: shuffles of whole articles or outlets, and the rate of false discoveries."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from credscore.drift.design import Design, Flags
    from credscore.drift.effects import Array
    from credscore.drift.series import Series

BINS = 48
"""A column is cut into so many bins for its test; the test is exact all the same, only a little less sharp."""
DRAWS = 9999
_ENOUGH = 20
"""A column whose shuffles were as far apart as it is so many times needs no more of them."""
_CHUNK = 500
_CELLS = 4_000_000
"""Of a table of draws by articles, in memory at a time."""


@dataclass(frozen=True, slots=True)
class Tested:
    """What the shuffles said of one column.

    Attributes:
        p: share of shuffles that are at least as far apart as what was seen; never 0.
        error: standard error of the difference of the means, in the column's unit.
        draws: shuffles that were looked at.
    """

    p: float
    error: float
    draws: int


def permuted(series: Sequence[Series], design: Design, *, draws: int = DRAWS, seed: int = 0) -> list[Tested]:
    """A permutation test of each column, by the Wasserstein distance of its two distributions.

    Where there is one group, the distance is divided by the standard error that the units of each shuffle give the
    difference of the means: outlets of one sample may be many and small, those of the other few and large, and a
    studentised statistic stands that (Janssen 1997; Chung and Romano 2013, Exact and asymptotically robust permutation
    tests). Within outlets the sides are alike, and many outlets are too small for such an error.

    Units of the design change sides as wholes (Good 2005, Permutation, Parametric and Bootstrap Tests of Hypotheses),
    so that what passages of one article have in common is no evidence. The shuffle that was seen counts as one of
    them (Phipson and Smyth 2010). A column whose p is plainly large is looked at less often (Besag and Clifford 1991).

    Args:
        series: the columns, over the articles of the design.
        design: who is compared with whom.
        draws: shuffles at most; p is never under 1 / (draws + 1).
        seed: of the shuffles.
    """
    running = [_Running(one, design) for one in series]
    rng = np.random.default_rng(seed)
    for labels in _chunks(design, draws, rng):
        waiting = [one for one in running if one.reached < _ENOUGH]
        if not waiting:
            break
        for present, alike in _alike(waiting):
            apart = np.subtract(*reversed(design.weights(labels, present)))
            for one in alike:
                one.see(apart, labels)
    return [one.result() for one in running]


def _chunks(design: Design, draws: int, rng: np.random.Generator) -> Iterator[Flags]:
    size = max(1, min(_CHUNK, _CELLS // len(design.new)))
    for start in range(0, draws, size):
        yield design.shuffled(min(size, draws - start), rng)


def _alike(running: Sequence[_Running]) -> Iterator[tuple[Flags, list[_Running]]]:
    """Columns that the same articles have a value of, together: their weights are the same."""
    groups: dict[bytes, list[_Running]] = {}
    for one in running:
        groups.setdefault(one.present.tobytes(), []).append(one)
    for alike in groups.values():
        yield alike[0].present, alike


class _Running:
    """A column whose shuffles are being counted."""

    def __init__(self, series: Series, design: Design) -> None:
        self.present = series.present
        self._profile, self._gaps = profiles(series)
        self._means = series.means
        self._errors = Errors(series, design) if len(design.shares) == 1 else None
        reference, new = design.weights(design.new[None, :], self.present)
        self._seen = self._statistics(new - reference, design.new[None, :])[0]
        self._error = self._errors(design.new[None, :])[0] if self._errors else None
        self.reached = self._draws = 0
        self._squares = 0.0

    def see(self, apart: Array, labels: Flags) -> None:
        """Counts some shuffles, given as weights of the new sample less those of the reference, and who is new."""
        self.reached += int((self._statistics(apart, labels) >= self._seen * (1 - 1e-9) - 1e-12).sum())
        self._squares += float(((apart @ self._means) ** 2).sum())
        self._draws += len(apart)

    def _statistics(self, apart: Array, labels: Flags) -> Array:
        """Wasserstein distance over the bins, in standard errors where there is one group, (draws,)."""
        distances: Array = np.abs(np.cumsum(apart @ self._profile, axis=1)[:, :-1]) @ self._gaps
        return distances / self._errors(labels) if self._errors else distances

    def result(self) -> Tested:
        """After the last shuffle; within outlets the error is how much the shuffles' differences vary."""
        p = (self.reached + 1) / (self._draws + 1)
        shuffled = float(np.sqrt(self._squares / max(self._draws, 1)))
        return Tested(p, shuffled if self._error is None else float(self._error), self._draws)


class Errors:
    """Standard error of the difference of two means over articles whose units are drawn as wholes.

    Of a ratio of sums over units (Cochran 1977, Sampling Techniques, section 6.3, with the factor g / (g - 1)).
    """

    def __init__(self, series: Series, design: Design) -> None:
        _, self._first, unit = np.unique(design.unit, return_index=True, return_inverse=True)
        count = np.bincount(unit, weights=series.present)
        total = np.bincount(unit, weights=series.means)
        self._sums = np.column_stack([count > 0, count, total, total**2, total * count, count**2])
        spread = series.means[series.present].var() if series.present.any() else 0.0
        self._least = 1e-3 * spread / max(1, int(series.present.sum())) + 1e-300

    def __call__(self, labels: Flags) -> Array:
        """For each way to part the articles, (draws,)."""
        new = labels[:, self._first].astype(float) @ self._sums
        both = self._variance(new) + self._variance(self._sums.sum(axis=0) - new)
        return np.sqrt(np.maximum(both, self._least))

    @staticmethod
    def _variance(sums: Array) -> Array:
        units, count, total, squares, products, counts = sums.T
        articles = np.maximum(count, 1.0)
        at = total / articles
        left = np.maximum(squares - 2 * at * products + at**2 * counts, 0.0)
        variance: Array = left / articles**2 * units / np.maximum(units - 1, 1.0)
        return variance


def profiles(series: Series) -> tuple[Array, Array]:
    """How each article's values are spread over the bins, (n, bins), and the gaps between the bins, (bins - 1,).

    Bins are quantiles over the articles of both samples, so that they know nothing of who is new; a row adds up to one,
    or to zero where an article has no value.
    """
    values, weights = series.values, series.weights
    order = np.argsort(values, kind="stable")
    upto = np.cumsum(weights[order]) / weights.sum()
    kept = values[order][np.minimum(np.searchsorted(upto, np.arange(1, BINS) / BINS), len(values) - 1)]
    unique = np.unique(values)
    edges = unique[:-1] if len(unique) <= BINS else np.unique(kept)
    place = np.searchsorted(edges, values, side="left")
    profile = np.zeros((len(series.present), len(edges) + 1))
    np.add.at(profile, (series.owner, place), weights)
    held = np.bincount(place, weights=weights, minlength=len(edges) + 1)
    centres = np.bincount(place, weights=weights * values, minlength=len(edges) + 1) / np.maximum(held, 1e-300)
    full = held > 0
    return profile[:, full], np.diff(centres[full])


def false_discovery_rates(p: Sequence[float]) -> list[float]:
    """The q value of each p value: the rate of false alarms if it and all smaller ones were alarms.

    Benjamini and Hochberg (1995), Controlling the false discovery rate; valid for columns that go together too
    (Benjamini and Yekutieli 2001, for positive dependence).
    """
    if not p:
        return []
    values = np.asarray(p, dtype=float)
    order = np.argsort(values)
    scaled = values[order] * len(values) / np.arange(1, len(values) + 1)
    q = np.empty(len(values))
    q[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    found: list[float] = q.tolist()
    return found


def detectable(error: float, columns: int, *, rate: float, power: float = 0.8) -> float:
    """The smallest difference of means that would be seen with that power, were it the only one among the columns.

    ``(z(1 - rate / (2 * columns)) + z(power)) * error`` (Cohen 1988, chapter 2, for a level of rate / columns, which
    is what Benjamini and Hochberg's procedure asks of a single discovery).

    Args:
        error: standard error of the difference.
        columns: that are tested together.
        rate: of false discoveries.
        power: share of such comparisons in which it would be seen.
    """
    normal = NormalDist()
    return (normal.inv_cdf(1.0 - rate / (2.0 * max(columns, 1))) + normal.inv_cdf(power)) * error
