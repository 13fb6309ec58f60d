"""What a model's doubt is worth: the error of what remains where the passages that it doubts most get no score.

Risk-coverage curves and the area under them: El-Yaniv and Wiener (2010), On the foundations of noise-free selective
classification; Geifman, Uziel and El-Yaniv (2019), Bias-reduced uncertainty estimation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from credscore.evaluation.metrics import cumulative, reached

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from credscore.evaluation.judged import Judged
    from credscore.evaluation.metrics import Array

Each: TypeAlias = Callable[["Judged"], "Array"]


@dataclass(frozen=True)
class RiskCoverage:
    """Mean loss of the passages that a model doubts least, for each number of them.

    Attributes:
        kept: share of the passages that keep their score, (n,), rising to 1.
        risk: mean loss of these, (n,).
        doubt: of the last one that is kept, (n,).
    """

    kept: Array
    risk: Array
    doubt: Array

    @property
    def area(self) -> float:
        """Mean of the risk over all shares kept (AURC); lower is better."""
        return float(self.risk.mean())

    def at(self, kept: float) -> float:
        """The risk where that share of the passages is kept, 0 to 1."""
        return float(self.risk[max(0, min(len(self.risk), round(kept * len(self.risk))) - 1)])


def risk_coverage(losses: ArrayLike, doubt: ArrayLike) -> RiskCoverage:
    """The curve of n passages with these losses, those of the least doubt first; equal doubts in the order given."""
    loss, unsure = np.asarray(losses, dtype=float), np.asarray(doubt, dtype=float)
    order = np.argsort(unsure, kind="stable")
    number = np.arange(1, len(loss) + 1)
    return RiskCoverage(number / len(loss), np.cumsum(loss[order]) / number, unsure[order])


def saved(losses: ArrayLike, doubt: ArrayLike) -> float:
    """Share of the area between no order at all and the best order that the doubt saves: 0 says nothing, 1 all.

    The best order leaves out the largest losses first. 0 where all losses are equal.
    """
    none = float(np.asarray(losses, dtype=float).mean())
    best = risk_coverage(losses, losses).area
    return (none - risk_coverage(losses, doubt).area) / (none - best) if none > best else 0.0


def absolute_errors(judged: Judged) -> Array:
    """Distance of expected and gold grade, in grades, (n,)."""
    errors: Array = np.abs(judged.gold - judged.expected)
    return errors


def ranked_errors(judged: Judged) -> Array:
    """The ranked probability score of each passage, (n,)."""
    scores: Array = ((cumulative(judged.probabilities) - reached(judged.gold)) ** 2).mean(axis=1)
    return scores


def deviation(judged: Judged) -> Array:
    """Standard deviation of the grade, in grades, (n,): what an interval's width is made of."""
    grades = np.arange(1.0, judged.probabilities.shape[1] + 1.0)
    variance = judged.probabilities @ grades**2 - judged.expected**2
    spread: Array = np.sqrt(np.maximum(variance, 0.0))
    return spread


def entropy(judged: Judged) -> Array:
    """Entropy of the five probabilities, in bits, (n,)."""
    p = np.clip(judged.probabilities, 1e-12, 1.0)
    bits: Array = -(p * np.log2(p)).sum(axis=1)
    return bits


LOSSES: Mapping[str, Each] = MappingProxyType({"mae": absolute_errors, "rps": ranked_errors})
DOUBTS: Mapping[str, Each] = MappingProxyType({"deviation": deviation, "entropy": entropy})
