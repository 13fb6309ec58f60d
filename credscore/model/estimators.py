"""How graded passages become a model: scikit-learn estimators, one for each kind. Training only.

Each predicts the probabilities of the grades 1 to 5. The index comes from a regression on the grades; the link is
fitted on indices of passages that the regression had not seen (folds by group), so that its doubt is honest.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, TypeAlias

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import Ridge
from sklearn.model_selection import GroupKFold, KFold
from sklearn.utils.validation import check_is_fitted

from credscore.model.additive import AdditiveOrdinal, Curve, centred
from credscore.model.likelihood import fit_weights
from credscore.model.ordinal import GRADE_VALUES, Array, Link, fit_link
from credscore.model.words import WORDING, WordsOrdinal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

Wants: TypeAlias = Literal["text", "features", "both"]
Rows: TypeAlias = "NDArray[np.int64]"
TEXT = "text"
"""Column of the texts in the frame of a kind that wants both."""
Scorable: TypeAlias = AdditiveOrdinal | WordsOrdinal


class GradeModel(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Base of the kinds. ``fit(X, y, groups)``, ``predict_proba(X)``, ``predict(X)`` (expected grade), ``compiled()``.

    X is a frame of feature columns, an array of texts, or a frame of both with the texts in the column ``text``, as
    ``wants`` says; y holds grades 1 to 5.
    """

    wants: ClassVar[Wants] = "features"
    link_: Link
    classes_: Array
    held_out_: Array
    """Probabilities of the passages it was fitted on, (n, 5), each from a model that had not seen its group."""

    @abstractmethod
    def _fit_index(self, X: Any, y: Array) -> None:  # noqa: N803 - scikit-learn's name
        """Fits what gives the index."""

    @abstractmethod
    def _index(self, X: Any) -> Array:  # noqa: N803
        """The index, shape (n,)."""

    @abstractmethod
    def compiled(self) -> Scorable:
        """The same model as plain numbers, for scoring without scikit-learn."""

    def fit(self, X: Any, y: Any, groups: Any = None) -> Self:  # noqa: N803
        """Fits index and link.

        Args:
            X: frame of columns (n, p), or texts (n,).
            y: grades 1 to 5, shape (n,).
            groups: passages of one group are never on both sides of an inner fold; shape (n,).
        """
        grades = np.asarray(y, dtype=float)
        if not set(np.unique(grades)) <= set(GRADE_VALUES):
            raise ValueError(f"Grades must be 1 to 5; got {sorted(set(np.unique(grades)))}.")
        self.classes_ = GRADE_VALUES.copy()
        held_out = np.zeros(len(grades))
        for train, test in inner_folds(len(grades), groups):
            part = clone(self)
            part._fit_index(_rows(X, train), grades[train])  # noqa: SLF001 - its own kind
            held_out[test] = part._index(_rows(X, test))  # noqa: SLF001
        self.link_ = fit_link(held_out, grades)
        self.held_out_ = self.link_.probabilities(held_out)
        self._fit_index(X, grades)
        return self

    def prepared(self, X: Any) -> Any:  # noqa: N803
        """X with what is costly to find out found out; ``predict_proba`` takes either."""
        return X

    def predict_proba(self, X: Any) -> Array:  # noqa: N803
        """Probabilities of the grades 1 to 5, shape (n, 5)."""
        check_is_fitted(self, "link_")
        return self.link_.probabilities(self._index(X))

    def predict(self, X: Any) -> Array:  # noqa: N803
        """Expected grade, 1 to 5, shape (n,)."""
        return self.predict_proba(X) @ GRADE_VALUES


def inner_folds(count: int, groups: Any, folds: int = 5) -> Iterator[tuple[Rows, Rows]]:
    """Index arrays of train and test; by group where groups are given."""
    rows = np.arange(count)
    if groups is not None and len(np.unique(groups)) >= folds:
        return GroupKFold(folds).split(rows, groups=groups)  # type: ignore[no-any-return]
    return KFold(folds, shuffle=True, random_state=0).split(rows)  # type: ignore[no-any-return]


def _rows(X: Any, at: Rows) -> Any:  # noqa: N803
    return X.iloc[at] if isinstance(X, pd.DataFrame | pd.Series) else np.asarray(X, dtype=object)[at]


class BaseRates(GradeModel):
    """Says the same of every passage: how often each grade is given. What everything else must beat."""

    def _fit_index(self, X: Any, y: Array) -> None:  # noqa: ARG002, N803
        self.fitted_ = True

    def _index(self, X: Any) -> Array:  # noqa: N803
        return np.zeros(len(X))

    def compiled(self) -> AdditiveOrdinal:
        """No curves, only the link."""
        return AdditiveOrdinal((), self.link_)


