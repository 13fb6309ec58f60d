"""Samples of scored articles, drawn so that their truth is known."""

from __future__ import annotations

from credscore.contract import Estimate, Score
from credscore.drift import gathered
from credscore.report.scored import ScoredArticle, ScoredPassage
from credscore_features import Finding

COLUMNS = tuple(f"made_up_{n}" for n in range(6))


def score(value):
    return Score(estimates={grade: Estimate(value, value - 10, value + 10) for grade in ("support", "transparency")})


def finding(rule):
    kind, label = rule.split(".")
    return Finding(
        kind=kind, label=label, start=0, end=1, text="a", sentence=(0, 1), voice="writer", origin="", message=""
    )


def article(at, rng, *, shift=0.0, source=None, findings=(), passages=6, within=0.5, effect=0.0):
    """Numbers of passages: one part of the article's own, one of the passage."""
    own = rng.normal(0, 1, len(COLUMNS))
    rows = own + within * rng.normal(0, 1, (passages, len(COLUMNS))) + effect
    rows[:, 0] += shift
    made = tuple(
        ScoredPassage(
            index=n,
            start=0,
            end=1,
            text="some words " * 20,
            score=score(50 + 5 * row[1]),
            features=dict(zip(COLUMNS, row.tolist(), strict=True)),
        )
        for n, row in enumerate(rows)
    )
    return ScoredArticle(
        id=str(at),
        source=source,
        score=score(50 + 5 * rows[:, 1].mean()),
        passages=made,
        findings=tuple(findings),
        model="made 1",
    )


def sample(rng, number, name="made", sources=(None,), weights=None, effects=None, **more):
    chosen = rng.choice(len(sources), number, p=weights)
    effects = effects or dict.fromkeys(sources, 0.0)
    made = (article(n, rng, source=sources[k], effect=effects[sources[k]], **more) for n, k in enumerate(chosen))
    return gathered(made, name)
