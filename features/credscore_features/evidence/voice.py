"""In whose voice a claim is flagged: the writer's, or that of a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from credscore_features.evidence.parts import Place
    from credscore_features.finding import Finding, Voice

_WRITERS_OWN = frozenset({"adjunct", "adjective", "verb"})
"""Frames that the writer slips into the report of somebody's words: "He claimed, without evidence, that ..."."""
_SPEAKER_WORDS = 6


def voice(place: Place) -> Voice:
    """``quoted`` inside quotation marks, in what somebody says about the claim, or where somebody calls it so."""
    if place.reading.quotation_at(place.match.start, place.match.end):
        return "quoted"
    if place.match.group.label == "disputed" and _is_called(place):
        return "quoted"
    if place.match.group.extra.get("frame") in _WRITERS_OWN:
        return "writer"
    if _is_reported(place) or _speaks_for_a_source(place):
        return "quoted"
    return "writer"


def _is_called(place: Place) -> bool:
    """As in "The ministry called it baseless", "what he described as unfounded claims"."""
    return place.has("calling_verb", max(place.sentence[0], place.match.start - 60), place.match.start)


def _is_reported(place: Place) -> bool:
    """Inside what somebody says, and no "but" or "although" between, behind which the writer speaks again."""
    return any(not place.has("contrast", f.end, place.match.start) for f in place.attributions if _covers(f, place))


def _covers(attribution: Finding, place: Place) -> bool:
    inside = any(s <= place.match.start and place.match.end <= e for s, e in attribution.part("content"))
    return inside and bool(attribution.part("source"))


def _speaks_for_a_source(place: Place) -> bool:
    """As in "A spokesman could not confirm": who could not is no newsroom; "experts disputed" says itself who does."""
    if place.match.group.extra.get("frame") != "check":
        return False
    begin = place.word_before(_SPEAKER_WORDS)
    return place.has("speaker", begin, place.match.start)