class TfidfRidge(GradeModel):
    """Ridge regression on TF-IDF of words and word pairs: what a bag of words can do, names and topics included."""

    wants = "text"

    def __init__(self, alpha: float = 3.0, max_terms: int = 20_000, min_df: int = 3) -> None:
        self.alpha = alpha
        self.max_terms = max_terms
        self.min_df = min_df

    def _fit_index(self, X: Any, y: Array) -> None:  # noqa: N803
        self.words_ = WordsOrdinal.fitted(list(X), y, alpha=self.alpha, max_terms=self.max_terms, min_df=self.min_df)

    def _index(self, X: Any) -> Array:  # noqa: N803
        return self.words_.index(list(X))

    def compiled(self) -> WordsOrdinal:
        """Terms with their weights."""
        return self.words_.linked(self.link_)


class _Additive(GradeModel):
    """Kinds whose index is a sum of curves, one a column."""

    curves_: tuple[Curve, ...]
    feature_names_in_: np.ndarray[Any, np.dtype[Any]]

    def _index(self, X: pd.DataFrame) -> Array:  # noqa: N803
        index = np.full(len(X), self.offset_)
        for curve in self.curves_:
            index += curve(X[curve.column].to_numpy(float))
        return index

    def _keep(self, curves: Sequence[Curve], X: pd.DataFrame) -> None:  # noqa: N803
        moving = [curve for curve in curves if np.ptp(curve.values) > 1e-9 or abs(curve.missing) > 1e-9]
        self.feature_names_in_ = np.asarray(X.columns, dtype=object)
        self.curves_, self.offset_ = centred(moving, {name: X[name].to_numpy(float) for name in X.columns})

    def compiled(self) -> AdditiveOrdinal:
        """Curves around a base of zero."""
        slope, cuts = self.link_.slope, self.link_.cuts
        a, b, c, d = (cut - slope * self.offset_ for cut in cuts)
        return AdditiveOrdinal(self.curves_, Link(slope, (a, b, c, d)))


class LinearOrdinal(_Additive):
    """Ridge regression on standardised columns, each held within four standard deviations."""

    def __init__(self, alpha: float = 30.0, reach: float = 4.0) -> None:
        self.alpha = alpha
        self.reach = reach

    def _fit_index(self, X: pd.DataFrame, y: Array) -> None:  # noqa: N803
        values = X.to_numpy(float)
        mean, scale = np.nanmean(values, axis=0), np.nanstd(values, axis=0)
        scale[scale == 0] = 1.0
        low, high = mean - self.reach * scale, mean + self.reach * scale
        standard = np.nan_to_num((np.clip(values, low, high) - mean) / scale)
        weights = self._weights(standard, y) / scale
        curves = [
            Curve(name, "lines", (lo, hi), (w * (lo - m), w * (hi - m)))
            for name, w, m, lo, hi in zip(X.columns, weights, mean, low, high, strict=True)
        ]
        self._keep(curves, X)

    def _weights(self, standard: Array, y: Array) -> Array:
        weights: Array = Ridge(alpha=self.alpha).fit(standard, y).coef_
        return weights


class OrdinalLogistic(LinearOrdinal):
    """Proportional-odds logistic regression: as :class:`LinearOrdinal`, with weights by the grades' likelihood."""

    def _weights(self, standard: Array, y: Array) -> Array:
        return fit_weights(standard - standard.mean(axis=0), y, self.alpha * np.eye(standard.shape[1]))


