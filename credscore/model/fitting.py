"""Graded passages to a :class:`ScoringModel`: one estimator a grade, and intervals from what it had not seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.base import clone

from credscore.contract import GRADES, Grade
from credscore.errors import ConfigError
from credscore.model.estimators import KINDS, GradeModel
from credscore.model.ordinal import POINTS_PER_GRADE, Array, spread, to_points
from credscore.model.scoring_model import Margin, ScoringModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from credscore_features import Column

COVERAGE = 0.9
ASSUMED_SHARED = 0.3
"""Correlation of the errors within an article where too few articles have several graded passages to measure it."""
MIN_PAIRS = 200
MOST_OF_A_GROUP = 30
"""A new text is often of an outlet that was not learned from, so no outlet's passages count for more than so many in
the width of the intervals: else the few large outlets, whose errors are small, would decide it."""
PLACES = tuple(np.arange(1, 6) / 6)
"""Shares of the passages below the scores at which the factor is found."""
ENOUGH_FOR_LOCAL = 600
"""Passages; each factor rests on a third of them."""


def make(kind: str, **params: Any) -> GradeModel:
    """An unfitted model.

    Raises:
        ConfigError: there is no such kind, or it has no such parameter.
    """
    if kind not in KINDS:
        raise ConfigError(f"There is no kind of model {kind!r}. Known kinds: {', '.join(KINDS)}.")
    known = KINDS[kind]().get_params()
    for name in params:
        if name not in known:
            choices = ", ".join(known) or "none"
            raise ConfigError(f"A model of the kind {kind!r} has no parameter {name!r}. Known parameters: {choices}.")
    return KINDS[kind](**params)


@dataclass(frozen=True, kw_only=True)
class Spec:
    """What to fit.

    Attributes:
        kind: a key of :data:`credscore.model.estimators.KINDS`.
        params: of the estimator, the same for both grades.
        name, version: of the model that comes out.
        facts: for the model card.
    """

    kind: str
    params: Mapping[str, Any] = field(default_factory=dict)
    name: str = "credscore"
    version: str = "0"
    facts: Mapping[str, Any] = field(default_factory=dict)

    def estimator(self, grade: Grade, columns: Iterable[Column] = ()) -> GradeModel:
        """The unfitted estimator of one grade; directions that are certain go to the kinds that can hold them."""
        model = make(self.kind, **self.params)
        if "monotone" in model.get_params() and model.monotone is None:
            model.set_params(monotone=directions(columns, grade))
        return model


def directions(columns: Iterable[Column], grade: Grade) -> dict[str, int]:
    """+1 where more of a column is certainly better for the grade, -1 where it is worse."""
    sign = {"higher": 1, "lower": -1}
    wanted = {c.name: c.direction(grade) for c in columns}
    return {name: sign[better] for name, better in wanted.items() if better in sign}


def fit(
    spec: Spec,
    X: Any,  # noqa: N803 - scikit-learn's name
    grades: Mapping[Grade, Array],
    groups: Sequence[Any],
    *,
    articles: Sequence[Any] | None = None,
    columns: Iterable[Column] = (),
) -> ScoringModel:
    """Fits a model for each grade and measures its margins on held-out groups.

    Args:
        spec: what to fit.
        X: frame of feature columns (n, p), or texts (n,), as the kind wants.
        grades: 1 to 5, (n,), by name.
        groups: source of each passage, (n,).
        articles: article of each passage, (n,); for how errors within an article go together.
        columns: descriptions of X's columns.
    """
    columns = tuple(columns)
    fitted = {g: clone(spec.estimator(g, columns)).fit(X, grades[g], groups) for g in GRADES}
    return ScoringModel(
        name=spec.name,
        version=spec.version,
        grades={g: model.compiled() for g, model in fitted.items()},
        margins={g: margin(model.held_out_, grades[g], groups, articles) for g, model in fitted.items()},
        facts={"kind": spec.kind, "params": dict(spec.params), **spec.facts},
    )


def margin(
    probabilities: Array, grades: Array, groups: Sequence[Any] | None = None, articles: Sequence[Any] | None = None
) -> Margin:
    """Margin from held-out probabilities (n, 5), grades, and the outlets and articles that they are of, each (n,)."""
    points, wide = to_points(probabilities), np.maximum(spread(probabilities), 1e-6)
    standard = (POINTS_PER_GRADE * (np.asarray(grades, dtype=float) - 1.0) - points) / wide
    weights = outlet_weights(groups, len(points))
    scores, factors = _local(points, np.abs(standard), weights)
    return Margin(conformal_quantile(np.abs(standard), weights), _shared(standard, articles), scores, factors)


def outlet_weights(groups: Sequence[Any] | None, count: int) -> Array:
    """1 for a passage of a small group; those of a large one count as :data:`MOST_OF_A_GROUP` together."""
    if groups is None:
        return np.ones(count)
    _, place, size = np.unique(np.asarray(groups), return_inverse=True, return_counts=True)
    weights: Array = np.minimum(1.0, MOST_OF_A_GROUP / size)[place]
    return weights


def conformal_quantile(sizes: Array, weights: Array) -> float:
    """The conformal quantile: the new passage counts as one more, with the largest error there can be."""
    order = np.argsort(sizes, kind="stable")
    upto = np.cumsum(weights[order]) / (weights.sum() + 1.0)
    return float(sizes[order][min(int(np.searchsorted(upto, COVERAGE)), len(sizes) - 1)])


def _local(points: Array, sizes: Array, weights: Array) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Scores, and the factor that the third of the passages around each of them needs."""
    if len(points) < ENOUGH_FOR_LOCAL:
        return (), ()
    rank = (np.argsort(np.argsort(points, kind="stable")) + 0.5) / len(points)
    scores = np.quantile(points, PLACES)
    if (np.diff(scores) <= 0).any():  # all scores alike, as those of base rates
        return (), ()
    near = [np.abs(rank - place) <= 1 / 6 for place in PLACES]
    return tuple(scores.tolist()), tuple(conformal_quantile(sizes[at], weights[at]) for at in near)


def _shared(standard: Array, articles: Sequence[Any] | None) -> float:
    """Mean product of the errors of two passages of one article, as a share of the mean square: 0 to 1.

    Every pair is counted twice, once each way; below :data:`MIN_PAIRS` of these the figure would be noise.
    """
    if articles is None:
        return ASSUMED_SHARED
    names, at = np.unique(np.asarray(articles, dtype=object).astype(str), return_inverse=True)
    size = np.bincount(at, minlength=len(names))
    total = np.bincount(at, weights=standard, minlength=len(names))
    square = np.bincount(at, weights=standard**2, minlength=len(names))
    pairs = float((size * (size - 1)).sum())
    if pairs < MIN_PAIRS:
        return ASSUMED_SHARED
    together = float((total**2 - square).sum()) / pairs
    return float(np.clip(together / float((standard**2).mean()), 0.0, 1.0))
