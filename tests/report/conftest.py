"""Reports made by hand, about an invented article: every renderer is tested without a scorer."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from credscore.article import Article, Block, Passage
from credscore.contract import Contribution, Estimate, ModelInfo, PassageReport, Report, Score
from credscore.report import reasons
from credscore_features import Column, Finding

TITLE = "Harbour tender “was fixed”, two aides say"
CAPTION = "Cranes at the Ostmere docks on Tuesday. (Photo: Lena Varga/Coast Pictures)"
SUBHEAD = "A denial, and no papers"
MENU = "Most popular: Ten walks for a wet weekend"
FIRST = (
    "OSTMERE — The harbour authority awarded a contract worth 41 million crowns to Brandt & Sons on Monday, "
    "according to the minutes of its meeting. Chairwoman Ilse Torvik said the offer “was the lowest of five, "
    "and it may save us two years.”"
)
SECOND = (
    "Opponents of the mayor have repeatedly blamed a secret deal, without offering evidence. “It was absolutely "
    "rotten from the first day,” said a person familiar with the talks who asked not to be named."
)
THIRD = (
    "The newspaper Tidewater corrected an earlier report that put the price at 61 million crowns. The claim that "
    "the tender was cancelled could not be independently verified."
)
SHORT = "More soon."
PARTS = (TITLE, CAPTION, FIRST, SECOND, SUBHEAD, THIRD, SHORT, MENU)
KINDS = ("title", "caption", "body", "body", "subhead", "correction", "body", "boilerplate")
TEXT = "\n\n".join(PARTS) + "\n"

COLUMNS = (
    Column(
        name="unsourced_share",
        unit="share",
        summary="Share of the sentences that state something with no source.",
        better="lower",
    ),
    Column(name="named_share", unit="share", summary="Share of the sources that are named.", better="higher"),
    Column(
        name="flags_density",
        unit="per 100 words",
        summary="Claims that the text itself calls unsupported.",
        better="lower",
    ),
    Column(name="figures_density", unit="per 100 words", summary="Figures."),
)


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    """Where the words are; they must be there."""
    start = text.index(words)
    return start, start + len(words)


def finding(words: str, rule: str, message: str, *, text: str = TEXT, **more) -> Finding:
    start, end = span(words, text)
    kind, label = rule.split(".")
    parts = {name: tuple(span(w, text) for w in value) for name, value in more.pop("parts", {}).items()}
    more = {"voice": "writer", "sentence": (start, end), **more}
    return Finding(
        kind=kind,
        label=label,
        start=start,
        end=end,
        text=words,
        origin=f"rule:{rule}",
        message=message,
        parts=parts,
        **more,
    )


def found() -> tuple[Finding, ...]:
    made = [
        finding(
            "according to",
            "attribution.indirect",
            "Says who: the minutes of its meeting.",
            parts={
                "source": ["the minutes of its meeting"],
                "cue": ["according to"],
                "content": [FIRST[10:103]],
            },
            source_type="document",
            anonymous=False,
        ),
        finding(
            "said the offer",
            "attribution.mixed",
            "Says who: Chairwoman Ilse Torvik.",
            parts={
                "source": ["Chairwoman Ilse Torvik"],
                "cue": ["said"],
                "content": ["the offer “was the lowest of five, and it may save us two years.”"],
            },
            source_type="named_person",
            anonymous=False,
            quote="was the lowest of five",
        ),
        finding("may", "hedge.modal", "A hedge in somebody else's words.", voice="quoted"),
        finding(
            "41 million crowns",
            "evidence.shown",
            "A figure with its source.",
        ),
        finding(
            "without offering evidence",
            "evidence.no_evidence",
            "The text says that no evidence was offered for this claim.",
            severity="warning",
            confidence=0.97,
            parts={
                "cue": ["without offering evidence"],
                "claimant": ["Opponents of the mayor"],
                "claim": ["a secret deal"],
            },
        ),
        finding(
            "absolutely rotten",
            "tone.loaded",
            "Loaded words, in a quotation.",
            voice="quoted",
            severity="suggestion",
        ),
        finding("absolutely", "tone.absolute", "An absolute, in a quotation.", voice="quoted"),
        finding(
            "a person familiar with the talks",
            "sourcing.unnamed_person",
            "The source is not named; the reason given is that it asked for it.",
            severity="suggestion",
            source_type="unnamed_person",
            anonymous=True,
        ),
        finding(
            "corrected an earlier report",
            "retraction.reported_retraction",
            "Somebody else's correction.",
            parts={"who": ["The newspaper Tidewater"], "what": ["an earlier report"]},
        ),
        finding(
            "could not be independently verified",
            "evidence.unverified",
            "The text says that this claim is not confirmed.",
            severity="error",
            parts={"claim": ["the tender was cancelled"]},
        ),
    ]
    made.sort(key=lambda f: (f.start, f.end))
    return tuple(replace(f, id=f"f{n}") for n, f in enumerate(made, 1))


def blocks() -> tuple[Block, ...]:
    return tuple(Block(kind, *span(part)) for kind, part in zip(KINDS, PARTS, strict=True))


def article(**more) -> Article:
    given = {
        "text": TEXT,
        "id": "ostmere.txt",
        "place": "news/ostmere.txt",
        "title": TITLE,
        "source": "The Ostmere Ledger",
        "date": "2026-05-04",
        "blocks": blocks(),
    }
    return Article(**(given | more))


BASE = {"support": 58.0, "transparency": 61.0}
GRADES = (0.1, 0.15, 0.3, 0.3, 0.15)


def passage(index: int, words: str, effects: dict[str, float], ids: tuple[str, ...] = ()) -> PassageReport:
    """A passage whose effects add up to its scores."""
    start, end = span(words)
    support = BASE["support"] + sum(effects.values())
    contributions = tuple(
        Contribution(grade=grade, feature=name, value=0.5, effect=effect * scale, findings=ids)
        for grade, scale in (("support", 1.0), ("transparency", -0.25))
        for name, effect in effects.items()
    )
    transparency = BASE["transparency"] - 0.25 * sum(effects.values())
    return PassageReport(
        passage=Passage(index, start, end, words),
        score=Score(
            estimates={
                "support": Estimate(support, support - 9, support + 7),
                "transparency": Estimate(transparency, transparency - 6, transparency + 6),
            },
            probabilities={"support": GRADES, "transparency": GRADES},
        ),
        features={column.name: 0.5 for column in COLUMNS},
        contributions=contributions,
        base=BASE,
    )


def passages(ids: dict[str, str]) -> tuple[PassageReport, ...]:
    start, end = span(SHORT)
    return (
        passage(0, FIRST, {"named_share": 9.25, "figures_density": 6.5, "unsourced_share": 0.25}),
        passage(
            1,
            SECOND,
            {"flags_density": -17.5, "named_share": -6.25, "unsourced_share": -2.125, "figures_density": -0.125},
            (ids["evidence.no_evidence"], ids["sourcing.unnamed_person"]),
        ),
        passage(2, THIRD, {"flags_density": -8.0, "figures_density": 3.0}, (ids["evidence.unverified"],)),
        PassageReport(
            passage=Passage(3, start, end, SHORT),
            score=Score(abstained="too_short"),
            features={column.name: 0.0 for column in COLUMNS},
        ),
    )


MODEL = ModelInfo(name="by-hand", version="1", sha256=hashlib.sha256(b"by hand").hexdigest())


def make(**more) -> Report:
    """A report of the invented article; any part of the article can be replaced."""
    findings = found()
    return Report(
        article=article(**more),
        model=MODEL,
        score=Score(estimates={"support": Estimate(54.3, 45.1, 62.8), "transparency": Estimate(63.0, 55.5, 69.9)}),
        passages=passages({f.rule: f.id for f in findings}),
        findings=findings,
        version="0.1.0",
    )


def of_text(text: str, *, findings: tuple[Finding, ...] = (), **more) -> Report:
    """A report of any text: one passage over all of it."""
    made = passage(0, SECOND, {"flags_density": -1.0})
    whole = replace(made, passage=Passage(0, 0, len(text), text))
    given = {"id": "any.txt", "place": "any.txt", "title": None, **more}
    return Report(
        article=Article(text=text, **given),
        model=MODEL,
        score=Score(estimates=made.score.estimates),
        passages=(whole,),
        findings=findings,
        version="0.1.0",
    )


@pytest.fixture(autouse=True)
def known_columns(monkeypatch):
    """The columns of these tests, whatever features are installed."""
    monkeypatch.setattr(reasons, "columns", lambda: {column.name: column for column in COLUMNS})


@pytest.fixture
def make_report() -> Any:
    return make


@pytest.fixture
def make_finding() -> Any:
    return finding


@pytest.fixture
def report_of() -> Any:
    """A report of any text."""
    return of_text


@pytest.fixture
def report() -> Report:
    return make()


@pytest.fixture
def abstained() -> Report:
    """An article that could not be scored at all, with no passage."""
    return replace(
        make(id="list.txt", place="list.txt", title=None),
        score=Score(abstained="not_prose"),
        passages=(),
        findings=(),
    )
