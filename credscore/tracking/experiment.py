"""``experiment.toml``: what to train, on what, and how it is validated. Unknown or impossible settings are errors."""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from credscore.choices import unknown
from credscore.errors import ConfigError
from credscore.language.annotator import CHOICES, DEFAULT_ANNOTATOR

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FILE = "experiment.toml"
Section = TypeVar("Section")


@dataclass(frozen=True, kw_only=True)
class Data:
    """Graded passages, each as ``corpus:part`` or as a JSONL file beside the experiment.

    Attributes:
        train: fitted and cross-validated on.
        dev: measured once, at the end; None for no such measurement.
    """

    train: str
    dev: str | None = None


@dataclass(frozen=True, kw_only=True)
class Features:
    """Families of features that are measured.

    Attributes:
        families: by name; all installed ones where None.
        without: those whose columns the model does not get; others may need what they find.
    """

    families: tuple[str, ...] | None = None
    without: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Annotator:
    """What reads the passages before the features look at them: ``encoder`` (the one that ships) or ``rules``."""

    name: str = DEFAULT_ANNOTATOR


@dataclass(frozen=True, kw_only=True)
class Model:
    """A kind of :data:`credscore.model.estimators.KINDS` and its parameters."""

    kind: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Validation:
    """How the figures are got.

    Attributes:
        folds: of the cross-validation, grouped by outlet, article and near-duplicate text.
        resamples: bootstrap draws for the intervals.
        learning_curve: shares of the training groups to fit on as well.
        permutations: shuffles of each column for its importance; 0 for none.
    """

    folds: int = 5
    resamples: int = 500
    learning_curve: tuple[float, ...] = (0.1, 0.25, 0.5)
    permutations: int = 3


@dataclass(frozen=True, kw_only=True)
class Experiment:
    """All of an ``experiment.toml``.

    Attributes:
        name: of the run and of the model.
        description: what it is for, in a sentence or two.
        seed: of the folds, the draws and, where the model takes one, the model.
        folder: relative files are looked up here.
    """

    name: str
    description: str
    data: Data
    model: Model
    annotator: Annotator = field(default_factory=Annotator)
    features: Features = field(default_factory=Features)
    validation: Validation = field(default_factory=Validation)
    seed: int = 0
    folder: Path = Path()

    @classmethod
    def read(cls, path: Path) -> Experiment:
        """Reads an experiment from its file or folder.

        Raises:
            ConfigError: the file cannot be read, or a setting is unknown, missing or impossible; the message names
                the file, the setting and the choices.
        """
        file = path / FILE if path.is_dir() else path
        try:
            given = tomllib.loads(file.read_text(encoding="utf-8"))
        except OSError as error:
            raise ConfigError(f"There is no experiment at {file}: {error.strerror}.") from error
        except ValueError as error:
            raise ConfigError(f"{file} is no TOML file: {error}.") from error
        read = _section(cls, given, str(file), "", inner=_INNER)
        return _possible(cls(**read, folder=file.parent), str(file))


def _section(
    kind: type[Any], given: Any, file: str, path: str, *, inner: Mapping[str, type[Any]] | None = None
) -> dict[str, Any]:
    """The settings of one table, checked against the fields of its dataclass."""
    where = f"[{path}]" if path else "the file"
    if not isinstance(given, dict):
        raise ConfigError(f"{file}: {path} must be a table, not {given!r}.")
    known = {f.name: f for f in fields(kind) if f.name != "folder"}
    for name in given:
        if name not in known:
            raise ConfigError(f"{file}: there is no setting {name!r} in {where}. Known settings: {', '.join(known)}.")
    for name, needed in known.items():
        if name not in given and needed.default is MISSING and needed.default_factory is MISSING:
            raise ConfigError(f"{file}: {where} lacks the setting {name!r}.")
    return {name: _value(known[name], value, file, path, inner or {}) for name, value in given.items()}


def _value(wanted: Any, value: Any, file: str, path: str, inner: Mapping[str, type[Any]]) -> Any:
    name = f"{path}.{wanted.name}" if path else wanted.name
    if wanted.name in inner:
        kind = inner[wanted.name]
        return kind(**_section(kind, value, file, name))
    fits, said = _TYPES[wanted.type]
    if not fits(value):
        raise ConfigError(f"{file}: {name} must be {said}, not {value!r}.")
    return tuple(value) if isinstance(value, list) else value


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _list_of(kinds: type[Any] | tuple[type[Any], ...]) -> Callable[[Any], bool]:
    return lambda value: (
        isinstance(value, list) and all(isinstance(item, kinds) and not isinstance(item, bool) for item in value)
    )


_INNER: Mapping[str, type[Any]] = {
    "data": Data,
    "annotator": Annotator,
    "features": Features,
    "model": Model,
    "validation": Validation,
}
_TYPES: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "str": (lambda v: isinstance(v, str) and bool(v.strip()), "text"),
    "str | None": (lambda v: isinstance(v, str) and bool(v.strip()), "text"),
    "int": (_whole, "a whole number"),
    "tuple[str, ...] | None": (_list_of(str), "a list of names"),
    "tuple[str, ...]": (_list_of(str), "a list of names"),
    "tuple[float, ...]": (_list_of((int, float)), "a list of numbers"),
    "Mapping[str, Any]": (lambda v: isinstance(v, dict), "a table"),
}


def _possible(read: Experiment, file: str) -> Experiment:
    if read.annotator.name not in CHOICES:
        raise ConfigError(f"{file}: annotator.name: {unknown('annotator', read.annotator.name, CHOICES)}")
    v = read.validation
    for name, value, least in (
        ("validation.folds", v.folds, 2),
        ("validation.resamples", v.resamples, 1),
        ("validation.permutations", v.permutations, 0),
        ("seed", read.seed, 0),
    ):
        if value < least:
            raise ConfigError(f"{file}: {name} must be at least {least}, not {value}.")
    for share in v.learning_curve:
        if not 0 < share < 1:
            raise ConfigError(f"{file}: validation.learning_curve holds shares between 0 and 1, not {share}.")
    return read
