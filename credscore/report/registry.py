"""The formats there are, and the one function that writes any of them."""

from __future__ import annotations

from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any

from credscore.choices import unknown
from credscore.errors import ConfigError
from credscore.report.annotations import write_github, write_rdjsonl
from credscore.report.documents import write_json, write_jsonl
from credscore.report.files import atomic
from credscore.report.format import Format, Options
from credscore.report.html import write_html
from credscore.report.sarif import write_sarif
from credscore.report.table import write_table
from credscore.report.tables import write_csv, write_parquet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from credscore.contract import Report
    from credscore_features import Severity

_FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        made.name: made
        for made in (
            Format(
                name="table",
                summary="What a reader at a terminal wants: scores, the weakest passages and why.",
                suffix=".txt",
                write=write_table,
            ),
            Format(
                name="json",
                summary="The report contract: one document for one article, an array for several.",
                suffix=".json",
                write=write_json,
            ),
            Format(
                name="jsonl",
                summary="The report contract, one document a line.",
                suffix=".jsonl",
                write=write_jsonl,
            ),
            Format(
                name="csv",
                summary="One row a passage: scores, intervals and every feature, with the article's scores beside.",
                suffix=".csv",
                write=write_csv,
            ),
            Format(
                name="parquet",
                summary="The same rows as a Parquet file.",
                suffix=".parquet",
                write=write_parquet,
                binary=True,
            ),
            Format(
                name="html",
                summary="One self-contained page for editors, with every finding in its place.",
                suffix=".html",
                write=write_html,
            ),
            Format(
                name="sarif",
                summary="Problems in SARIF 2.1.0, for code hosts and editors.",
                suffix=".sarif",
                write=write_sarif,
            ),
            Format(
                name="rdjsonl",
                summary="Problems in reviewdog's diagnostic format, one a line.",
                suffix=".rdjsonl",
                write=write_rdjsonl,
            ),
            Format(
                name="github",
                summary="Problems as annotations of GitHub Actions.",
                suffix=".txt",
                write=write_github,
            ),
        )
    }
)


def formats() -> Mapping[str, Format]:
    """Every format by its name, in the order in which they are offered."""
    return _FORMATS


def write(
    reports: Iterable[Report],
    format: str,  # noqa: A002 - the name of the option that it comes from
    out: IO[str] | IO[bytes] | None = None,
    *,
    path: Path | None = None,
    fail_on: Severity | None = None,
    console_width: int | None = None,
    color: bool = False,
    errors: Sequence[str] = (),
) -> None:
    """Writes reports to a stream, or to a file that is there whole or not at all.

    Reports are taken one by one; sarif and html hold them all, the others a few.

    Args:
        reports: read once, in order.
        format: a name of :func:`formats`.
        out: an open stream of text; where the format is binary, of bytes (or text with a ``buffer``).
        path: a file to write instead of ``out``; see :func:`credscore.report.atomic`.
        fail_on: the severity from which findings count as failures, for formats that say how many there are.
        console_width: columns of the terminal, for the table.
        color: whether the table may use colours and block characters.
        errors: messages about inputs that could not be read; looked at after the last report.

    Raises:
        ConfigError: there is no such format (the message names those there are), a binary format is sent to a
            terminal, or not exactly one of ``out`` and ``path`` is given.
        CredscoreError: the file cannot be written.
    """
    chosen = _chosen(format)
    options = Options(width=console_width, color=color, fail_on=fail_on, errors=errors)
    if (out is None) == (path is None):
        raise ConfigError("Give either a stream or a path to write to.")
    if path is not None:
        with atomic(path, "wb" if chosen.binary else "w") as stream:
            chosen.write(reports, stream, options)
    else:
        chosen.write(reports, _fitting(chosen, out), options)


def _chosen(name: str) -> Format:
    if name not in _FORMATS:
        raise ConfigError(unknown("format", name, _FORMATS))
    return _FORMATS[name]


def _fitting(chosen: Format, out: Any) -> IO[Any]:
    if not chosen.binary:
        stream: IO[Any] = out
    elif out.isatty():
        raise ConfigError(f"The format {chosen.name!r} is binary and would spoil a terminal: name a file for it.")
    else:
        stream = getattr(out, "buffer", out)
    return stream
