"""Who says what: source, cue and content of each attribution, in direct, mixed and indirect speech."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from credscore_features.attribution.annotated import annotated
from credscore_features.attribution.finder import find_attributions, verb_forms
from credscore_features.attribution.frames import FRAMES
from credscore_features.attribution.measures import COLUMNS, measure
from credscore_features.cues import CueError, load
from credscore_features.feature import Feature

if TYPE_CHECKING:
    from collections.abc import Iterable

    from credscore_features.attribution.group import Verbs
    from credscore_features.cues import Cues
    from credscore_features.feature import Found
    from credscore_features.finding import Finding
    from credscore_features.reading import Reading

FOLDER = Path(__file__).parent


def make(*more: Path) -> Feature:
    """The feature with its own cues and those of the user's files.

    Raises:
        CueError: a file cannot be read, or a group of it has no known ``frame``.
    """
    cues = load(FOLDER / "cues.toml", *more)
    for group in cues.groups.values():
        frame = group.extra.get("frame")
        if frame not in FRAMES:
            raise CueError(f"Group {group.name!r}: there is no frame {frame!r}. Known: {', '.join(FRAMES)}.")
    return Feature(
        name="attribution",
        summary="Who says what: source, cue and content, in direct, mixed and indirect speech.",
        source="PolNeAR (Newell et al. 2018); PARC 3.0 (Pareti 2016); Quirk et al. (1985), 14.28-35",
        find=partial(_find, cues, verb_forms(cues)),
        measure=measure,
        columns=COLUMNS,
        kinds=("attribution.direct", "attribution.mixed", "attribution.indirect"),
        folder=FOLDER,
        reload=lambda paths: make(*paths),
    )


def _find(cues: Cues, verbs: Verbs, reading: Reading, found: Found) -> Iterable[Finding]:
    """What the annotator marks; what the rules find where there is none."""
    if reading.annotation is None:
        return find_attributions(cues, verbs, reading, found)
    return annotated(reading, reading.annotation)


FEATURE = make()
