"""Scoring: articles to reports (:class:`Scorer`), texts to tables (:class:`FeatureTable`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from credscore.scoring.scorer import Scorer
    from credscore.scoring.table import FeatureTable

__all__ = ["FeatureTable", "Scorer"]


def __getattr__(name: str) -> Any:
    # FeatureTable imports scikit-learn and pandas, which scoring does without.
    if name == "Scorer":
        from credscore.scoring.scorer import Scorer  # noqa: PLC0415

        return Scorer
    if name == "FeatureTable":
        from credscore.scoring.table import FeatureTable  # noqa: PLC0415

        return FeatureTable
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
