"""Finds attributions: each cue with the source and the content that its frame says where to look for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from credscore_features.attribution.colon import introductions
from credscore_features.attribution.draft import Draft, place
from credscore_features.attribution.findings import finding_of
from credscore_features.attribution.frames import FRAMES, Hit
from credscore_features.attribution.group import Verbs
from credscore_features.attribution.lexicon import lexicon
from credscore_features.attribution.line import Line
from credscore_features.verbs import forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from credscore_features.cues import Cues
    from credscore_features.feature import Found
    from credscore_features.finding import Finding
    from credscore_features.reading import Reading

_VERB = re.compile(r"<(\w+)>")


def verb_forms(cues: Cues) -> Verbs:
    """The forms of every verb of the cue file."""
    phrases = (phrase for group in cues.groups.values() for phrase in group.phrases)
    every = [forms(verb) for phrase in phrases for verb in _VERB.findall(phrase)]
    nouns = lexicon().noun_verbs
    return Verbs(
        all=frozenset(form for each in every for form in each),
        past=frozenset(form for each in every for form in each[3:]),
        nouns=frozenset(form for each in every if each[0] in nouns for form in each[:2]),
    )


def find_attributions(
    cues: Cues, verbs: Verbs, reading: Reading, _found: Found, *, colons: bool = True
) -> Iterator[Finding]:
    """Attributions in text order; only the outermost, what people quoted say of others is theirs.

    Args:
        cues: with the frame of each group.
        verbs: forms of the cue verbs.
        reading: the text.
        colons: also those by a name and a colon, which no cue file lists.
    """
    drafts = _drafts(cues, verbs, reading)
    if colons:
        drafts += list(introductions(reading, drafts))
    for draft in sorted(drafts, key=lambda d: d.cue):
        origin = f"rule:attribution.{draft.rule}"
        yield finding_of(reading, draft.cue, draft.source, draft.content, origin=origin)


def _drafts(cues: Cues, verbs: Verbs, reading: Reading) -> list[Draft]:
    kept: list[Draft] = []
    line = Line(reading, (0, 0))
    for match in cues.find(reading):
        if reading.quotation_at(match.start, match.end):
            continue
        sentence = reading.sentence_at(match.start)
        if sentence != line.sentence:
            line = Line(reading, sentence)
        first, last = reading.words_in(match.start, match.end)
        hit = Hit(line=line, group=match.group, first=first, last=last - 1, verbs=verbs, earlier=kept)
        draft = FRAMES[match.group.extra["frame"]](hit)
        if draft is not None:
            place(reading.text, kept, draft)
    return kept
