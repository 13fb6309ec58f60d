"""From an exception to one line on standard error and an exit status."""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from credscore.errors import CredscoreError
from credscore_features import CueError, UnknownFeatureError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CLEAN, FINDINGS, ERROR = 0, 1, 2
INTERRUPTED = 128 + signal.SIGINT
CLOSED = 128 + 13
"""What a shell shows for a program that wrote to a closed pipe (SIGPIPE, which Windows does not have)."""

THEIRS = (CredscoreError, CueError, UnknownFeatureError, OSError, click.ClickException)
"""Errors that are somebody's to mend: a line says what is wrong, a traceback would not help."""


class ClosedError(Exception):
    """Who read our output has gone. Click ends the process with status 1 on a BrokenPipeError, which means findings."""


def complain(message: object) -> None:
    """Writes one line to standard error."""
    click.echo(f"credscore: {' '.join(str(message).split())}", err=True)


def describe(error: BaseException) -> str:
    """One line that names the thing, the value and, where there are some, the choices."""
    if isinstance(error, click.ClickException):
        return _of_use(error)
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}."
    return str(error)


def _of_use(error: click.ClickException) -> str:
    message = error.format_message()
    context = getattr(error, "ctx", None)
    if context is None:
        return message
    return f"{message} See '{context.command_path} --help'."


def status_of(work: Callable[[], Any]) -> int:
    """Runs it and returns the exit status; every error is told on standard error."""
    try:
        with _termination(), _writable():
            status = work()
            sys.stdout.flush()
    except (BrokenPipeError, ClosedError):
        return _closed()
    except THEIRS as error:
        complain(describe(error))
        return ERROR
    except (KeyboardInterrupt, click.Abort):
        complain("interrupted")
        return INTERRUPTED
    except Exception:  # noqa: BLE001 - status 1 would say that there are findings
        traceback.print_exc()
        complain("this is a defect of credscore, not of your input; please report it.")
        return ERROR
    return status if isinstance(status, int) else CLEAN


@contextmanager
def _writable() -> Iterator[None]:
    """Lets standard output take any text: what its encoding lacks, lone surrogates too, is written as escapes."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    yield


@contextmanager
def _termination() -> Iterator[None]:
    """Who is told to end unwinds the stack, as on Ctrl-C, so that half-written files are taken away."""

    def stop(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _closed() -> int:
    """Who read our output has gone, as ``head`` does: nothing to say, nor to flush when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return CLOSED
