"""Hedging: words with which a text says how sure it is, and in whose voice."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from credscore_features.cues import Cues, Match, load
from credscore_features.feature import Column, Feature, Found, Scope
from credscore_features.finding import Finding, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from credscore_features.reading import Reading

FOLDER = Path(__file__).parent
LABELS = ("modal", "adverb", "adjective", "evidential", "verb", "noun", "approximator")
EPISTEMIC = ("modal", "adverb", "adjective", "verb", "noun")
"""Labels that say how sure the speaker is; evidentials and rough figures are counted by themselves."""


def make(*more: Path) -> Feature:
    """The feature with its own cues and those of the user's files."""
    cues = load(FOLDER / "cues.toml", *more)
    return Feature(
        name="hedging",
        summary="Words that say how sure the text is: may, perhaps, reportedly, about 300; and in whose voice.",
        source="Hyland (2005), Metadiscourse; Hooper (1975), On assertive predicates; Rubin (2010), Epistemic modality",
        find=partial(find_hedges, cues),
        measure=partial(measure_hedges, _certainties(cues)),
        columns=COLUMNS,
        kinds=tuple(f"hedge.{label}" for label in LABELS),
        after=("attribution",),
        folder=FOLDER,
        reload=lambda paths: make(*paths),
    )


COLUMNS = (
    Column(
        name="hedging_density",
        unit="per 100 words",
        summary="Hedges in the writer's own voice (rough figures and hearsay adverbs not counted).",
        evidence=tuple(f"hedge.{label}" for label in EPISTEMIC),
    ),
    Column(
        name="quoted_hedging_density",
        unit="per 100 words",
        summary="Hedges of the people who are quoted or reported.",
        evidence=tuple(f"hedge.{label}" for label in EPISTEMIC),
    ),
    Column(
        name="evidential_density",
        unit="per 100 words",
        summary="Hearsay and appearance (reportedly, allegedly, apparently) in the writer's own voice.",
        better="lower",
        evidence=("hedge.evidential",),
    ),
    Column(
        name="approximation_density",
        unit="per 100 words",
        summary="Figures that are given as rough ones.",
        evidence=("hedge.approximator",),
    ),
    Column(
        name="mean_certainty",
        unit="share",
        summary="How certain the sentences sound by their weakest hedge: 1 where there is none.",
        evidence=("hedge",),
    ),
)


def find_hedges(cues: Cues, reading: Reading, found: Found) -> Iterator[Finding]:
    """Every hedge, with its voice; hearsay in the writer's voice is a suggestion where its sentence names no source."""
    attributions = found.get("attribution", ())
    sourced = {f.sentence for f in attributions if f.part("source")}
    for match in cues.find(reading):
        sentence = reading.sentence_at(match.start)
        if not _is_name(reading.text, match, sentence):
            yield _finding(reading, match, sentence, attributions, sourced=sentence in sourced)


def _is_name(text: str, match: Match, sentence: Span) -> bool:
    """A capital inside a sentence makes a name or a headline of it; "May" is a month wherever it stands."""
    if not text[match.start].isupper():
        return False
    return match.start > sentence[0] + 1 or bool(match.group.extra.get("month"))


def _finding(
    reading: Reading, match: Match, sentence: Span, attributions: Iterable[Finding], *, sourced: bool
) -> Finding:
    voice = reading.voice(match.start, match.end, attributions)
    group = match.group
    return Finding(
        kind="hedge",
        label=group.label,
        start=match.start,
        end=match.end,
        text=reading.text[match.start : match.end],
        sentence=sentence,
        voice=voice,
        origin=f"rule:hedge.{group.name}",
        message=group.message,
        confidence=group.confidence,
        severity=None if sourced or voice == "quoted" else group.severity,
    )


def _certainties(cues: Cues) -> Mapping[str, float]:
    """How certain a sentence with a cue of each group sounds, by the findings' origin."""
    return {f"rule:hedge.{name}": float(g.extra.get("certainty", 0.5)) for name, g in cues.groups.items()}


def measure_hedges(certainties: Mapping[str, float], scope: Scope) -> dict[str, float]:
    """Densities by voice, and the mean certainty of the sentences."""
    writer = scope.of("hedge", *EPISTEMIC, voice="writer")
    quoted = scope.of("hedge", *EPISTEMIC, voice="quoted")
    return {
        "hedging_density": scope.per_100_words(len(writer)),
        "quoted_hedging_density": scope.per_100_words(len(quoted)),
        "evidential_density": scope.per_100_words(len(scope.of("hedge", "evidential", voice="writer"))),
        "approximation_density": scope.per_100_words(len(scope.of("hedge", "approximator"))),
        "mean_certainty": _mean_certainty(certainties, scope),
    }


def _mean_certainty(certainties: Mapping[str, float], scope: Scope) -> float:
    lowest: dict[Span, float] = {}
    for hedge in scope.of("hedge"):
        weight = certainties.get(hedge.origin, 1.0)
        lowest[hedge.sentence] = min(weight, lowest.get(hedge.sentence, 1.0))
    sentences = scope.sentences
    return sum(lowest.get(s, 1.0) for s in sentences) / len(sentences) if sentences else 1.0


FEATURE = make()
