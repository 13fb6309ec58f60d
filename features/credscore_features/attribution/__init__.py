"""Who says what: source, cue and content of each attribution, in direct, mixed and indirect speech."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from credscore_features.attribution.finder import find_attributions, verb_forms
from credscore_features.attribution.frames import FRAMES
from credscore_features.attribution.measures import COLUMNS, measure
from credscore_features.cues import CueError, load
from credscore_features.feature import Feature

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
        find=partial(find_attributions, cues, verb_forms(cues)),
        measure=measure,
        columns=COLUMNS,
        kinds=("attribution.direct", "attribution.mixed", "attribution.indirect"),
        folder=FOLDER,
        reload=lambda paths: make(*paths),
    )


FEATURE = make()
