"""Articles as numbers, made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from credscore.contract import GRADES, Contribution, Estimate, Score
from credscore.outlets import Entry
from credscore.report.scored import ScoredArticle, ScoredPassage
from credscore_features import Finding


def estimate(value: float, half: float = 5.0) -> Estimate:
    return Estimate(value, max(0.0, value - half), min(100.0, value + half))


def entry(outlet: str, value: float, *, half: float = 5.0, **more: Any) -> Entry:
    given = {"id": "a", "words": 100, "estimates": dict.fromkeys(GRADES, estimate(value, half))}
    return Entry(outlet=outlet, **(given | more))


def passage(index: int, text: str, effects: dict[str, float], *, base: float = 50.0, findings: tuple[str, ...] = ()):
    value = base + sum(effects.values())
    return ScoredPassage(
        index=index,
        start=100 * index,
        end=100 * index + len(text),
        text=text,
        score=Score(estimates=dict.fromkeys(GRADES, estimate(value))),
        features={name: float(index) for name in effects},
        contributions=tuple(
            Contribution(grade, name, float(index), effect, findings)
            for grade in GRADES
            for name, effect in effects.items()
        ),
        base=dict.fromkeys(GRADES, base),
    )


def article(identity: str, outlet: str | None, *passages: ScoredPassage, **more: Any) -> ScoredArticle:
    """An article whose score is that of its passages by their words."""
    words = sum(p.words for p in passages)
    value = sum(p.words * p.score.estimates["support"].value for p in passages) / words
    given = {
        "score": Score(estimates=dict.fromkeys(GRADES, estimate(value))),
        "model": "by-hand 1",
        "annotator": "rules",
        "date": "2026-05-04",
    }
    return ScoredArticle(id=identity, source=outlet, passages=passages, **(given | more))


def finding(identity: str, text: str) -> Finding:
    return Finding(
        kind="tone",
        label="loaded",
        start=0,
        end=len(text),
        text=text,
        sentence=(0, len(text)),
        voice="writer",
        origin="rule:tone.loaded",
        message="Loaded.",
        id=identity,
    )


OUTLETS = ("The Ostmere Ledger", "Tidewater", "Harbour Post", "Nordholm News", "Coast <b>Daily")


@pytest.fixture
def newsroom() -> list[ScoredArticle]:
    """Five outlets of twelve articles each, one of three, one article without an outlet; over four months."""
    made = [
        article(
            f"{at}-{n}",
            outlet,
            passage(0, "one two three four", {"named": 2.0 * at + n / 4, "loaded": -at}, findings=("f1",)),
            passage(1, "five six", {"named": -1.0, "length": 0.5}),
            findings=(finding("f1", f"rotten {at}"),),
            date=f"2026-0{1 + n % 4}-03",
            extra={"lean": "left" if at < 2 else "right" if at < 4 else None},
        )
        for at, outlet in enumerate(
            ("The Ostmere Ledger", "Tidewater", "Harbour Post", "Nordholm News", "Coast <b>Daily")
        )
        for n in range(12)
    ]
    short = [article(f"s{n}", "Two Weeks", passage(0, "one two", {"named": 1.0})) for n in range(3)]
    silent = ScoredArticle(
        id="q", source="Tidewater", passages=(), score=Score(abstained="too_short"), model="by-hand 1"
    )
    return [*made, *short, silent, article("x", None, passage(0, "one", {"named": 0.0}))]
