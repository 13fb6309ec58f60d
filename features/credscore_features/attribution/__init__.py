"""Who says what: source, cue and content of each attribution, in direct, mixed and indirect speech."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from credscore_features.attribution.finder import find_attributions
from credscore_features.feature import Column, Feature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credscore_features.feature import Scope


def measure(scope: Scope) -> Mapping[str, float]:
    """How often somebody is reported to say something."""
    return {"attributions_per_100_words": scope.per_100_words(len(scope.of("attribution")))}


FEATURE = Feature(
    name="attribution",
    summary="Who says what: source, cue and content of each attribution.",
    source="PolNeAR (Newell et al. 2018); PARC 3.0 (Pareti 2016)",
    find=find_attributions,
    measure=measure,
    columns=(
        Column(
            name="attributions_per_100_words",
            unit="per 100 words",
            summary="Attributions of something to somebody.",
            better="higher",
            evidence=("attribution",),
        ),
    ),
    kinds=("attribution.direct", "attribution.mixed", "attribution.indirect"),
    folder=Path(__file__).parent,
)
