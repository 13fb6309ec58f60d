"""Who says what: source, cue and content of each attribution, in direct, mixed and indirect speech.

Where a text has been annotated, the annotator decides alone and the rules do not run. Measured on PolNeAR dev: who
said what (rel_link F1) .692 alone; .682 with the rules' findings in sentences where the annotator is silent; .691 with
only those of them that quote; .631 by the rules alone. Headlines by the rules ("Mayor: ...") change nothing. Since
then contents end with their sentence and sources are kept whole, which brings the annotator alone to .700.

The one exception are cues of somebody's own files, which the annotator cannot know: they are looked for by their rule
wherever the annotator marks no cue.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from credscore_features.attribution.annotated import annotated
from credscore_features.attribution.finder import find_attributions, verb_forms
from credscore_features.attribution.frames import FRAMES
from credscore_features.attribution.measures import COLUMNS, measure
from credscore_features.cues import CueError, Cues, load
from credscore_features.feature import Feature
from credscore_features.spans import Cover

if TYPE_CHECKING:
    from collections.abc import Iterable

    from credscore_features.attribution.group import Verbs
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
        find=partial(_find, cues, _own(cues, more), verb_forms(cues)),
        measure=measure,
        columns=COLUMNS,
        kinds=("attribution.direct", "attribution.mixed", "attribution.indirect"),
        folder=FOLDER,
        reload=lambda paths: make(*paths),
    )


def _find(cues: Cues, own: Cues, verbs: Verbs, reading: Reading, found: Found) -> Iterable[Finding]:
    """Attributions in text order, each anaphoric source with whom it stands for where that can be told."""
    # antecedents.py asks this package what kind a source is
    from credscore_features.antecedents import with_antecedents  # noqa: PLC0415

    return with_antecedents(reading, _attributions(cues, own, verbs, reading, found))


def _attributions(cues: Cues, own: Cues, verbs: Verbs, reading: Reading, found: Found) -> Iterable[Finding]:
    """What the annotator marks, and the user's own cues; what the rules find where there is no annotator."""
    if reading.annotation is None:
        return find_attributions(cues, verbs, reading, found)
    marked = list(annotated(reading, reading.annotation))
    if own.groups:
        known = Cover(span for finding in marked for span in finding.part("cue"))
        more = find_attributions(own, verbs, reading, found, colons=False)
        marked += [finding for finding in more if not known.touches(finding.start, finding.end)]
    return sorted(marked, key=lambda finding: finding.start)


def _own(cues: Cues, more: tuple[Path, ...]) -> Cues:
    """The groups of the user's files, with what they inherit from groups of the same name but none of their cues."""
    files = [load(path).groups for path in more]
    return Cues(
        replace(
            cues.groups[name],
            phrases=tuple(phrase for groups in files if name in groups for phrase in groups[name].phrases),
            patterns=tuple(pattern for groups in files if name in groups for pattern in groups[name].patterns),
        )
        for name in dict.fromkeys(name for groups in files for name in groups)
    )


FEATURE = make()
