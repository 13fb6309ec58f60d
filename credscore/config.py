"""Settings: what ``credscore.toml`` or ``[tool.credscore]`` in ``pyproject.toml`` may say, and what it does.

A file with every key::

    model = "models:/credscore@champion"  # a folder, a run or a registered model; else the built-in one
    annotator = "rules"                   # what reads: encoder, rules, or the folder of an encoder
    threads = 2                           # that the encoder may use
    format = "table"                      # what the command line prints
    fail_on = "warning"                   # lowest severity that makes the command line end with status 1
    min_words = 20                        # an article with fewer words gets no score
    passage_min_words = 20                # nor does a passage

    [features]                            # families on or off; all are on where nothing is said
    tone = false

    [severity]                            # of a rule or a kind: suggestion, warning, error or off
    evidence.unsourced = "off"

    [cues]                                # your own cue files, which add to a family's; relative to this file
    hedging = ["newsroom-hedges.toml"]

    [limits]                              # a larger input is refused
    max_bytes = 50_000_000
    max_characters = 1_000_000
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeAlias, cast

from credscore.choices import unknown
from credscore.errors import ConfigError
from credscore.language.annotator import CHOICES, kind
from credscore_features import SEVERITIES, Feature, Finding, Severity, features
from credscore_features.registry import arranged, chosen, measurable

FILE = "credscore.toml"
Level: TypeAlias = Severity | Literal["off"]
LEVELS: tuple[Level, ...] = (*SEVERITIES, "off")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is too large to be read.

    Attributes:
        max_bytes: of a text, a page, a JSON file or a row of a table, unpacked.
        max_characters: of one article's text; no more than the default, which is spaCy's own limit.
    """

    max_bytes: int = 50_000_000
    max_characters: int = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Config:
    """Settings; ``Config()`` is what holds where no file says anything.

    Attributes:
        features: families switched on (true) or off (false) by name; those not named are on.
        severity: by rule (``kind.label``) or kind. A rule's entry goes before its kind's. A kind's entry
            changes the findings that have a severity; ``off`` drops all of the kind.
        cues: the user's own cue files by family.
        min_words: an article with fewer words in its passages gets no score.
        passage_min_words: a passage with fewer words gets no score.
        limits: what is too large to be read.
        fail_on: lowest severity that makes the command line end with status 1; where none is given, findings never do.
        format: what the command line prints; its own default where none is given.
        model: a folder, a run or a registered model; the built-in one where none is given.
        annotator: what reads the texts: ``encoder``, ``rules`` or the folder of an encoder; where none is given, what
            the model's columns were measured by.
        threads: that the encoder may use; with more than one, it reads the next articles while rules look at these.
        file: where the settings were read; None for the defaults.
    """

    features: Mapping[str, bool] = field(default_factory=dict)
    severity: Mapping[str, Level] = field(default_factory=dict)
    cues: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    min_words: int = 20
    passage_min_words: int = 20
    limits: Limits = Limits()
    fail_on: Severity | None = None
    format: str | None = None
    model: str | None = None
    annotator: str | None = None
    threads: int = 1
    file: Path | None = None

    def is_on(self, family: str) -> bool:
        """Whether a family's findings and numbers are to be shown."""
        return self.features.get(family, True)

    def only(self, families: Iterable[str]) -> Config:
        """The same settings with these families on and all others off.

        Raises:
            ConfigError: there is no such family; the message lists those there are.
        """
        names = set(families)
        known = sorted(f.name for f in features())
        for name in sorted(names.difference(known)):
            raise ConfigError(unknown("feature", name, known))
        return replace(self, features={name: name in names for name in known})

    def chosen_features(self, *, annotated: bool) -> tuple[Feature, ...]:
        """Families to run, in working order, with the user's own cues.

        A family that is off is among them only where one that is on builds on its findings; ask :meth:`is_on`
        before showing what it measures, and pass its findings through :meth:`with_severities`.

        Args:
            annotated: whether an annotator reads the texts; where none does, families that need one are left out.

        Raises:
            CueError: a cue file of the user's cannot be read.
            UnknownFeatureError: a family that is switched on needs an annotator, and there is none.
        """
        wanted = chosen(f.name for f in features() if self.is_on(f.name))
        asked = [name for name, on in self.features.items() if on]
        return measurable(arranged(self._with_cues(f) for f in wanted), annotated=annotated, asked=asked)

    def _with_cues(self, feature: Feature) -> Feature:
        paths = self.cues.get(feature.name, ())
        if not paths or feature.reload is None:
            return feature
        return feature.reload(paths)

    def with_severities(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Findings as the settings want them: severities changed, those that are off left out."""
        return tuple(f for f in map(self._levelled, findings) if f is not None)

    def _levelled(self, finding: Finding) -> Finding | None:
        by_rule = self.severity.get(finding.rule)
        level = by_rule or self.severity.get(finding.kind)
        if level == "off" or finding.rule in self._hidden:
            return None
        if level is None or (by_rule is None and finding.severity is None):
            return finding
        return replace(finding, severity=level)

    @cached_property
    def _hidden(self) -> frozenset[str]:
        """Rules that only families which are off can report."""
        if all(self.features.values()):
            return frozenset()
        rules: dict[bool, set[str]] = {True: set(), False: set()}
        for feature in features():
            rules[self.is_on(feature.name)].update(feature.kinds)
        return frozenset(rules[False] - rules[True])


def load_config(path: Path | None = None, start: Path | None = None) -> Config:
    """Reads the settings.

    Args:
        path: the file; found upwards from ``start`` where None.
        start: folder in which the search begins; the working directory where None.

    Returns:
        The settings; the defaults where there is no file.

    Raises:
        ConfigError: the file cannot be read, or says something unknown or impossible. The message names the
            file, the key, the value and the choices.
    """
    file = path or _found(Path.cwd() if start is None else start)
    if file is None:
        return Config()
    table = _table(file)
    if table is None:
        raise ConfigError(f"{file} has no table [tool.credscore].")
    return replace(Config(**_settings(_Place(file), table, _KEYS)), file=file)


def _found(start: Path) -> Path | None:
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / FILE).is_file():
            return folder / FILE
        project = folder / "pyproject.toml"
        if project.is_file() and _table(project) is not None:
            return project
    return None


def _table(file: Path) -> Mapping[str, Any] | None:
    """What the file says to credscore; None where a pyproject.toml says nothing."""
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"Cannot read the settings in {file}: {error}.") from error
    if file.name != "pyproject.toml":
        return data
    tools = data.get("tool", {})
    return cast("Mapping[str, Any] | None", tools.get("credscore")) if isinstance(tools, dict) else None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands, for messages."""

    file: Path
    key: str = ""

    def at(self, key: str) -> _Place:
        return _Place(self.file, f"{self.key}.{key}" if self.key else key)

    def wrong(self, value: object, wanted: str) -> ConfigError:
        return ConfigError(f"{self.file}: {self.key or 'tool.credscore'} is {value!r}; it must be {wanted}.")

    def none_such(self, what: str, value: object, choices: Iterable[str]) -> ConfigError:
        return ConfigError(f"{self.file}: {self.key + ': ' if self.key else ''}{unknown(what, value, choices)}")


_Reader: TypeAlias = Callable[[_Place, Any], Any]


def _settings(place: _Place, table: Any, keys: Mapping[str, _Reader]) -> dict[str, Any]:
    """Every key read by its reader; a key without one is an error."""
    return {key: keys[key](place.at(key), value) for key, value in _items(place, table, keys)}


def _items(place: _Place, table: Any, known: Iterable[str]) -> Iterator[tuple[str, Any]]:
    if not isinstance(table, dict):
        raise place.wrong(table, "a table")
    choices = sorted(known)
    for key, value in table.items():
        if key not in choices:
            raise place.none_such("key", key, choices)
        yield key, value


def _text(place: _Place, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise place.wrong(value, "a text")
    return value


def _number(least: int, most: int | None = None) -> _Reader:
    wanted = f"a whole number of {least:,} or more" if most is None else f"a whole number from {least:,} to {most:,}"

    def read(place: _Place, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise place.wrong(value, wanted)
        if value < least or (most is not None and value > most):
            raise place.wrong(value, wanted)
        return value

    return read


def _one_of(what: str, choices: Callable[[], Iterable[str]]) -> _Reader:
    def read(place: _Place, value: Any) -> str:
        if value not in (known := tuple(choices())):
            raise place.none_such(what, value, known)
        return cast("str", value)

    return read


def _formats() -> Iterable[str]:
    from credscore.report import formats  # noqa: PLC0415 - renderers are of no use to who only wants settings

    return formats()


def _features(place: _Place, table: Any) -> dict[str, bool]:
    switches = dict(_items(place, table, (f.name for f in features())))
    for name, value in switches.items():
        if not isinstance(value, bool):
            raise place.at(name).wrong(value, "true or false")
    return switches


def _severity(place: _Place, table: Any) -> dict[str, str]:
    level = _one_of("severity", lambda: LEVELS)
    return {name: level(place.at(name), value) for name, value in _items(place, _flat(table), _rules())}


def _flat(table: Any) -> Any:
    """``evidence.unsourced = "off"`` is a table in a table without quotation marks: the same is meant."""
    if not isinstance(table, dict):
        return table
    flat: dict[str, Any] = {}
    for key, value in table.items():
        flat |= {f"{key}.{label}": level for label, level in value.items()} if isinstance(value, dict) else {key: value}
    return flat


def _rules() -> set[str]:
    """Every rule and every kind that an installed family may report."""
    rules = {rule for f in features() for rule in f.kinds}
    return rules | {rule.partition(".")[0] for rule in rules}


def _cues(place: _Place, table: Any) -> dict[str, tuple[Path, ...]]:
    reloading = {f.name: f for f in features() if f.reload is not None}
    return {name: _paths(place.at(name), value) for name, value in _items(place, table, reloading)}


def _paths(place: _Place, value: Any) -> tuple[Path, ...]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise place.wrong(value, "a list of paths")
    paths = tuple(place.file.parent / name for name in names)
    for path in paths:
        if not path.is_file():
            raise ConfigError(f"{place.file}: {place.key}: there is no cue file {path}.")
    return paths


def _limits(place: _Place, table: Any) -> Limits:
    most = Limits().max_characters
    return Limits(**_settings(place, table, {"max_bytes": _number(1), "max_characters": _number(1, most)}))


def _model(place: _Place, value: Any) -> str:
    """A folder beside the settings, wherever the command runs; anything else (a run, a URI) as it stands."""
    name = _text(place, value)
    beside = place.file.parent / name
    return str(beside) if beside.exists() else name


def _annotator(place: _Place, value: Any) -> str:
    """A name, or a folder beside the settings, wherever the command runs."""
    name = _text(place, value)
    beside = place.file.parent / name
    choice = str(beside) if name not in CHOICES and beside.is_dir() else name
    try:
        kind(choice)
    except ConfigError as error:
        raise ConfigError(f"{place.file}: {place.key}: {error}") from error
    return choice


_KEYS: Mapping[str, _Reader] = {
    "features": _features,
    "severity": _severity,
    "cues": _cues,
    "min_words": _number(0),
    "passage_min_words": _number(0),
    "limits": _limits,
    "fail_on": _one_of("severity", lambda: SEVERITIES),
    "format": _one_of("format", _formats),
    "model": _model,
    "annotator": _annotator,
    "threads": _number(1),
}

__all__ = ["FILE", "LEVELS", "Config", "Level", "Limits", "load_config"]
