"""Who said what, from spans that are right: one rule a test."""

from __future__ import annotations

import pytest

from credscore_features import Reading, Span
from credscore_features.attribution.linking import MOST, linked

Told = tuple[str | None, str, list[str]]
ROLES = {"S": 0, "Q": 1, "C": 2}


def read(marked: str) -> tuple[str, list[list[Span]]]:
    """A text and its spans, from one in which they are written as [S who], [Q cue] and [C what]."""
    text, at = "", 0
    spans: list[list[Span]] = [[], [], []]
    opened: list[tuple[str, int]] = []
    while at < len(marked):
        if marked[at] == "[":
            opened.append((marked[at + 1], len(text)))
            at += 3
        elif marked[at] == "]":
            role, start = opened.pop()
            spans[ROLES[role]].append((start, len(text)))
            at += 1
        else:
            text += marked[at]
            at += 1
    return text, spans


def told(marked: str) -> list[Told]:
    text, spans = read(marked)
    return [
        (text[slice(*link.source)] if link.source else None, text[slice(*link.cue)],
         [text[slice(*part)] for part in link.content])
        for link in linked(Reading(text), *spans)
    ]  # fmt: skip


def test_a_plain_sentence() -> None:
    assert told("[S Ms. Pew] [Q said] [C the well was dry].") == [("Ms. Pew", "said", ["the well was dry"])]


def test_a_split_quotation_is_one_attribution() -> None:
    assert told("[C “It was,”] [S he] [Q said], [C “the worst night of my life.”]") == [
        ("he", "said", ["“It was,”", "“the worst night of my life.”"])
    ]


def test_an_inverted_cue_keeps_both_halves_of_its_quotation() -> None:
    assert told("[C “It failed,”] [Q said] [S Ms. Pew], a teacher. [C “Nobody knew.”]") == [
        ("Ms. Pew", "said", ["“It failed,”", "“Nobody knew.”"])
    ]


def test_a_quotation_goes_on_over_paragraphs() -> None:
    marked = "[C “It failed,”] [S Ms. Pew] [Q said].\n\n[C “We had no parts.]\n\n[C “Nobody did.”]\n\nIt was shut."
    assert told(marked) == [("Ms. Pew", "said", ["“It failed,”", "“We had no parts.", "“Nobody did.”"])]


def test_a_quotation_before_the_next_speaker_is_that_speakers() -> None:
    assert told("[C “It failed,”] [S Ms. Pew] [Q said].\n\n[C “We knew,”] [S Mr. Abel] [Q said].") == [
        ("Ms. Pew", "said", ["“It failed,”"]),
        ("Mr. Abel", "said", ["“We knew,”"]),
    ]


def test_two_speakers_share_a_sentence() -> None:
    assert told("[S The board] [Q praised] [C the plan], while [S the union] [Q said] [C it would cost jobs].") == [
        ("The board", "praised", ["the plan"]),
        ("the union", "said", ["it would cost jobs"]),
    ]


@pytest.mark.parametrize("headline", ["[S Mayor][Q :] [C Port will close in May]", "[S Pew][Q :] [C “No comment.”]"])
def test_a_name_and_a_colon(headline: str) -> None:
    ((source, cue, content),) = told(headline)
    assert (source, cue, len(content)) == (("Mayor", ":", 1) if "Mayor" in headline else ("Pew", ":", 1))


def test_according_to_stands_between_content_and_source() -> None:
    assert told("[C Rents doubled], [Q according to] [S the Larch Institute].") == [
        ("the Larch Institute", "according to", ["Rents doubled"])
    ]
    assert told("[Q According to] [S the Larch Institute], [C rents doubled].") == [
        ("the Larch Institute", "According to", ["rents doubled"])
    ]


def test_one_source_has_several_cues() -> None:
    assert told("[S She] [Q called] [C the plan reckless] and [Q accused] [C the board of haste].") == [
        ("She", "called", ["the plan reckless"]),
        ("She", "accused", ["the board of haste"]),
    ]


def test_a_cue_that_is_said_twice_leaves_its_content_with_the_nearer() -> None:
    assert told("[S He] [Q said] and [Q wrote] [C that it was safe].") == [
        ("He", "said", []),
        ("He", "wrote", ["that it was safe"]),
    ]


def test_a_participle_at_the_front_takes_the_source_behind() -> None:
    assert told("[Q Praising] [C the plan], [S the mayor] [Q said] [C it would work].") == [
        ("the mayor", "Praising", ["the plan"]),
        ("the mayor", "said", ["it would work"]),
    ]


@pytest.mark.parametrize("cue", ["is expected", "the fear"])
def test_impersonal_cues_borrow_no_source(cue: str) -> None:
    marked = f"[S She] [Q said] [C it was over], but [C the bill] [Q {cue}] [C to pass]."
    assert [source for source, _, _ in told(marked)] == ["She", None]


def test_a_cue_behind_a_relative_clause_takes_the_source_that_nobody_has() -> None:
    marked = "[S Ms. Pew], [S who] once [Q praised] [C the plan], [Q called] [C it a mistake]."
    assert [source for source, _, _ in told(marked)] == ["who", "Ms. Pew"]


def test_no_source_comes_from_another_sentence() -> None:
    assert [s for s, _, _ in told("[S She] [Q agreed] [C to go]. [Q Asked] [C about it], nobody spoke.")] == [
        "She",
        None,
    ]


def test_without_a_cue_nothing_is_joined() -> None:
    assert told("[S Ms. Pew] and [C the well].") == []


def test_every_content_has_exactly_one_cue() -> None:
    marked = "[C A,] [S x] [Q said]. [C B,] [Q said] [S y], [C C.] [C D.] [S z] [Q said] [C E]. [C F.]"
    contents = [part for _, _, parts in told(marked) for part in parts]
    assert sorted(contents) == sorted(["A,", "B,", "C.", "D.", "E", "F."])


def test_of_a_thousand_quotations_between_two_speakers_only_the_nearest_can_be_theirs() -> None:
    play = "\n\n".join("[C “Who is there?”]" for _ in range(1000))
    links = told(f"[S Ada] [Q said] [C it was late].\n\n{play}\n\n[C “Nobody,”] [Q said] [S Bo].")
    assert [(source, cue) for source, cue, _ in links] == [("Ada", "said"), ("Bo", "said")]
    assert sum(len(content) for _, _, content in links) <= 2 * MOST + 1
