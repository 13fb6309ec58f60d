"""Comments in a text that switch findings off, as other prose checkers have them.

========================================================  ==========================================================
``<!-- credscore off -->``, ``<!-- credscore on -->``     everything from here on is off, or on again
``<!-- credscore off RULE -->``, ``... on RULE``          so is one rule
``<!-- credscore disable-line RULE -->``                  findings that start on the line of the comment
``<!-- credscore disable-next-line RULE -->``             findings that start on the next line that is not blank
========================================================  ==========================================================

RULE is a kind (``evidence``) or a kind with its label (``evidence.no_evidence``); several are separated by spaces or
commas; none stands for all. Of the comments before a finding, the last that speaks of its rule decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from credscore.choices import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from credscore_features import Finding, Span

DIRECTIVES = ("off", "on", "disable-line", "disable-next-line")
_COMMENT = re.compile(r"<!--\s*credscore\b(?!-)(?P<words>(?:(?!-->).){0,400})-->", re.DOTALL)
_LINE_END = re.compile(r"\r\n|\n|\r")
_NEXT_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)\s*")
"""The rest of a line and the blank ones after it."""


class Split(NamedTuple):
    """Findings that stay, findings that a comment switched off, and what is wrong with the comments."""

    kept: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Directive:
    verb: str
    rules: frozenset[str]
    start: int
    end: int

    def speaks_of(self, finding: Finding) -> bool:
        return not self.rules or bool(self.rules & {finding.kind, finding.rule})


def split(text: str, findings: Iterable[Finding], known: Iterable[str] = ()) -> Split:
    """Sorts findings into those that stay and those that a comment in the text switches off.

    Args:
        text: the whole text that the findings' offsets count in.
        findings: in any order; both results keep it.
        known: rules as ``kind.label``; where given, a comment that names another one is warned about.

    Returns:
        What stays, what does not, and one sentence for each comment that is not understood (it switches nothing
        off).
    """
    comments = list(_comments(text))
    if not comments:
        return Split(tuple(findings), (), ())
    directives = [d for d in comments if d.verb in DIRECTIVES]
    switches = [d for d in directives if d.verb in {"off", "on"}]
    lines = [(_line_of(text, d), d) for d in directives if d.verb not in {"off", "on"}]
    kept: list[Finding] = []
    suppressed: list[Finding] = []
    for finding in findings:
        off = _is_off(finding, switches) or _is_disabled(finding, lines)
        (suppressed if off else kept).append(finding)
    return Split(tuple(kept), tuple(suppressed), tuple(_warnings(text, comments, frozenset(known))))


def _comments(text: str) -> Iterator[_Directive]:
    for match in _COMMENT.finditer(text):
        verb, *rules = match["words"].replace(",", " ").split() or [""]
        yield _Directive(verb, frozenset(rules), match.start(), match.end())


def _is_off(finding: Finding, switches: Sequence[_Directive]) -> bool:
    before = (d for d in reversed(switches) if d.end <= finding.start)
    return next((d.verb == "off" for d in before if d.speaks_of(finding)), False)


def _is_disabled(finding: Finding, lines: Iterable[tuple[Span, _Directive]]) -> bool:
    return any(start <= finding.start < end and d.speaks_of(finding) for (start, end), d in lines)


def _line_of(text: str, directive: _Directive) -> Span:
    """The line that a directive is about."""
    if directive.verb == "disable-line":
        return _line_start(text, directive.start), _line_end(text, directive.end)
    after = _NEXT_LINE.match(text, directive.end)
    start = after.end() if after else len(text)
    return start, _line_end(text, start)


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _line_end(text: str, offset: int) -> int:
    end = _LINE_END.search(text, offset)
    return end.start() if end else len(text)


def _warnings(text: str, comments: Iterable[_Directive], known: frozenset[str]) -> Iterator[str]:
    rules = known | {rule.split(".")[0] for rule in known}
    for comment in comments:
        place = f"Line {len(_LINE_END.findall(text, 0, comment.start)) + 1}: "
        if comment.verb not in DIRECTIVES:
            yield place + unknown("credscore comment", comment.verb, DIRECTIVES)
        elif known:
            yield from (place + unknown("rule", rule, sorted(rules)) for rule in sorted(comment.rules - rules))
