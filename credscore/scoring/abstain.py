"""When there is too little to judge, and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from credscore.ingest import is_prose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from credscore.article import Article, Passage
    from credscore.contract import Reason


def passage_reason(article: Article, passage: Passage, numbers: Mapping[str, float], min_words: int) -> Reason | None:
    """Why a passage gets no score, or None."""
    if len(passage.text.split()) < min_words:
        return "too_short"
    if article.language != "en":
        return "not_english"
    if not is_prose(passage.text):
        return "not_prose"
    if _nothing_to_check(numbers):
        return "no_claim"
    return None


_CHECKABLE = ("name_density", "figure_density", "attributions_per_100_words")
_CHAT = ("address_density", "first_person_density", "we_density", "question_density", "directive_density")
CHATTY = 5.0
"""Words to the reader or of oneself per 100: of graded passages that also name nobody, give no figure and attribute
nothing, two in three with as many hold no claim."""


def _nothing_to_check(numbers: Mapping[str, float]) -> bool:
    """Greetings, exhortations, questions to the reader; never where a family that tells was switched off."""
    if any(name not in numbers for name in (*_CHECKABLE, *_CHAT)):
        return False
    return not any(numbers[name] for name in _CHECKABLE) and sum(numbers[name] for name in _CHAT) > CHATTY


def article_reason(reasons: Sequence[Reason | None], words: int, min_words: int) -> Reason | None:
    """Why an article gets no score, or None: it is not English, is too short, or none of its passages has one.

    Args:
        reasons: of its passages.
        words: in the passages that have a score.
        min_words: that these need together.
    """
    if not any(reason is None for reason in reasons):
        return Counter(r for r in reasons if r is not None).most_common(1)[0][0] if reasons else "too_short"
    return "too_short" if words < min_words else None
