from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credscore.ingest import article_of
from credscore.ingest.blocks import is_correction

BODY = (
    "The harbour council voted on Tuesday to close the old pier, two members said, after an engineer's report found"
    " cracks in eleven of its forty pillars."
)
MORE = "Repairs would cost 4.2 million crowns, Mayor Ida Quist told reporters, and take at least two summers."


def kinds(*paragraphs: str) -> list[str]:
    return [block.kind for block in article_of("\n\n".join(paragraphs)).blocks]


def kind_of(paragraph: str) -> str:
    """The kind of a paragraph in the middle of an article."""
    return kinds(BODY, MORE, paragraph, BODY, MORE)[2]


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        (MORE, "body"),
        ("By the end of the week, three of the five had left.", "body"),
        ("More than forty people came.", "body"),
        ("Follow-up checks on Twitter accounts found nothing, the police said.", "body"),
        ("The photo, taken in 2019 by a neighbour, shows the pier before the storm, he said.", "body"),
        ("LOFSTAD, Norway (AP) — The ferry will sail again on Monday, its owner said.", "body"),
        ("The move is seen as a warning to the fishing fleet.", "body"),
        ("“We will not pay twice,” she said (the bill came in March).", "body"),
        ("What the engineers found", "subhead"),
        ("By Jane Roe", "byline"),
        ("By JANE ROE and JOHN DOE, The Daily Planet", "byline"),
        ("Updated 3:04 p.m. ET, March 4, 2016", "byline"),
        ("LONDON (Reuters)", "byline"),
        ("(Reporting by Jane Roe in Lofstad; Editing by John Doe)", "byline"),
        ("Jane Roe in Lofstad contributed to this report.", "byline"),
        ("Workers inspect the old pier on Monday. (Jane Roe/AP)", "caption"),
        ("Photo: the old pier in winter", "caption"),
        ("Jane Roe via Getty Images", "caption"),
        ("Ida Quist is seen at the old pier in Lofstad on January 10, 2022.", "caption"),
        ("The winners pose for a photo after the regatta in Lofstad, June 4, 2021.", "caption"),
        ("Image copyright Jane Roe", "caption"),
        ("Advertisement", "boilerplate"),
        ("Read more: Ferry to sail again", "boilerplate"),
        ("Related: the storm of 2019 in pictures", "boilerplate"),
        ("Share this", "boilerplate"),
        ("Sign up for our newsletter", "boilerplate"),
        ("Follow Jane Roe on Twitter", "boilerplate"),
        ("Click here to see the map.", "boilerplate"),
        ("This site uses cookies to make your visit better.", "boilerplate"),
        ("© 2022 The Lofstad Post. All rights reserved.", "boilerplate"),
        ("14 comments", "boilerplate"),
        ("<!-- credscore off -->", "boilerplate"),
        ("Correction: an earlier version of this story gave the wrong number of pillars.", "correction"),
        ("This story has been corrected to show that the vote was on Tuesday.", "correction"),
        ("Editor's note: A previous headline misstated the cost of the repairs.", "correction"),
        ("An earlier version of this article misspelled the name of the mayor.", "correction"),
        ("Editor's note: This is the first of three reports on the harbour.", "body"),
        ("The ministry said an earlier version of the bill had been withdrawn.", "body"),
    ],
)
def test_kind_of_a_paragraph(paragraph: str, kind: str) -> None:
    assert kind_of(paragraph) == kind


def test_head_of_an_article() -> None:
    deck = "Council says eleven pillars are cracked and money is short"
    assert kinds("Old pier to close", deck, "By Jane Roe", BODY, MORE) == ["title", "subhead", "byline", "body", "body"]


def test_a_standfirst_with_a_stop_above_a_byline() -> None:
    deck = "The council has closed the pier. Nobody knows for how long."
    assert kinds("Old pier to close", deck, "By Jane Roe", BODY)[:2] == ["title", "subhead"]


def test_headlines_under_most_popular() -> None:
    tail = ["Most Popular", "Ferry to sail again on Monday", "Ten walks for the autumn"]
    assert kinds(BODY, MORE, *tail)[2:] == ["boilerplate"] * 3


def test_caption_that_is_printed_twice() -> None:
    caption = "Workers inspect the old pier on Monday."
    assert kinds(BODY, caption, f"{caption} (Jane Roe/AP)", MORE)[1:3] == ["caption", "caption"]


def test_title_of_the_caller_may_end_like_a_sentence() -> None:
    article = article_of(f"The pier is closed.\n\n{BODY}", title="The pier is closed.")
    assert [b.kind for b in article.blocks] == ["title", "body"]


@pytest.mark.parametrize("text", ["Advertisement", "By Jane Roe", "Old pier to close", BODY])
def test_a_paragraph_that_stands_alone_is_body(text: str) -> None:
    assert kinds(text) == ["body"]


def test_comments_beside_text_are_blocks_of_their_own() -> None:
    text = f"<!-- credscore off -->\n{BODY} <!-- credscore on -->\n\n{MORE}"
    article = article_of(text)
    assert [b.kind for b in article.blocks] == ["boilerplate", "body", "boilerplate", "body"]
    assert text[article.blocks[1].start : article.blocks[1].end] == BODY


def test_is_correction() -> None:
    assert is_correction("  Correction: the vote was on Tuesday, not Monday. ")
    assert not is_correction(BODY)
    assert not is_correction(" ")


PIECES = st.sampled_from(
    [
        BODY,
        MORE,
        "Most Popular",
        "read more:",
        "By A B",
        "(C D/AP)",
        "<!-- x -->",
        "<!--",
        "-->",
        "#",
        "”",
        "\u200f",
        "\ud800",
    ]
)
TEXTS = st.text() | st.lists(PIECES | st.sampled_from(["\n", "\n\n", " ", "\r\n", "\u2028"]), max_size=30).map("".join)


@given(TEXTS)
def test_blocks_hold_everything_but_white_space_once(text: str) -> None:
    blocks = article_of(text).blocks
    assert all(a.end <= b.start for a, b in pairwise(blocks))
    inside = "".join(text[b.start : b.end] for b in blocks)
    assert "".join(inside.split()) == "".join(text.split())


def test_the_title_is_told_without_the_marks_of_markdown():
    assert article_of("# Pool to close #\n\nThe pool will close in May.").title == "Pool to close"
