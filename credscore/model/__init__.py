"""Models that score: plain numbers in JSON. Fitting them (scikit-learn) is in :mod:`credscore.model.fitting`."""

from credscore.model.scored import Scored
from credscore.model.scoring_model import Margin, ScoringModel, shipped

__all__ = ["Margin", "Scored", "ScoringModel", "shipped"]
