"""What credscore finds and measures, each feature in a folder of its own; usable on any spaCy Doc by itself.

>>> from credscore_features import Reading, chosen, findings
>>> reading = Reading("The mayor may resign, two aides said on Monday.")
>>> [f.text for f in findings(reading, chosen(["hedging"])) if f.kind == "hedge"]
['may']
"""

from credscore_features.collect import findings, row
from credscore_features.cues import CueError, Cues, Group, Match
from credscore_features.cues import load as load_cues
from credscore_features.feature import Column, Feature, Found, Scope
from credscore_features.finding import SEVERITIES, Finding, Severity, Span, Voice
from credscore_features.reading import Reading
from credscore_features.registry import UnknownFeatureError, chosen, features

__all__ = [
    "SEVERITIES",
    "Column",
    "CueError",
    "Cues",
    "Feature",
    "Finding",
    "Found",
    "Group",
    "Match",
    "Reading",
    "Scope",
    "Severity",
    "Span",
    "UnknownFeatureError",
    "Voice",
    "chosen",
    "features",
    "findings",
    "load_cues",
    "row",
]
