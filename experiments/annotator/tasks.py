"""What the annotator learns from: windows of every corpus with the targets that the corpus knows."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from changes import Changes
from numpy.typing import NDArray
from swaps import Swaps

from credscore import corpora
from credscore_features import Reading, Span
from credscore_features.annotation import FLAGS, GRADES, RETRACTIONS, ROLES, SOURCE_TYPES
from credscore_features.attribution.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from credscore.language.annotator.windows import Pieces, Window, Windows

TASKS = (
    "attribution",
    "other_genres",
    "flags",
    "more_flags",
    "retractions",
    "more_retractions",
    "passages",
    "more_passages",
    "renamed_passages",
    "padded_passages",
    "answered_passages",
    "certainty",
)
LABELS = Path(__file__).parent / "labels"
Row = dict[str, Any]
Numbers = NDArray[np.float32]

RETRACTS = ("own_correction", "reported_retraction")
TYPES = tuple(f"type.{name}" for name in SOURCE_TYPES)
GOLD_CORRECTIONS = {"own": "own_correction", "reported": "reported_retraction"}
OTHER_GENRES_DEV = ("news", "interview")
LONGEST_CONTENT = 1500
"""GUM attributes whole chapters to their author; longer contents (in characters) are left out."""


@dataclass
class Example:
    """A window and what is known of it.

    Attributes:
        window: what the encoder reads.
        pieces: where each piece stands in ``text``.
        targets: output → one number a piece of the window; NaN where it is not known.
        peaks: outputs of which the strongest, over some places of the window, is 0 or 1.
        means: output → the number that the mean over the whole window should give.
        text: identifies the text, for pooling windows of one.
    """

    window: Window
    pieces: Pieces
    text: str
    targets: dict[str, Numbers] = field(default_factory=dict)
    peaks: list[tuple[tuple[str, ...], float, NDArray[np.int64]]] = field(default_factory=list)
    means: dict[str, float] = field(default_factory=dict)
    span: Span | None = None

    def within(self) -> NDArray[np.int64]:
        """Places of the window whose pieces overlap ``span``."""
        assert self.span is not None
        start, end = self.span
        at = self.pieces.offsets[self.window.pieces]
        return np.flatnonzero((self.window.pieces >= 0) & (at[:, 0] < end) & (at[:, 1] > start))


@dataclass
class Text:
    """A text in pieces, and the targets of its pieces while they are put together."""

    reading: Reading
    pieces: Pieces
    targets: dict[str, Numbers] = field(default_factory=dict)

    def places(self, spans: Iterable[Sequence[int]]) -> NDArray[np.bool_]:
        """Which pieces overlap one of the spans."""
        starts, ends = self.pieces.offsets[:, 0], self.pieces.offsets[:, 1]
        on = np.zeros(len(starts), dtype=bool)
        for start, end in spans:
            on[np.searchsorted(ends, start, "right") : np.searchsorted(starts, end, "left")] = True
        return on

    def mark(self, output: str, spans: Iterable[Sequence[int]], *, known: NDArray[np.bool_] | None = None) -> None:
        """1 on the spans, 0 elsewhere, NaN where it is not known."""
        values = self.places(spans).astype(np.float32)
        if known is not None:
            values[~known] = np.nan
        self.targets[output] = values

    def examples(self, name: str) -> Iterator[Example]:
        """One example a window."""
        for window in self.pieces.windows:
            real = window.pieces >= 0
            targets = {}
            for output, values in self.targets.items():
                here = np.full(len(window.ids), np.nan, dtype=np.float32)
                here[real] = values[window.pieces[real]]
                if not np.isnan(here).all():
                    targets[output] = here
            yield Example(window, self.pieces, name, targets)


class Tasks:
    """Examples of every corpus, cut by the same windows."""

    def __init__(self, windows: Windows) -> None:
        self._windows = windows
        self._changes = Changes(Swaps())

    def _text(self, text: str) -> Text:
        reading = Reading(text)
        return Text(reading, self._windows(reading))

    def attribution(self, part: str) -> list[Example]:
        """PolNeAR: roles by the piece, and the type of each source as the rules tell it."""
        return [
            example
            for row in corpora.stream("polnear", part)
            if row["primary"]
            for example in self._roles(row["doc_id"], row["text"], row["attributions"], row["discard"])
        ]

    def other_genres(self, part: str) -> list[Example]:
        """GUM: roles by the piece, over many genres; news and interviews only where it is measured."""
        return [
            example
            for row in corpora.stream("gum_attribution")
            if (row["split"] == part) and (part == "train" or row["genre"] in OTHER_GENRES_DEV)
            for example in self._roles(row["doc_id"], row["text"], list(_short(row["attributions"])), ())
        ]

    def _roles(
        self, name: str, text: str, attributions: Sequence[Row], discard: Sequence[Sequence[int]]
    ) -> Iterator[Example]:
        read = self._text(text)
        known = ~read.places(discard)
        for role in ROLES:
            spans = [span for row in attributions for span in row[role]]
            read.mark(role, spans, known=known)
            begins = np.zeros(len(known), dtype=np.float32)
            first = np.searchsorted(read.pieces.offsets[:, 1], [start for start, _ in spans], "right")
            begins[first[first < len(begins)]] = 1
            begins[~known] = np.nan
            read.targets[f"{role}.begin"] = begins
        self._types(read, attributions)
        yield from read.examples(name)

    def _types(self, read: Text, attributions: Sequence[Row]) -> None:
        for output in (*TYPES, "type.anonymous"):
            read.targets[output] = np.full(len(read.pieces.offsets), np.nan, dtype=np.float32)
        for row in attributions:
            if not row["source"]:
                continue
            source = (row["source"][0][0], row["source"][-1][1])
            kind = kind_of(read.reading, source, read.reading.sentence_at(source[0]))
            on = read.places(row["source"])
            for name in SOURCE_TYPES:
                read.targets[f"type.{name}"][on] = kind.type == name
            read.targets["type.anonymous"][on] = kind.anonymous

    def flags(self, part: str) -> list[Example]:
        """Sentences that flag a claim as unsupported, and some that do not."""
        return [self._flag(row) for row in corpora.stream("unsupported_flags", part)]

    def more_flags(self, part: str) -> list[Example]:
        """Likewise, from ``labels/``."""
        return [self._flag(row) for row in _labelled("flags")] if part == "train" else []

    def _flag(self, row: Row) -> Example:
        read, sentence, spans = self._sentence(row)
        known = read.places([sentence])
        read.mark("flag", spans("cue"), known=known)
        for label in FLAGS:
            read.mark(f"flag.{label}", spans("cue") if row["label"] == label else (), known=known)
        for part in ("claimant", "claim"):
            read.mark(f"flag.{part}", spans(part), known=known)
        if row["voice"] in {"writer", "source"}:
            on = read.places(spans("cue"))
            read.targets["flag.by_source"] = np.where(on, float(row["voice"] == "source"), np.nan).astype(np.float32)
        example = self._target(read, sentence, row)
        example.peaks.append((("flag",), float(row["label"] in FLAGS), example.within()))
        return example

    def retractions(self, part: str) -> list[Example]:
        """Sentences that correct, report a retraction or demand one, and some that do not."""
        return [self._retraction(row) for row in corpora.stream("retractions", part)]

    def more_retractions(self, part: str) -> list[Example]:
        """Likewise, from ``labels/``."""
        return [self._retraction(row) for row in _labelled("retractions")] if part == "train" else []

    def _retraction(self, row: Row) -> Example:
        read, sentence, spans = self._sentence(row)
        known = read.places([sentence])
        for label in RETRACTIONS:
            read.mark(f"retraction.{label}", spans("cue") if row["label"] == label else (), known=known)
        for part in ("who", "what"):
            read.mark(f"retraction.{part}", spans(part), known=known)
        example = self._target(read, sentence, row)
        outputs = tuple(f"retraction.{label}" for label in RETRACTS)
        example.peaks.append((outputs, float(row["label"] in RETRACTS), example.within()))
        return example

    def _sentence(self, row: Row) -> tuple[Text, Span, Any]:
        before = row["before"] + " " if row["before"] else ""
        text = before + row["text"] + (" " + row["after"] if row["after"] else "")
        low, high = len(before), len(before) + len(row["text"])

        def spans(name: str) -> list[Span]:
            return [(row[name][0] + low, row[name][1] + low)] if row.get(name) else []

        return self._text(text), (low, high), spans

    def _target(self, read: Text, sentence: Span, row: Row) -> Example:
        """The window that holds most of the sentence."""
        found = list(read.examples(row["id"]))
        for example in found:
            example.span = sentence
        return max(found, key=lambda example: len(example.within()))

    def passages(self, part: str) -> list[Example]:
        """Graded passages: the grades, and what else a grader noted of the whole passage."""
        return [example for row in corpora.stream("passages", part) for example in self._passage(row)]

    def _passage(self, row: Row) -> Iterator[Example]:
        read = self._text(row["text"])
        flag = [row["flag"]] if isinstance(row["flag"], list) else []
        if row["evidence"] != "flagged" or flag:
            read.mark("flag", flag)
            for label in FLAGS:
                read.mark(f"flag.{label}", (), known=~read.places(flag))
        correction = [row["correction_span"]] if row["correction_span"] else []
        if row["correction"] == "none" or correction:
            for label in RETRACTIONS:
                read.mark(f"retraction.{label}", correction if GOLD_CORRECTIONS.get(row["correction"]) == label else ())
        for example in read.examples(row["id"]):
            example.means |= _graded(row)
            if "flag" in example.targets:
                every = np.flatnonzero(example.window.pieces >= 0)
                example.peaks.append((("flag",), float(np.nansum(example.targets["flag"]) > 0), every))
            yield example

    def more_passages(self, part: str) -> list[Example]:
        """Passages graded for this project, from ``labels/``."""
        if part != "train":
            return []
        rows = list(corpora.read(LABELS / "passages.graded.jsonl"))
        articles = _articles({(row["corpus"], row["doc"]) for row in rows})
        made = []
        for number, row in enumerate(rows):
            text = articles[row["corpus"], row["doc"]][row["start"] : row["end"]]
            for example in self._text(text).examples(f"passages.graded.{number}"):
                example.means |= _graded(row)
                made.append(example)
        return made

    def renamed_passages(self, part: str) -> list[Example]:
        """Graded passages with other people, parties, countries and outlets in them; of these only the grades count."""
        return self._changed(part, self._changes.renamed)

    def padded_passages(self, part: str) -> list[Example]:
        """Graded passages with what looks like sourcing and bears on nothing; likewise."""
        return self._changed(part, self._changes.padded)

    def answered_passages(self, part: str) -> list[Example]:
        """Graded passages with a disclaimer or a second source, and the grade that follows; likewise."""
        return self._changed(part, self._changes.answered)

    def _changed(self, part: str, change: Callable[[Row, random.Random], Row | None]) -> list[Example]:
        if part != "train":
            return []
        rng = random.Random(0)  # noqa: S311 - a choice of wordings is no secret
        made = []
        for row in filter(None, (change(row, rng) for row in corpora.stream("passages", part))):
            for example in self._text(row["text"]).examples(row["id"]):
                example.means |= _graded(row)
                made.append(example)
        return made

    def certainty(self, part: str) -> list[Example]:
        """Sentences about science with a graded certainty, 1 to 6."""
        split = {"train": "train", "dev": "val"}[part]
        made = []
        for row in corpora.stream("certainty_sentence"):
            if row["split"] == split:
                read = self._text(re.sub(r" ([.,;:?!%)])", r"\1", row["text"]))  # tokens were joined by spaces
                for example in read.examples(row["id"]):
                    example.means["certainty"] = (float(row["label"]) - 1) / 5
                    made.append(example)
        return made

    def all(self, part: str) -> Mapping[str, list[Example]]:
        """Every task's examples by its name."""
        return {name: getattr(self, name)(part) for name in TASKS}


