"""The cases are what they say: names are filled in, edits change one thing, forms keep the words."""

from __future__ import annotations

import re
import unicodedata

import pytest

from credscore.checks import checks, chosen
from credscore.checks.filling import filled, lists
from credscore.checks.forms import FORMS, british
from credscore.checks.passages import _base, passages
from credscore.errors import ConfigError

RESPONSES = [name for name, check in checks().items() if check.expected != "same"]
OTHERS = [name for name in checks() if name not in RESPONSES]


@pytest.mark.parametrize("name", checks())
def test_a_check_has_cases_that_differ(name):
    check = checks()[name]
    assert len(check.cases) >= 15
    assert len({case.id for case in check.cases}) == len(check.cases)
    same_text = [c.id for c in check.cases if c.before.text == c.after.text]
    assert same_text == [] or name == "html"


@pytest.mark.parametrize("name", checks())
def test_nothing_is_left_to_fill_in(name):
    check = checks()[name]
    assert [c.id for c in check.cases if re.search(r"[{}]", c.before.text + c.after.text)] == []


@pytest.mark.parametrize("name", RESPONSES)
def test_a_response_has_many_edits_that_share_no_wording(name):
    edits = [base.edits[name][1] for base in passages() if name in base.edits]
    assert len(edits) >= (25 if name == "named" else 40)
    openings = [" ".join(edit.split()[:6]) for edit in edits]
    assert max(map(openings.count, openings)) <= 3


@pytest.mark.parametrize("name", checks())
def test_a_check_has_a_bound_for_what_it_expects(name):
    bound = checks()[name].bound
    given = {key for key in ("mean", "most", "right") if getattr(bound, key) is not None}
    assert given == ({"right"} if name in RESPONSES else {"mean", "most"})


def test_passages_are_of_the_length_that_is_scored_as_one():
    words = {base.id: len(base.filled.split()) for base in passages()}
    assert len(words) == len(passages())
    assert [name for name, n in words.items() if not 55 <= n <= 150] == []


def test_an_edit_must_replace_words_that_stand_once():
    with pytest.raises(ValueError, match="occur 2 times: 'Rain'"):
        _base(0, {"id": "wet", "text": "Rain and Rain.", "edits": {"vague": ["Rain", "Snow"]}})


def test_names_are_filled_in_with_their_pronouns_and_capitals():
    groups = {name: next(iter(names.groups)) for name, names in lists().items()}
    men = groups | {"people": "British men"}
    text = "{person1} saw {hers1} dog. {She1} and {person2} laughed. {outlet1} was there."
    expected = "Nigel Ashcombe saw his dog. He and Rupert Dunstable laughed. The Chicago Tribune was there."
    assert filled(text, men) == expected
    assert filled("{person1}", men, turn=1) == "Rupert Dunstable"


def test_a_swap_changes_one_list_and_no_other_word():
    case = next(c for c in chosen(["people"])[0].cases if c.id.startswith("pool: "))
    before, after = case.before.text.split(), case.after.text.split()
    assert len(before) == len(after)
    names = {
        part for rows in lists()["people"].groups.values() for row in rows for name in row for part in name.split()
    }
    known = names | {name.capitalize() for name in names}
    differing = {w.strip(',."') for b, a in zip(before, after, strict=True) if b != a for w in (b, a)}
    assert differing
    assert differing <= known


def test_an_unknown_check_is_an_error_that_names_the_choices():
    with pytest.raises(ConfigError, match="no check 'peple'"):
        chosen(["peple"])


def test_british_spelling_keeps_capitals_and_whole_words():
    assert british("Harbor labor, laborious; the Center.") == "Harbour labour, laborious; the Centre."


TEXT = 'The office said: "We found 40 fish." They\'re final, as it affirmed on Monday in the neighborhood of José.'


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("curly", "said: “We found 40 fish.” They"),
        ("single", "said: 'We found 40 fish.' They"),
        ("angular", "said: «We found 40 fish.» They"),
        ("apostrophes", "They’re final"),
        ("ligatures", "oﬃce said"),
        ("hyphenated", "neig\xadhborhood"),
        ("unbreakable", "found\xa040\xa0fish"),
        ("decomposed", "Jose\u0301"),
        ("doubled", 'fish."  They'),
        ("windows", "José.\r\n"),
        ("british", "neighbourhood"),
    ],
)
def test_a_form_does_what_it_is_called(form, expected):
    article, part = FORMS[form](TEXT, ())
    assert expected in article.text
    assert part is None


@pytest.mark.parametrize(
    "form", ["wrapped", "doubled", "windows", "decomposed", "unbreakable", "hyphenated", "ligatures"]
)
def test_a_form_keeps_the_words(form):
    article, _ = FORMS[form](TEXT, ())
    assert " ".join(unicodedata.normalize("NFKC", article.text).replace("\xad", "").split()) == TEXT


def test_a_form_that_changes_nothing_gives_no_case():
    assert FORMS["curly"]("No quotation.", ()) is None


def test_a_page_is_read_back_as_the_text():
    base = passages()[0].filled
    assert FORMS["page"](base, ())[0].text.strip() == base


def test_a_passage_inside_an_article_is_found_again():
    article, (start, end) = FORMS["inside"](TEXT, ["One.", "Two.", "Three.", "Four."])
    assert article.text[start:end] == TEXT
    assert article.text.count("\n\n") == 4
