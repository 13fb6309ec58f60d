"""How sure the annotator must be, beside the rules and without them: the join of flags and retractions, measured.

    python experiments/annotator/joining.py dev.npz

prints, for each family, F1 of the sentences found over both thresholds (logits), and at the shipped ones F1 with its
interval, how often the label and the voice are right, and F1 of the parts by character. ``dev.npz`` is made by
``readings.py`` for ``unsupported_flags:dev`` and ``retractions:dev``.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from credscore import corpora
from credscore.language.annotator.kept import Kept
from credscore_features import Finding, Reading, Span, chosen, findings
from credscore_features.evidence import annotated as flags
from credscore_features.retraction import annotated as retractions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from credscore_features.marks import Family

CONFIRM = (-99.0, -6.0, -3.0, -1.0)
ALONE = (0.0, 1.0, 2.0, 3.0, 4.0, 99.0)
RESAMPLED = 2000


@dataclass(frozen=True)
class Sentence:
    """A labelled sentence in its text."""

    row: dict[str, Any]
    reading: Reading
    start: int
    end: int

    def span(self, name: str) -> Span | None:
        """Where its cue or a part stands in the text."""
        given = self.row.get(name)
        return (given[0] + self.start, given[1] + self.start) if given else None


def sentences(corpus: str, kept: Kept) -> list[Sentence]:
    """Every labelled sentence of the corpus' dev part, annotated."""
    made = []
    for row in corpora.stream(corpus, "dev"):
        reading = Reading(" ".join(row[name] for name in ("before", "text", "after") if row[name]))
        reading.annotation = next(iter(kept.annotate([reading])))
        start = len(row["before"]) + 1 if row["before"] else 0
        made.append(Sentence(row, reading, start, start + len(row["text"])))
    return made


def overlap(one: Span, other: Span) -> int:
    """Characters that two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def best(sentence: Sentence, found: Iterable[Finding], labels: Sequence[str]) -> Finding | None:
    """The finding in the sentence that is nearest to the gold cue."""
    here = [f for f in found if f.label in labels and overlap((f.start, f.end), (sentence.start, sentence.end))]
    cue = sentence.span("cue") or (0, 0)
    return max(here, key=lambda f: overlap((f.start, f.end), cue), default=None)


def f1(gold: Sequence[bool], said: Sequence[bool]) -> float:
    """Of two lists of yes and no."""
    both = sum(a and b for a, b in zip(gold, said, strict=True))
    return 2 * both / max(1, sum(gold) + sum(said))


def interval(gold: Sequence[bool], said: Sequence[bool]) -> tuple[float, float]:
    """95% of F1 over resampled sentences."""
    pairs, rng = np.array([gold, said]).T, np.random.default_rng(0)
    draws = [pairs[rng.integers(0, len(pairs), len(pairs))] for _ in range(RESAMPLED)]
    low, high = np.percentile([2 * (d[:, 0] & d[:, 1]).sum() / max(1, d.sum()) for d in draws], [2.5, 97.5])
    return float(low), float(high)


def report(corpus: str, feature: str, module: Any, labels: Sequence[str], kept: Kept) -> None:
    """Prints one family."""
    every, shipped = sentences(corpus, kept), module.FAMILY
    gold = [s.row["label"] in labels for s in every]

    def said(family: Family) -> list[Finding | None]:
        module.FAMILY = family
        try:
            return [best(s, findings(s.reading, chosen([feature])), labels) for s in every]
        finally:
            module.FAMILY = shipped

    print(f"\n{corpus}: F1, rows by `confirm` {CONFIRM}, columns by `alone` {ALONE}")
    for confirm in CONFIRM:
        families = [replace(shipped, confirm=confirm, alone=alone) for alone in ALONE]
        print(f"{confirm:6}", *(f"{f1(gold, [f is not None for f in said(family)]):.3f}" for family in families))
    found = said(shipped)
    yes = [f is not None for f in found]
    hits = [(s, f) for s, f, is_gold in zip(every, found, gold, strict=True) if f and is_gold]
    low, high = interval(gold, yes)
    print(f"shipped: F1 {f1(gold, yes):.3f} ({low:.3f} to {high:.3f})")
    print(f"label {share(hits, lambda s, f: f.label == s.row['label']):.3f}")
    voiced = [(s, f) for s, f in hits if s.row.get("voice") in {"writer", "source"}]
    print(f"voice {share(voiced, lambda s, f: (f.voice == 'writer') == (s.row['voice'] == 'writer')):.3f}")
    for part in shipped.parts:
        print(f"{part} {of_part(hits, part):.3f}")


def share(hits: Sequence[tuple[Sentence, Finding]], right: Callable[[Sentence, Finding], bool]) -> float:
    """Of the hits that are right; NaN where there is none."""
    return sum(right(s, f) for s, f in hits) / len(hits) if hits else float("nan")


def of_part(hits: Iterable[tuple[Sentence, Finding]], part: str) -> float:
    """F1 of a part by character, over the hits whose gold has it."""
    both = ours = theirs = 0
    for sentence, finding in hits:
        if span := sentence.span(part):
            both += sum(overlap(span, other) for other in finding.part(part))
            ours += sum(end - start for start, end in finding.part(part))
            theirs += span[1] - span[0]
    return 2 * both / max(1, ours + theirs)


def main() -> None:
    """Measures both families."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("kept", type=Path)
    kept = Kept(given.parse_args().kept)
    report("unsupported_flags", "evidence", flags, ("no_evidence", "unverified", "disputed"), kept)
    report("retractions", "retraction", retractions, ("own_correction", "reported_retraction"), kept)


if __name__ == "__main__":
    main()
