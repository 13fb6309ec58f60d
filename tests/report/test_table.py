"""The terminal's view."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest

from credscore.contract import Contribution, Score
from credscore.report import reasons, write
from credscore_features import Column


def shown(reports, encoding=None, **options):
    out = io.StringIO()
    write(reports, "table", out, **options)
    return out.getvalue()


EXPECTED = """\
Harbour tender “was fixed”, two aides say
ostmere.txt, The Ostmere Ledger, 2026-05-04, 106 words, 4 passages

  support       54 (45-63)  ###########==--.........
  transparency  63 (56-70)  #############==--.......

Weakest passages
  line 7  support 32 (23-39)  transparency 68 (62-74)
    Opponents of the mayor have repeatedly blamed a secret deal, without
    offering evidence. “It was absolutely rotten from the first day,” said a…
     -17.5  Claims that the text itself calls unsupported: 0.5 per 100
            words
      -6.2  Share of the sources that are named: 50%
      -2.1  Share of the sentences that state something with no source:
            50%
    warning: The text says that no evidence was offered for this claim.
            [without offering evidence]
    suggestion: Loaded words, in a quotation. [absolutely rotten]
    suggestion: The source is not named; the reason given is that it
            asked for it. [a person familiar with the talks]
"""


def test_a_log_is_plain_text_of_eighty_columns(report):
    page = shown([report])
    assert page.startswith(EXPECTED)
    assert max(map(len, page.splitlines())) <= 80
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2500-\u259f]", page)
    assert not any(line.endswith(" ") for line in page.splitlines())


@pytest.mark.parametrize("width", [1, 40, 79, 120, 200])
def test_lines_fit(report, width):
    page = shown([report], console_width=width)
    assert max(map(len, page.splitlines())) <= max(width, 40)
    assert "without offering evidence" in " ".join(page.split())


def test_a_terminal_gets_colours_and_blocks(report):
    page = shown([report], color=True, console_width=100)
    assert "\x1b[" in page
    assert "█" in page
    plain = re.sub(r"\x1b\[[0-9;]*m", "", page)
    assert "\x1b" not in plain
    assert max(map(len, plain.splitlines())) <= 100


def test_what_has_no_score_says_why(report, abstained):
    assert "line 13  There are too few words to judge. [More soon.]" in shown([report])
    page = shown([abstained])
    assert "No score. This is no running text" in page
    assert "Weakest" not in page


def test_several_articles_end_with_a_total(report, abstained):
    page = shown([report, abstained], console_width=200, fail_on="warning")
    assert page.splitlines()[-1] == (
        "2 articles (1 not scored), 1 error, 1 warning, 2 suggestions, 2 at or over warning"
    )
    assert "articles" not in shown([report], fail_on="warning")
    assert shown([]) == "0 articles\n"


def test_problems_of_other_passages_are_listed_up_to_a_dozen(report):
    many = [replace(report.findings[0], id=f"g{n}", severity="warning") for n in range(15)]
    good = replace(report.passages[0])
    page = shown([replace(report, findings=(*report.findings, *many), passages=(*report.passages[1:], good))])
    assert "Other problems" not in page
    page = shown([replace(report, findings=(*report.findings, *many), passages=report.passages[1:])])
    assert page.count("attribution.indirect [according to]") + page.count("evidence.shown [41") == 12
    assert "  and 3 more\n" in page


def test_a_hostile_text_cannot_steer_the_terminal(report_of):
    text = "\x1b]0;owned\x07 \x1b[2J [bold red]x[/bold red] :smile: \u202eevil"
    page = shown([report_of(text, title=text)])
    assert not re.search(r"[\x1b\x07\u202e]", page)
    assert "[bold red]x[/bold red] :smile:" in page


def test_the_weakest_are_those_with_something_to_say(report):
    assert [p.passage.index for p in reasons.weakest(report)] == [1, 2]
    assert [p.passage.index for p in reasons.weakest(replace(report, findings=()))] == [1]
    sound = replace(report, findings=(), passages=report.passages[:1])
    assert [p.passage.index for p in reasons.weakest(sound)] == [0]
    silent = replace(report, passages=(replace(report.passages[0], score=Score(abstained="no_claim")),))
    assert reasons.weakest(silent) == ()


def test_a_low_or_a_high_number_is_told_where_the_direction_is_certain(monkeypatch):
    monkeypatch.undo()

    def told(grade, feature, effect):
        return reasons.told(Contribution(grade, feature, 1.0, effect))

    assert told("support", "annotator_support", -3.0) == "The encoder reads this passage as weakly supported"
    assert told("support", "annotator_support", 3.0) == "The encoder reads this passage as well supported"
    plain = reasons.summary("annotator_support")
    assert plain.startswith("How well supported the encoder reads the passage")
    assert told("transparency", "annotator_support", -3.0) == told("support", "annotator_support", 0.0) == plain
    assert told("support", "attribution_share", -3.0) == reasons.summary("attribution_share")
    assert told("support", "of_nobody", -3.0) == "Of nobody"


def test_a_high_number_that_lowers_the_score_is_told_as_high(monkeypatch):
    column = Column(
        name="noise", unit="count", summary="Noise.", better="lower", low="It is quiet.", high="It is loud."
    )
    monkeypatch.setattr(reasons, "columns", lambda: {"noise": column})
    assert reasons.told(Contribution("support", "noise", 9.0, -2.0)) == "It is loud"
    assert reasons.told(Contribution("support", "noise", 0.0, 2.0)) == "It is quiet"


def test_numbers_are_said_with_their_unit():
    assert reasons.amount("unsourced_share", 0.333) == "33%"
    assert reasons.amount("flags_density", 1.2345) == "1.23 per 100 words"
    assert reasons.amount("an_unknown_number", 12345.6) == "12346"
    assert reasons.summary("an_unknown_number") == "An unknown number"


def test_columns_are_those_of_the_features(monkeypatch):
    monkeypatch.undo()
    from credscore_features import features

    assert set(reasons.columns()) == {"wording"} | {c.name for f in features() for c in f.columns}
