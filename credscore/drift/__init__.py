"""Has the news changed, or what the model sees of it? Two samples of scored articles, compared.

>>> from credscore.drift import Bounds
>>> Bounds().effect
0.25
"""

from credscore.drift.comparison import compare
from credscore.drift.reach import ranges
from credscore.drift.result import Bounds, Drift
from credscore.drift.sample import Sample, gathered

__all__ = ["Bounds", "Drift", "Sample", "compare", "gathered", "ranges"]