class AdditiveSplines(_Additive):
    """A curve of straight pieces for each column, smoothed, and monotone where the direction is certain.

    Penalised least squares (Eilers and Marx 1996, with a basis of steps): each piece's rise is held near zero and
    near its neighbours', and has the sign of the direction. A bound on the rise is what makes a curve monotone
    (Ramsay 1988).

    Args:
        knots: pieces of a curve; fewer where a column has few different numbers.
        shrink: penalty on each rise.
        smooth: penalty on the difference of neighbouring rises.
        monotone: column to +1 (never lowers the index as it rises) or -1.
    """

    def __init__(
        self,
        knots: int = 4,
        shrink: float = 30.0,
        smooth: float = 100.0,
        monotone: Mapping[str, int] | None = None,
    ) -> None:
        self.knots = knots
        self.shrink = shrink
        self.smooth = smooth
        self.monotone = monotone

    def _fit_index(self, X: pd.DataFrame, y: Array) -> None:  # noqa: N803
        self._fit_curves(X, y)

    def _fit_curves(self, X: pd.DataFrame, y: Array) -> None:  # noqa: N803
        places = {name: _places(X[name].to_numpy(float), self.knots) for name in X.columns}
        places = {name: at for name, at in places.items() if len(at) > 1}
        rises = self._rises({name: _pieces(X[name].to_numpy(float), at) for name, at in places.items()}, y)
        curves = [
            Curve(name, "lines", tuple(at.tolist()), (0.0, *np.cumsum(rises[name]).tolist()))
            for name, at in places.items()
        ]
        self._keep(curves, X)

    def _rises(self, pieces: Mapping[str, Array], y: Array) -> dict[str, Array]:
        sizes = [piece.shape[1] for piece in pieces.values()]
        if not sizes:
            return {}
        matrix = np.hstack(list(pieces.values()))
        signs = np.repeat([(self.monotone or {}).get(name, 0) for name in pieces], sizes)
        gram = matrix - matrix.mean(axis=0)
        found = _bounded(gram.T @ gram + self._penalty(sizes), gram.T @ (y - y.mean()), signs)
        return dict(zip(pieces, np.split(found, np.cumsum(sizes)[:-1]), strict=True))

    def _penalty(self, sizes: Sequence[int]) -> Array:
        penalty = self.shrink * np.eye(sum(sizes))
        for end, size in zip(np.cumsum(sizes), sizes, strict=True):
            step = np.diff(np.eye(size), axis=0)
            penalty[end - size : end, end - size : end] += self.smooth * step.T @ step
        return penalty


