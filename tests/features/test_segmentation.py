"""Paragraphs, sentences and quotations of news prose. Texts are invented."""

from __future__ import annotations

import pytest

from credscore_features.segmentation import paragraphs, quotations, sentences


def cut(text: str, spans: object) -> list[str]:
    return [text[start:end] for start, end in spans]  # type: ignore[attr-defined]


def split(text: str) -> list[str]:
    return cut(text, sentences(text))


def quoted(text: str) -> list[str]:
    return cut(text, quotations(text))


class TestParagraphs:
    def test_blank_lines_end_them(self) -> None:
        text = "One.\n\n  Two.  \r\n\r\nThree."
        assert cut(text, paragraphs(text)) == ["One.", "Two.", "Three."]

    @pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
    def test_a_short_line_ends_one(self, line_break: str) -> None:
        text = f"By Ilse Brandt{line_break}The harbour froze."
        assert cut(text, paragraphs(text)) == ["By Ilse Brandt", "The harbour froze."]

    def test_wrapped_lines_are_one(self) -> None:
        text = (
            "The harbour of Carrow froze over on Friday for the\n"
            "first time since the town began to keep records, and\n"
            "the ferries to the islands stayed where they were.\n"
            "Nobody was hurt."
        )
        assert cut(text, paragraphs(text)) == [text]

    def test_a_line_that_goes_on_in_lower_case_is_the_same_paragraph(self) -> None:
        text = "The harbour of Carrow froze over on Friday for the first time since\nthe records began."
        assert cut(text, paragraphs(text)) == [text]

    def test_long_lines_that_end_a_sentence_are_paragraphs(self) -> None:
        one = "The harbour of Carrow froze over on Friday, and the ferries stayed where they were."
        two = "The mayor, who was away, said that he would return as soon as the ice let him do so, in a week or two."
        assert cut(f"{one}\n{two}", paragraphs(f"{one}\n{two}")) == [one, two]

    def test_list_items_stay_apart(self) -> None:
        text = "- the ferries to the outer islands will not sail before Monday at noon\n- nor will the pilot boats"
        assert len(cut(text, paragraphs(text))) == 2

    @pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\t\r\n\u2003\u00a0"])
    def test_white_space_has_none(self, text: str) -> None:
        assert list(paragraphs(text)) == []

    def test_many_lines_take_linear_time(self) -> None:
        line = "and so the list of those who had signed went on and on and on, "
        text = "\n".join(line + "x" * (number % 90) for number in range(20_000))
        assert len(list(paragraphs(text))) == 1


