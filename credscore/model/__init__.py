"""Models that score: plain numbers in JSON. Fitting them (scikit-learn) is in :mod:`credscore.model.fitting`."""

from credscore.model.scoring_model import Margin, Scored, ScoringModel

__all__ = ["Margin", "Scored", "ScoringModel"]
