"""What is to be read, and how: what every reader is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from credscore.ingest.columns import Columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to read, and how.

    Attributes:
        name: its name without the folder; the id of its article.
        place: as the caller named it, for messages.
        suffix: what decides how it is read, ``.gz`` left out.
        columns: of a table, as the caller named them.
        max_bytes: of a text, a page, a JSON file, or a row of a table.
    """

    name: str
    place: str
    suffix: str
    columns: Columns
    max_bytes: int

    def row(self, number: int) -> tuple[str, str]:
        """Where a row is, for messages, and the id that it has where the table gives none."""
        return f"{self.place} row {number}", f"{self.name}:{number}"
