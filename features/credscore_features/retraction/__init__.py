"""Statements, figures and stories that are taken back: by this publication, by others, or not although it is asked."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from credscore_features.conditions import Rules
from credscore_features.cues import load
from credscore_features.feature import Column, Feature
from credscore_features.retraction.annotated import joined
from credscore_features.retraction.retractions import retractions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from credscore_features.feature import Found, Scope
    from credscore_features.finding import Finding
    from credscore_features.reading import Reading

FOLDER = Path(__file__).parent


@cache
def _rules(more: tuple[Path, ...] = ()) -> Rules:
    return Rules(load(FOLDER / "cues.toml", *more))


def find(reading: Reading, found: Found, *, more: tuple[Path, ...] = ()) -> Iterator[Finding]:
    """Own corrections, reported retractions and demands, in text order."""
    rules, attributions = _rules(more), found.get("attribution", ())
    ruled = retractions(reading, rules, attributions)
    if reading.annotation is None:
        return ruled
    return joined(reading, reading.annotation, rules, ruled, attributions)


def measure(scope: Scope) -> Mapping[str, float]:
    """How many of each there are; of the own ones only whether there is one, since more would be no better."""
    return {
        "own_corrections": min(1, len(scope.of("retraction", "own_correction"))),
        "reported_retractions": len(scope.of("retraction", "reported_retraction")),
        "retraction_demands": len(scope.of("retraction", "demand")),
    }


def feature(more: tuple[Path, ...] = ()) -> Feature:
    """The feature, with the user's own cue files beside the built-in one."""
    return Feature(
        name="retraction",
        summary="Corrections, retractions and demands for them; who takes back what.",
        source="Corrections policies of AP, Reuters and the Guardian; Karttunen (1971), implicative verbs",
        find=partial(find, more=more),
        measure=measure,
        columns=(
            Column(
                name="own_corrections",
                unit="count",
                summary="1 where this publication corrects its own text, however often.",
                better="higher",
                evidence=("retraction.own_correction",),
            ),
            Column(
                name="reported_retractions",
                unit="count",
                summary="Statements, figures or stories that somebody is reported to have taken back.",
                evidence=("retraction.reported_retraction",),
            ),
            Column(
                name="retraction_demands",
                unit="count",
                summary="Retractions that are demanded, refused or expected.",
                evidence=("retraction.demand",),
            ),
        ),
        kinds=("retraction.own_correction", "retraction.reported_retraction", "retraction.demand"),
        after=("attribution",),
        folder=FOLDER,
        reload=feature,
    )


FEATURE = feature()
