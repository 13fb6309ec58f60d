"""Reads the rows of a corpus one by one, and says which bytes they came from."""

from __future__ import annotations

import gzip
import hashlib
import json
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias, cast

from credscore.corpora import conllu
from credscore.corpora.folder import located
from credscore.corpora.registry import get
from credscore.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

Row: TypeAlias = dict[str, Any]


def stream(
    name: str, part: str = "all", *, folder: Path | str | None = None, limit: int | None = None
) -> Iterator[Row]:
    """Rows of a part of a corpus, in file order, never more than one in memory.

    Args:
        name: of the corpus, as in :func:`credscore.corpora.registry`.
        part: ``train``, ``dev``, ``test`` or ``all``, as the corpus has them.
        folder: of the corpora; the one that ``CREDSCORE_DATA`` names where None.
        limit: stop after so many rows.

    Raises:
        ConfigError: unknown corpus or part, or no folder is set.
        InputError: the file is missing or a line of it cannot be read.
    """
    corpus = get(name)
    path = located(corpus, part, folder)
    rows = conllu.sentences(_lines(path)) if corpus.format == "conllu" else read(path)
    return islice(rows, limit)


def read(path: Path | str) -> Iterator[Row]:
    """Rows of a JSONL file or of one JSON object (its items as rows ``{"name", "value"}``), gzipped or not.

    Raises:
        InputError: a line is no JSON object, or the file is damaged or no UTF-8; names file and line.
    """
    path = Path(path)
    if path.name.endswith((".json", ".json.gz")):
        whole = _object("".join(_lines(path)), path, 1)
        yield from ({"name": name, "value": value} for name, value in whole.items())
        return
    for number, line in enumerate(_lines(path), 1):
        if line.strip():
            yield _object(line, path, number)


def frame(name: str, part: str = "all", *, folder: Path | str | None = None, limit: int | None = None) -> pd.DataFrame:
    """The rows as a table; arguments and errors as for :func:`stream`."""
    import pandas as pd  # noqa: PLC0415 - slow to import, and streams do without

    return pd.DataFrame.from_records(list(stream(name, part, folder=folder, limit=limit)))


def digest(path: Path | str) -> str:
    """SHA-256 of a file as it lies there, in hexadecimal."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _lines(path: Path) -> Iterator[str]:
    number = 0
    try:
        with _opened(path) as lines:
            for number, line in enumerate(lines, 1):  # noqa: B007 - the message below names it
                yield line
    except (UnicodeDecodeError, EOFError, gzip.BadGzipFile, OSError) as error:
        raise InputError(f"{path} cannot be read after line {number}: {error}") from error


def _opened(path: Path) -> IO[str]:
    # newline="\n": other line ends belong to the text
    if path.suffix == ".gz":
        return cast("IO[str]", gzip.open(path, "rt", encoding="utf-8", newline="\n"))
    return path.open(encoding="utf-8", newline="\n")


def _object(text: str, path: Path, line: int) -> Row:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} line {line} is no JSON: {error}") from error
    if not isinstance(value, dict):
        raise InputError(f"{path} line {line} holds {type(value).__name__}, where an object is needed.")
    return value
