"""Ridge regression on TF-IDF as it is used for scoring: terms, weights, a link. Only numpy.

Where names are left out, only words that are usually written in lower case are terms, so that no person, party,
place or outlet has a weight and swapping one for another changes nothing.
"""

from __future__ import annotations

import calendar
import itertools
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from credscore.model.ordinal import Array, Link, spread, to_points
from credscore.model.scored import Scored

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

WORDING = "wording"
"""The column that a model of words gives to a model of columns."""
NAME, FIGURE = "<name>", "<figure>"
COMMON_SHARE = 0.3
"""A word is no name if at least this share of its uses inside a sentence is in lower case."""

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d.,]*|[?!\"“”$%:;]")
_INSIDE = re.compile(r"(?<=[\w,;] )[^\W\d_]+(?:['’][^\W\d_]+)?")
_UNLINKED = Link(1.0, (-1.0, 0.0, 1.0, 2.0))


def terms_of(words: Sequence[str], known: frozenset[str] | None = None) -> Counter[str]:
    """Words in lower case, a few telling marks, figures as one term, and pairs of neighbours.

    Args:
        words: of a text, as :func:`tokens_of` gives them.
        known: words that are no names; the others become one term. None: every word counts.
    """
    if known is not None:
        masked = (word if word in known or not word[0].isalpha() else NAME for word in words)
        words = [word for word, group in itertools.groupby(masked) for _ in (group if word != NAME else (0,))]
    return Counter([*words, *(f"{a} {b}" for a, b in itertools.pairwise(words))])


def tokens_of(text: str) -> tuple[str, ...]:
    """Words in lower case, marks, and figures as one term, in order."""
    straight = text.replace("’", "'")
    return tuple(FIGURE if token[0].isdigit() else token.lower() for token in _TOKEN.findall(straight))


_remembered = lru_cache(maxsize=1 << 13)(tokens_of)
"""For fitting, which asks for the same few thousand passages over and over."""


def common_words(texts: Iterable[str]) -> frozenset[str]:
    """Words that are usually written in lower case, and the days and months."""
    lower, upper = Counter[str](), Counter[str]()
    for text in texts:
        for token in _INSIDE.findall(text):
            word = token.lower().replace("’", "'")
            (lower if token[0].islower() else upper)[word] += 1
    dates = {name.lower() for name in (*calendar.day_name, *calendar.month_name) if name}
    return frozenset(w for w, n in lower.items() if n >= COMMON_SHARE * (n + upper[w])) | dates | {"i"}


@dataclass(frozen=True)
class WordsOrdinal:
    """Weights of terms on sublinear TF-IDF with unit length (Salton and Buckley 1988), and a link.

    Attributes:
        idf: inverse document frequency of each term.
        weights: of each term.
        intercept: of the index.
        names: whether names are terms too.
        link: index to probabilities.
    """

    idf: Mapping[str, float]
    weights: Mapping[str, float]
    intercept: float
    names: bool = True
    link: Link = _UNLINKED

    columns = ()
    """It needs no columns."""

    def __post_init__(self) -> None:
        known = None if self.names else frozenset(term for term in self.idf if " " not in term)
        object.__setattr__(self, "_known", known)

    @classmethod
    def fitted(
        cls, texts: Sequence[str], grades: Array, *, alpha: float, max_terms: int, min_df: int, names: bool = True
    ) -> Self:
        """Ridge regression of the grades on the terms."""
        from scipy.sparse import csr_matrix  # noqa: PLC0415 - training only
        from sklearn.linear_model import Ridge  # noqa: PLC0415 - training only

        common = None if names else _frequent(texts, common_words(texts), min_df)
        counts = [terms_of(_remembered(text), common) for text in texts]
        df = Counter(term for count in counts for term in count)
        # Single words first, so that every word that is known when the pairs are counted is known ever after.
        ranked = sorted(df, key=lambda term: (" " in term, -df[term], term))
        chosen = [term for term in ranked if df[term] >= min_df][:max_terms]
        idf = {term: float(np.log((1 + len(texts)) / (1 + df[term])) + 1) for term in chosen}
        column = {term: j for j, term in enumerate(chosen)}
        rows = [_weighed(count, idf) for count in counts]
        matrix = csr_matrix(
            (
                [v for row in rows for v in row.values()],
                ([i for i, row in enumerate(rows) for _ in row], [column[t] for row in rows for t in row]),
            ),
            shape=(len(texts), len(chosen)),
        )
        ridge = Ridge(alpha=alpha).fit(matrix, grades)
        weights = dict(zip(chosen, ridge.coef_.tolist(), strict=True))
        return cls(idf, weights, float(ridge.intercept_), names)

    def linked(self, link: Link) -> Self:
        """The same with a link."""
        return replace(self, link=link)

    def index(self, texts: Sequence[str]) -> Array:
        """The index, shape (n,)."""
        return np.array([self._index(text) for text in texts], dtype=float)

    def _index(self, text: str) -> float:
        return self.intercept + sum(self.weights[term] * value for term, value in self._row(text).items())

    def _row(self, text: str) -> dict[str, float]:
        known: frozenset[str] | None = getattr(self, "_known", None)
        return _weighed(terms_of(tokens_of(text), known), self.idf)

    def telling(self, text: str, most: int = 4) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Terms of a text that pull its index down most, and up most, strongest first; at most so many each."""
        pulls = {term: self.weights[term] * value for term, value in self._row(text).items()}
        order = sorted(pulls, key=lambda term: (pulls[term], term))
        down = tuple(term for term in order[:most] if pulls[term] < 0)
        return down, tuple(term for term in order[: -most - 1 : -1] if pulls[term] > 0)

    def scored(self, texts: Sequence[str], table: Mapping[str, Array]) -> Scored:  # noqa: ARG002 - needs no columns
        """Scores passages; their wording is all that counts."""
        index = self.index(texts)
        p = self.link.probabilities(index)
        points, base = to_points(p), float(self.link.points(np.array([self.intercept]))[0])
        return Scored(p, points, spread(p), (WORDING,), index[:, None], (points - base)[:, None], base)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        terms = {term: [self.idf[term], self.weights[term]] for term in self.idf}
        return {"terms": terms, "intercept": self.intercept, "names": self.names, "link": self.link.to_dict()}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """From :meth:`to_dict`."""
        idf = {term: float(pair[0]) for term, pair in data["terms"].items()}
        weights = {term: float(pair[1]) for term, pair in data["terms"].items()}
        return cls(idf, weights, float(data["intercept"]), bool(data["names"]), Link.from_dict(data["link"]))


def _frequent(texts: Sequence[str], words: frozenset[str], min_df: int) -> frozenset[str]:
    df = Counter(word for text in texts for word in set(_remembered(text)) & words)
    return frozenset(word for word, n in df.items() if n >= min_df)


def _weighed(counts: Mapping[str, int], idf: Mapping[str, float]) -> dict[str, float]:
    row = {term: (1.0 + float(np.log(n))) * idf[term] for term, n in counts.items() if term in idf}
    length = float(np.sqrt(sum(value * value for value in row.values()))) or 1.0
    return {term: value / length for term, value in row.items()}
