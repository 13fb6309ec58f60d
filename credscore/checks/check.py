"""A check: pairs of texts, and what a score may do between the first and the second of a pair."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from credscore.contract import GRADES

if TYPE_CHECKING:
    from credscore.article import Article
    from credscore.contract import Grade
    from credscore_features import Span

Expected: TypeAlias = Literal["same", "lower", "higher"]


@dataclass(frozen=True, kw_only=True)
class Case:
    """A pair of texts.

    Attributes:
        id: the passage and what was done to it; unique within a check.
        group: what the cases of a check can be told apart by (a group of names, a form).
        before: as it was.
        after: as it was changed.
        part: where in ``after`` the text stands whose score counts; None for all of it.
    """

    id: str
    group: str
    before: Article
    after: Article
    part: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Bound:
    """What a model is held to; figures that a check does not bound are None.

    Attributes:
        mean: the most that a score may change on average, in points.
        most: the most that any score may change, in points.
        right: the least share of cases in which the score must move as expected.
    """

    mean: float | None = None
    most: float | None = None
    right: float | None = None


@dataclass(frozen=True, kw_only=True)
class Check:
    """Pairs of texts with one expectation.

    Attributes:
        name: as it is asked for.
        summary: what is done to the texts.
        expected: what the scores do: stay the same, or become lower or higher.
        grades: that it is expected of.
        bound: how far a model may miss it.
        cases: the pairs.
    """

    name: str
    summary: str
    expected: Expected = "same"
    grades: tuple[Grade, ...] = GRADES
    bound: Bound = field(default_factory=Bound)
    cases: tuple[Case, ...]