def _graded(row: Row) -> dict[str, float]:
    """What the graders say of a whole passage, by output."""
    means = {grade: float(row[grade]) for grade in GRADES}
    for name, most in (("sourcing", 4), ("hedging", 3), ("tone", 3)):
        if row[name] is not None:
            means[name] = float(row[name]) / most
    if row["evidence"] != "na":
        means |= {name: float(row["evidence"] == name) for name in ("shown", "asserted")}
    return means


def _short(attributions: Iterable[Row]) -> Iterator[Row]:
    for row in attributions:
        if 0 < sum(end - start for start, end in row["content"]) < LONGEST_CONTENT:
            yield row


def _labelled(name: str) -> Iterator[Row]:
    """Sentences labelled for this project: our own, and others by corpus, article and offsets."""
    rows = [row for path in sorted(LABELS.glob(f"{name}.*.jsonl")) for row in corpora.read(path)]
    articles = _articles({(row["corpus"], row["doc"]) for row in rows if "doc" in row})
    for number, row in enumerate(rows):
        whole = {} if "text" in row else _in_article(articles[row["corpus"], row["doc"]], row["start"], row["end"])
        yield {"id": f"labels.{name}.{number}"} | row | whole


def _articles(wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Texts by corpus and article; each corpus is read once."""
    return {
        (name, key): row["text"]
        for name in sorted({name for name, _ in wanted})
        for row in corpora.stream(name, "train" if name == "polnear" else "all")
        if row.get("primary", True) and (name, key := row.get("id") or row["doc_id"]) in wanted
    }


def _in_article(text: str, start: int, end: int) -> Row:
    """A sentence of an article with its neighbours."""
    sentences = Reading(text).sentences
    place = next(at for at, (low, high) in enumerate(sentences) if low < end and start < high)
    before = sentences[place - 1] if place else (0, 0)
    after = sentences[place + 1] if place + 1 < len(sentences) else (0, 0)
    return {"before": text[slice(*before)], "text": text[start:end], "after": text[slice(*after)]}
