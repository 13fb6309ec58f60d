"""How openly the text is sourced: who its sources are, how many have a name, and how many there are."""

from __future__ import annotations

from pathlib import Path

from credscore_features.feature import Feature
from credscore_features.sourcing.measures import COLUMNS, measure

FEATURE = Feature(
    name="sourcing",
    summary="Who the sources are (named, unnamed, groups, documents, the writer) and how many different ones.",
    source="Grading guide for source types of this project; sources of PolNeAR (Newell et al. 2018)",
    measure=measure,
    columns=COLUMNS,
    after=("attribution",),
    folder=Path(__file__).parent,
)
