"""How sure a figure is: resampling whole groups, since passages of one outlet are not independent.

Cluster bootstrap (Field and Welsh 2007) with bias-corrected percentile intervals (Efron 1981, Nonparametric standard
errors and confidence intervals; a resample repeats passages, which makes for example calibration look worse than it
is), and a paired permutation test that swaps the two models' predictions group by group (Good 2005).
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from credscore.evaluation.measures import MEASURES, measure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike, NDArray

    from credscore.evaluation.judged import Judged

LEVEL = 0.95
RESAMPLES = 500


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure with its interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True, slots=True)
class Difference:
    """First minus second of one figure on the same passages.

    Attributes:
        value: the difference.
        low, high: its interval.
        p: share of random swaps that make a difference at least as large; 0 to 1, never 0.
    """

    value: float
    low: float
    high: float
    p: float

    def real(self, *, alpha: float = 0.05) -> bool:
        """Whether chance is an unlikely explanation."""
        return self.p < alpha


def measured(
    judged: Judged, groups: ArrayLike, *, resamples: int = RESAMPLES, level: float = LEVEL, seed: int = 0
) -> dict[str, Measured]:
    """Every figure of :data:`MEASURES` with its bootstrap interval.

    Args:
        judged: n predictions.
        groups: whole numbers or names, (n,); groups are drawn, not passages.
        resamples: number of draws.
        level: of the interval.
        seed: of the draws.
    """
    draws = [measure(judged.at(rows)) for rows in _draws(groups, resamples, seed)]
    return {
        name: Measured(value, *_ends([draw[name] for draw in draws], value, level))
        for name, value in measure(judged).items()
    }


def measured_mean(
    values: ArrayLike, groups: ArrayLike, *, resamples: int = RESAMPLES, level: float = LEVEL, seed: int = 0
) -> Measured:
    """The mean of n numbers with its bootstrap interval; whole groups are drawn.

    Args:
        values: (n,).
        groups: whole numbers or names, (n,).
        resamples: number of draws.
        level: of the interval.
        seed: of the draws.
    """
    numbers = np.asarray(values, dtype=float)
    _, place = np.unique(np.asarray(groups), return_inverse=True)
    sums, sizes = np.bincount(place, weights=numbers), np.bincount(place)
    drawn = np.random.default_rng(seed).integers(len(sizes), size=(resamples, len(sizes)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    value = float(numbers.mean())
    return Measured(value, *_ends(means.tolist(), value, level))


def difference(
    first: Judged, second: Judged, groups: ArrayLike, name: str, *, resamples: int = RESAMPLES, seed: int = 0
) -> Difference:
    """Whether two models differ in a figure, on the same passages in the same order.

    Raises:
        ValueError: the two do not hold the same gold grades.
    """
    if not np.array_equal(first.gold, second.gold):
        raise ValueError("Only predictions of the same passages can be compared.")
    of = MEASURES[name].of
    seen = of(first) - of(second)
    draws = [of(first.at(rows)) - of(second.at(rows)) for rows in _draws(groups, resamples, seed)]
    swaps = [of(first.mixed(second, swap)) - of(second.mixed(first, swap)) for swap in _swaps(groups, resamples, seed)]
    # One is added to both counts: the swap that was observed is one of them (Phipson and Smyth 2010).
    larger = sum(abs(swap) >= abs(seen) - 1e-12 for swap in swaps)
    return Difference(seen, *_ends(draws, seen, LEVEL), (larger + 1) / (resamples + 1))


def _draws(groups: ArrayLike, resamples: int, seed: int) -> Iterator[NDArray[np.int64]]:
    """Row numbers of whole groups, drawn with replacement."""
    _, place = np.unique(np.asarray(groups), return_inverse=True)
    members = np.split(np.argsort(place, kind="stable"), np.cumsum(np.bincount(place))[:-1])
    rng = np.random.default_rng(seed)
    for _ in range(resamples):
        yield np.concatenate([members[g] for g in rng.integers(len(members), size=len(members))])


def _swaps(groups: ArrayLike, resamples: int, seed: int) -> Iterator[NDArray[np.bool_]]:
    """For each passage whether its group is swapped."""
    names, place = np.unique(np.asarray(groups), return_inverse=True)
    rng = np.random.default_rng(seed)
    for _ in range(resamples):
        yield rng.integers(2, size=len(names)).astype(bool)[place]


def _ends(draws: list[float], value: float, level: float) -> tuple[float, float]:
    """Ends of the bias-corrected interval, which always holds the value itself."""
    normal, n = NormalDist(), len(draws)
    below = sum(draw < value for draw in draws) + 0.5 * sum(draw == value for draw in draws)
    bias = normal.inv_cdf(min(max(below / n, 1 / (n + 1)), n / (n + 1)))
    tail = normal.inv_cdf((1.0 - level) / 2.0)
    low, high = np.quantile(draws, [normal.cdf(2 * bias + tail), normal.cdf(2 * bias - tail)])
    return min(float(low), value), max(float(high), value)
