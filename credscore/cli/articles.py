"""Articles from the command line's paths, within the limits of the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from credscore.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from credscore.article import Article
    from credscore.config import Limits


def articles(
    paths: Sequence[str], limits: Limits, on_error: Callable[[InputError], None], **columns: Any
) -> Iterator[Article]:
    """Articles of files, folders, patterns and ``-``; ``on_error`` gets what cannot be read or is too long.

    Args:
        paths: as for :func:`credscore.ingest.read`.
        limits: of the settings.
        on_error: reading goes on after it, unless it raises.
        columns: names of a table's columns, likewise.
    """
    from credscore.ingest import read  # noqa: PLC0415 - --help has no use for it

    for article in read(paths, **columns, max_bytes=limits.max_bytes, on_error=on_error):
        size = len(article.text)
        if size > limits.max_characters:
            place = article.place or article.id
            on_error(InputError(f"{place} has {size:,} characters; at most {limits.max_characters:,} are allowed."))
        else:
            yield article
