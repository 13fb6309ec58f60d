"""The annotator: a small encoder that reads who says what, flags, retractions, certainty and grades.

Whoever only names an annotator imports this module, so it stays light: the encoder is imported when it is asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from credscore.choices import hint
from credscore.contract import RULES, AnnotatorInfo
from credscore.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from credscore_features import Reading
    from credscore_features.annotation import Annotation

ENCODER = "encoder"
CHOICES = (ENCODER, RULES.name)
"""What an annotator can be called; any other name is that of a folder."""
DEFAULT_ANNOTATOR = ENCODER


class Annotator(Protocol):
    """What reads texts; :class:`credscore.language.annotator.encoder.Encoder` is the one that ships.

    Attributes:
        name, version: as reports and models state them.
        sha256: of the files that it was made from.
    """

    @property
    def name(self) -> str: ...  # noqa: D102 - see the class
    @property
    def version(self) -> str: ...  # noqa: D102
    @property
    def sha256(self) -> str: ...  # noqa: D102

    def annotate(self, readings: Iterable[Reading]) -> Iterator[Annotation]:
        """One annotation a reading, in order; what it says of a text hangs on nothing but that text."""


def load(choice: str | Path, *, threads: int = 1) -> Annotator | None:
    """The annotator of that name; None for ``rules``.

    Args:
        choice: ``encoder`` (the one that ships), ``rules``, or the folder of another encoder.
        threads: that the encoder may use.

    Raises:
        ConfigError: there is none; the message names the choices.
        ModelError: its files are damaged.
    """
    if kind(choice) == RULES.name:
        return None
    from credscore.language.annotator.encoder import Encoder  # noqa: PLC0415 - brings onnxruntime; rules do without

    return Encoder.load(None if choice == ENCODER else Path(choice), threads=threads)


def kind(choice: str | Path) -> str:
    """``encoder`` or ``rules``: which of the two a name or a folder means.

    Raises:
        ConfigError: it means neither; the message names the choices.
    """
    if choice in CHOICES:
        return str(choice)
    if Path(choice).is_dir():
        return ENCODER
    said = str(choice)
    raise ConfigError(f"There is no annotator {said!r}.{hint(said, CHOICES)} Choices: encoder, rules, or a folder.")


def info(annotator: Annotator | None) -> AnnotatorInfo:
    """What reports and models say of it."""
    if annotator is None:
        return RULES
    return AnnotatorInfo(annotator.name, annotator.version, annotator.sha256)
