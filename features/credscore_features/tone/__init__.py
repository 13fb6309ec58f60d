"""Tone: loaded, sensational, absolute and mocking words, and whose voice they are in."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from credscore_features.cues import Cues, Match, load
from credscore_features.feature import Column, Feature, Found, Scope
from credscore_features.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from credscore_features.reading import Reading

FOLDER = Path(__file__).parent
SUMMARIES = {
    "loaded": "Words that judge instead of describing",
    "partisan": "Words that name people as a camp",
    "insult": "Insults and swear words",
    "sensational": "Words that excite where they could inform",
    "absolute": "Words that allow no exception",
    "booster": "Words that insist (clearly, of course) or add force (very)",
    "insinuation": "Words that hint at what is not shown",
    "directive": "Words for what ought to be done (should, must)",
    "stance": "Words for the writer's own attitude (sadly, I think)",
    "sarcasm": "Mocking words",
    "address": "Words that speak to the reader (you, your)",
    "exclamation": "Exclamation marks",
    "question": "Questions",
    "scare_quotes": "Single words in quotation marks that are no quotation",
    "shouting": "Words in capitals",
}


def make(*more: Path) -> Feature:
    """The feature with its own cues and those of the user's files."""
    cues = load(FOLDER / "cues.toml", *more)
    return Feature(
        name="tone",
        summary="Loaded, sensational, absolute and mocking words in the writer's own voice.",
        source=(
            "Recasens et al. (2013), Linguistic models for analyzing and detecting biased language; Hyland (2005),"
            " Metadiscourse; Rashkin et al. (2017), Truth of varying shades"
        ),
        find=partial(find_tone, cues),
        measure=measure_tone,
        columns=COLUMNS,
        kinds=tuple(f"tone.{label}" for label in SUMMARIES),
        after=("attribution",),
        folder=FOLDER,
        reload=lambda paths: make(*paths),
    )


COLUMNS = (
    *(
        Column(
            name=f"{label}_density",
            unit="per 100 words",
            summary=f"{summary}, in the writer's own voice.",
            better="lower",
            evidence=(f"tone.{label}",),
        )
        for label, summary in SUMMARIES.items()
    ),
    Column(
        name="quoted_tone_density",
        unit="per 100 words",
        summary="Loaded, sensational and absolute words of people who are quoted or reported.",
        evidence=("tone",),
    ),
)


def find_tone(cues: Cues, reading: Reading, found: Found) -> Iterator[Finding]:
    """Every coloured word, with its voice; a suggestion only in the writer's own."""
    attributions = found.get("attribution", ())
    for match in cues.find(reading):
        yield _finding(reading, match, attributions)


def _finding(reading: Reading, match: Match, attributions: Iterable[Finding]) -> Finding:
    group = match.group
    around = int(bool(group.extra.get("outside")))  # quotation marks themselves belong to whoever sets them
    voice = reading.voice(match.start - around, match.end + around, attributions)
    return Finding(
        kind="tone",
        label=group.label,
        start=match.start,
        end=match.end,
        text=reading.text[match.start : match.end],
        sentence=reading.sentence_at(match.start),
        voice=voice,
        origin=f"rule:tone.{group.name}",
        message=group.message,
        confidence=group.confidence,
        severity=group.severity if voice == "writer" else None,
    )


def measure_tone(scope: Scope) -> dict[str, float]:
    """Densities by label in the writer's voice, and of all in other voices."""
    found = Counter((f.label, f.voice) for f in scope.of("tone"))
    row = {f"{label}_density": scope.per_100_words(found[label, "writer"]) for label in SUMMARIES}
    quoted = sum(count for (_, voice), count in found.items() if voice == "quoted")
    return row | {"quoted_tone_density": scope.per_100_words(quoted)}


FEATURE = make()