class AdditiveWording(AdditiveSplines):
    """:class:`AdditiveSplines` with one more column: how the words compare with those of graded passages.

    The wording is a ridge regression on TF-IDF without names; in fitting, its number for a passage comes from a
    regression that had not seen the passage's group, so that the curves learn how far it can be trusted.

    Args:
        alpha: penalty of the regression on words.
        min_df: passages that a term must be in.
        max_terms: at most so many.
        knots, shrink, smooth, monotone: as for :class:`AdditiveSplines`.
    """

    wants = "both"

    def __init__(
        self,
        alpha: float = 2.0,
        min_df: int = 4,
        max_terms: int = 15_000,
        knots: int = 4,
        shrink: float = 30.0,
        smooth: float = 100.0,
        monotone: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__(knots, shrink, smooth, monotone)
        self.alpha = alpha
        self.min_df = min_df
        self.max_terms = max_terms

    def _words(self, texts: Sequence[str], y: Array) -> WordsOrdinal:
        return WordsOrdinal.fitted(
            texts, y, alpha=self.alpha, max_terms=self.max_terms, min_df=self.min_df, names=False
        )

    def fit(self, X: pd.DataFrame, y: Any, groups: Any = None) -> Self:  # noqa: N803
        """Fits the wording first, each passage's by a regression that had not seen its group, then the rest."""
        texts, grades = X[TEXT].to_numpy(object), np.asarray(y, dtype=float)
        unseen = np.zeros(len(grades))
        for train, test in inner_folds(len(grades), groups):
            unseen[test] = self._words(texts[train].tolist(), grades[train]).index(texts[test].tolist())
        self.words_ = self._words(texts.tolist(), grades)
        return super().fit(X.drop(columns=TEXT).assign(**{WORDING: unseen}), y, groups)

    def prepared(self, X: pd.DataFrame) -> pd.DataFrame:  # noqa: N803
        """The texts' wording in the place of the texts."""
        return X.drop(columns=TEXT).assign(**{WORDING: self.words_.index(X[TEXT].tolist())})

    def _index(self, X: pd.DataFrame) -> Array:  # noqa: N803
        return super()._index(self.prepared(X) if TEXT in X.columns else X)

    def compiled(self) -> AdditiveOrdinal:
        """Curves around a base of zero, with the words."""
        return replace(super().compiled(), words=self.words_)


def _places(numbers: Array, pieces: int) -> Array:
    """Ends of the pieces: quantiles of the numbers; where zero is common, zero and quantiles of the rest."""
    seen = numbers[~np.isnan(numbers)]
    many_zeros = (seen == 0).mean() > 0.2 if len(seen) else False
    rest = seen[seen != 0] if many_zeros else seen
    if len(np.unique(rest)) < 3:
        return np.unique(seen)
    at = np.unique(np.quantile(rest, np.linspace(0.02, 0.98, pieces)))
    return np.unique(np.concatenate([[0.0], at])) if many_zeros else at


def _pieces(numbers: Array, at: Array) -> Array:
    """How far each number has come through each piece, 0 to 1; a missing number is half way through all."""
    through = np.clip((numbers[:, None] - at[None, :-1]) / np.diff(at)[None, :], 0.0, 1.0)
    return np.where(np.isnan(through), 0.5, through)


def _bounded(gram: Array, target: Array, signs: Array) -> Array:
    """Least of x'Gx/2 - t'x with the given signs; G is positive definite."""
    from scipy.optimize import minimize  # noqa: PLC0415 - training only

    scale = np.sqrt(np.diag(gram))  # scaled to a unit diagonal, the search needs few steps
    g, t = gram / scale[:, None] / scale[None, :], target / scale
    bounds = [(0.0 if sign > 0 else None, 0.0 if sign < 0 else None) for sign in signs]
    found = minimize(
        lambda x: (0.5 * x @ g @ x - t @ x, g @ x - t),
        np.zeros(len(t)),
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": 5000},
    )
    return np.asarray(found.x) / scale


class AdditiveBoosting(_Additive):
    """Gradient boosting of trees that each see one column, so that every column has a curve of its own.

    Args:
        rounds: trees in each model.
        rate: learning rate.
        leaves: at most so many in a tree.
        min_leaf: passages in a leaf at least.
        bags: models on resampled groups of passages, whose curves are averaged.
        monotone: column to +1 (never lowers the index as it rises) or -1.
        seed: of the resampling.
    """

    def __init__(
        self,
        rounds: int = 150,
        rate: float = 0.06,
        leaves: int = 4,
        min_leaf: int = 40,
        bags: int = 4,
        monotone: Mapping[str, int] | None = None,
        seed: int = 0,
    ) -> None:
        self.rounds = rounds
        self.rate = rate
        self.leaves = leaves
        self.min_leaf = min_leaf
        self.bags = bags
        self.monotone = monotone
        self.seed = seed

    def _fit_index(self, X: pd.DataFrame, y: Array) -> None:  # noqa: N803
        rng = np.random.default_rng(self.seed)
        bags = [self._curves_of_bag(X, y, rng) for _ in range(self.bags)]
        self._keep([_mean_curve([bag[j] for bag in bags]) for j in range(len(X.columns))], X)

    def _curves_of_bag(self, X: pd.DataFrame, y: Array, rng: np.random.Generator) -> list[Curve]:  # noqa: N803
        rows = rng.choice(len(X), size=len(X), replace=True) if self.bags > 1 else np.arange(len(X))
        monotone = self.monotone or {}
        model = HistGradientBoostingRegressor(
            max_iter=self.rounds,
            learning_rate=self.rate,
            max_leaf_nodes=self.leaves,
            min_samples_leaf=self.min_leaf,
            interaction_cst="no_interactions",
            monotonic_cst=[monotone.get(name, 0) for name in X.columns],
            early_stopping=False,
            random_state=int(rng.integers(2**31)),
        ).fit(X.to_numpy(float)[rows], y[rows])
        return [_curve(model, X, j) for j in range(len(X.columns))]


def _curve(model: HistGradientBoostingRegressor, X: pd.DataFrame, column: int) -> Curve:  # noqa: N803
    """The curve of one column, read off by moving that column alone: exact, since no tree sees two."""
    values = X.to_numpy(float)[:, column]
    seen = np.unique(values[~np.isnan(values)])
    seen = seen if len(seen) else np.zeros(1)
    if len(seen) > 400:  # more steps than the trees' own 255 bins can make
        seen = np.unique(np.quantile(seen, np.linspace(0, 1, 400)))
    probe = np.zeros((len(seen) + 2, X.shape[1]))
    probe[1:-1, column], probe[-1, column] = seen, np.nan
    height = model.predict(probe) - model.predict(probe[:1])[0]
    knots = (seen[:-1] + seen[1:]) / 2
    return _merged(X.columns[column], knots, height[1:-1], float(height[-1]))


def _merged(name: str, knots: Array, heights: Array, missing: float) -> Curve:
    """Steps without the knots at which nothing changes."""
    turns = np.flatnonzero(np.abs(np.diff(heights)) > 1e-12)
    values = np.concatenate([heights[:1], heights[turns + 1]])
    return Curve(name, "steps", tuple(knots[turns].tolist()), tuple(values.tolist()), missing)


def _mean_curve(curves: Sequence[Curve]) -> Curve:
    knots = np.unique(np.concatenate([np.asarray(c.knots, dtype=float) for c in curves]))
    places = np.concatenate([knots, [np.inf]])
    heights = np.mean([curve(places) for curve in curves], axis=0)
    missing = float(np.mean([c.missing for c in curves]))
    return _merged(curves[0].column, knots, heights, missing)


KINDS: dict[str, type[GradeModel]] = {
    "base_rates": BaseRates,
    "tfidf_ridge": TfidfRidge,
    "linear": LinearOrdinal,
    "ordinal_logistic": OrdinalLogistic,
    "additive_boosting": AdditiveBoosting,
    "additive_splines": AdditiveSplines,
    "additive_wording": AdditiveWording,
}
