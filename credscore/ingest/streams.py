"""Bytes of a file or of standard input, unpacked where they are packed, and never more of them than is allowed."""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from credscore.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = 65_536
"""So many bytes of a stream are looked at to tell what it is."""
MAX_RATIO = 200
"""Text packed by gzip shrinks to a tenth; what unpacks to more than 200 times its size is a bomb."""
GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a stream with its end; ``problem`` says why it has no data."""

    number: int
    data: bytes
    problem: str = ""


class Unpacked(io.RawIOBase):
    """A gzip stream that refuses to go on where it unpacks to far more than it holds.

    Args:
        packed: the packed bytes.
        size: how many they are; None where that is not known.
        most: so many bytes may be unpacked whatever the ratio.
        place: for messages.
    """

    def __init__(self, packed: BinaryIO, *, size: int | None, most: int, place: str) -> None:
        self._file = gzip.GzipFile(fileobj=packed)
        self._left = max(most, MAX_RATIO * (size or 0)) + 1
        self._packed = packed
        self._place = place

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Unpacks some bytes.

        Raises:
            InputError: the stream is damaged, or there is too much of it.
        """
        try:
            data = self._file.read(min(len(buffer), self._left))
        except (OSError, EOFError, zlib.error) as error:
            raise InputError(f"{self._place} is damaged: it cannot be unpacked as gzip ({error}).") from error
        self._left -= len(data)
        if self._left <= 0:
            raise InputError(f"{self._place} unpacks to more than is allowed for its size: is it a zip bomb?")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Closes the packed file too."""
        self._file.close()
        self._packed.close()
        super().close()


def unpacked(stream: BinaryIO, *, size: int | None, most: int, place: str) -> BinaryIO:
    """The stream of what a gzip stream holds; see :class:`Unpacked`."""
    return cast("BinaryIO", io.BufferedReader(Unpacked(stream, size=size, most=most, place=place)))


class Peeked(io.RawIOBase):
    """A stream whose beginning was looked at and is given again."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.head = _first(stream)
        self._again = io.BytesIO(self.head)

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """The beginning again, then the rest."""
        data = self._again.read(len(buffer)) or self._stream.read(len(buffer)) or b""
        buffer[: len(data)] = data
        return len(data)


def _first(stream: BinaryIO) -> bytes:
    chunks = []
    left = HEAD
    while left and (chunk := stream.read(left)):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def buffered(stream: io.RawIOBase) -> BinaryIO:
    """With ``readline``."""
    return cast("BinaryIO", io.BufferedReader(stream))


def whole(stream: IO[bytes], most: int, place: str) -> bytes:
    """All bytes of a stream.

    Raises:
        InputError: there are more than ``most``.
    """
    data = stream.read(most + 1)
    if len(data) > most:
        raise InputError(f"{place} has more than {most:,} bytes, which is the limit (max_bytes).")
    return data


def lines(stream: IO[bytes], most: int) -> Iterator[Line]:
    """Lines of a stream, one in memory at a time; one of more than ``most`` bytes is passed over and says so."""
    number = 0
    while data := stream.readline(most + 1):
        number += 1
        if len(data) <= most or data.endswith(b"\n"):
            yield Line(number, data)
        else:
            while (more := stream.readline(HEAD)) and not more.endswith(b"\n"):
                pass
            yield Line(number, b"", f"has more than {most:,} bytes, which is the limit (max_bytes)")
