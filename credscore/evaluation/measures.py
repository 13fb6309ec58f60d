"""What is measured of predicted grades: the one list that logs, tables, plots and gates read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from credscore.evaluation import metrics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from credscore.evaluation.judged import Judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure.

    Attributes:
        name: in logs and tables.
        better: ``higher`` or ``lower``; ``target`` where a certain value is wanted (coverage).
        unit: of the figure.
        summary: what it says, one line; formulas and their sources are in :mod:`credscore.evaluation.metrics`.
        of: the figure of some predictions.
    """

    name: str
    better: Literal["higher", "lower", "target"]
    unit: str
    summary: str
    of: Callable[[Judged], float]


_LIST = (
    Measure(
        name="spearman",
        better="higher",
        unit="correlation",
        summary="rank correlation of expected and gold grade",
        of=lambda j: metrics.spearman(j.gold, j.expected),
    ),
    Measure(
        name="kappa",
        better="higher",
        unit="agreement",
        summary="quadratic kappa, scores cut at the gold distribution",
        of=lambda j: metrics.quadratic_kappa(j.gold, metrics.cut_like(j.expected, j.gold)),
    ),
    Measure(
        name="rps",
        better="lower",
        unit="squared error",
        summary="ranked probability score of the five grades",
        of=lambda j: metrics.ranked_probability_score(j.gold, j.probabilities),
    ),
    Measure(
        name="skill",
        better="higher",
        unit="share",
        summary="share of the base rates' ranked probability score that is saved",
        of=lambda j: metrics.skill(j.gold, j.probabilities),
    ),
    Measure(
        name="calibration_error",
        better="lower",
        unit="probability",
        summary="mean gap between said and observed probability",
        of=lambda j: metrics.calibration_error(j.gold, j.probabilities),
    ),
    Measure(
        name="mae",
        better="lower",
        unit="grades",
        summary="mean distance of expected and gold grade",
        of=lambda j: metrics.mean_absolute_error(j.gold, j.expected),
    ),
    Measure(
        name="coverage",
        better="target",
        unit="share",
        summary="share of gold grades inside the 90% interval",
        of=lambda j: metrics.coverage(j.gold_points, j.low, j.high),
    ),
    Measure(
        name="width",
        better="lower",
        unit="points",
        summary="mean width of the 90% interval",
        of=lambda j: metrics.width(j.low, j.high),
    ),
)
MEASURES: Mapping[str, Measure] = {m.name: m for m in _LIST}


def measure(judged: Judged, names: Iterable[str] | None = None) -> dict[str, float]:
    """The figures by name; all of them where no names are given."""
    return {name: MEASURES[name].of(judged) for name in (MEASURES if names is None else names)}
