"""The evidence family: rules as data, parts, voice, what sentences rest on, the columns, the floor on the corpora."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from credscore_features import CueError, Finding, Reading, chosen, findings, load_cues, row
from credscore_features.conditions import Rules
from credscore_features.evidence import FEATURE, feature

if TYPE_CHECKING:
    from pathlib import Path

FLAGS = {"no_evidence", "unverified", "disputed"}


def found(text: str) -> list[Finding]:
    return [f for f in findings(Reading(text), chosen(["evidence"])) if f.kind == "evidence"]


def flagged(text: str) -> list[Finding]:
    return [f for f in found(text) if f.label in FLAGS]


def measured(text: str) -> dict[str, float]:
    features = chosen(["evidence"])
    reading = Reading(text)
    return row(reading, (0, len(text)), findings(reading, features), features)


def part(text: str, finding: Finding, name: str) -> str:
    return " ... ".join(text[start:end] for start, end in finding.part(name))


@pytest.mark.parametrize(
    ("text", "claimant", "claim"),
    [
        (
            "Moscow said, without providing evidence, that divers had cut the cable.",
            "Moscow",
            "divers had cut the cable",
        ),
        ("The clerk wrongly stated that the vault was empty.", "The clerk", "the vault was empty"),
        ("There is no credible evidence that the tide was forged.", "", "the tide was forged"),
        ("Mr. Oke's unfounded allegation that the jury slept was repeated.", "Mr. Oke", "the jury slept was repeated"),
        ("It has not been verified that the ship sank.", "", "the ship sank"),
    ],
)
def test_claimant_and_claim(text: str, claimant: str, claim: str) -> None:
    (flag,) = flagged(text)
    assert (part(text, flag, "claimant"), part(text, flag, "claim")) == (claimant, claim)


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("The baseless claim about the bells was repeated.", "writer"),
        ("“It is a baseless claim,” said the bell-ringer.", "quoted"),
        ("The bishop dismissed as unfounded the reports of a theft.", "quoted"),
        ("She said the tower would fall, but the claim could not be verified.", "writer"),
        ("Police could not confirm that the bells were stolen.", "quoted"),
        ("He blamed the ringers, without evidence.", "writer"),
    ],
)
def test_voice_of_who_flags(text: str, voice: str) -> None:
    assert [f.voice for f in flagged(text)] == [voice]


def test_an_absence_counts_only_where_it_answers_a_claim() -> None:
    absence = "There was no evidence of a second door."
    assert flagged(absence) == []
    assert [f.label for f in flagged(f"A guide claims that monks hid there. {absence}")] == ["no_evidence"]


def test_flags_say_what_is_wrong_and_name_their_rule() -> None:
    (flag,) = flagged("The duke made the claim without offering any proof.")
    assert (flag.severity, flag.origin) == ("warning", "rule:evidence.without_evidence")
    assert flag.message.endswith(".")
    assert flag.parts["cue"] == ((flag.start, flag.end),)


def test_a_source_in_the_next_sentence_is_a_source() -> None:
    accused = "The corrupt guild burned the ledgers. "
    assert [f.label for f in found(accused + "The ashes lie in the yard.")] == ["unsourced"]
    assert "unsourced" not in {f.label for f in found(accused + "“I saw the fire,” said the porter.")}


def test_one_unsourced_finding_a_sentence() -> None:
    text = "The corrupt, evil guild burned the ledgers in a scheme of lies. The ashes lie in the yard."
    assert [f.label for f in found(text)].count("unsourced") == 1


def test_a_figure_with_its_source_is_shown_but_a_year_is_none() -> None:
    shown = [f.text for f in found("The harbour board said 41 ships called in 1962.") if f.label == "shown"]
    assert shown == ["41"]
    assert [f for f in found("The harbour board said ships called in 1962.") if f.label == "shown"] == []


def test_columns_are_those_promised_and_finite_for_nothing() -> None:
    numbers = measured("")
    assert set(numbers) >= {column.name for column in FEATURE.columns}
    assert all(number == 0.0 for number in numbers.values())


def test_columns_tell_a_sourced_passage_from_a_bare_one() -> None:
    sourced = measured(
        "According to a report by the harbour board, 41 ships called on Monday. “We counted them,” said Ada Finn."
    )
    bare = measured("They always lie. It is just what the left wants. Everything is theirs now.")
    for column in ("shown_per_100_words", "grounded_sentence_share"):
        assert sourced[column] > bare[column], column
    for column in ("bare_sentence_share", "longest_bare_run", "argument_words_share", "group_actors_share"):
        assert sourced[column] < bare[column], column
    assert bare["longest_bare_run"] == 1.0


def test_flags_are_counted_by_voice() -> None:
    numbers = measured("The baseless claim was repeated. “It is an unfounded claim,” said Ada Finn.")
    assert numbers["flags_disputed_per_100_words"] > 0
    assert numbers["flags_quoted_per_100_words"] > 0


def test_the_users_own_cues_are_found(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('[[group]]\nname = "baseless"\nphrases = ["moonshine"]\n', "utf-8")
    text = "The story of the ghost ship is moonshine."
    own = feature((file,))
    assert own.find is not None
    assert [f.text for f in own.find(Reading(text), {"attribution": ()})] == ["moonshine"]
    assert flagged(text) == []


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ('{ where = "beside", any = ["x"] }', "no place 'beside'"),
        ('{ where = "after", any = ["nothing"] }', "no group of the file: nothing"),
        ('{ where = "after", pattern = "(" }', "cannot be read"),
        ('{ where = "after", word = 3 }', "cannot be read"),
    ],
)
def test_a_condition_that_cannot_be_is_named(tmp_path: Path, condition: str, said: str) -> None:
    file = tmp_path / "cues.toml"
    file.write_text(f'[[group]]\nname = "x"\nphrases = ["a"]\nrequire = [{condition}]\n', "utf-8")
    with pytest.raises(CueError, match=said):
        Rules(load_cues(file))
