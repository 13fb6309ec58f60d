"""Every format of the same survey; the document against its schema."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape

import pandas as pd
import pytest
from jsonschema import Draft202012Validator

from credscore.errors import ConfigError, InputError
from credscore.outlets.document import schema, to_dict, write_json
from credscore.outlets.formats import FORMATS, format_for
from credscore.outlets.html import write_html
from credscore.outlets.survey import named, survey
from credscore.outlets.table import write_table
from credscore.outlets.tables import write_csv, write_parquet


@pytest.fixture
def whole(newsroom):
    return survey(newsroom, at_least=10, by="lean")


@pytest.fixture
def compared(newsroom):
    return survey(newsroom, at_least=10, pair=("tidewater", "Harbour Post"))


def written(write, *args):
    out = io.StringIO()
    write(*args, out)
    return out.getvalue()


def table(found):
    out = io.StringIO()
    write_table(found, out, width=100)
    return out.getvalue()


class TestDocument:
    def test_it_keeps_to_its_schema(self, whole, compared):
        Draft202012Validator.check_schema(schema())
        for found in (whole, compared):
            Draft202012Validator(schema()).validate(json.loads(written(write_json, found)))

    def test_what_it_says(self, whole):
        document = to_dict(whole)
        assert document["articles"] == 65
        assert [o["outlet"] for o in document["outlets"]][-1] == "Two Weeks"
        tidewater = next(o for o in document["outlets"] if o["outlet"] == "Tidewater")
        assert (tidewater["articles"], tidewater["scored"], tidewater["abstained"]) == (13, 12, {"too_short": 1})
        assert [m["month"] for m in tidewater["months"]] == ["2026-01", "2026-02", "2026-03", "2026-04"]
        assert [g["group"] for g in document["groups"]["groups"]] == ["right", "left"]
        assert "1 article has no outlet and is left out." in document["notes"]

    def test_the_parts_of_a_difference_add_up_in_it(self, compared):
        d = to_dict(compared)["between"]["differences"]["support"]
        assert d["base"] + sum(p["points"] for p in d["parts"]) == pytest.approx(d["points"], abs=1e-5)

    def test_examples_are_of_the_outlet_that_they_set_apart(self, newsroom):
        found = survey(newsroom, at_least=10, pair=("Harbour Post", "The Ostmere Ledger"))
        parts = {p["column"]: p for p in to_dict(found)["between"]["differences"]["support"]["parts"]}
        assert {(e["outlet"], e["text"]) for e in parts["loaded"]["examples"]} <= {("Harbour Post", "rotten 2")}
        assert len(parts["named"]["examples"]) <= 3


class TestTables:
    def test_one_row_an_outlet(self, whole):
        rows = list(csv.DictReader(io.StringIO(written(write_csv, whole))))
        assert len(rows) == 6
        assert rows[-1]["withheld"] == "too_few_articles"
        assert rows[-1]["support_shrunk"] == ""
        assert all(float(r["support_raw_low"]) <= float(r["support_raw"]) for r in rows[:-1])

    def test_one_row_a_column_where_two_are_compared(self, compared):
        out = io.BytesIO()
        write_parquet(compared, out)
        frame = pd.read_parquet(out)
        sums = frame.groupby("grade")["points"].sum()
        assert sums["support"] == pytest.approx(frame["difference"].iloc[0], abs=1e-9)


class TestTerminal:
    def test_every_part_is_there(self, whole):
        text = table(whole)
        for words in ("Outlets, the best supported first", "Not profiled", "By lean: means over outlets", "Note: "):
            assert words in text
        assert "Two Weeks: 3 scored articles, at least 10 are needed." in text
        assert max(map(len, text.splitlines())) <= 100

    def test_a_comparison_shows_what_drives_it_and_examples(self, compared):
        text = table(compared)
        assert "Support: Tidewater less Harbour Post is -0.7 points (raw means)" in text
        assert "What sets each outlet apart" not in text


class TestPage:
    def test_it_holds_no_script_and_nothing_from_outside(self, whole):
        page = written(write_html, whole)
        assert "<script" not in page
        assert not re.search(r"(?:src|href)=\"(?!#|data:)", page)
        assert "default-src 'none'" in unescape(page)
        assert " style=" not in page

    def test_names_are_escaped(self, whole):
        page = written(write_html, whole)
        assert "Coast <b>Daily" not in page
        assert "Coast &lt;b&gt;Daily" in page

    def test_every_plot_has_its_table(self, whole, compared):
        page = written(write_html, whole)
        assert page.count('<table class="forest">') == 4
        assert 'aria-describedby="both-table"' in page
        assert page.count('class="course"') == 5
        assert '<table class="bars">' in written(write_html, compared)

    def test_a_few_outlets_without_scores_make_a_page_too(self, newsroom):
        page = written(write_html, survey(newsroom, at_least=1000))
        assert "0 of 6 outlets profiled" in page


class TestSurvey:
    def test_an_unknown_outlet_names_the_nearest(self):
        with pytest.raises(ConfigError, match=r"There is no outlet 'Tidewatr'. The nearest: 'Tidewater'"):
            named(("Tidewatr", "A"), ["Tidewater", "A", "Harbour Post"])

    def test_another_spelling_is_understood(self):
        assert named(("www.tidewater.com", "the a"), ["Tidewater", "A"]) == ("Tidewater", "A")

    def test_an_outlet_is_not_compared_with_itself(self):
        with pytest.raises(ConfigError, match="are both 'A'"):
            named(("A", "a"), ["A", "B"])

    def test_one_with_too_few_articles_is_not_compared(self, newsroom):
        with pytest.raises(ConfigError, match=r"'Two Weeks' has 3 scored articles; --at-least asks for 10"):
            survey(newsroom, at_least=10, pair=("Two Weeks", "Tidewater"))

    def test_no_outlet_at_all(self, newsroom):
        with pytest.raises(InputError, match="--source-column"):
            survey(newsroom[-1:], at_least=10)

    def test_no_group_at_all(self, newsroom):
        with pytest.raises(InputError, match="a value of 'desk'"):
            survey(newsroom, at_least=10, by="desk")

    def test_two_models_are_not_mixed(self, newsroom):
        from dataclasses import replace

        other = replace(newsroom[0], id="other", model="by-hand 2")
        with pytest.raises(InputError, match=r"'other' was scored with by-hand 2, and others scored with by-hand 1"):
            survey([*newsroom, other], at_least=10)

    def test_spellings_that_may_be_one_outlet_are_told(self, newsroom):
        from dataclasses import replace

        renamed = [replace(a, source="www.tidewater.com") for a in newsroom if a.source == "Tidewater"]
        assert "Tidewater, www.tidewater.com" in " ".join(survey([*newsroom, *renamed], at_least=10).notes)


def test_formats_are_told_by_their_suffix(tmp_path):
    assert all(format_for(None, tmp_path / f"x{f.suffix}") is f for f in FORMATS.values())
    with pytest.raises(ConfigError, match="No format has the suffix"):
        format_for(None, tmp_path / "x.doc")
