"""What cue files can say, and what they are told when they say it wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from credscore_features import CueError, Cues, Group, Reading, load_cues

if TYPE_CHECKING:
    from pathlib import Path


def group(*phrases: str, name: str = "g", patterns: tuple[str, ...] = (), unless: tuple[str, ...] = ()) -> Group:
    return Group(name=name, label=name, source="ours", phrases=phrases, patterns=patterns, unless=unless)


def found(cues: Cues, text: str) -> list[str]:
    return [text[m.start : m.end] for m in cues.find(Reading(text))]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("no proof", "There is no proof.", ["no proof"]),
        ("no proof", "NO PROOF of it", ["NO PROOF"]),
        ("no proof", "no, proof", ["no, proof"]),
        ("no proof", "no\nproof", ["no\nproof"]),
        ("no proof", "no proofs, piano proof", []),
        ("no proof/evidence", "no evidence, no proof", ["no evidence", "no proof"]),
        ("no (hard) proof", "no hard proof; no proof", ["no hard proof", "no proof"]),
        ("no (hard/real) proof", "no real proof", ["no real proof"]),
        ("(quite) untrue", "quite untrue", ["quite untrue"]),
        ("<deny> it", "denies it, denied it, denying it, deny it", ["denies it", "denied it", "denying it", "deny it"]),
        ("<take> back", "took back, taken back", ["took back", "taken back"]),
        ("alleg*", "allegedly alleges allegation", ["allegedly", "alleges", "allegation"]),
        ("no alleg* made", "no allegations made", ["no allegations made"]),
        ("no ... proof", "no firm or lasting proof", ["no firm or lasting proof"]),
        ("no ... proof", "no very firm and lasting proof", []),
        ("no ...5 proof", "no very firm and lasting proof", ["no very firm and lasting proof"]),
        ("no ... proof", "no. Then proof", []),
        ("don't know", "don’t know, don't know", ["don’t know", "don't know"]),
        ("so-called", "so-called, so called, so‑called", ["so-called", "so called", "so‑called"]),
        ("witch-hunt", "witch hunts, a witch hunt, a witch‐hunt", ["witch hunt", "witch‐hunt"]),
    ],
)
def test_phrases(phrase: str, text: str, expected: list[str]) -> None:
    assert found(Cues([group(phrase)]), text) == expected


def test_the_longest_match_wins_and_then_the_earlier_group() -> None:
    cues = Cues(
        [group("no proof", name="short"), group("no proof at all", name="long"), group("no proof", name="late")]
    )
    matches = cues.find(Reading("no proof at all; no proof"))
    assert [m.group.name for m in matches] == ["long", "short"]


def test_only_the_named_groups_are_searched() -> None:
    cues = Cues([group("no", name="a"), group("yes", name="b")])
    assert [m.group.name for m in cues.find(Reading("yes no"), "a")] == ["a"]


def test_unless_takes_back_what_it_overlaps() -> None:
    cues = Cues([group("false", unless=("false alarm",))])
    assert found(cues, "a false alarm and a false claim") == ["false"]
    assert cues.find(Reading("a false alarm and a false claim"))[0].start > 10


def test_patterns_and_the_part_called_cue() -> None:
    cues = Cues([group(patterns=(r"\bsome (?P<cue>\d+)", r"\bx+\b"))])
    assert found(cues, "some 40 XX") == ["40", "XX"]


def test_an_empty_pattern_match_is_no_cue() -> None:
    assert found(Cues([group(patterns=(r"x*",))]), "ab xx") == ["xx"]


def test_many_matches_keep_their_order() -> None:
    text = "yes no " * 5000
    assert found(Cues([group("no", name="a"), group("yes", name="b")]), text) == text.split()


def test_a_file_is_read_with_its_other_keys(tmp_path: Path) -> None:
    path = tmp_path / "cues.toml"
    path.write_text(
        '[[group]]\nname = "a"\nlabel = "b"\nsource = "ours"\nmessage = "m"\nseverity = "error"\n'
        'confidence = 0.5\nphrases = ["no proof"]\nweight = 3\n',
        "utf-8",
    )
    only = load_cues(path).groups["a"]
    assert (only.label, only.message, only.severity, only.confidence) == ("b", "m", "error", 0.5)
    assert only.extra == {"weight": 3}


def test_more_files_extend_and_add_groups(tmp_path: Path) -> None:
    first, second = tmp_path / "a.toml", tmp_path / "b.toml"
    first.write_text('[[group]]\nname = "a"\nphrases = ["no"]\nseverity = "warning"\n', "utf-8")
    second.write_text(
        '[[group]]\nname = "a"\nphrases = ["nay"]\nunless = ["no one"]\n[[group]]\nname = "b"\nphrases = ["yes"]\n',
        "utf-8",
    )
    cues = load_cues(first, second)
    assert found(cues, "no nay yes; no one") == ["no", "nay", "yes"]
    assert cues.groups["a"].severity == "warning"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("group = [", ["Cannot read", "cues.toml"]),
        ("[other]\n", ["cues.toml", "[[group]]", "other"]),
        ("group = 3\n", ["cues.toml", "[[group]]"]),
        ('[[group]]\nphrases = ["no"]\n', ["Group 1", "cues.toml", "no name"]),
        ('[[group]]\nname = "a"\nseverity = "bad"\n', ["'a'", "'bad'", "suggestion, warning, error", "cues.toml"]),
        ('[[group]]\nname = "a"\nphrases = ["(no)"]\n', ["'(no)'", "must begin with a word", "cues.toml", "'a'"]),
        ('[[group]]\nname = "a"\nphrases = ["... no"]\n', ["'... no'", "must begin with a word"]),
        ('[[group]]\nname = "a"\nphrases = ["no a//b"]\n', ["'no a//b'", "empty alternative"]),
        ('[[group]]\nname = "a"\nphrases = ["?!"]\n', ["'?!'", "letter or a digit"]),
        ('[[group]]\nname = "a"\nphrases = [""]\n', ["''", "must begin"]),
        ('[[group]]\nname = "a"\nphrases = "no"\n', ["'a'", "cues.toml", "phrases", "list"]),
        ('[[group]]\nname = "a"\nphrases = [3]\n', ["'a'", "cues.toml", "phrases", "list"]),
        ('[[group]]\nname = "a"\nunless = ["(x)"]\n', ["'(x)'", "must begin"]),
        ('[[group]]\nname = "a"\npatterns = ["("]\n', ["'a'", "'('", "cannot be read"]),
        ('[[group]]\nname = "a"\nconfidence = "high"\n', ["'a'", "cues.toml", "confidence", "'high'"]),
        ('[[group]]\nname = "a"\nlabel = 3\n', ["'a'", "cues.toml", "label", "3"]),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, content: str, said: list[str]) -> None:
    path = tmp_path / "cues.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(CueError) as error:
        load_cues(path)
    assert not [word for word in said if word not in str(error.value)], str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CueError, match=r"nowhere\.toml"):
        load_cues(tmp_path / "nowhere.toml")


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "cues.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CueError, match=r"cues\.toml"):
        load_cues(path)
