"""Who says what: source, cue and content of each attribution, in direct, mixed and indirect speech."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from credscore_features.attribution.finder import find_attributions, verb_forms
from credscore_features.cues import load
from credscore_features.feature import Column, Feature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credscore_features.feature import Scope

FOLDER = Path(__file__).parent


def measure(scope: Scope) -> Mapping[str, float]:
    """How often somebody is reported to say something."""
    return {"attributions_per_100_words": scope.per_100_words(len(scope.of("attribution")))}


def make(*more: Path) -> Feature:
    """The feature with its own cues and those of the user's files."""
    cues = load(FOLDER / "cues.toml", *more)
    return Feature(
        name="attribution",
        summary="Who says what: source, cue and content of each attribution.",
        source="PolNeAR (Newell et al. 2018); PARC 3.0 (Pareti 2016)",
        find=partial(find_attributions, cues, verb_forms(cues)),
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
        folder=FOLDER,
        reload=lambda paths: make(*paths),
    )


FEATURE = make()
