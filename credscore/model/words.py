"""Ridge regression on TF-IDF as it is used for scoring: terms, weights, a link. Only numpy."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from credscore.model.ordinal import Array, Link

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[?!\"“”$%]")
_UNLINKED = Link(1.0, (-1.0, 0.0, 1.0, 2.0))


def terms_of(text: str) -> Counter[str]:
    """Words in lower case, a few telling marks, and pairs of neighbours."""
    words = [word.lower().replace("’", "'") for word in _TOKEN.findall(text)]
    return Counter([*words, *(f"{a} {b}" for a, b in itertools.pairwise(words))])


@dataclass(frozen=True)
class WordsOrdinal:
    """Weights of terms on sublinear TF-IDF with unit length (Salton and Buckley 1988), and a link."""

    idf: Mapping[str, float]
    weights: Mapping[str, float]
    intercept: float
    link: Link = _UNLINKED

    columns = ()
    """It needs no columns."""

    @classmethod
    def fitted(cls, texts: Sequence[str], grades: Array, *, alpha: float, max_terms: int, min_df: int) -> Self:
        """Ridge regression of the grades on the terms."""
        from scipy.sparse import csr_matrix  # noqa: PLC0415 - training only
        from sklearn.linear_model import Ridge  # noqa: PLC0415 - training only

        counts = [terms_of(text) for text in texts]
        df = Counter(term for count in counts for term in count)
        known = [term for term, n in df.most_common(max_terms) if n >= min_df]
        idf = {term: float(np.log((1 + len(texts)) / (1 + df[term])) + 1) for term in known}
        column = {term: j for j, term in enumerate(known)}
        rows = [_weighed(count, idf) for count in counts]
        matrix = csr_matrix(
            (
                [v for row in rows for v in row.values()],
                ([i for i, row in enumerate(rows) for _ in row], [column[t] for row in rows for t in row]),
            ),
            shape=(len(texts), len(known)),
        )
        ridge = Ridge(alpha=alpha).fit(matrix, grades)
        weights = dict(zip(known, ridge.coef_.tolist(), strict=True))
        return cls(idf, weights, float(ridge.intercept_))

    def linked(self, link: Link) -> Self:
        """The same with a link."""
        return replace(self, link=link)

    def index(self, texts: Sequence[str]) -> Array:
        """The index, shape (n,)."""
        return np.array([self._index(text) for text in texts])

    def _index(self, text: str) -> float:
        row = _weighed(terms_of(text), self.idf)
        return self.intercept + sum(self.weights[term] * value for term, value in row.items())

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        terms = {term: [self.idf[term], self.weights[term]] for term in self.idf}
        return {"terms": terms, "intercept": self.intercept, "link": self.link.to_dict()}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """From :meth:`to_dict`."""
        idf = {term: float(pair[0]) for term, pair in data["terms"].items()}
        weights = {term: float(pair[1]) for term, pair in data["terms"].items()}
        return cls(idf, weights, float(data["intercept"]), Link.from_dict(data["link"]))


def _weighed(counts: Mapping[str, int], idf: Mapping[str, float]) -> dict[str, float]:
    row = {term: (1.0 + float(np.log(n))) * idf[term] for term, n in counts.items() if term in idf}
    length = float(np.sqrt(sum(value * value for value in row.values()))) or 1.0
    return {term: value / length for term, value in row.items()}
