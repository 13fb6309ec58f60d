"""Scored articles for commands that look at many: those of a file that ``score`` wrote, or scored now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from credscore.cli.articles import articles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from credscore.config import Config
    from credscore.errors import InputError
    from credscore.report.scored import ScoredArticle
    from credscore.scoring import Scorer


def scored_articles(
    path: str,
    scorer: Callable[[], Scorer],
    settings: Config,
    on_error: Callable[[InputError], None],
    *,
    extra: Sequence[str] = (),
    **columns: Any,
) -> Iterator[ScoredArticle]:
    """Articles of one input with their scores, as a stream.

    Args:
        path: a file that ``credscore score`` wrote as csv, parquet, json or jsonl, which is read as it is; else
            whatever holds articles, as for :func:`credscore.ingest.read`.
        scorer: gives what scores them; only called where they have no scores yet.
        settings: for the limits.
        on_error: gets what cannot be read; reading goes on after it, unless it raises.
        extra: columns of a table to keep.
        columns: names of the columns of a table of articles (``source_column`` and so on).
    """
    from credscore.report.scored import is_scored, of_report, read_scored  # noqa: PLC0415 - --help has no use for it

    if is_scored(path):
        return read_scored(path, extra=extra, max_bytes=settings.limits.max_bytes, on_error=on_error)
    found = articles((path,), settings.limits, on_error, extra_columns=extra, **columns)
    return map(of_report, scorer().score_many(found))
