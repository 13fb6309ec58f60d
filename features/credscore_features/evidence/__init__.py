"""How well what is said is supported on the page: flagged claims, evidence that is shown, claims without a source."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from credscore_features.conditions import Rules
from credscore_features.cues import load
from credscore_features.evidence.annotated import joined
from credscore_features.evidence.flags import flags
from credscore_features.evidence.measure import COLUMNS, measure
from credscore_features.evidence.shown import shown
from credscore_features.evidence.unsourced import unsourced
from credscore_features.feature import Feature

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
    """Flagged claims, shown evidence and claims without a source, in text order."""
    rules, attributions = _rules(more), found.get("attribution", ())
    evident = list(shown(reading, rules, attributions))
    ruled = flags(reading, rules, attributions)
    yield from ruled if reading.annotation is None else joined(reading, reading.annotation, rules, ruled)
    yield from evident
    yield from unsourced(reading, rules, attributions, evident)


def measure_evidence(scope: Scope, *, more: tuple[Path, ...] = ()) -> Mapping[str, float]:
    """Every column over one scope."""
    return measure(scope, rules=_rules(more))


def feature(more: tuple[Path, ...] = ()) -> Feature:
    """The feature, with the user's own cue files beside the built-in one."""
    return Feature(
        name="evidence",
        summary="Claims flagged as unsupported, evidence that is shown, and claims without a source.",
        source="Silverman (2014), Verification Handbook; Zhang et al. (2018), credibility indicators",
        find=partial(find, more=more),
        measure=partial(measure_evidence, more=more),
        columns=COLUMNS,
        kinds=tuple(f"evidence.{label}" for label in ("no_evidence", "unverified", "disputed", "shown", "unsourced")),
        after=("attribution",),
        folder=FOLDER,
        reload=feature,
    )


FEATURE = feature()
