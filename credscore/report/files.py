"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal

from credscore.errors import CredscoreError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def atomic(path: Path, mode: Literal["w", "wb"] = "w") -> Iterator[IO[Any]]:
    """Opens a temporary file beside ``path`` that takes its place only when the block ends well.

    On any exception, an interrupt included, the temporary file is removed and what was there stays as it
    was. Text is UTF-8 with line ends as they are written. What is no regular file (a pipe, ``/dev/null``) is
    written to directly, since it cannot be replaced.

    Raises:
        CredscoreError: the file cannot be opened or put in its place; the message names it.
    """
    target = Path(os.path.realpath(path))
    direct = target.exists() and not target.is_file()
    place = target if direct else target.with_name(f".credscore-{secrets.token_hex(6)}.tmp")
    stream = _opened(path, place, mode.replace("w", "w" if direct else "x"))
    try:
        with stream:
            yield stream
        if not direct:
            _moved(path, place, target)
    except BaseException:
        if not direct:
            place.unlink(missing_ok=True)
        raise


def _opened(path: Path, place: Path, mode: str) -> IO[Any]:
    text: dict[str, Any] = {} if "b" in mode else {"encoding": "utf-8", "newline": ""}
    try:
        return place.open(mode, **text)
    except OSError as error:
        raise CredscoreError(f"Cannot write {path}: {error.strerror}.") from error


def _moved(path: Path, place: Path, target: Path) -> None:
    try:
        place.replace(target)
    except OSError as error:
        raise CredscoreError(f"Cannot write {path}: {error.strerror}.") from error
