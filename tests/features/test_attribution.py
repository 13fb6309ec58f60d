from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from credscore_features import CueError, Finding, Reading, chosen, findings, row
from credscore_features.attribution import FEATURE, make
from credscore_features.attribution.draft import Draft, place
from credscore_features.attribution.kinds import TYPES, kind_of
from credscore_features.attribution.lexicon import lexicon
from credscore_features.attribution.measures import attributed, merged

if TYPE_CHECKING:
    from pathlib import Path

FEATURES = chosen(["attribution"])


def attributions(text: str) -> list[Finding]:
    return [f for f in findings(Reading(text), FEATURES) if f.kind == "attribution"]


def parts(text: str, finding: Finding, name: str) -> list[str]:
    return [text[start:end] for start, end in finding.part(name)]


def measured(text: str) -> dict[str, float]:
    reading = Reading(text)
    return row(reading, (0, len(text)), findings(reading, FEATURES), FEATURES)


def test_only_the_outermost_speaker_counts() -> None:
    text = "Ms. Hale said the warden told her that nobody believed the story."
    assert [parts(text, f, "source") for f in attributions(text)] == [["Ms. Hale"]]


def test_what_people_in_a_quotation_report_is_theirs() -> None:
    text = "“My father said the well was dry, and the agent denied it,” Mr. Okello said."
    (found,) = attributions(text)
    assert parts(text, found, "source") == ["Mr. Okello"]
    assert found.voice == "writer"


def test_a_quotation_that_follows_belongs_to_the_speaker_before() -> None:
    text = "“It failed,” Ms. Orlin said.\n\n“We had no spare parts. Nobody did.”\n\nThe plant was closed."
    (found,) = attributions(text)
    assert parts(text, found, "content") == ["“It failed,”", "“We had no spare parts. Nobody did.”"]


def test_a_quotation_with_a_cue_of_its_own_does_not() -> None:
    text = "“It failed,” Ms. Orlin said.\n\n“We knew,” Mr. Abel said."
    assert [parts(text, f, "content") for f in attributions(text)] == [["“It failed,”"], ["“We knew,”"]]


def test_two_speakers_share_a_sentence() -> None:
    text = "The board praised the plan, while the union said it would cost jobs."
    first, second = attributions(text)
    assert parts(text, first, "content") == ["the plan"]
    assert parts(text, second, "source") == ["the union"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("A note posted on the door said the shop was shut.", "A note posted on the door"),
        ("Voters who backed her said they were tired.", "Voters who backed her"),
        ("Ilse Brandt, Jon Abel and Marta Osei said they would go.", "Ilse Brandt, Jon Abel and Marta Osei"),
        ("On Friday the mayor of Velden said he would go.", "the mayor of Velden"),
        ("Officials, however, said it was safe.", "Officials"),
        ("Rep. Ana Low (L-Velden) said it was safe.", "Rep. Ana Low (L-Velden)"),
        ("The firm has repeatedly said it is solvent.", "The firm"),
        ("It ended with Ms. Pew asking the board to resign.", "Ms. Pew"),
    ],
)
def test_where_a_source_begins_and_ends(text: str, source: str) -> None:
    assert [source] in [parts(text, f, "source") for f in attributions(text)]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Ilse Brandt", "named_person"),
        ("President Osei", "named_person"),
        ("the port's director, Ilse Brandt", "named_person"),
        ("the Velden Herald", "named_org"),
        ("NATO", "named_org"),
        ("the Brandt campaign", "named_org"),
        ("his campaign", "named_org"),
        ("a poll of dockers", "document"),
        ("Court documents", "document"),
        ("a senior official", "unnamed_person"),
        ("his lawyer", "unnamed_person"),
        ("two officials", "unnamed_person"),
        ("people familiar with the talks", "unnamed_person"),
        ("Critics", "collective"),
        ("police", "collective"),
        ("many of the dockers", "collective"),
        ("she", "anaphor"),
        ("the candidate", "anaphor"),
        ("we", "self"),
        ("AFP correspondents", "self"),
    ],
)
def test_kind_of_source(source: str, kind: str) -> None:
    text = f"{source} said it was so."
    assert kind in TYPES
    assert kind_of(Reading(text), (0, len(source)), (0, len(text))).type == kind


