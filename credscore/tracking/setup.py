"""An experiment with its passages and features, checked before any run is opened."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import numpy as np

from credscore import __version__, corpora
from credscore.contract import RULES, AnnotatorInfo
from credscore.errors import ConfigError, InputError
from credscore.evaluation import folds
from credscore.language import annotator as annotators
from credscore.model.fitting import Spec, make
from credscore.tracking.graded import Graded, graded
from credscore.tracking.packaging import READ_BY
from credscore_features import UnknownFeatureError, chosen, features
from credscore_features.registry import measurable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from credscore.language.annotator import Annotator
    from credscore.language.annotator.kept import Kept
    from credscore.model.estimators import Wants
    from credscore.tracking.experiment import Experiment, Features
    from credscore_features import Column, Feature

MEASURED_BY = ("numpy", "pandas", "scikit-learn", "spacy", "textstat")
"""Packages whose version can change a figure."""


@dataclass(frozen=True)
class Setup:
    """All that a run works with.

    Attributes:
        experiment: as read from its file.
        train, dev: graded passages.
        features: that are measured; none where the kind reads texts.
        annotator: reads the passages; None for rules alone, and where nothing is measured.
        annotations: files of annotations that are looked up before it reads.
    """

    experiment: Experiment
    train: Graded
    dev: Graded | None
    features: tuple[Feature, ...]
    annotator: Annotator | None = None
    annotations: tuple[Path, ...] = ()

    @classmethod
    def of(cls, experiment: Experiment, limit: int | None = None, annotations: Sequence[Path] = ()) -> Setup:
        """Reads what the experiment names.

        Args:
            experiment: as read from its file.
            limit: use only so many passages of each part.
            annotations: files of :func:`credscore.language.annotator.kept.keep`.

        Raises:
            ConfigError: an unknown kind, parameter, family, corpus or part; or annotations that nobody would look at.
            InputError: the graded passages or the annotations cannot be read.
            ModelError: the encoder cannot be read.
        """
        reads_text = make(experiment.model.kind, **experiment.model.params).wants == "text"
        data, folder, seed = experiment.data, experiment.folder, experiment.seed
        annotated = experiment.annotator.name != RULES.name
        measured = () if reads_text else _features(experiment.features, annotated=annotated)
        if annotations and not (annotated and measured):
            raise ConfigError(f"{experiment.name} looks at no annotations: it measures by rules or not at all.")
        return cls(
            experiment,
            graded(data.train, folder, limit=limit, seed=seed),
            None if data.dev is None else graded(data.dev, folder, limit=limit, seed=seed),
            measured,
            _annotator(experiment.annotator.name, annotations) if measured else None,
            tuple(annotations),
        )

    @property
    def measured_by(self) -> AnnotatorInfo:
        """For the model, the parameters and the report."""
        return annotators.info(self.annotator)

    @property
    def versions(self) -> dict[str, str]:
        """Of the packages that figures hang on."""
        packages = MEASURED_BY if self.annotator is None else (*MEASURED_BY, *READ_BY)
        return {package: version(package) for package in packages}

    @cached_property
    def kept(self) -> dict[str, str]:
        """Digest of each file of annotations, by its name."""
        return {path.name: corpora.digest(path) for path in self.annotations}

    @cached_property
    def spec(self) -> Spec:
        """For the model package; the seed goes to the kinds that take one."""
        kind, params = self.experiment.model.kind, dict(self.experiment.model.params)
        if "seed" in make(kind).get_params():
            params.setdefault("seed", self.experiment.seed)
        made = f"{__version__}+{self.train.sha256[:8]}"
        return Spec(kind=kind, params=params, name=self.experiment.name, version=made)

    @property
    def wants(self) -> Wants:
        """Whether the kind reads texts, columns or both."""
        return make(self.spec.kind).wants

    @property
    def columns(self) -> tuple[Column, ...]:
        """Descriptions of the columns that the model gets, in order."""
        return tuple(column for feature in self.given for column in feature.columns)

    @property
    def given(self) -> tuple[Feature, ...]:
        """The features whose columns the model gets."""
        return tuple(f for f in self.features if f.name not in self.experiment.features.without)

    @cached_property
    def fold(self) -> NDArray[np.int64]:
        """Fold of each training passage."""
        return folds(self.train.groups, self.experiment.validation.folds, seed=self.experiment.seed)

    @property
    def tags(self) -> dict[str, str]:
        """What a run is found and compared by."""
        return {
            "credscore.version": __version__,
            "credscore.kind": self.spec.kind,
            "credscore.families": ",".join(feature.name for feature in self.given),
            "credscore.columns": json.dumps([column.name for column in self.columns]),
            "credscore.annotator": json.dumps(self.measured_by.to_dict()),
            "credscore.annotations": json.dumps(self.kept),
            "credscore.train": f"{self.train.name} {self.train.sha256}",
            "credscore.dev": "" if self.dev is None else f"{self.dev.name} {self.dev.sha256}",
            "credscore.folds": _digest(list(self.train.table["id"]), self.fold),
            "mlflow.note.content": self.experiment.description,
        }

    @property
    def parameters(self) -> dict[str, Any]:
        """Every setting that has an effect, defaults included, and the versions that figures hang on."""
        e, v = self.experiment, self.experiment.validation
        params = make(self.spec.kind, **self.spec.params).get_params()
        return {
            "kind": self.spec.kind,
            **{f"model.{name}": value for name, value in params.items()},
            "families": "all" if e.features.families is None else ",".join(e.features.families),
            "without": ",".join(e.features.without),
            "annotator": str(self.measured_by),
            "annotations": ",".join(f"{name} {digest[:12]}" for name, digest in self.kept.items()),
            "train": e.data.train,
            "dev": e.data.dev,
            "passages": len(self.train),
            "groups": len(np.unique(self.train.groups)),
            "folds": v.folds,
            "seed": e.seed,
            "resamples": v.resamples,
            **{f"version.{package}": number for package, number in self.versions.items()},
        }

    @property
    def facts(self) -> dict[str, Any]:
        """For the model card."""
        parts = {"train": self.train, "dev": self.dev}
        return {
            "description": self.experiment.description,
            "families": [feature.name for feature in self.given],
            "seed": self.experiment.seed,
            "folds": self.experiment.validation.folds,
            "data": {
                part: {"name": data.name, "origin": data.origin, "sha256": data.sha256, "passages": len(data)}
                for part, data in parts.items()
                if data is not None
            },
            "annotations": self.kept,
            "versions": self.versions,
        }


def _features(asked: Features, *, annotated: bool) -> tuple[Feature, ...]:
    families = asked.families
    try:
        wanted = features() if families is None else chosen(families)
        found = measurable(wanted, annotated=annotated, asked=families or ())
    except UnknownFeatureError as error:
        raise ConfigError(f"features.families: {error}") from error
    try:
        chosen(asked.without)
    except UnknownFeatureError as error:
        raise ConfigError(f"features.without: {error}") from error
    return found


def _annotator(name: str, annotations: Sequence[Path]) -> Annotator | None:
    """The annotator, with what is kept of what others have read in its stead."""
    found = annotators.load(name)
    if found is None or not annotations:
        return found
    from credscore.language.annotator.recalled import Recalled  # noqa: PLC0415 - of use here alone

    return Recalled([_kept(path) for path in annotations], found)


def _kept(path: Path) -> Kept:
    from credscore.language.annotator.kept import Kept  # noqa: PLC0415 - of use here alone

    try:
        return Kept(path)
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"{path} holds no annotations that can be read: {error}") from error


def _digest(names: Sequence[str], fold: NDArray[np.int64]) -> str:
    """Which passage is in which fold, in short: runs that share it can be compared passage by passage."""
    told = "\n".join(f"{name}\t{number}" for name, number in zip(names, fold, strict=True))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
