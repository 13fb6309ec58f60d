"""What must not move a score, and what must: cases in data files, and how they are held against a model.

After Ribeiro, Wu, Guestrin and Singh (2020), Beyond Accuracy: Behavioral Testing of NLP Models with CheckList.
"""

from credscore.checks.check import Bound, Case, Check, Expected
from credscore.checks.results import Change, Result, Results
from credscore.checks.running import measured, run, texts
from credscore.checks.shipped import checks, chosen

__all__ = [
    "Bound",
    "Case",
    "Change",
    "Check",
    "Expected",
    "Result",
    "Results",
    "checks",
    "chosen",
    "measured",
    "run",
    "texts",
]
