"""What kinds of sources a stretch of text has, in numbers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from credscore_features.attribution.measures import attributed, is_saying, merged, word_share
from credscore_features.feature import Column
from credscore_features.substance import says_something

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from credscore_features.feature import Scope
    from credscore_features.finding import Finding

_ALL = ("attribution",)
_NAMED = frozenset(("named_person", "named_org"))
_IDENTIFIED = _NAMED | {"document"}

COLUMNS = (
    Column(
        name="identified_sentence_share",
        unit="share",
        summary="Share of the sentences in which a source with a name, a document, or he or she says something.",
        better="higher",
        evidence=_ALL,
    ),
    Column(
        name="identified_word_share",
        unit="share",
        summary="Share of the words in which a source with a name, or a document, says something.",
        better="higher",
        evidence=_ALL,
    ),
    Column(
        name="sources_named_share",
        unit="share",
        summary="Share of the attributions to a person or an organisation with a name that say something.",
        better="higher",
        evidence=_ALL,
    ),
    Column(
        name="sources_unnamed_share",
        unit="share",
        summary="Share of the attributions to particular people without a name.",
        evidence=_ALL,
    ),
    Column(
        name="sources_collective_share",
        unit="share",
        summary="Share of the attributions to a group or a role with nobody in particular (critics, voters, many).",
        better="lower",
        evidence=_ALL,
    ),
    Column(
        name="sources_anaphor_share",
        unit="share",
        summary="Share of the attributions to a pronoun or a short description of somebody introduced elsewhere.",
        evidence=_ALL,
    ),
    Column(
        name="sources_missing_share",
        unit="share",
        summary="Share of the attributions that name no source (it is expected, it appears).",
        better="lower",
        evidence=_ALL,
    ),
    Column(
        name="named_per_100_words",
        unit="per 100 words",
        summary="Different persons and organisations with a name who say something.",
        better="higher",
        evidence=_ALL,
    ),
    Column(
        name="vague_per_100_words",
        unit="per 100 words",
        summary="Attributions to a group, or to no source at all.",
        evidence=_ALL,
    ),
    Column(
        name="anonymous_per_100_words",
        unit="per 100 words",
        summary="Attributions to people whom the text keeps unnamed on purpose.",
        evidence=_ALL,
    ),
    Column(
        name="document_sources_per_100_words",
        unit="per 100 words",
        summary="Different reports, studies, polls, filings and other documents that something is taken from.",
        better="higher",
        evidence=_ALL,
    ),
    Column(
        name="own_observation_per_100_words",
        unit="per 100 words",
        summary="Attributions to the writer or the writer's own staff, at first hand.",
        evidence=_ALL,
    ),
    Column(
        name="named_sources",
        unit="count",
        summary="Different persons and organisations with a name who say something, be it as he or she.",
        better="higher",
        evidence=_ALL,
    ),
    Column(
        name="distinct_sources",
        unit="count",
        summary="Different sources that say something, by their last name or head word; a group (critics) is none.",
        better="higher",
        evidence=_ALL,
    ),
)


def measure(scope: Scope) -> Mapping[str, float]:
    """The numbers of :data:`COLUMNS`.

    A source raises the numbers that are better high only where it says something, and once: naming it again, or
    naming it for nothing, costs a writer no work. Those that are better low count every attribution.
    """
    found = scope.of("attribution")
    types = Counter(f.source_type for f in found)
    some = max(1, len(found))
    telling = [f for f in found if says_something(scope.reading, f)]
    said = [f for f in telling if is_saying(f)]
    identified = [f for f in said if f.source_type in _IDENTIFIED]
    traceable = attributed(scope.sentences, (f for f in said if f.source_type in _IDENTIFIED | {"anaphor"}))
    named = _names(scope, (f for f in telling if _has_name(scope, f)))
    documents = _names(scope, (f for f in telling if f.source_type == "document"))
    return {
        "identified_sentence_share": sum(traceable) / len(traceable) if traceable else 0.0,
        "identified_word_share": word_share(scope, merged(s for f in identified for s in f.part("content"))),
        "sources_named_share": sum(f.source_type in _NAMED for f in telling) / some,
        "sources_unnamed_share": types["unnamed_person"] / some,
        "sources_collective_share": types["collective"] / some,
        "sources_anaphor_share": types["anaphor"] / some,
        "sources_missing_share": types[None] / some,
        "named_per_100_words": scope.per_100_words(len(named)),
        "vague_per_100_words": scope.per_100_words(types["collective"] + types[None]),
        "anonymous_per_100_words": scope.per_100_words(sum(bool(f.anonymous) for f in found)),
        "document_sources_per_100_words": scope.per_100_words(len(documents)),
        "own_observation_per_100_words": scope.per_100_words(types["self"]),
        "named_sources": len(named),
        "distinct_sources": _distinct(scope, telling),
    }


def _distinct(scope: Scope, telling: Iterable[Finding]) -> int:
    """Names and head words; one where all sources are pronouns that stand for nobody known."""
    sources = [f for f in telling if f.part("source") and f.source_type != "collective"]
    names = _names(scope, (f for f in sources if f.source_type != "anaphor" or f.part("antecedent")))
    return len(names) if names else int(bool(sources))


def _has_name(scope: Scope, finding: Finding) -> bool:
    """Whether the source, or what it stands for, is a person or an organisation with a name."""
    if finding.source_type == "anaphor":
        return _head(scope, finding)[:1].isupper()
    return finding.source_type in _NAMED


def _names(scope: Scope, found: Iterable[Finding]) -> set[str]:
    """The last word of each source up to its first comma, lower case and without a possessive ending."""
    heads = (_head(scope, f).lower().removesuffix("'s").removesuffix("’s") for f in found)
    return {head for head in heads if head}


def _head(scope: Scope, finding: Finding) -> str:
    """The last word, up to the first comma, of what an anaphor stands for, or of the source itself."""
    spans = finding.part("antecedent") if finding.source_type == "anaphor" else finding.part("source")
    words = scope.reading.text[slice(*spans[0])].split(",")[0].split() if spans else []
    return words[-1] if words else ""
