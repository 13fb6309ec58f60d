"""How openly the text is sourced: who its sources are, and how many of them have a name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from credscore_features.feature import Column, Feature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credscore_features.feature import Scope


def measure(scope: Scope) -> Mapping[str, float]:
    """Shares of the attributions whose source is of each kind."""
    found = scope.of("attribution")
    named = sum(f.source_type in {"named_person", "named_org"} for f in found)
    return {"sources_named_share": named / len(found) if found else 0.0}


FEATURE = Feature(
    name="sourcing",
    summary="Who the sources are: named, unnamed, groups, documents; and how many different ones.",
    source="Grading guide for source types of this project; PolNeAR (Newell et al. 2018)",
    measure=measure,
    columns=(
        Column(
            name="sources_named_share",
            unit="share",
            summary="Attributions to a person or an organisation with a name.",
            better="higher",
            evidence=("attribution",),
        ),
    ),
    after=("attribution",),
    folder=Path(__file__).parent,
)
