"""A progress bar on standard error, for long work only."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.progress import Progress

T = TypeVar("T")
_TABLE = re.compile(r"\.(?:jsonl|ndjson|csv|tsv|parquet)(?:\.gz)?$", re.IGNORECASE)
_PATTERN = re.compile(r"[*?\[]")


def is_long(paths: Sequence[str]) -> bool:
    """Whether there may be many articles: several inputs, a folder, a pattern or a table."""
    return len(paths) > 1 or any(_TABLE.search(p) or _PATTERN.search(p) or Path(p).is_dir() for p in paths)


@contextmanager
def shown(items: Iterable[T], *, visible: bool) -> Iterator[Iterable[T]]:
    """The same items; while they are taken, their number, the time and the rate stand on standard error."""
    if not visible:
        yield items
        return
    from rich.console import Console  # noqa: PLC0415 - of use on a terminal only
    from rich.progress import Progress as Bar  # noqa: PLC0415
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    counted = TextColumn("{task.completed:,.0f} articles")
    rate = TextColumn("{task.fields[rate]}")
    columns = (SpinnerColumn(), counted, TimeElapsedColumn(), rate)
    with Bar(*columns, console=Console(stderr=True), transient=True) as progress:
        yield _counted(items, progress)


def _counted(items: Iterable[T], progress: Progress) -> Iterator[T]:
    task = progress.add_task("", total=None, rate="")
    for item in items:
        yield item
        speed = progress.tasks[task].speed
        progress.update(task, advance=1, rate=f"{speed:,.1f} a second" if speed else "")
