"""What a format of output is, and what all of them are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, TypeAlias

from credscore.contract import Report

if TYPE_CHECKING:
    from credscore_features import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to write; each format reads what concerns it.

    Attributes:
        width: columns of the terminal; None for 80.
        color: whether colours and block characters may be used (a terminal), or plain text only (a log).
        fail_on: the severity from which findings count as failures; the table says how many there are.
        errors: messages about inputs that could not be read. Looked at after the last report, so that it may
            grow while the reports are made.
    """

    width: int | None = None
    color: bool = False
    fail_on: Severity | None = None
    errors: Sequence[str] = ()


Writer: TypeAlias = Callable[[Iterable[Report], IO[Any], Options], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to write reports.

    Attributes:
        name: what ``--format`` takes.
        summary: one line for the command line's help.
        suffix: of a file in this format, with its dot.
        write: takes the reports (read once, in order), an open stream and the options.
        binary: whether the stream is one of bytes.
    """

    name: str
    summary: str
    suffix: str
    write: Writer
    binary: bool = False
