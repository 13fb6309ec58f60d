"""Lines and columns in every unit."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from credscore.report.lines import Lines
from credscore.report.plain import one_line, shortened, steady


def test_lines_end_in_three_ways():
    lines = Lines("a\nb\r\nc\rd")
    assert [lines.at(i) for i in (0, 1, 2, 3, 4, 5, 6, 7)] == [
        (1, 1),
        (1, 2),
        (2, 1),
        (2, 2),
        (2, 3),
        (3, 1),
        (3, 2),
        (4, 1),
    ]


def test_bytes_are_those_of_utf_8():
    lines = Lines("“é” x\n\N{MUSICAL NOTE}y\ud800z")
    assert lines.at_byte(4) == (1, 1 + 3 + 2 + 3 + 1)
    assert lines.at_byte(8) == (2, 6)
    assert lines.at_byte(9) == (2, 9)


def test_the_last_line_holds_the_last_code_point():
    lines = Lines("ab\ncd")
    assert [lines.last(0, 2), lines.last(0, 3), lines.last(0, 4), lines.last(3, 3)] == [1, 1, 2, 2]


@given(st.text(st.sampled_from("a\n\r“")), st.integers(0, 20))
def test_lines_are_those_that_splitting_gives(text, offset):
    offset = min(offset, len(text))
    line, column = Lines(text).at(offset)
    cut = text[:offset]
    if cut.endswith("\r") and text[offset : offset + 1] == "\n":
        cut = cut[:-1] + "a"  # inside a line end: still on the line that it ends
    pieces = re.split(r"\r\n|\n|\r", cut)
    assert (line, column) == (len(pieces), len(pieces[-1]) + 1)


def test_nothing_steers_a_terminal():
    assert steady("a\x1b[2Jb\u202ec\x00\x9b") == "a\ufffd[2Jb\ufffdc\ufffd\ufffd"
    assert steady("\ufeffa\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert one_line("  a\r\n\tb ") == "a b"


def test_shortening_cuts_at_a_word():
    assert shortened("a short line", 20) == "a short line"
    assert shortened("several words, and more", 16) == "several words…"
    assert shortened("x" * 30, 10) == "x" * 9 + "…"
