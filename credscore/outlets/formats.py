"""The formats of profiles, and the one function that writes any of them."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any

from credscore.choices import unknown
from credscore.errors import ConfigError
from credscore.outlets.document import write_json
from credscore.outlets.html import write_html
from credscore.outlets.table import write_table
from credscore.outlets.tables import write_csv, write_parquet
from credscore.report.files import atomic

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from credscore.outlets.survey import Survey


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write profiles.

    Attributes:
        suffix: of a file in this format.
        write: takes the survey and an open stream.
        binary: whether the stream is one of bytes.
    """

    suffix: str
    write: Callable[[Survey, IO[Any]], None]
    binary: bool = False


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "table": Format(".txt", write_table),
        "json": Format(".json", write_json),
        "csv": Format(".csv", write_csv),
        "parquet": Format(".parquet", write_parquet, binary=True),
        "html": Format(".html", write_html),
    }
)


def format_for(name: str | None, path: Path | None) -> Format:
    """The format of that name; else the one whose suffix the file has; else the table.

    Raises:
        ConfigError: there is no such format, or none has the file's suffix.
    """
    if name is not None:
        if name not in FORMATS:
            raise ConfigError(unknown("format", name, FORMATS))
        return FORMATS[name]
    if path is None:
        return FORMATS["table"]
    for made in FORMATS.values():
        if path.name.lower().endswith(made.suffix):
            return made
    suffixes = ", ".join(made.suffix for made in FORMATS.values())
    raise ConfigError(f"No format has the suffix of {str(path)!r}. Say --format, or choose one of: {suffixes}.")


def save(survey: Survey, path: Path, made: Format) -> None:
    """Writes a file that is there whole or not at all."""
    with atomic(path, "wb" if made.binary else "w") as stream:
        made.write(survey, stream)
