"""Register: does the text report what happened, or does it argue? By the function words of the writer's own voice."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from pathlib import Path

from credscore_features.cues import load
from credscore_features.feature import Column, Feature, Scope
from credscore_features.verbs import irregular_pasts
from credscore_features.wordlists import WordLists, own_words

FOLDER = Path(__file__).parent
SUMMARIES = {
    "present_tense": "Verbs that say what is (is, are, has, do), not what happened",
    "negation": "No, not and their kin",
    "contraction": "Contractions, as in talk (don't, it's)",
    "demonstrative": "This, these, here, now: pointing inside the argument",
    "they": "They, them, their",
    "sweeping": "All, every, any, most, people: statements about everybody",
    "arguing": "Because, but, so, if, why: steps of an argument",
    "vague": "Things, something, kind of: words that name nothing in particular",
    "predicting": "Will and would",
    "thinking": "Know, think, want, mean: what goes on in heads",
    "truth": "Truth, fact, real: claims to be true",
    "judging": "Good, bad, right, wrong",
    "grand": "Nation, freedom, power, history: large abstract words",
}
_REGULAR_PAST = re.compile(r"[a-z]{2,}ed")

COLUMNS = (
    *(
        Column(name=f"{group}_density", unit="per 100 words", summary=f"{summary}; outside quotation marks.")
        for group, summary in SUMMARIES.items()
    ),
    Column(
        name="present_tense_share",
        unit="share",
        summary="Present among the forms that show a tense, outside quotation marks; 0.5 where none does.",
    ),
    Column(
        name="linked_opening_share",
        unit="share",
        summary="Sentences that open with but, so, this, why or another word that needs what went before.",
    ),
)


def make(*more: Path) -> Feature:
    """The feature with its own words and those of the user's files."""
    return Feature(
        name="register",
        summary="Whether the text reports or argues, by its function words.",
        source="Biber (1988), Variation across speech and writing: involved or informational production, persuasion",
        measure=partial(measure_register, WordLists(load(FOLDER / "cues.toml", *more))),
        columns=COLUMNS,
        folder=FOLDER,
        reload=lambda paths: make(*paths),
    )


def measure_register(lists: WordLists, scope: Scope) -> dict[str, float]:
    """Every column, of the words outside quotation marks."""
    words = own_words(scope)
    counts = lists.count(words)
    present = counts["present_tense"]
    past = counts["past_tense"] + sum(times for word, times in words.items() if is_past(word))
    row = {f"{group}_density": scope.per_100_words(counts[group]) for group in SUMMARIES}
    return row | {
        # Add one half to each, so that a single verb does not decide.
        "present_tense_share": (present + 0.5) / (present + past + 1),
        "linked_opening_share": _linked_share(lists, scope),
    }


@lru_cache(1 << 16)
def is_past(word: str) -> bool:
    """A past tense or participle by its form; those that look like the base ("put") do not show."""
    return _REGULAR_PAST.fullmatch(word) is not None or word in irregular_pasts()


def _linked_share(lists: WordLists, scope: Scope) -> float:
    reading, sentences = scope.reading, scope.sentences
    firsts = [reading.words[first] for first, last in (reading.words_in(*s) for s in sentences) if first < last]
    return sum(lists.holds("opener", word) for word in firsts) / len(sentences) if sentences else 0.0


FEATURE = make()
