"""Outlets over many articles: how well their claims are supported, how openly they are sourced, and what differs.

The statistics are pure functions of numbers; what reads and renders stands on top of them.

>>> from credscore.contract import Estimate
>>> from credscore.outlets import Entry, profiles
>>> scores = {grade: Estimate(60.0, 52.0, 68.0) for grade in ("support", "transparency")}
>>> entries = [Entry(id=str(n), outlet="The Ostmere Ledger", words=400, estimates=scores) for n in range(12)]
>>> profiles(entries).outlets[0].standings["support"].raw.value
60.0
"""

from credscore.outlets.difference import Difference, Part, between, deviations
from credscore.outlets.entry import Entry, entry_of
from credscore.outlets.profile import AT_LEAST, Contrast, Group, Month, Profile, Profiles, Spread, Standing
from credscore.outlets.profiles import profiles

__all__ = [
    "AT_LEAST",
    "Contrast",
    "Difference",
    "Entry",
    "Group",
    "Month",
    "Part",
    "Profile",
    "Profiles",
    "Spread",
    "Standing",
    "between",
    "deviations",
    "entry_of",
    "profiles",
]
