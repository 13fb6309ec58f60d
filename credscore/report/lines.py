"""Lines and columns of a text, in the unit that each format counts."""

from __future__ import annotations

import re
from bisect import bisect_right

from credscore.report.plain import encodable

_LINE_END = re.compile(r"\r\n|\n|\r")


class Lines:
    r"""Where lines start. A line ends at ``\n``, ``\r\n`` or ``\r``; everything is counted from 1.

    >>> Lines("a\r\nbc").at(4)
    (2, 2)
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(m.end() for m in _LINE_END.finditer(text))]

    def line(self, offset: int) -> int:
        """The line that holds the code point."""
        return bisect_right(self._starts, offset)

    def at(self, offset: int) -> tuple[int, int]:
        """Line, and column in code points."""
        line = self.line(offset)
        return line, offset - self._starts[line - 1] + 1

    def at_byte(self, offset: int) -> tuple[int, int]:
        """Line, and column in bytes of UTF-8."""
        line = self.line(offset)
        before = encodable(self.text[self._starts[line - 1] : offset])
        return line, len(before.encode()) + 1

    def last(self, start: int, end: int) -> int:
        """The line of the span's last code point."""
        return self.line(max(start, end - 1))
