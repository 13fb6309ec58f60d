"""Claims that are flagged as unsupported: the cue, who makes the claim, the claim, and in whose voice it is flagged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credscore_features.evidence.parts import Place, parts
from credscore_features.evidence.voice import voice
from credscore_features.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from credscore_features.conditions import Rules
    from credscore_features.reading import Reading

LABELS = ("no_evidence", "unverified", "disputed")


def flags(reading: Reading, rules: Rules, attributions: Sequence[Finding]) -> Iterator[Finding]:
    """Flagged claims in text order, at most one a cue."""
    names = [name for name, group in rules.cues.groups.items() if group.label in LABELS]
    for match in rules.find(reading, *names):
        sentence = reading.sentence_at(match.start)
        place = Place(reading, rules, match, sentence, attributions)
        found = parts(place)
        spans = {"cue": (match.start, match.end), "claimant": found.claimant, "claim": found.claim}
        yield Finding(
            kind="evidence",
            label=match.group.label,
            start=match.start,
            end=match.end,
            text=reading.text[match.start : match.end],
            sentence=sentence,
            voice=voice(place),
            origin=f"rule:evidence.{match.group.name}",
            message=match.group.message,
            confidence=match.group.confidence,
            severity=match.group.severity,
            parts={name: (span,) for name, span in spans.items() if span},
        )
