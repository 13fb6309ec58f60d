"""How well the annotator's certainty of a sentence goes with what people say of it.

    python experiments/annotator/readings.py --weights build/annotator/together.pt --out sentences.npz \
        certainty_sentence:val factuality_uw:dev
    python experiments/annotator/certainty.py sentences.npz

``certainty_sentence`` is science news and abstracts, which the annotator learns certainty from (another part of them);
``factuality_uw`` is newswire, which it does not: there the truth is the mean, and the least, of how far readers take
the events that a sentence mentions as facts (-3 to 3, without regard to the sign). Beside it stands what the cue lists
of the hedging family make of the same sentences.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import spearmanr

from credscore import corpora
from credscore.language.annotator.kept import Kept
from credscore_features import Reading, chosen, findings, row
from credscore_features.annotator.certainty import probability

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

SPLIT_INSIDE = ("certainty_sentence", "factuality_uw")
"""Corpora of single sentences in one file, whose rows name their part."""
DRAWS = 1000


def rows_of(corpus: str, split: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The sentences of a part as they would be printed, with their rows; their tokens were joined by spaces."""
    for entry in corpora.stream(corpus):
        if entry["split"] == split:
            yield re.sub(r" ([.,;:?!%)]|'\w+|n't)(?=\W|$)", r"\1", entry["text"]), entry


def truths(corpus: str) -> Mapping[str, Callable[[Mapping[str, object]], float | None]]:
    """What people say of a sentence, by the name of the figure."""
    if corpus == "certainty_sentence":
        return {"certainty": lambda entry: float(str(entry["label"]))}
    return {
        "mean factuality": lambda entry: _events(entry, lambda values: sum(values) / len(values)),
        "least factuality": lambda entry: _events(entry, min),
    }


def _events(entry: Mapping[str, object], of: Callable[[Sequence[float]], float]) -> float | None:
    spans = entry["spans"]
    assert isinstance(spans, list)
    return of([abs(float(span["label"])) for span in spans]) if spans else None


def by_encoder(kept: Kept, text: str) -> float:
    """The encoder's certainty of a sentence, 0 to 1."""
    annotation = kept.get(text)
    assert annotation is not None, f"no annotation of {text[:40]!r}"
    return probability(annotation.mean("certainty", 0, len(text)) or 0.0)


def by_cues(text: str) -> float:
    """The hedging family's certainty of a sentence, by its weakest hedge."""
    reading, features = Reading(text), chosen(["hedging"])
    return row(reading, (0, len(text)), findings(reading, features), features)["mean_certainty"]


def correlation(said: Sequence[float], truth: Sequence[float]) -> str:
    """Spearman's, with its 95% interval over resampled sentences."""
    x, y = np.array(said), np.array(truth)
    rng = np.random.default_rng(0)
    drawn = [spearmanr(x[at], y[at])[0] for at in (rng.integers(0, len(x), len(x)) for _ in range(DRAWS))]
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return f"{spearmanr(x, y)[0]:.3f} [{low:.3f}, {high:.3f}]"


def main() -> None:
    """Prints a line a figure."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("kept", type=Path, help="annotations that readings.py made")
    kept = Kept(given.parse_args().kept)
    for corpus, split in (("certainty_sentence", "val"), ("factuality_uw", "dev")):
        read = [(text, entry) for text, entry in rows_of(corpus, split) if kept.get(text) is not None]
        said = {"encoder": [by_encoder(kept, text) for text, _ in read], "cues": [by_cues(text) for text, _ in read]}
        for name, truth in truths(corpus).items():
            known = [(at, value) for at, (_, entry) in enumerate(read) if (value := truth(entry)) is not None]
            for reader, numbers in said.items():
                told = correlation([numbers[at] for at, _ in known], [value for _, value in known])
                print(f"{corpus}:{split} {name}, {reader}: Spearman {told}, {len(known)} sentences")


if __name__ == "__main__":
    main()
