"""What the page's template is given: reports in the words and numbers that a reader sees, nothing computed there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from credscore.contract import GRADES, REASONS
from credscore.report import reasons
from credscore.report.html.layout import Leaf, Row, rows
from credscore.report.plain import one_line, steady

if TYPE_CHECKING:
    from collections.abc import Sequence

    from credscore.contract import Contribution, Estimate, Grade, PassageReport, Report, Score
    from credscore_features import Finding

_FAMILIES = ("evidence", "retraction", "attribution", "sourcing", "hedge", "tone")
_FAMILY_NAMES = {"hedge": "Hedging", "retraction": "Retractions", "attribution": "Attribution"}
_MUTED = {"caption": "Caption", "byline": "Byline", "boilerplate": "Not part of the article", "title": "Title"}
_SHOWN_EFFECT = 0.1
_MOST_EFFECTS = 10
WEAK, FAIR = 40, 60
"""Below the first a score is drawn as weak, below the second as fair."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One score as it is drawn; numbers of the 0-100 scale."""

    name: str
    value: float
    low: float
    high: float

    @property
    def level(self) -> str:
        """weak, fair or good: only a colour, the length says the same."""
        return "weak" if self.value < WEAK else "fair" if self.value < FAIR else "good"

    @property
    def words(self) -> str:
        """For those who do not see it."""
        return f"{self.name} {self.value:.0f} of 100, 90% interval {self.low:.0f} to {self.high:.0f}"


@dataclass(frozen=True, slots=True)
class Effect:
    """One line of a score's account; ``pulled`` names the phrases behind what an encoder read."""

    name: str
    amount: str
    points: float
    findings: tuple[str, ...] = ()
    pulled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """How a score comes about: base, plus the effects, makes the score.

    Attributes:
        scale: the largest effect of the article, to which the bars are drawn.
    """

    grade: Grade
    base: float
    effects: tuple[Effect, ...]
    score: float
    scale: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding as the page shows it; ``anchor`` is unique on the page."""

    anchor: str
    finding: Finding
    parts: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        """The label, readable."""
        return self.finding.label.replace("_", " ")

    @property
    def whose(self) -> str:
        """The voice, readable."""
        return "in a source's words" if self.finding.voice == "quoted" else "in the writer's words"

    @property
    def source(self) -> str:
        """The type of an attribution's source, readable; empty where there is none."""
        kind = (self.finding.source_type or "").replace("_", " ")
        return f"{kind}, kept unnamed" if self.finding.anonymous else kind


class ArticleView:
    """One report on the page.

    Args:
        report: the report.
        key: prefix of every anchor of the article.
    """

    def __init__(self, report: Report, key: str) -> None:
        self.report = report
        self.key = key
        self.text = report.article.text
        self.marks = {f.id: self._mark(f) for f in report.findings}

    @property
    def title(self) -> str:
        """The title, or the id where there is none."""
        return one_line(self.report.article.title or self.report.article.id)

    @property
    def facts(self) -> str:
        """Outlet, date and size in one line."""
        article = self.report.article
        words = sum(len(p.passage.text.split()) for p in self.report.passages)
        known = [article.source, article.author, article.date, article.id if article.title else None]
        sizes = [counted(words, "word"), counted(len(self.report.passages), "passage")]
        return " · ".join([*(one_line(k) for k in known if k), *sizes])

    @cached_property
    def bars(self) -> tuple[Bar, ...]:
        """Of the article's score; none where it abstains."""
        return bars(self.report.score)

    @property
    def abstained(self) -> str | None:
        """Why the article has no score."""
        return why_not(self.report.score)

    @cached_property
    def problems(self) -> int:
        """Number of findings that have a severity."""
        return len(reasons.problems(self.report))

    @cached_property
    def rows(self) -> list[RowView]:
        """The whole text."""
        scale = max((abs(c.effect) for p in self.report.passages for c in p.contributions), default=1.0)
        seen: set[str] = set()
        return [RowView(self, row, max(scale, 1.0), seen) for row in rows(self.report)]

    def _mark(self, finding: Finding) -> Mark:
        parts = tuple(
            (name, " … ".join(one_line(self.text[start:end]) for start, end in spans))
            for name, spans in finding.parts.items()
            if spans
        )
        return Mark(f"{self.key}-{finding.id}", finding, parts)


