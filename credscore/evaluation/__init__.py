"""How good predicted grades are, how sure that is, and which passages may be on both sides of a split (none)."""

from credscore.evaluation.folds import folds
from credscore.evaluation.groups import groups, outlet
from credscore.evaluation.judged import Judged
from credscore.evaluation.measures import MEASURES, Measure, measure
from credscore.evaluation.resampling import Difference, Measured, difference, measured, measured_mean

__all__ = [
    "MEASURES",
    "Difference",
    "Judged",
    "Measure",
    "Measured",
    "difference",
    "folds",
    "groups",
    "measure",
    "measured",
    "measured_mean",
    "outlet",
]
