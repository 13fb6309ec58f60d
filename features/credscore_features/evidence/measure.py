"""How well the claims of a passage are supported, in numbers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from credscore_features.evidence.sentences import grounds
from credscore_features.feature import Column
from credscore_features.substance import LEAST, telling_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from credscore_features.conditions import Rules
    from credscore_features.evidence.sentences import Ground
    from credscore_features.feature import Scope
    from credscore_features.finding import Finding

FLAGS = ("no_evidence", "unverified", "disputed")
_DOCUMENTS = ("document", "study", "data")

COLUMNS = (
    *(
        Column(
            name=f"flags_{label}_per_100_words",
            unit="per 100 words",
            summary=f"Claims that the writer flags as {words}.",
            better="lower",
            more_open="neither",
            evidence=(f"evidence.{label}",),
        )
        for label, words in (
            ("no_evidence", "made without evidence"),
            ("unverified", "not verified"),
            ("disputed", "baseless, false or disputed"),
        )
    ),
    Column(
        name="flags_quoted_per_100_words",
        unit="per 100 words",
        summary="Claims that somebody who is quoted flags as unsupported.",
        evidence=tuple(f"evidence.{label}" for label in FLAGS),
    ),
    Column(
        name="shown_per_100_words",
        unit="per 100 words",
        summary="Sentences that show evidence and say what: documents, data, words on record, sourced figures, links.",
        better="higher",
        evidence=("evidence.shown",),
    ),
    Column(
        name="documents_per_100_words",
        unit="per 100 words",
        summary="Sentences that name a document, a study or data, and say something with it.",
        better="higher",
        evidence=("evidence.shown",),
    ),
    Column(
        name="on_record_per_100_words",
        unit="per 100 words",
        summary="Sentences with words on record (statements, interviews, hearings, posts) that say something.",
        better="higher",
        evidence=("evidence.shown",),
    ),
    Column(
        name="sourced_figures_per_100_words",
        unit="per 100 words",
        summary="Sentences that give a figure with its source.",
        better="higher",
        evidence=("evidence.shown",),
    ),
    Column(
        name="unsourced_per_100_words",
        unit="per 100 words",
        summary="Accusing, sweeping, alarming or statistical claims with no source beside them.",
        better="lower",
        evidence=("evidence.unsourced",),
    ),
    Column(
        name="unsourced_sentence_share",
        unit="share",
        summary="Sentences with such a claim.",
        better="lower",
        evidence=("evidence.unsourced",),
    ),
    Column(
        name="grounded_sentence_share",
        unit="share",
        summary="Sentences with a source, a quotation or evidence that is shown.",
        better="higher",
        evidence=("attribution", "evidence.shown"),
    ),
    Column(
        name="bare_sentence_share",
        unit="share",
        summary="Sentences with no source, no quotation, no document, no figure and no day.",
        better="lower",
    ),
    Column(
        name="longest_bare_run",
        unit="share",
        summary="Words of the longest run of sentences without source or shown evidence, as a share of all.",
        better="lower",
    ),
    Column(
        name="argument_words_share",
        unit="share",
        summary="Words of arguing (so, even, just, in fact) among the words outside quotation marks.",
    ),
    Column(
        name="timeless_verbs_share",
        unit="share",
        summary="Verbs of the timeless present (is, are, will) among the words outside quotation marks.",
    ),
    Column(
        name="group_actors_share",
        unit="share",
        summary="People spoken of as one (they, the left) among the words outside quotation marks.",
    ),
    Column(
        name="unknowns_per_100_words",
        unit="per 100 words",
        summary="What is not known or could not be learned is said openly.",
    ),
)


def measure(scope: Scope, *, rules: Rules) -> Mapping[str, float]:
    """Every column of the family over one scope."""
    return _flags(scope) | _shown(scope) | _sentences(scope, rules) | _words(scope, rules)


def _flags(scope: Scope) -> dict[str, float]:
    counts: dict[str, float] = {
        f"flags_{label}_per_100_words": scope.per_100_words(len(scope.of("evidence", label, voice="writer")))
        for label in FLAGS
    }
    quoted = len(scope.of("evidence", *FLAGS, voice="quoted"))
    return counts | {"flags_quoted_per_100_words": scope.per_100_words(quoted)}


def _shown(scope: Scope) -> dict[str, float]:
    shown = scope.of("evidence", "shown")
    unsourced = scope.of("evidence", "unsourced")

    telling = _telling(scope, shown)

    def density(*rules: str) -> float:
        return scope.per_100_words(len({f.sentence for f in telling if f.origin.rpartition(".")[2] in rules}))

    return {
        "shown_per_100_words": scope.per_100_words(len({f.sentence for f in telling})),
        "documents_per_100_words": density(*_DOCUMENTS),
        "on_record_per_100_words": density("on_record", "observed", "link"),
        "sourced_figures_per_100_words": density("figure_with_source"),
        "unsourced_per_100_words": scope.per_100_words(len(unsourced)),
        "unsourced_sentence_share": scope.share_of_sentences(unsourced),
    }


def _telling(scope: Scope, shown: Sequence[Finding]) -> list[Finding]:
    """Those whose sentence says something besides, and the more, the more it names: words for evidence show nothing."""
    cues = [f for f in shown if not f.origin.endswith(".figure_with_source")]
    many = Counter(f.sentence for f in cues)
    spans = [(f.start, f.end) for f in cues]
    words = {sentence: telling_words(scope.reading, [sentence], spans) for sentence in {f.sentence for f in shown}}
    return [f for f in shown if len(words[f.sentence]) >= max(LEAST, many[f.sentence])]


def _sentences(scope: Scope, rules: Rules) -> dict[str, float]:
    anchors = rules.cues.groups["anchor"].phrases
    every = grounds(scope.reading, scope.sentences, scope.of("attribution"), scope.of("evidence", "shown"), anchors)
    many = len(every) or 1
    return {
        "grounded_sentence_share": sum(g.sourced or g.shown for g in every) / many,
        "bare_sentence_share": sum(g.bare for g in every) / many,
        "longest_bare_run": max(_runs(scope, every), default=0) / (scope.words or 1),
    }


def _runs(scope: Scope, every: Sequence[Ground]) -> Iterator[int]:
    """Words in each run of sentences without source or shown evidence."""
    run = 0
    for ground in every:
        first, last = scope.reading.words_in(*ground.sentence)
        run = 0 if ground.sourced or ground.shown else run + last - first
        yield run


def _words(scope: Scope, rules: Rules) -> dict[str, float]:
    own = _words_outside_quotations(scope)
    shares = {
        column: _count(scope, rules, group) / own
        for column, group in (
            ("argument_words_share", "argument"),
            ("timeless_verbs_share", "present"),
            ("group_actors_share", "group_actor"),
        )
    }
    unknown = sum(1 for _ in rules.cues.within(scope.reading, "unknown", scope.start, scope.end))
    return shares | {"unknowns_per_100_words": scope.per_100_words(unknown)}


def _count(scope: Scope, rules: Rules, group: str) -> int:
    spans = rules.cues.within(scope.reading, group, scope.start, scope.end)
    return sum(scope.reading.quotation_at(*span) is None for span in spans)


def _words_outside_quotations(scope: Scope) -> int:
    own = scope.words
    for start, end in scope.reading.quotations_in(scope.start, scope.end):
        first, last = scope.reading.words_in(max(start, scope.start), min(end, scope.end))
        own -= last - first
    return max(own, 10)  # a share of fewer words would say nothing
