"""Annotates texts of the corpora with trained weights and keeps the annotations in a file.

    python experiments/annotator/readings.py --weights build/annotator/together.pt --out dev.npz polnear:dev
    python experiments/annotator/readings.py --folds build/annotator --level build/mixed.pt --out train.npz

With ``--folds``, each graded training passage is read by the annotator that has not seen its fold. These annotators saw
fewer passages than the one that ships and read a little higher or lower; with ``--level`` their readings are brought to
the mean and the spread of the one that ships, on passages that nobody has graded.
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from certainty import SPLIT_INSIDE, rows_of
from network import Network, checkpoint, predicted
from tasks import Example
from train import HERE, held_out, tokenizer_of

from credscore import corpora
from credscore.ingest import article_of, passages_of
from credscore.language.annotator.kept import digest, keep
from credscore.language.annotator.merge import merged
from credscore.language.annotator.windows import Windows
from credscore.tracking.graded import graded
from credscore_features import Reading
from credscore_features.annotation import AT, GRADES, OUTPUTS, PRESENT, REGRESSED, Annotation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

UNGRADED, EACH = ("allsides", "fakenewsnet_v1", "healthstory", "misinfotext_buzzfeed"), 150
READINGS = (*REGRESSED, *PRESENT, *GRADES)
"""Outputs whose mean reads a passage."""


def in_context(row: dict[str, object]) -> str:
    """A sentence of the flags or the retractions between its neighbours."""
    return " ".join(str(row[name]) for name in ("before", "text", "after") if row[name])


def texts_of(named: str) -> Iterator[str]:
    """The texts of ``corpus:part``; those of the source mentions are their PolNeAR articles."""
    name, part = named.split(":")
    if name in SPLIT_INSIDE:
        yield from (text for text, _ in rows_of(name, part))
        return
    if name == "source_types":
        wanted = {row["doc"] for row in corpora.stream(name, part)}
        yield from (
            row["text"] for row in corpora.stream("polnear", "train") if row["primary"] and row["doc_id"] in wanted
        )
        return
    for row in corpora.stream(name, part):
        if row.get("primary", True):
            yield in_context(row) if "before" in row else row["text"]


class Reader:
    """A network with its windows."""

    def __init__(self, settings: dict[str, dict[str, object]]) -> None:
        folder = checkpoint(str(settings["encoder"]["checkpoint"]))
        self.windows = Windows(tokenizer_of(folder), **settings["windows"])  # type: ignore[arg-type]
        self.network = Network(folder)

    def load(self, weights: Path) -> None:
        """Goes over to other weights."""
        self.network.load_state_dict(torch.load(weights, weights_only=True, map_location="cpu"))

    def read(self, texts: Sequence[str]) -> dict[str, Annotation]:
        """Annotations by the digest of their text."""
        pieces = [self.windows(Reading(text)) for text in texts]
        examples = [Example(window, each, "") for each in pieces for window in each.windows]
        logits = iter(predicted(self.network, examples))
        return {
            digest(text): Annotation(each.offsets, merged(each, [next(logits) for _ in each.windows]))
            for text, each in zip(texts, pieces, strict=True)
        }


def ungraded() -> list[str]:
    """One passage of each of some articles of which no passage is graded."""
    known = {row["doc"] for part in ("train", "dev") for row in corpora.stream("passages", part)}
    rng = np.random.default_rng(0)
    found = []
    for corpus in UNGRADED:
        rows = [row for row in corpora.stream(corpus) if row["id"] not in known]
        for at in rng.permutation(len(rows))[:EACH]:
            article = article_of(rows[at]["text"])
            if passages := passages_of(article, Reading(article.text).sentences):
                found.append(passages[rng.integers(len(passages))].text)
    return found


def levelled(folds: Sequence[Annotation], whole: Sequence[Annotation]) -> NDArray[np.float32]:
    """What the readings of a fold's annotator are multiplied by and raised by: two rows, over all outputs."""
    change = np.tile(np.array([[1.0], [0.0]], dtype=np.float32), (1, len(OUTPUTS)))
    for output in READINGS:
        mine, wanted = (np.array([each.logits[:, AT[output]].mean() for each in read]) for read in (folds, whole))
        scale = wanted.std() / mine.std()
        change[:, AT[output]] = scale, wanted.mean() - scale * mine.mean()
    return change


def main() -> None:
    """Reads and keeps."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--config", type=Path, default=HERE / "annotator.toml")
    given.add_argument("--weights", type=Path, help="of one network, for the named texts")
    given.add_argument("--folds", type=Path, help="folder of fold0.pt, fold1.pt..., for the graded passages")
    given.add_argument("--level", type=Path, metavar="WEIGHTS", help="bring the folds' readings to the level of these")
    given.add_argument("--out", type=Path, required=True)
    given.add_argument("texts", nargs="*", metavar="CORPUS:PART")
    options = given.parse_args()
    torch.set_num_threads(1)
    settings = tomllib.loads(options.config.read_text("utf-8"))
    reader = Reader(settings)
    found: dict[str, Annotation] = {}
    if options.weights:
        reader.load(options.weights)
        found |= reader.read([text for named in options.texts for text in texts_of(named)])
    if options.folds:
        table = graded("passages:train", HERE).table
        others = ungraded() if options.level else []
        if options.level:
            reader.load(options.level)
            whole = list(reader.read(others).values())
        for number, held in enumerate(held_out(settings)):
            reader.load(options.folds / f"fold{number}.pt")
            read = reader.read(list(table["text"][np.isin(table["id"], list(held))]))
            if options.level:
                scale, raised = levelled(list(reader.read(others).values()), whole)
                read = {key: Annotation(each.offsets, each.logits * scale + raised) for key, each in read.items()}
            found |= read
    keep(options.out, found)
    print(f"{len(found)} texts in {options.out}")


if __name__ == "__main__":
    main()
