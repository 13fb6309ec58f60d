"""The page as text: what is in it, what cannot be in it."""

from __future__ import annotations

import hashlib
import io
import re
from base64 import b64encode
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from credscore.contract import Contribution
from credscore.report import write
from credscore.report.html import view
from credscore_features.annotator.pulls import Pulls

VOID = {"meta", "link", "input", "br", "hr", "img", "rect", "line"}
ADDRESSES = {"href", "src", "action", "data", "srcset", "poster", "background", "xlink:href", "formaction"}


class Page(HTMLParser):
    """What a browser would make of it: elements with attributes, and a check that all are closed."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.open, self.words = [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not self.open or self.open[-1] not in {"style", "script"}:
            self.words.append(data)

    def every(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


def rendered(*reports, **options):
    out = io.StringIO()
    write(reports, "html", out, **options)
    return out.getvalue()


def test_the_page_needs_nothing_from_outside(report, abstained):
    page = rendered(report, abstained)
    for _, attrs in Page(page).elements:
        for name in ADDRESSES & set(attrs):
            assert attrs[name].startswith(("#", "data:,"))
        assert not any(name.startswith("on") or name == "style" for name in attrs)
    assert not re.search(r"https?://|@import|url\(|fetch\(|innerHTML|eval\(", page)


def test_only_its_own_style_and_script_are_allowed(report):
    page = rendered(report)
    (policy,) = [m["content"] for m in Page(page).every("meta") if m.get("http-equiv")]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


PAYLOADS = [
    "<script>window.owned=1</script>",
    "</style></title></script><img src=x onerror=owned=1>",
    '"><svg onload=owned=1>',
    "' onmouseover='owned=1",
    "{{ 7*7 }}{% include 'x' %}",
    "<!-- --><a href=javascript:owned=1>x</a>",
    "&lt;script&gt;owned=1&lt;/script&gt;",
    "\ufeff\u202e<b\x00>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_is_text_wherever_it_comes_from(report_of, make_finding, payload):
    clean = Page(rendered(hostile(report_of, make_finding, "x")))
    page = Page(rendered(hostile(report_of, make_finding, payload)))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in clean.elements]
    for (_, attrs), (_, usual) in zip(page.elements, clean.elements, strict=True):
        assert set(attrs) == set(usual)
    assert "49" not in page.text


def hostile(report_of, make_finding, payload):
    finding = make_finding(
        payload,
        "evidence.disputed",
        payload,
        text=payload,
        severity="error",
        id="f1",
        parts={"cue": [payload], "claim": [payload]},
        source_type=payload,
    )
    finding = replace(finding, origin=payload)
    made = report_of(
        payload, findings=(finding,), id=payload, place=payload, title=payload, source=payload, date=payload
    )
    effect = Contribution(grade="support", feature=payload, value=1.0, effect=-1.0, findings=("f1",))
    read = Contribution(grade="transparency", feature="annotator_transparency", value=1.0, effect=-1.0)
    pulls = {"transparency": Pulls(down=((0, len(payload)),))}
    passage = replace(made.passages[0], contributions=(effect, read), pulls=pulls)
    return replace(made, passages=(passage,), model=replace(made.model, name=payload))


def test_a_hostile_kind_of_finding_cannot_leave_the_style(report, make_finding):
    kind = 'x"]{}</style><script>owned=1</script>'
    odd = replace(report.findings[0], kind=kind, label="</style>")
    page = rendered(replace(report, findings=(odd,)))
    assert len(Page(page).every("script")) == 1
    assert len(Page(page).every("style")) == 1


def test_every_finding_is_in_the_text_once_and_has_its_details(report):
    page = Page(rendered(report))
    ids = [m["id"] for m in page.every("mark") if "id" in m]
    assert sorted(ids) == sorted(f"a1-{f.id}" for f in report.findings)
    details = [li["data-detail"] for li in page.every("li") if "data-detail" in li]
    assert sorted(details) == sorted(ids)
    for mark in page.every("mark"):
        assert mark["title"]
    for link in page.every("a"):
        assert link["href"][1:] in ids or link["href"] == "#main"


def test_ids_are_unique(report, abstained):
    ids = [attrs["id"] for _, attrs in Page(rendered(report, report, abstained)).elements if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_the_whole_article_can_be_read(report):
    words = Page(rendered(report)).text
    assert "Cranes at the Ostmere docks" in words
    assert "Most popular: Ten walks" in words
    assert "OSTMERE — The harbour authority" in words
    assert "No score. There are too few words to judge." in words


def test_the_filter_counts(report):
    page = Page(rendered(report))
    boxes = [box["data-filter"] for box in page.every("input") if "data-filter" in box]
    assert boxes == ["evidence", "retraction", "attribution", "sourcing", "hedge", "tone"]
    assert "Evidence 3 Retractions 1 Attribution 2 Sourcing 1 Hedging 1 Tone 2" in page.text


def test_several_articles_have_an_index_with_the_weakest_first(report, abstained):
    better = replace(
        report,
        score=replace(
            report.score,
            estimates={grade: replace(e, value=90.0, high=95.0) for grade, e in report.score.estimates.items()},
        ),
    )
    page = Page(rendered(abstained, better, report))
    assert "3 articles, the least supported first" in page.text
    text = page.text[page.text.index("least supported first") :]
    assert text.index("54 45–63") < text.index("90 45–95") < text.index("No score. This is no running text")
    assert len([d for d in page.every("details") if d.get("class") == "article"]) == 3


def test_nothing_to_show_and_what_was_not_read():
    page = Page(rendered(errors=["b.txt is <empty>."]))
    assert "There is no article to show." in page.text
    assert "b.txt is <empty>." in page.text


def test_the_phrases_behind_the_encoders_reading_stand_in_its_line(report, monkeypatch):
    monkeypatch.undo()  # the installed columns
    first = report.passages[0]
    start = report.article.text.index("according to")
    effects = tuple(Contribution(grade, f"annotator_{grade}", 0.4, 12.0) for grade in ("support", "transparency"))
    pulls = {"support": Pulls(up=((start, start + 12),)), "transparency": Pulls()}
    read = replace(first, contributions=effects, pulls=pulls)
    page = Page(rendered(replace(report, passages=(read, *report.passages[1:]))))
    assert page.text.count("pulled up by: “according to”") == 1
    assert "The encoder reads this passage as well supported 0.4 log odds pulled up by: “according to”" in page.text
    assert "pulled down" not in page.text


@pytest.mark.parametrize("most", [1, 2, 10])
def test_accounts_add_up(report, monkeypatch, most):
    monkeypatch.setattr(view, "_MOST_EFFECTS", most)
    for passage in report.passages[:3]:
        for grade in ("support", "transparency"):
            account = view.account(passage, grade, 10.0, report.article.text)
            assert account.base + sum(e.points for e in account.effects) == pytest.approx(account.score)
            strengths = [abs(e.points) for e in account.effects[:most]]
            assert strengths == sorted(strengths, reverse=True)
    assert view.account(report.passages[3], "support", 10.0, report.article.text) is None


def luminance(color):
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def palettes():
    from importlib.resources import files

    style = files("credscore.report.html").joinpath("style.css").read_text(encoding="utf-8")
    for block in re.findall(r"\{([^{}]*--paper:[^{}]*)\}", style):
        colors = dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]+)", block))
        yield {k: "#" + "".join(c * 2 for c in v[1:]) if len(v) == 4 else v for k, v in colors.items()}


def test_text_has_contrast_on_every_ground():
    """WCAG 2.2 AA: 4.5 to 1 for text, 3 to 1 for what carries meaning (1.4.3, 1.4.11)."""
    found = list(palettes())
    assert len(found) == 4
    for colors in found:
        grounds = [colors[k] for k in ("paper", "surface") if k in colors]
        fills = [v for k, v in colors.items() if k.endswith("-fill")]
        for ground in [*grounds, *fills]:
            assert contrast(colors["ink"], ground) >= 4.5
        for ground in grounds:
            assert min(contrast(colors[k], ground) for k in ("soft", "weak", "fair")) >= 4.5
            lines = ("evidence", "retraction", "attribution", "sourcing", "hedge", "tone", "other", "good")
            assert min(contrast(colors[k], ground) for k in lines) >= 3


def test_families_differ_without_colour():
    from importlib.resources import files

    style = files("credscore.report.html").joinpath("style.css").read_text(encoding="utf-8")
    rules = re.findall(r'\[data-kind="(\w+)"\] \{[^}]*--style: (\w+); --thick: ([\d.]+px)', style)
    assert len({rule[1:] for rule in rules}) == len(rules) == 6


def test_headings_do_not_skip_a_level(report, abstained):
    for reports in ([report], [report, abstained]):
        levels = [int(tag[1]) for tag, _ in Page(rendered(*reports)).elements if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1
        assert all(b - a <= 1 for a, b in pairwise(levels))
