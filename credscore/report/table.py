"""The terminal's view: scores, the weakest passages with their reasons, the problems."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from credscore.contract import GRADES, REASONS
from credscore.report.lines import Lines
from credscore.report.plain import fitting, is_unicode, one_line, shortened
from credscore.report.reasons import amount, drawbacks, inside, problems, summary, weakest
from credscore.report.severity import failures
from credscore_features import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.text import Text

    from credscore.contract import Estimate, PassageReport, Report, Score
    from credscore.report.format import Options
    from credscore_features import Finding

_MOST_ELSEWHERE = 12
_CELLS = 24
_WEAK, _FAIR = 40, 60
_SEVERITY_STYLE = {"error": "bold red", "warning": "yellow", "suggestion": "cyan"}


def write_table(reports: Iterable[Report], out: IO[str], options: Options) -> None:
    """Each article as soon as it is there, then one line that adds up several."""
    page = _Page(out, options)
    total = _Total()
    for report in reports:
        for indent, line in _article(report, page):
            page.put(indent, line)
        total.add(report, options)
    if total.articles != 1:
        page.put(0, page.styled((total.line(options), "bold")))


class _Page:
    """Lines on a stream: wrapped with a hanging indent, coloured or not."""

    def __init__(self, out: IO[str], options: Options) -> None:
        from rich.console import Console  # noqa: PLC0415 - only where a table is wanted: it takes a while to import

        self.out = out
        self.color = options.color
        self.blocks = options.color and is_unicode(out)
        self.width = max(40, options.width or 80)
        self.console = Console(
            file=out,
            width=self.width,
            force_terminal=options.color,
            color_system="standard" if options.color else None,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def put(self, indent: int, line: Text) -> None:
        """One paragraph; what does not fit goes on below, under its own beginning."""
        if not line.plain:
            self.console.print()
            return
        for wrapped in line.wrap(self.console, self.width - indent):
            wrapped.rstrip()
            wrapped.pad_left(indent)
            self.console.print(wrapped, soft_wrap=True)

    def styled(self, *parts: str | tuple[str, str]) -> Text:
        """Text from strings and (string, style) pairs, with nothing in it that the stream cannot show."""
        from rich.text import Text  # noqa: PLC0415 - as above

        pairs = [(part, "") if isinstance(part, str) else part for part in parts]
        return Text.assemble(*((fitting(text, self.out), style) for text, style in pairs))


def _article(report: Report, page: _Page) -> Iterator[tuple[int, Text]]:
    yield 0, page.styled((one_line(report.article.title or report.article.id), "bold"))
    yield 0, page.styled((_about(report), "dim"))
    yield 0, page.styled()
    yield from ((2, line) for line in _headline(report.score, page))
    lines = Lines(report.article.text)
    weak = weakest(report)
    for title, body in (
        ("Weakest passages", [item for p in weak for item in _passage(report, p, lines, page)]),
        ("Other problems", list(_elsewhere(report, weak, lines, page))),
        ("Not scored", list(_abstained(report, lines, page))),
    ):
        if body:
            yield 0, page.styled()
            yield 2, page.styled((title, "bold underline" if page.color else ""))
            yield from body
    yield 0, page.styled()


def _about(report: Report) -> str:
    article = report.article
    words = sum(len(p.passage.text.split()) for p in report.passages)
    known = [article.id if article.title else "", article.source, article.date]
    counts = [_count(words, "word"), _count(len(report.passages), "passage")]
    return ", ".join([*(one_line(k) for k in known if k), *counts])


def _headline(score: Score, page: _Page) -> Iterator[Text]:
    if score.abstained:
        yield page.styled(("No score. ", "bold"), REASONS[score.abstained])
    for grade in GRADES:
        estimate = score[grade]
        if estimate:
            yield page.styled(
                f"{grade:<13}",
                (f"{estimate.value:3.0f}", "bold"),
                f" {_interval(estimate):<8} ",
                *_bar(estimate, page),
            )


def _interval(estimate: Estimate) -> str:
    return f"({estimate.low:.0f}-{estimate.high:.0f})"


def _bar(estimate: Estimate, page: _Page) -> Iterator[tuple[str, str]]:
    """Filled to the value; the interval is the shaded stretch around its end."""
    low, at, high = (round(x / 100 * _CELLS) for x in (estimate.low, estimate.value, estimate.high))
    color = "red" if estimate.value < _WEAK else "yellow" if estimate.value < _FAIR else "green"
    marks = "█▓▒░" if page.blocks else "#=-."
    yield marks[0] * low + marks[1] * (at - low), color
    yield marks[2] * (high - at), color
    yield marks[3] * (_CELLS - high), "dim"


def _passage(report: Report, passage: PassageReport, lines: Lines, page: _Page) -> Iterator[tuple[int, Text]]:
    numbers = [
        part
        for grade in GRADES
        if (e := passage.score[grade])
        for part in (f"  {grade} ", (f"{e.value:.0f}", "bold"), f" {_interval(e)}")
    ]
    yield 2, page.styled((f"line {lines.line(passage.passage.start)}", "cyan"), *numbers)
    yield 4, page.styled((shortened(passage.passage.text, 3 * (page.width - 6) // 2), "italic"))
    for c in drawbacks(passage, "support"):
        yield (
            4,
            page.styled((f"{c.effect:+.1f} ", "red"), f"{summary(c.feature)}: {amount(c.feature, c.value)}"),
        )
    for finding in problems(report):
        if inside(passage, finding):
            yield from ((4, line) for line in _problem(finding, page))


def _problem(finding: Finding, page: _Page) -> Iterator[Text]:
    severity = finding.severity or "suggestion"
    yield page.styled(
        (severity, _SEVERITY_STYLE[severity]),
        f" {finding.rule}: {one_line(finding.message)} [{shortened(finding.text, 60)}]",
    )


def _elsewhere(
    report: Report, shown: tuple[PassageReport, ...], lines: Lines, page: _Page
) -> Iterator[tuple[int, Text]]:
    rest = [f for f in problems(report) if not any(inside(p, f) for p in shown)]
    for finding in rest[:_MOST_ELSEWHERE]:
        line, column = lines.at(finding.start)
        severity = finding.severity or "suggestion"
        yield (
            2,
            page.styled(
                (f"{line}:{column} ", "cyan"),
                (severity, _SEVERITY_STYLE[severity]),
                f" {finding.rule} [{shortened(finding.text, 60)}]",
            ),
        )
    if len(rest) > _MOST_ELSEWHERE:
        yield 2, page.styled(f"and {len(rest) - _MOST_ELSEWHERE} more")


def _abstained(report: Report, lines: Lines, page: _Page) -> Iterator[tuple[int, Text]]:
    for p in report.passages:
        if p.score.abstained:
            line = lines.line(p.passage.start)
            words = shortened(p.passage.text, 50)
            yield 2, page.styled((f"line {line}", "cyan"), f"  {REASONS[p.score.abstained]} [{words}]")


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
        """One more article."""
        self.articles += 1
        self.unscored += report.score.abstained is not None
        self.failures += sum(1 for _ in failures(report, options.fail_on))
        self.severities.update(f.severity for f in report.findings if f.severity)

    def line(self, options: Options) -> str:
        """The sums in one line."""
        parts = [_count(self.articles, "article") + (f" ({self.unscored} not scored)" if self.unscored else "")]
        parts += [_count(self.severities[s], s) for s in reversed(SEVERITIES) if self.severities[s]]
        if options.fail_on:
            parts.append(f"{self.failures} at or over {options.fail_on}")
        return ", ".join(parts) + "."