class TestSentences:
    @pytest.mark.parametrize(
        "text",
        [
            "Gen. Orlo Pratt met Sen. Ada Quill in Washington.",
            "The U.S. Senate and the U.N. Security Council met.",
            "J. R. Tamblyn bought the mill from K. Osei.",
            "Dr. Lund, Mr. Hale and Mrs. Brandt signed it.",
            "It opened at 9 a.m. Monday in St. Evan, Va., near the lake.",
            "Govs. Ruth Amaro and Lee Sand wrote to the president.",
            "Order No. 5 of Jan. 12 repeals it.",
            "The case is Orlin v. Carrow Ferries.",
            "CARROW, Nev. (AP) — The mill closed.",
            "It costs $3.50 at www.example.org/index.html today.",
            "Acme Inc. Chairman Tom Hale left.",
            "He paid approx. 40 crowns, e.g. Swedish ones.",
            "“Why did nobody ask us?” Ms. Orlin said.",
            '"Stop!" the captain shouted, and they did.',
            "It was … different.",
        ],
    )
    def test_is_one(self, text: str) -> None:
        assert split(text) == [text]

    @pytest.mark.parametrize(
        ("text", "parts"),
        [
            ("It rained. It poured.", ["It rained.", "It poured."]),
            ("Why? Nobody knows! So it is.", ["Why?", "Nobody knows!", "So it is."]),
            ("He lives in the U.S. He likes it.", ["He lives in the U.S.", "He likes it."]),
            ("They met at 9 p.m. The talks failed.", ["They met at 9 p.m.", "The talks failed."]),
            ("It was modern art. Visitors liked it.", ["It was modern art.", "Visitors liked it."]),
            ("He said no. Then he left.", ["He said no.", "Then he left."]),
            ("She spoke to the union rep. Nobody else came.", ["She spoke to the union rep.", "Nobody else came."]),
            ("“We lost. We know it.” He left.", ["“We lost.", "We know it.”", "He left."]),
            ('He said "stop." They stopped.', ['He said "stop."', "They stopped."]),
            ("They waited . . . . Nobody came.", ["They waited . . . .", "Nobody came."]),
            ("They waited… Nobody came.", ["They waited…", "Nobody came."]),
            ("The first one ended.The second began here.", ["The first one ended.", "The second began here."]),
            ("In all 40 came in 2015. 17 stayed.", ["In all 40 came in 2015.", "17 stayed."]),
            ("He left the U.S. (The others stayed.)", ["He left the U.S.", "(The others stayed.)"]),
            ("It ended.\n\nit began", ["It ended.", "it began"]),
        ],
    )
    def test_are_several(self, text: str, parts: list[str]) -> None:
        assert split(text) == parts

    def test_a_list_number_is_no_sentence(self) -> None:
        assert split("2. The mill will close.") == ["2. The mill will close."]

    def test_a_lone_bracket_is_no_sentence(self) -> None:
        assert split("It closed (see the notice. )") == ["It closed (see the notice. )"]

    def test_within_given_paragraphs_only(self) -> None:
        text = "One here. Two here. Three here."
        assert cut(text, sentences(text, [(10, 19)])) == ["Two here."]


class TestQuotations:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ('He said "stop" and left.', ['"stop"']),
            ("He said “stop” and left.", ["“stop”"]),
            ("Er sagte „halt“ und ging.", ["„halt“"]),
            ("He said ``stop'' and left.", ["``stop''"]),
            ("He said ‘we will not go’ and left.", ["‘we will not go’"]),
            ("'We will not go,' he said.", ["'We will not go,'"]),
            ("“We lost. We know it,” he said. “So be it.”", ["“We lost. We know it,”", "“So be it.”"]),
            ("“He told me ‘no,’” she said.", ["“He told me ‘no,’”"]),
            ("“It’s ours,” he said.", ["“It’s ours,”"]),
            ("The firm's owners' club didn't meet in the '90s.", []),
            ("The boys’ club didn’t meet.", []),
            ("A 6'2\" man stood there.", []),
            ("", []),
        ],
    )
    def test_marks(self, text: str, found: list[str]) -> None:
        assert quoted(text) == found

    def test_over_several_paragraphs_with_an_opening_mark_each(self) -> None:
        text = "“We began in May.\n\n“We ended in June,” she said.\n\nNobody else spoke."
        assert quoted(text) == ["“We began in May.", "“We ended in June,”"]

    def test_over_several_paragraphs_with_straight_marks(self) -> None:
        text = 'She said: "We began in May.\n\n"We ended in June."\n\nNobody else spoke.'
        assert quoted(text) == ['"We began in May.', '"We ended in June."']

    def test_a_lost_closing_mark_does_not_swallow_the_next_quotation(self) -> None:
        text = "He said “stop and left. She said “go” and stayed."
        assert quoted(text) == ["“go”"]

    def test_an_unclosed_mark_inside_a_paragraph_is_no_quotation(self) -> None:
        assert quoted('He bought a 5" pipe and left.\n\nNobody spoke.') == []

    def test_none_crosses_a_paragraph(self) -> None:
        text = 'He said "stop\n\nand left" then.'
        assert all("\n" not in part for part in quoted(text))
