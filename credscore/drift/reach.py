"""Whether passages lie where the scoring model learned its curves.

A curve of straight lines is level beyond its outermost knots: what a passage has more of counts no more. The knots
stand at quantiles of the training passages (the outermost at 2% and 98% for the models that ship), so a few passages
in a hundred lie beyond them anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from credscore.contract import WORDING
from credscore.drift.testing import false_discovery_rates
from credscore.model.words import WordsOrdinal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from credscore.drift.design import Flags
    from credscore.drift.series import Series
    from credscore.model import ScoringModel

Range = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How many passages lie beyond a curve.

    Attributes:
        column: its name.
        low, high: ends of the curve.
        below, above: shares of the new sample's passages beyond each end.
        reference: share of the reference's passages beyond either.
        q: over all columns, of the hypothesis that the new sample's share is at most the bound.
        q_worse: likewise, that it is at most the bound or at most the reference's share.
        beyond: whether the new sample's share is over the bound, by ``q``.
        alarm: whether it is also more than in the reference, by ``q_worse``: only that is drift.
    """

    column: str
    low: float
    high: float
    below: float
    above: float
    reference: float
    q: float
    q_worse: float
    beyond: bool
    alarm: bool

    @property
    def outside(self) -> float:
        """Share of the new sample's passages beyond either end."""
        return self.below + self.above


def ranges(model: ScoringModel) -> Mapping[str, Range]:
    """Lowest and highest number that moves a score, by column. Curves of steps do not say where they were learned."""
    found: dict[str, Range] = {}
    for grade, ordinal in model.grades.items():
        if isinstance(ordinal, WordsOrdinal):
            continue
        for curve in ordinal.curves:
            if curve.kind == "lines":
                name = f"{WORDING.name}_{grade}" if curve.column == WORDING.name else curve.column
                low, high = found.get(name, (np.inf, -np.inf))
                found[name] = (min(low, curve.knots[0]), max(high, curve.knots[-1]))
    return found


def reaches(
    series: Sequence[Series], new: Flags, known: Mapping[str, Range], *, bound: float, rate: float
) -> tuple[Reach, ...]:
    """Each feature of the model, the one furthest outside first.

    The tests are one-sided, of means over articles (so that passages of one article count together), with the normal
    distribution; a variance is at least that of independent passages at the bound. That the share is over the bound
    and over the reference's is two hypotheses, and the larger p is that of both (Berger 1982).

    Args:
        series: columns over the articles of both samples.
        new: which articles are of the new sample, (n,).
        known: see :func:`ranges`.
        bound: share that may lie outside.
        rate: of false discoveries.
    """
    made = [
        (one, *known[one.measure.name])
        for one in series
        if one.measure.family == "feature" and one.measure.name in known and (one.present & new).any()
    ]
    outside = [(one, (one.values < low) | (one.values > high)) for one, low, high in made]
    over = false_discovery_rates([_p_over(one, hit, new, bound) for one, hit in outside])
    worse = false_discovery_rates([_p_worse(one, hit, new, bound) for one, hit in outside])
    found = [
        Reach(
            column=one.measure.name,
            low=low,
            high=high,
            below=_mean(_shares(one, one.values < low, new)),
            above=_mean(_shares(one, one.values > high, new)),
            reference=_mean(_shares(one, hit, ~new)),
            q=q,
            q_worse=q_worse,
            beyond=q < rate,
            alarm=q_worse < rate,
        )
        for (one, low, high), (_, hit), q, q_worse in zip(made, outside, over, worse, strict=True)
    ]
    return tuple(sorted(found, key=lambda r: (not r.alarm, not r.beyond, -r.outside, r.column)))


def _shares(series: Series, hit: Flags, side: Flags) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Share of each article's passages that are hit, for the articles of a side that have any."""
    shares = np.bincount(series.owner, weights=hit * series.weights, minlength=series.articles).astype(float)
    return shares[series.present & side]


def _mean(shares: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    return float(shares.mean()) if len(shares) else 0.0


def _p_over(series: Series, hit: Flags, new: Flags, bound: float) -> float:
    """That the share outside is no more than the bound."""
    share, variance = _moments(series, hit, new, bound)
    return _upper_tail((share - bound) / np.sqrt(variance))


def _p_worse(series: Series, hit: Flags, new: Flags, bound: float) -> float:
    """That it is no more than the bound, or no more than in the reference, whichever is larger."""
    share, variance = _moments(series, hit, new, bound)
    before, variance_before = _moments(series, hit, ~new, bound)
    than_before = _upper_tail((share - before) / np.sqrt(variance + variance_before))
    return max(_p_over(series, hit, new, bound), than_before)


def _moments(series: Series, hit: Flags, side: Flags, bound: float) -> tuple[float, float]:
    """Mean over the articles of a side, and the variance of that mean."""
    shares = _shares(series, hit, side)
    if len(shares) < 2:
        return _mean(shares), 1.0
    least = bound * (1 - bound) * float((1.0 / series.counts[series.present & side]).mean())
    return _mean(shares), max(float(shares.var(ddof=1)), least) / len(shares)


def _upper_tail(z: float) -> float:
    return 1.0 - NormalDist().cdf(z)
