"""Claims without a source where one is plainly needed: accusing, sweeping, alarming, statistical."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credscore_features.evidence.sentences import grounds
from credscore_features.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from credscore_features.conditions import Rules
    from credscore_features.evidence.sentences import Ground
    from credscore_features.finding import Span
    from credscore_features.reading import Reading

LABEL = "unsourced"


def unsourced(
    reading: Reading, rules: Rules, attributions: Sequence[Finding], shown: Sequence[Finding]
) -> Iterator[Finding]:
    """At most one for each sentence, and none where the sentence or a neighbour in its paragraph has a source."""
    alone = _alone(grounds(reading, reading.sentences, attributions, shown))
    names = [name for name, group in rules.cues.groups.items() if group.label == LABEL]
    done: set[Span] = set()
    for match in rules.find(reading, *names):
        sentence = reading.sentence_at(match.start)
        if sentence not in alone or sentence in done or reading.text[sentence[0] : sentence[1]].endswith("?"):
            continue
        done.add(sentence)
        yield Finding(
            kind="evidence",
            label=LABEL,
            start=match.start,
            end=match.end,
            text=reading.text[match.start : match.end],
            sentence=sentence,
            voice="writer",
            origin=f"rule:evidence.{match.group.name}",
            message=match.group.message,
            confidence=match.group.confidence,
            severity=match.group.severity,
            parts={"cue": ((match.start, match.end),), "claim": (sentence,)},
        )


def _alone(every: Sequence[Ground]) -> set[Span]:
    """Sentences that have no source and whose neighbours have none."""
    helped = [ground.sourced or ground.shown for ground in every]
    return {ground.sentence for at, ground in enumerate(every) if not any(helped[max(0, at - 1) : at + 2])}
