"""An article cut into rows, paragraphs and leaves."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from credscore.article import Article, Block, Passage
from credscore.contract import ModelInfo, PassageReport, Report, Score
from credscore.report.html.layout import rows
from credscore_features import Finding


def leaves(report):
    return [leaf for row in rows(report) for p in row.paragraphs for leaf in p.leaves]


def test_rows_follow_the_article(report):
    shape = [(r.passage and r.passage.passage.index, [p.kind for p in r.paragraphs]) for r in rows(report)]
    assert shape == [
        (None, ["title", "caption"]),
        (0, ["body"]),
        (1, ["body"]),
        (None, ["subhead"]),
        (2, ["correction"]),
        (3, ["body"]),
        (None, ["boilerplate"]),
    ]


def test_leaves_hold_all_the_text(report):
    text = report.article.text
    assert "".join("".join(text[x.start : x.end] for x in leaves(report)).split()) == "".join(text.split())


def test_overlaps_are_cut_at_every_boundary(report):
    text = report.article.text
    marked = [(text[x.start : x.end], [f.rule for f in x.marks]) for x in leaves(report) if x.marks]
    assert ("absolutely", ["tone.loaded", "tone.absolute"]) in marked
    assert (" rotten", ["tone.loaded"]) in marked
    assert ("may", ["hedge.modal"]) in marked


def test_parts_lie_on_their_leaves(report):
    text = report.article.text
    claim = [text[x.start : x.end] for x in leaves(report) if ("claimant" in {p for _, p in x.parts})]
    assert claim == ["Opponents of the mayor"]


def test_a_passage_of_several_paragraphs_is_one_row(report):
    first, second = report.passages[0].passage, report.passages[1].passage
    both = replace(
        report.passages[0],
        passage=Passage(0, first.start, second.end, report.article.text[first.start : second.end]),
    )
    found = rows(replace(report, passages=(both,)))
    assert [len(r.paragraphs) for r in found if r.passage] == [2]


def test_text_without_blocks_is_cut_at_blank_lines(report_of):
    (row,) = rows(report_of("One.\nStill one.\n\nTwo.\r\n \r\nThree.\r\rFour."))
    assert len(row.paragraphs) == 4


def spans(size):
    return st.lists(st.tuples(st.integers(0, size), st.integers(0, size)).map(lambda s: (min(s), max(s))), max_size=8)


@st.composite
def odd_reports(draw):
    """Reports whose blocks, passages, findings and parts lie anyhow."""
    text = draw(st.text(st.sampled_from("ab \n\r“\ud800"), max_size=30))
    size = len(text)
    edges = sorted(draw(st.lists(st.integers(0, size), max_size=8, unique=True)))
    pieces = list(pairwise(edges))
    blocks = [Block(draw(st.sampled_from(["body", "caption"])), s, e) for s, e in pieces]
    passages = tuple(
        PassageReport(passage=Passage(i, s, e, text[s:e]), score=Score(abstained="no_claim"), features={})
        for i, (s, e) in enumerate(draw(st.lists(st.sampled_from(pieces), unique=True)) if pieces else ())
    )
    passages = tuple(sorted(passages, key=lambda p: p.passage.start))
    findings = tuple(
        Finding(
            kind="tone",
            label="loaded",
            start=s,
            end=e,
            text=text[s:e],
            sentence=(s, e),
            voice="writer",
            origin="rule:x",
            message="x",
            parts={"cue": tuple(draw(spans(size)))},
            id=f"f{i}",
        )
        for i, (s, e) in enumerate(draw(spans(size)))
    )
    return Report(
        article=Article(text=text, id="x", blocks=tuple(blocks)),
        model=ModelInfo(name="m", version="1", sha256=""),
        score=Score(abstained="no_claim"),
        passages=passages,
        findings=findings,
        version="0",
    )


@given(odd_reports())
def test_any_layout_shows_every_character_once_and_every_mark_in_its_place(report):
    text = report.article.text
    found = leaves(report)
    shown = [i for leaf in found for i in range(leaf.start, leaf.end)]
    assert shown == sorted(set(shown))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(shown)
    for leaf in found:
        covering = {f.id for f in report.findings if f.start <= leaf.start < f.end}
        assert {f.id for f in leaf.marks} == covering
        assert len(leaf.marks) == len(covering)
        lengths = [f.end - f.start for f in leaf.marks]
        assert lengths == sorted(lengths, reverse=True)
