"""Texts to a pandas table of named numbers, as a scikit-learn transformer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from credscore.article import Article
from credscore.language import annotator as annotators
from credscore.language import findings_of, read
from credscore_features import Feature, chosen, features, row
from credscore_features.registry import measurable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sklearn.utils import Tags

    from credscore.language.annotator import Annotator


class FeatureTable(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """One row a text, one column a number; the columns are those that ``credscore features`` lists.

    Each text is measured as one passage. Input: an iterable of strings, or a frame or array with one column of
    them, n texts. Output: a frame (n, number of columns), indexed as the input where that is a frame or series.

    Args:
        families: names of the features to measure; None means all that are installed and can be measured.
        annotator: what reads the texts first: ``encoder``, ``rules``, the folder of an encoder or an annotator itself;
            None for the one that credscore uses by default.
        progress: called with the number of texts done after each; None for silence.

    >>> FeatureTable(families=["specificity"]).fit_transform(["Sales rose 4 percent on Monday."]).shape[0]
    1
    """

    def __init__(
        self,
        families: Sequence[str] | None = None,
        annotator: str | Annotator | None = None,
        progress: Callable[[int], object] | None = None,
    ) -> None:
        self.families = families
        self.annotator = annotator
        self.progress = progress

    def fit(self, X: Any, y: Any = None) -> Self:  # noqa: ARG002, N803 - scikit-learn's names
        """Looks up the features and the annotator; nothing is learned from the texts."""
        _texts(X)
        given = annotators.DEFAULT_ANNOTATOR if self.annotator is None else self.annotator
        self.annotator_ = annotators.load(given) if isinstance(given, str) else given
        wanted: tuple[Feature, ...] = features() if self.families is None else chosen(self.families)
        self.features_ = measurable(wanted, annotated=self.annotator_ is not None, asked=self.families or ())
        self.n_features_in_ = 1
        return self

    def transform(self, X: Any) -> pd.DataFrame:  # noqa: N803
        """Measures each text."""
        check_is_fitted(self, "features_")
        texts = _texts(X)
        rows = list(self._rows(texts))
        index = X.index if isinstance(X, pd.DataFrame | pd.Series) else None
        return pd.DataFrame(rows, columns=list(self.get_feature_names_out()), index=index, dtype=float)

    def _rows(self, texts: Iterable[str]) -> Iterable[dict[str, float]]:
        articles = (Article(text=text, id="") for text in texts)
        for done, (article, reading) in enumerate(read(articles, self.annotator_), 1):
            found = findings_of(article, reading, self.features_)
            yield row(reading, (0, len(article.text)), found, self.features_)
            if self.progress is not None:
                self.progress(done)

    def get_feature_names_out(self, input_features: Any = None) -> np.ndarray[Any, np.dtype[Any]]:  # noqa: ARG002
        """Names of the columns, in order."""
        check_is_fitted(self, "features_")
        names = [column.name for feature in self.features_ for column in feature.columns]
        return np.asarray(names, dtype=object)

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        return tags


def _texts(X: Any) -> list[str]:  # noqa: N803
    if isinstance(X, str):
        raise TypeError("FeatureTable wants an iterable of texts, and this is one string: put it in a list.")
    if isinstance(X, pd.DataFrame):
        if X.shape[1] != 1:
            raise ValueError(f"FeatureTable wants one column of texts; this frame has {X.shape[1]}: {list(X.columns)}.")
        X = X.iloc[:, 0]  # noqa: N806
    texts = list(np.asarray(X, dtype=object).ravel() if hasattr(X, "shape") else X)
    for at, text in enumerate(texts):
        if not isinstance(text, str):
            raise TypeError(f"FeatureTable wants texts; item {at} is {type(text).__name__}: {text!r:.60}.")
    return texts
