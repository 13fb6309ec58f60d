"""Comments in a text that switch findings off."""

from __future__ import annotations

import pytest

from credscore.suppress import split
from credscore_features import Finding

RULES = ("evidence.no_evidence", "evidence.disputed", "hedge.modal")


def findings(text):
    """One finding for each word that names a rule: FLAG, QUARREL and MAY."""
    words = {"FLAG": RULES[0], "QUARREL": RULES[1], "MAY": RULES[2]}
    for word, rule in words.items():
        at = -1
        while (at := text.find(word, at + 1)) >= 0:
            kind, label = rule.split(".")
            yield Finding(
                kind=kind,
                label=label,
                start=at,
                end=at + len(word),
                text=word,
                sentence=(0, len(text)),
                voice="writer",
                origin=f"rule:{rule}",
                message="A finding.",
            )


def kept(text):
    found = list(findings(text))
    result = split(text, found, RULES)
    assert sorted([*result.kept, *result.suppressed], key=found.index) == found
    assert result.warnings == ()
    return " ".join(f.text for f in sorted(result.kept, key=lambda f: f.start))


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("FLAG MAY", "FLAG MAY"),
        ("FLAG <!-- credscore off --> FLAG MAY", "FLAG"),
        ("<!-- credscore off --> FLAG <!-- credscore on --> MAY", "MAY"),
        ("<!--credscore off evidence.no_evidence-->FLAG QUARREL MAY", "QUARREL MAY"),
        ("<!-- credscore off evidence --> FLAG QUARREL MAY", "MAY"),
        ("<!-- credscore off evidence, hedge.modal --> FLAG QUARREL MAY", ""),
        ("<!-- credscore off evidence\nhedge --> FLAG MAY", ""),
        ("<!-- credscore off --><!-- credscore on hedge --> FLAG MAY", "MAY"),
        ("<!-- credscore off hedge --><!-- credscore on --> FLAG MAY", "FLAG MAY"),
        ("<!-- credscore off evidence --><!-- credscore on evidence.disputed --> FLAG QUARREL", "QUARREL"),
        ("FLAG\nFLAG <!-- credscore disable-line --> MAY\nMAY", "FLAG MAY"),
        ("FLAG MAY <!-- credscore disable-line hedge -->\r\nMAY", "FLAG MAY"),
        ("FLAG MAY <!-- credscore disable-line hedge -->\rMAY", "FLAG MAY"),
        ("<!-- credscore disable-next-line --> FLAG\n\n \r\nFLAG MAY\nMAY", "FLAG MAY"),
        ("<!-- credscore disable-next-line hedge -->\nFLAG MAY\nMAY", "FLAG MAY"),
        ("MAY <!-- credscore disable-next-line -->", "MAY"),
        ("<!-- credscore-like tools off --> FLAG", "FLAG"),
        ("<!-- credscore off FLAG", "FLAG"),
        ("<!-- a note --> FLAG <!-- credscore off --> MAY", "FLAG"),
    ],
)
def test_comments_switch_findings_off(text, stays):
    assert kept(text) == stays


def test_order_of_the_findings_stays():
    text = "<!-- credscore off hedge --> MAY FLAG QUARREL"
    found = sorted(findings(text), key=lambda f: -f.start)
    assert [f.text for f in split(text, found).kept] == ["QUARREL", "FLAG"]


def test_an_unknown_comment_is_warned_about_and_switches_nothing_off():
    text = "One.\r\nTwo <!-- credscore of --> FLAG\n<!-- credscore --> MAY"
    result = split(text, findings(text))
    assert [f.text for f in result.kept] == ["FLAG", "MAY"]
    assert result.warnings == (
        (
            "Line 2: There is no credscore comment 'of'. Did you mean 'off'? "
            "Choices: off, on, disable-line, disable-next-line."
        ),
        "Line 3: There is no credscore comment ''. Choices: off, on, disable-line, disable-next-line.",
    )


def test_an_unknown_rule_is_warned_about_where_the_rules_are_known():
    text = "<!-- credscore off evidence.no_evidense hedge --> FLAG MAY"
    result = split(text, findings(text), RULES)
    assert [f.text for f in result.kept] == ["FLAG"]
    (warning,) = result.warnings
    assert "Line 1: There is no rule 'evidence.no_evidense'. Did you mean 'evidence.no_evidence'?" in warning
    assert split(text, findings(text)).warnings == ()
