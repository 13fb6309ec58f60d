from __future__ import annotations

import re

import pytest

from credscore_features import Finding, Reading
from credscore_features.antecedents import RULES, antecedents, with_antecedents
from credscore_features.attribution.kinds import kind_of
from credscore_features.attribution.measures import attributed
from credscore_features.names import Names, words

_MARK = re.compile(r"[\[\]{}]")


def read(marked: str) -> tuple[Reading, list[Finding]]:
    """A text whose sources stand in square brackets and what they say in curly ones, as attributions in text order."""
    opened: dict[str, int] = {}
    sources, contents = [], []
    for removed, mark in enumerate(_MARK.finditer(marked)):
        at = mark.start() - removed
        if mark.group() in "[{":
            opened[mark.group()] = at
        elif mark.group() == "]":
            sources.append((opened["["], at))
        else:
            contents.append((opened["{"], at))
    reading = Reading(_MARK.sub("", marked))
    return reading, [_finding(reading, span, contents if not n else []) for n, span in enumerate(sources)]


def _finding(reading: Reading, source: tuple[int, int], contents: list[tuple[int, int]]) -> Finding:
    sentence = reading.sentence_at(source[0])
    return Finding(
        kind="attribution",
        label="indirect",
        start=source[0],
        end=source[1],
        text=reading.text[slice(*source)],
        sentence=sentence,
        voice="writer",
        origin="test",
        message=f"Says who: {reading.text[slice(*source)]}.",
        parts={"source": (source,), "content": tuple(contents)},
        source_type=kind_of(reading, source, sentence).type,
    )


def last(marked: str) -> tuple[str, str] | None:
    """Whom the last source stands for, and by which rule."""
    reading, findings = read(marked)
    found = antecedents(reading, findings).get(len(findings) - 1)
    return (reading.text[slice(*found.span)], found.rule) if found else None


KNOWN = {
    "full_name": [
        ("[Ada Lund] said no. Then [Lund] said yes.", "Ada Lund"),
        ("The minister, Ada Lund, was late. [Ms. Lund] said no.", "Ada Lund"),
        ("Tove van Dahl was late, and Ms. van Dahl left. [Dahl] said no.", "Tove van Dahl"),
        ("Sen. Ada J. Lund, a Democrat, was late. [Lund’s] answer was no.", "Ada J. Lund"),
        ("Peter Lund and Mary Lund came. [Mrs. Lund] said no.", "Mary Lund"),
    ],
    "same_speaker": [
        ("[Ada Lund] said {no}. [She] added that it was late.", "Ada Lund"),
        ("[Ada Lund] said {no}.\n\n“It is late,” [she] said.", "Ada Lund"),
        ("Ada Lund was late. [Lund] said {no}. [She] wept. Still [she] hoped.", "Ada Lund"),
        ("[A spokesman] said {no}. [He] declined to go on.", "A spokesman"),
        ("[Ada Lund] said {Jon Abel was late}. [She] added that it was no matter.", "Ada Lund"),
        ("[Ada Lund] said {no} at the Abel campaign's door, where Mr. Abel’s was shut. [She] left.", None),
    ],
    "so_called": [
        ("[Sen. Ada Lund] said {no}. [The senator] added that it was late.", "Ada Lund"),
        ("Gov. Ada Lund met Jon Abel, a farmer. [The governor] said no.", "Ada Lund"),
        ("Mary Lund, a professor of law, met Jon Abel. [The professor] said no.", "Mary Lund"),
    ],
    "only_person": [
        ("Ms. Ada Lund came by train. Lund was tired. In the evening [she] said no.", "Ada Lund"),
    ],
    "organisation": [
        (
            "[The Ministry of Trade] said {no}. Ada Lund was pleased. [The ministry] said more later.",
            "The Ministry of Trade",
        ),
    ],
    "same_speakers": [
        ("[Critics] said {no}. [They] said it was late.", "Critics"),
        ("[Ada Lund and Jon Abel] said {no}. [They] said it was late. [They] left.", "Ada Lund and Jon Abel"),
    ],
    "before_relative": [
        ("It was said of Ms. Ada Lund, [who] denied it.", "Ada Lund"),
    ],
}


@pytest.mark.parametrize(
    ("rule", "marked", "who"), [(rule, marked, who) for rule, each in KNOWN.items() for marked, who in each]
)
def test_a_rule_knows(rule: str, marked: str, who: str | None) -> None:
    assert last(marked) == ((who, rule) if who else None)


