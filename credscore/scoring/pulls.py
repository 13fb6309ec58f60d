"""Which phrases pull the encoder's own reading of a passage down and up from where it counts neither way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credscore.contract import GRADES
from credscore_features import Scope
from credscore_features.annotator.pulls import Pulls, pulls

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credscore.article import Passage
    from credscore.contract import Grade
    from credscore.model import ScoringModel
    from credscore_features import Reading


def pulls_of(
    model: ScoringModel, reading: Reading, passage: Passage, numbers: Mapping[str, float]
) -> dict[Grade, Pulls]:
    """By grade; none where no annotator has read, or where the encoder's reading counts for nothing.

    Args:
        model: says which reading is neutral.
        reading: of the article.
        passage: of the article.
        numbers: what was measured of the passage.
    """
    scope = Scope(reading, passage.start, passage.end, ())
    found: dict[Grade, Pulls] = {}
    for grade in GRADES:
        column = f"annotator_{grade}"
        neutral = model.neutral(grade, column) if column in numbers else None
        if neutral is not None:
            found[grade] = pulls(scope, grade, neutral)
    return found
