"""90% intervals on the 0-100 scale."""

from __future__ import annotations

from math import isinf
from statistics import NormalDist

from scipy.special import stdtrit

from credscore.contract import Estimate

LEVEL = 0.9
"""Of every interval."""
NORMAL = NormalDist().inv_cdf(0.5 + LEVEL / 2)
"""Half of an interval in standard deviations, where these are known."""


def quantile(degrees: float) -> float:
    """Student's, for half of an interval; the normal one for infinite degrees of freedom."""
    return NORMAL if isinf(degrees) else float(stdtrit(degrees, 0.5 + LEVEL / 2))


def bounded(value: float, variance: float, degrees: float) -> Estimate:
    """A mean with its interval, which ends where the scale does."""
    half = quantile(degrees) * float(variance) ** 0.5
    return Estimate(float(value), max(0.0, value - half), min(100.0, value + half))
