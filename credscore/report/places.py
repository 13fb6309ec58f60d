"""Which file a finding is in, and whether lines and columns of the article's text are those of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath, PureWindowsPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from credscore.report.plain import one_line

if TYPE_CHECKING:
    from credscore.article import Article

_ROW = re.compile(r"(?P<file>.+?),? (?:row|line) (?P<row>\d+)", re.DOTALL)
_DECODED = re.compile(r" \(read as [\w-]+\)$")
"""What is said of a file that is not in a Unicode encoding."""
_EXTRACTED = frozenset({".html", ".htm", ".xhtml"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article was read.

    Attributes:
        file: path of the file, as it was given; the article's id where there is no file.
        exact: whether the article's text is the file's text, so that lines and columns hold in the file. They do
            not where the article is a row of a table or was extracted from a page.
    """

    file: str
    exact: bool

    @property
    def uri(self) -> str:
        """The path as a URI reference: relative stays relative."""
        path = PureWindowsPath(self.file) if "\\" in self.file else PurePath(self.file)
        slashes = quote(path.as_posix().encode("utf-8", "replace"))
        return f"file://{'/' * (not slashes.startswith('/'))}{slashes}" if path.is_absolute() else slashes


def place_of(article: Article) -> Place:
    """The place of an article, from ``article.place`` or, where that is empty, from its id."""
    given = _DECODED.sub("", one_line(article.place or article.id)) or "text"
    row = _ROW.fullmatch(given)
    if row:
        return Place(row["file"], exact=False)
    return Place(given, exact=PurePath(given).suffix.lower() not in _EXTRACTED)
