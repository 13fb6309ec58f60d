"""Verb forms."""

from __future__ import annotations

import pytest

from credscore_features.verbs import forms


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("claim", ("claim", "claims", "claiming", "claimed")),
        ("allege", ("allege", "alleges", "alleging", "alleged")),
        ("deny", ("deny", "denies", "denying", "denied")),
        ("say", ("say", "says", "saying", "said")),
        ("convey", ("convey", "conveys", "conveying", "conveyed")),
        ("confess", ("confess", "confesses", "confessing", "confessed")),
        ("veto", ("veto", "vetoes", "vetoing", "vetoed")),
        ("agree", ("agree", "agrees", "agreeing", "agreed")),
        ("take", ("take", "takes", "taking", "took", "taken")),
        ("admit", ("admit", "admits", "admitting", "admitted")),
        ("slam", ("slam", "slams", "slamming", "slammed")),
        ("lie", ("lie", "lies", "lying", "lied")),
    ],
)
def test_forms(verb: str, expected: tuple[str, ...]) -> None:
    assert forms(verb) == expected
