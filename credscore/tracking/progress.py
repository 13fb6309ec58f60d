"""Progress of long work on stderr: bars on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress


@contextmanager
def bars(shown: bool | None = None) -> Iterator[Progress]:
    """A rich progress display; shown on a terminal only where ``shown`` is None."""
    from rich.console import Console  # noqa: PLC0415 - not needed to import this package
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    visible = sys.stderr.isatty() if shown is None else shown
    columns = (TextColumn("{task.description:<22}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not visible) as progress:
        yield progress


def phase(progress: Progress, name: str, total: int) -> Callable[[], None]:
    """A bar; each call of what is returned is one step."""
    task = progress.add_task(name, total=total)
    return lambda: progress.advance(task)
