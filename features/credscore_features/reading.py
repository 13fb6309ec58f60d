"""A text read once: its words, sentences, paragraphs and quotations, as code-point offsets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from credscore_features import segmentation
from credscore_features.appearance import Appearance, appearance
from credscore_features.spans import Cover, without

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Doc

    from credscore_features.annotation import Annotation
    from credscore_features.finding import Finding, Span, Voice

WORD = re.compile(r"[^\W_]+(?:[.'’\-‑][^\W_]+)*(?:['’](?=\W|$))?")
_STRAIGHTEN = str.maketrans({"’": "'", "‘": "'", "‑": "-"})


class Reading:
    """What every rule needs to know about a text, computed at most once and only when asked.

    Args:
        text: the text; never altered, all offsets are code points of it.
        sentences: spans in text order; found by :func:`segmentation.sentences` where not given.
    """

    def __init__(self, text: str, sentences: Sequence[Span] | None = None) -> None:
        self.text = text
        self._annotation: Annotation | None = None
        self._sentences = sentences
        self._last_attributions: tuple[Finding, ...] = ()
        self._last_reported = Cover(())

    @classmethod
    def of_doc(cls, doc: Doc) -> Reading:
        """Reads a spaCy Doc: its own sentence boundaries where it has some, ours where it has none."""
        if not doc.has_annotation("SENT_START"):
            return cls(doc.text)
        return cls(doc.text, [(s.start_char, s.end_char) for s in doc.sents])

    @cached_property
    def appearance(self) -> Appearance | None:
        """How the text looks to its reader; None where it looks as it is written, as nearly every text does."""
        return appearance(self.text)

    @cached_property
    def seen(self) -> Reading:
        """The text as it looks, to be searched for what is written in it; this reading itself where it is the same."""
        if self.appearance is None:
            return self
        given = None if self._sentences is None else [self.appearance.inward(span) for span in self._sentences]
        return Reading(self.appearance.text, given)

    def as_seen(self, start: int, end: int) -> str:
        """A stretch of the text as it looks."""
        if self.appearance is None:
            return self.text[start:end]
        return self.seen.text[slice(*self.appearance.inward((start, end)))]

    @property
    def annotation(self) -> Annotation | None:
        """What the annotator reads in the text; None where rules alone are to find."""
        return self._annotation

    @annotation.setter
    def annotation(self, given: Annotation | None) -> None:
        self._annotation = given
        if self.appearance is not None:
            self.seen.annotation = given and self.appearance.annotation_inward(given)

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Paragraphs in text order, without the white space around them."""
        return tuple(segmentation.paragraphs(self.text))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences in text order, without trailing white space; none crosses a paragraph's end."""
        if self._sentences is None and self.appearance is not None:
            return tuple(self.appearance.outward(span) for span in self.seen.sentences)
        if self._sentences is None:
            return tuple(segmentation.sentences(self.text, self.paragraphs))
        return tuple(_strip(self.text, span) for span in self._sentences if self.text[slice(*span)].strip())

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """Stretches in double quotation marks, marks included; see :func:`segmentation.quotations`."""
        return tuple(segmentation.quotations(self.text, self.paragraphs))

    @cached_property
    def _words(self) -> tuple[list[str], list[int], list[int]]:
        found = [(m.group(), m.start(), m.end()) for m in WORD.finditer(self.text)]
        return (
            [word.lower().translate(_STRAIGHTEN) for word, _, _ in found],
            [start for _, start, _ in found],
            [end for _, _, end in found],
        )

    @cached_property
    def words(self) -> list[str]:
        """Words in lower case, apostrophes straight."""
        return self._words[0]

    @cached_property
    def word_starts(self) -> list[int]:
        """Offset of each word."""
        return self._words[1]

    @cached_property
    def word_ends(self) -> list[int]:
        """End of each word."""
        return self._words[2]

    @cached_property
    def places(self) -> Mapping[str, list[int]]:
        """For each distinct word (lower case), the offsets at which it starts."""
        places: dict[str, list[int]] = {}
        for word, start in zip(self.words, self.word_starts, strict=True):
            places.setdefault(word, []).append(start)
        return places

    def words_in(self, start: int, end: int) -> tuple[int, int]:
        """Indices (first, last + 1) of the words that start inside."""
        return bisect_left(self.word_starts, start), bisect_left(self.word_starts, end)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence_at(self, offset: int) -> Span:
        """The sentence that holds the offset (the one before it where it falls between two)."""
        if not self.sentences:
            return (0, len(self.text))
        return self.sentences[max(0, bisect_right(self._sentence_starts, offset) - 1)]

    def sentences_in(self, start: int, end: int) -> tuple[Span, ...]:
        """Sentences that start inside."""
        first, last = bisect_left(self._sentence_starts, start), bisect_left(self._sentence_starts, end)
        return self.sentences[first:last]

    @cached_property
    def _quotation_starts(self) -> list[int]:
        return [start for start, _ in self.quotations]

    def quotation_at(self, start: int, end: int) -> Span | None:
        """The quotation that holds the whole span, or None."""
        at = bisect_right(self._quotation_starts, start) - 1
        if at >= 0 and end <= self.quotations[at][1]:
            return self.quotations[at]
        return None

    def quotations_in(self, start: int, end: int) -> tuple[Span, ...]:
        """Quotations that overlap the stretch."""
        first = max(0, bisect_right(self._quotation_starts, start) - 1)
        last = bisect_left(self._quotation_starts, end)
        return tuple(span for span in self.quotations[first:last] if span[1] > start)

    def voice(self, start: int, end: int, attributions: Iterable[Finding] = ()) -> Voice:
        """``quoted`` inside a quotation or inside the content of one of the attributions, else ``writer``.

        The source and the cue of an attribution are the writer's words even where its content goes around them.
        """
        if self.quotation_at(start, end) or self._reported(attributions).holds(start, end):
            return "quoted"
        return "writer"

    def _reported(self, attributions: Iterable[Finding]) -> Cover:
        """What the attributions report; kept while the same tuple is asked for, finding after finding."""
        if not isinstance(attributions, tuple):
            return _contents(attributions)
        if self._last_attributions is not attributions:
            self._last_attributions, self._last_reported = attributions, _contents(attributions)
        return self._last_reported


def _contents(attributions: Iterable[Finding]) -> Cover:
    return Cover(
        span
        for finding in attributions
        for content in finding.part("content")
        for span in without(content, (*finding.part("source"), *finding.part("cue")))
    )


def _strip(text: str, span: Span) -> Span:
    start, end = span
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
