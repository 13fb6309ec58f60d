"""Where the corpora lie on this machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from credscore.errors import ConfigError, InputError

if TYPE_CHECKING:
    from credscore.corpora.registry import Corpus

VARIABLE = "CREDSCORE_DATA"
"""Environment variable that names the folder of the corpora."""


def folder(given: Path | str | None = None) -> Path:
    """The folder of the corpora: the given one, else the one that :data:`VARIABLE` names.

    Raises:
        ConfigError: neither is given.
        InputError: there is no such folder.
    """
    named = given or os.environ.get(VARIABLE)
    if not named:
        raise ConfigError(f"Set the environment variable {VARIABLE} to the folder that holds the corpora.")
    path = Path(named)
    if not path.is_dir():
        raise InputError(f"{_told(given)} names {str(path)!r}, which is no folder.")
    return path


def located(corpus: Corpus, part: str, given: Path | str | None = None) -> Path:
    """The file of a part of a corpus.

    Raises:
        ConfigError: there is no such part, or no folder is given.
        InputError: the file is missing; names the variable, the path and where the corpus can be had.
    """
    path = folder(given) / corpus.file(part)
    if not path.is_file():
        raise InputError(
            f"Corpus {corpus.name!r}, part {part!r}, is missing: there is no file {str(path)!r}"
            f" (the folder is set by {_told(given)}). It comes from {corpus.origin}."
        )
    return path


def _told(given: Path | str | None) -> str:
    return VARIABLE if given is None else "the given folder"