class RowView:
    """A passage, or the text between two, with what stands beside it."""

    def __init__(self, article: ArticleView, row: Row, scale: float, seen: set[str]) -> None:
        self.article = article
        self.row = row
        self._scale = scale
        self.paragraphs = [ParagraphView(article, p.kind, p.leaves, seen) for p in row.paragraphs]
        self.marks = [m for p in self.paragraphs for m in p.starting]

    @property
    def passage(self) -> PassageReport | None:
        """The passage; None for text between passages."""
        return self.row.passage

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Of the passage's score."""
        return bars(self.passage.score) if self.passage else ()

    @property
    def abstained(self) -> str | None:
        """Why the passage has no score."""
        return why_not(self.passage.score) if self.passage else None

    @property
    def notes(self) -> list[Mark]:
        """Problems, in text order."""
        return [m for m in self.marks if m.finding.severity]

    @property
    def accounts(self) -> list[Account]:
        """How the passage's scores come about."""
        if self.passage is None or not self.passage.contributions:
            return []
        return [a for grade in GRADES if (a := account(self.passage, grade, self._scale, self.article.text))]


class ParagraphView:
    """A paragraph with its leaves, and the findings that start in it."""

    def __init__(self, article: ArticleView, kind: str, leaves: Sequence[Leaf], seen: set[str]) -> None:
        self.kind = kind
        self.muted = _MUTED.get(kind)
        self.leaves: list[LeafView] = []
        self.starting: list[Mark] = []
        for leaf in leaves:
            fresh = [f.id for f in leaf.marks if f.id not in seen]
            seen.update(fresh)
            self.starting += [article.marks[name] for name in fresh]
            self.leaves.append(LeafView(article, leaf, frozenset(fresh)))


class LeafView:
    """A stretch of text with its marks."""

    def __init__(self, article: ArticleView, leaf: Leaf, fresh: frozenset[str]) -> None:
        self.text = steady(article.text[leaf.start : leaf.end])
        self.marks = [(article.marks[f.id], f.id in fresh) for f in leaf.marks]
        self.parts = " ".join(f"{article.key}-{f.id}.{part}" for f, part in leaf.parts)


def bars(score: Score) -> tuple[Bar, ...]:
    """The bars of a score, in the order of the grades."""
    return tuple(_bar(grade, e) for grade in GRADES if (e := score[grade]))


def _bar(grade: Grade, e: Estimate) -> Bar:
    return Bar(grade.capitalize(), e.value, e.low, e.high)


def why_not(score: Score) -> str | None:
    """Why there is no score."""
    return REASONS[score.abstained] if score.abstained else None


def account(passage: PassageReport, grade: Grade, scale: float, text: str) -> Account | None:
    """The account of one score: the strongest effects by name, the others as one, so that it adds up."""
    estimate = passage.score[grade]
    if estimate is None or grade not in passage.base:
        return None
    everything = reasons.of_grade(passage, grade)
    shown = [c for c in everything if abs(c.effect) >= _SHOWN_EFFECT][:_MOST_EFFECTS]
    phrases = reasons.pulled(text, passage.pulls[grade]) if grade in passage.pulls else ()
    lines = [_effect(c, phrases if c.feature == f"annotator_{grade}" else ()) for c in shown]
    rest = estimate.value - passage.base[grade] - sum(c.effect for c in shown)
    if len(everything) > len(shown):
        lines.append(Effect(f"{counted(len(everything) - len(shown), 'smaller effect')} together", "", rest))
    return Account(grade, passage.base[grade], tuple(lines), estimate.value, scale)


def _effect(c: Contribution, pulled: tuple[str, ...]) -> Effect:
    return Effect(reasons.told(c), reasons.amount(c.feature, c.value), c.effect, c.findings, pulled)


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of finding, for the filter and the legend."""

    kind: str
    name: str
    count: int
    number: int


def families(views: Sequence[ArticleView]) -> list[Family]:
    """Kinds that occur, the known ones first, with how many findings they have."""
    counts = Counter(f.kind for view in views for f in view.report.findings)
    order = [k for k in _FAMILIES if k in counts] + sorted(set(counts) - set(_FAMILIES))
    return [
        Family(k, _FAMILY_NAMES.get(k, k.replace("_", " ").capitalize()), counts[k], n) for n, k in enumerate(order)
    ]


def sorted_views(reports: Sequence[Report]) -> list[ArticleView]:
    """Articles with the least support first; those without a score last."""

    def key(report: Report) -> tuple[bool, float]:
        estimate = report.score["support"]
        return estimate is None, estimate.value if estimate else 0.0

    return [ArticleView(report, f"a{n}") for n, report in enumerate(sorted(reports, key=key), 1)]


def counted(number: int, noun: str) -> str:
    """``1 word``, ``2 words``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def signed(points: float) -> str:
    """Points with their sign, a real minus."""
    return f"{points:+.1f}".replace("-", "−")