def test_headlines_by_a_role_and_labels_that_are_none() -> None:
    headline = "Mayor: Port will close in May"
    (found,) = attributions(headline)
    assert parts(headline, found, "source") == ["Mayor"]
    assert attributions("Ingredients: Flour, butter and salt") == []


def test_numbers_of_a_passage() -> None:
    numbers = measured("“It failed,” Ms. Orlin said. The plant was closed. It stands empty.")
    assert numbers["attribution_share"] == pytest.approx(1 / 3)
    assert numbers["attributions_per_100_words"] == pytest.approx(100 / 12)
    assert numbers["quoted_word_share"] == pytest.approx(2 / 12)
    assert numbers["direct_share"] == 1.0
    assert numbers["longest_unattributed_run"] == 2.0


def test_judgements_are_told_from_words() -> None:
    numbers = measured("The board praised the plan. Ms. Orlin said it was sound.")
    assert numbers["saying_per_100_words"] == numbers["judgements_per_100_words"] == pytest.approx(100 / 11)


def test_nothing_is_measured_where_there_is_nothing() -> None:
    assert set(measured("").values()) == {0.0}


def test_spans_that_overlap_become_one() -> None:
    assert merged([(5, 9), (0, 3), (8, 12)]) == [(0, 3), (5, 12)]
    assert attributed([(0, 4), (5, 9)], []) == [False, False]


def test_an_outer_draft_takes_the_place_of_an_inner_one() -> None:
    text = "The plan worries them, they said."
    inner = Draft(rule="a", cue=(9, 16), source=None, content=((17, 21),), sentence=(0, 33), edge=9)
    outer = Draft(rule="b", cue=(28, 32), source=(23, 27), content=((0, 21),), sentence=(0, 33), edge=23)
    kept: list[Draft] = []
    place(text, kept, inner)
    place(text, kept, outer)
    assert kept == [outer]


def test_a_users_verb_is_found(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[group]]\nname = "say"\nphrases = ["<kvetch>"]\n', "utf-8")
    text = "Ms. Orlin kvetched that the tea was cold."
    assert attributions(text) == []
    (found,) = make(own).find(Reading(text), {})  # type: ignore[misc]
    assert found.text == "kvetched"


def test_a_group_without_a_frame_is_an_error_that_names_the_choices(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[group]]\nname = "mine"\nframe = "saying"\nphrases = ["<kvetch>"]\n', "utf-8")
    with pytest.raises(CueError, match=r"'mine': there is no frame 'saying'\. Known: say, quote"):
        make(own)


def test_every_word_list_is_lower_case_and_single_words() -> None:
    for name in vars(lexicon()):
        words = getattr(lexicon(), name)
        assert words, name
        assert all(word == word.lower() and " " not in word for word in words), name


PIECES = """
said says told “ ” " ( ) , . : — - and but that who Ms. Pew the mayor according to by was asked claim “No.”
X’s seems praised 1,200 Friday As as put it
"""
WORDS = st.sampled_from([*PIECES.split(), "''", "\n", "\n\n"])


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=40).map(" ".join)))
@example("CLAIM THAT")  # nothing stands behind the relative word
def test_spans_lie_in_the_text_and_say_what_they_hold(text: str) -> None:
    for found in attributions(text):
        assert text[found.start : found.end] == found.text
        for spans in found.parts.values():
            assert all(0 <= start < end <= len(text) for start, end in spans)
        assert found.part("content")
        assert (found.source_type is None) == (not found.part("source"))


def test_the_feature_describes_itself() -> None:
    assert FEATURE.kinds == ("attribution.direct", "attribution.mixed", "attribution.indirect")
    assert all(column.evidence for column in FEATURE.columns)