def test_every_rule_is_tried() -> None:
    assert list(KNOWN) == list(RULES)


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("[Lund] said no. Later Ada Lund left.", id="the full name comes later"),
        pytest.param("Peter Lund and Mary Lund came. [Lund] said no.", id="two of that name"),
        pytest.param("The Lund Foundation was late. [Lund] said no.", id="only an organisation of that name"),
        pytest.param("[Jon Abel] said {no}. Peter Kerr came in. [He] was late.", id="another man named between"),
        pytest.param("[Mr. Abel] said {no}. [She] was late.", id="he is no she"),
        pytest.param("[Mary Kerr] said {no}. [He] was late.", id="she is no he"),
        pytest.param("[She] said {no}. [Mary Kerr] left. [The spokesman] was late.", id="a spokesman is no woman"),
        pytest.param("[Ada Lund] said {no}.\n\nIt rained.\n\n[She] was late.", id="two paragraphs away"),
        pytest.param("[Ada Lund] said {no}. “It is not what [she] thinks,” it read.", id="inside a quotation"),
        pytest.param("[A poll] said {no}. [He] was late.", id="a document is nobody"),
        pytest.param("[The company] said {no}. [They] were late.", id="an organisation is not they"),
        pytest.param("[Ada Lund] said {no}. [They] were late.", id="one person is not they"),
        pytest.param("[Sen. Ada Lund] said {no}. [The mayor] was late.", id="nobody is called a mayor"),
        pytest.param("Sen. Ada Lund met Sen. Jon Abel. [The senator] said no.", id="two senators"),
        pytest.param("[Ada Lund] said {no}. [The ministry] was late.", id="no ministry is named"),
        pytest.param("[The Ministry of Trade] said {no}. [The ministry of war] was late.", id="another ministry"),
        pytest.param("Ms. Ada Lund came with a man [who] denied it.", id="a noun before the relative pronoun"),
        pytest.param("[They] said no. [They] said it again.", id="nobody at all"),
    ],
)
def test_nobody_is_guessed(marked: str) -> None:
    assert last(marked) is None


def test_the_finding_tells() -> None:
    reading, findings = read("[Ada Lund] said {no}. [She] left early.")
    told = with_antecedents(reading, findings)
    assert told[0] == findings[0]
    assert told[1].message == "Says who: She (Ada Lund)."
    assert told[1].source_type == "anaphor"
    assert [reading.text[slice(*span)] for span in told[1].part("antecedent")] == ["Ada Lund"]
    assert told[1].part("source") == findings[1].part("source")


def test_an_antecedent_is_no_part_of_what_is_said_there() -> None:
    reading, findings = read("Ada Lund came to the port. Nobody saw her. In the evening [Lund] said {no}.")
    told = with_antecedents(reading, findings)
    assert told[0].part("antecedent") == ((0, 8),)
    assert attributed(reading.sentences, told) == [False, False, True]


def test_nothing_comes_of_nothing() -> None:
    assert with_antecedents(Reading(""), []) == ()


def test_where_nobody_is_the_source() -> None:
    reading, findings = read("[Ada Lund] said {no}. [She] left.")
    assert not antecedents(reading, [Finding(**{**_fields(findings[0]), "parts": {}})])


def _fields(finding: Finding) -> dict[str, object]:
    return {name: getattr(finding, name) for name in finding.__slots__}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("the ministry's spokeswoman, Ada Lund", "Ada Lund"),
        ("Sen. Ada J. Lund (D-Ohio)", "Ada J. Lund"),
        ("Abel spokeswoman Ada Lund", "Ada Lund"),
        ("Former President Ada Lund, who met Jon Abel", "Ada Lund"),
        ("Ms. Lund’s", "Lund"),
        ("Jon Abel Jr.", "Jon Abel"),
        ("the Abel campaign", None),
        ("a man who knows Ada Lund", None),
        ("critics", None),
    ],
)
def test_the_name_in_a_source(source: str, name: str | None) -> None:
    text = f"It was late, {source} said."
    names = Names(Reading(text), [])
    found = names.of((13, 13 + len(source)))
    assert (text[slice(*names.span(found))] if found else None) == name


def test_given_names_speak_for_one_sex_only() -> None:
    assert not words("men_named") & words("women_named")
    assert not words("men") & words("women")
