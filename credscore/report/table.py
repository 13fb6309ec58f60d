"""The terminal's view: scores, the weakest passages with their reasons, the problems."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from credscore.contract import GRADES, REASONS
from credscore.report.console import Console, line
from credscore.report.lines import Lines
from credscore.report.plain import one_line, shortened
from credscore.report.reasons import amount, drawbacks, inside, problems, told, weakest
from credscore.report.severity import failures
from credscore_features import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from credscore.contract import Estimate, PassageReport, Report, Score
    from credscore.report.console import Line, Part
    from credscore.report.format import Options
    from credscore_features import Finding

_MOST = 12
_CELLS = 24
_QUOTED = 60
_WEAK, _FAIR = 40, 60
_STYLES = {"error": "bold red", "warning": "yellow", "suggestion": "cyan"}


def write_table(reports: Iterable[Report], out: IO[str], options: Options) -> None:
    """Each article as soon as it is there, then one line that adds up several."""
    console = Console(out, options)
    total = _Total()
    for report in reports:
        for one in _article(report, console):
            console.put(one)
        total.add(report, options)
    if total.articles != 1:
        console.put(line((total.words(options), "bold")))


def _article(report: Report, console: Console) -> Iterator[Line]:
    yield line((one_line(report.article.title or report.article.id), "bold"))
    yield line((_about(report), "dim"))
    yield line()
    yield from _headline(report.score, console)
    places = Lines(report.article.text)
    weak = weakest(report)
    for title, body in (
        ("Weakest passages", [one for p in weak for one in _passage(report, p, places, console)]),
        ("Other problems", list(_elsewhere(report, weak, places))),
        ("Not scored", list(_abstained(report, places))),
    ):
        if body:
            yield line()
            yield line((title, "bold"))
            yield from body
    yield line()


def _about(report: Report) -> str:
    article = report.article
    words = sum(len(p.passage.text.split()) for p in report.passages)
    known = [article.id if article.title else "", article.source, article.date]
    counts = [_count(words, "word"), _count(len(report.passages), "passage")]
    return ", ".join([*(one_line(k) for k in known if k), *counts])


def _headline(score: Score, console: Console) -> Iterator[Line]:
    if score.abstained:
        yield line(("No score. ", "bold"), REASONS[score.abstained], indent=2)
    for grade in GRADES:
        estimate = score[grade]
        if estimate:
            number = (f"{estimate.value:3.0f}", f"bold {_color(estimate)}")
            bar = _bar(estimate, "█▓▒░" if console.blocks else "#=-.")
            yield line(f"{grade:<13}", number, f" {_interval(estimate):<9}", *bar, indent=2)


def _interval(estimate: Estimate) -> str:
    return f"({estimate.low:.0f}-{estimate.high:.0f})"


def _color(estimate: Estimate) -> str:
    return "red" if estimate.value < _WEAK else "yellow" if estimate.value < _FAIR else "green"


def _bar(estimate: Estimate, marks: str) -> Iterator[Part]:
    """Filled to the value; the interval is the shaded stretch around its end."""
    low, at, high = (round(x / 100 * _CELLS) for x in (estimate.low, estimate.value, estimate.high))
    yield marks[0] * low + marks[1] * (at - low) + marks[2] * (high - at), _color(estimate)
    yield marks[3] * (_CELLS - high), "dim"


def _passage(report: Report, passage: PassageReport, places: Lines, console: Console) -> Iterator[Line]:
    numbers = [
        part
        for grade in GRADES
        if (e := passage.score[grade])
        for part in (f"  {grade} ", (f"{e.value:.0f}", f"bold {_color(e)}"), f" {_interval(e)}")
    ]
    yield line((f"line {places.line(passage.passage.start)}", "cyan"), *numbers, indent=2)
    yield line((shortened(passage.passage.text, 2 * (console.width - 6)), "italic"), indent=4)
    for c in drawbacks(passage, "support"):
        reason = f"{told(c)}: {amount(c.feature, c.value)}"
        yield line((f"{c.effect:+6.1f}  ", "red"), reason, indent=4, hang=8)
    for finding in problems(report):
        if inside(passage, finding):
            words = f"{one_line(finding.message)} [{shortened(finding.text, _QUOTED)}]"
            yield line(_severity(finding), ": ", words, indent=4, hang=8)


def _severity(finding: Finding) -> Part:
    name = finding.severity or SEVERITIES[0]
    return name, _STYLES[name]


def _elsewhere(report: Report, shown: tuple[PassageReport, ...], places: Lines) -> Iterator[Line]:
    rest = [f for f in problems(report) if not any(inside(p, f) for p in shown)]
    for finding in rest[:_MOST]:
        number = (f"line {places.line(finding.start)}", "cyan")
        words = f" {finding.rule} [{shortened(finding.text, _QUOTED)}]"
        yield line(number, "  ", _severity(finding), words, indent=2, hang=2)
    yield from _and_more(len(rest) - _MOST)


def _abstained(report: Report, places: Lines) -> Iterator[Line]:
    silent = [(p.passage, p.score.abstained) for p in report.passages if p.score.abstained]
    for passage, reason in silent[:_MOST]:
        words = f"  {REASONS[reason]} [{shortened(passage.text, _QUOTED)}]"
        yield line((f"line {places.line(passage.start)}", "cyan"), words, indent=2, hang=2)
    yield from _and_more(len(silent) - _MOST)


def _and_more(number: int) -> Iterator[Line]:
    if number > 0:
        yield line(f"and {number} more", indent=2)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


@dataclass
class _Total:
    """Sums over the articles of a run."""

    articles: int = 0
    unscored: int = 0
    failures: int = 0
    severities: Counter[str] = field(default_factory=Counter)

    def add(self, report: Report, options: Options) -> None:
        self.articles += 1
        self.unscored += report.score.abstained is not None
        self.failures += sum(1 for _ in failures(report, options.fail_on))
        self.severities.update(f.severity for f in report.findings if f.severity)

    def words(self, options: Options) -> str:
        parts = [_count(self.articles, "article") + (f" ({self.unscored} not scored)" if self.unscored else "")]
        parts += [_count(self.severities[s], s) for s in reversed(SEVERITIES) if self.severities[s]]
        if options.fail_on:
            parts.append(f"{self.failures} at or over {options.fail_on}")
        return ", ".join(parts)
