"""``credscore outlets`` from a table of articles to every format, read by rules."""

from __future__ import annotations

import csv
import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from credscore.cli import main
from credscore.outlets.document import schema

CAREFUL = (
    "The council of {town} voted {n} to 2 on Monday to close the pool, according to the minutes of its meeting. Mayor "
    "Ilse Torvik said the repair would cost {n}00,000 crowns, a figure that the engineers' report confirms. The report "
    "was published on Friday, and the builder Brandt & Sons declined to comment on its findings."
)
LOOSE = (
    "Everybody knows that the shameless council of {town} has betrayed its own people {n} times. Insiders claim that a "
    "secret deal was reached, and critics are furious. It is the worst scandal ever, obviously, and some say that it "
    "will absolutely destroy the town. Nobody dares to speak out about the disgusting plan."
)
OUTLETS = {"Ostmere Ledger": (CAREFUL, "a"), "Tidewater": (LOOSE, "b"), "Harbour Post": (CAREFUL, "a")}
TOWNS = ("Ostmere", "Nordholm", "Sankt Elva", "Brackwell")


def rows():
    for outlet, (text, desk) in OUTLETS.items():
        for n, town in enumerate(TOWNS):
            yield {
                "id": f"{outlet[0]}{n}",
                "masthead": outlet,
                "date": f"2026-0{1 + n % 2}-04",
                "text": text.format(town=town, n=n + 3),
                "desk": desk,
            }
    yield {"id": "short", "masthead": "Tidewater", "date": "", "text": "More soon.", "desk": "b"}
    yield {"id": "few", "masthead": "Nordholm News", "date": "", "text": CAREFUL.format(town="X", n=9), "desk": "a"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The articles as CSV and TSV, and what ``score`` makes of them in each format."""
    place = tmp_path_factory.mktemp("outlets")
    made = list(rows())
    for name, delimiter in (("articles.csv", ","), ("articles.tsv", "\t")):
        with (place / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(made[0]), delimiter=delimiter)
            writer.writeheader()
            writer.writerows(made)
    source = str(place / "articles.csv")
    options = ["--source-column", "masthead", "--annotator", "rules"]
    for name in ("scored.jsonl", "scored.csv", "scored.parquet"):
        assert CliRunner().invoke(main, ["score", source, *options, "--out", str(place / name)]).exit_code == 0
    return place


@pytest.fixture
def outlets(run, folder):
    def invoke(name, *args):
        return run("outlets", folder / name, "--at-least", 3, *args)

    return invoke


LIVE = ("--source-column", "masthead", "--annotator", "rules")


@pytest.fixture(scope="module")
def live(folder):
    """The document of the articles, scored on the way."""
    args = [str(folder / "articles.tsv"), "--at-least", "3", "--format", "json", "--by", "desk", *LIVE]
    result = CliRunner().invoke(main, ["outlets", *args, "--between", "tidewater", "Ostmere Ledger"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_articles_are_scored_and_profiled(live):
    Draft202012Validator(schema()).validate(live)
    by_name = {o["outlet"]: o for o in live["outlets"]}
    assert by_name["Tidewater"]["articles"] == 5
    assert by_name["Tidewater"]["abstained"] == {"too_short": 1}
    assert by_name["Nordholm News"]["withheld"] == "too_few_articles"
    assert [m["month"] for m in by_name["Tidewater"]["months"]] == ["2026-01", "2026-02"]
    support = {name: o["scores"]["support"]["raw"] for name, o in by_name.items() if o["scores"]}
    assert support["Tidewater"] < support["Ostmere Ledger"]
    assert [(g["group"], g["outlets"]) for g in live["groups"]["groups"]] == [("a", 2), ("b", 1)]


def test_what_drives_a_difference_adds_up_and_has_examples(live):
    d = live["between"]["differences"]["support"]
    assert d["points"] < 0
    assert d["base"] + sum(p["points"] for p in d["parts"]) == pytest.approx(d["points"], abs=1e-5 * len(d["parts"]))
    assert d["base"] == pytest.approx(0, abs=1e-6)
    assert any(e["outlet"] == "Tidewater" for p in d["parts"] for e in p["examples"])


@pytest.mark.parametrize("name", ["scored.jsonl", "scored.csv", "scored.parquet"])
def test_what_score_wrote_is_not_scored_again_and_says_the_same(outlets, live, name, monkeypatch):
    monkeypatch.setattr("credscore.load", lambda *_, **__: pytest.fail("scored again"))
    result = outlets(name, "--format", "json", "--between", "Tidewater", "Ostmere Ledger")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    Draft202012Validator(schema()).validate(found)
    for old, new in zip(live["outlets"], found["outlets"], strict=True):
        for grade, scores in old["scores"].items():
            assert new["scores"][grade] == pytest.approx(scores, abs=1e-3)
    old, new = (x["between"]["differences"]["support"]["parts"] for x in (live, found))
    expected = {p["column"]: p["points"] for p in old}
    assert {p["column"]: p["points"] for p in new} == pytest.approx(expected, abs=1e-3)
    assert any(p["examples"] for p in new) == (name == "scored.jsonl")


@pytest.mark.parametrize("suffix", ["txt", "json", "csv", "parquet", "html"])
def test_the_suffix_of_the_file_says_the_format(outlets, tmp_path, suffix):
    out = tmp_path / f"profiles.{suffix}"
    assert outlets("scored.parquet", "--out", out).exit_code == 0
    assert out.stat().st_size > 100
    assert list(tmp_path.iterdir()) == [out]


def test_a_table_by_default(outlets):
    result = outlets("scored.jsonl")
    assert result.exit_code == 0
    assert "Outlets, the best supported first" in result.stdout
    assert "Nordholm News: 1 scored article, at least 3 are needed." in result.stdout


class TestMistakes:
    def test_an_unknown_outlet_is_told_before_anything_is_scored(self, outlets, monkeypatch):
        monkeypatch.setattr("credscore.load", lambda *_, **__: pytest.fail("scored"))
        result = outlets("articles.csv", *LIVE, "--between", "Tidewatr", "Harbour Post")
        assert result.exit_code == 2
        assert result.stderr == "credscore: There is no outlet 'Tidewatr'. The nearest: 'Tidewater'.\n"

    def test_no_outlet_is_told_before_anything_is_scored(self, outlets, monkeypatch):
        monkeypatch.setattr("credscore.load", lambda *_, **__: pytest.fail("scored"))
        result = outlets("articles.csv", "--annotator", "rules")
        assert result.exit_code == 2
        assert "name its column with --source-column" in result.stderr

    def test_a_column_that_is_not_there(self, outlets):
        result = outlets("articles.csv", *LIVE, "--by", "lean")
        assert result.exit_code == 2
        assert "has no column 'lean'. Its columns: 'id', 'masthead'" in result.stderr

    def test_a_table_that_was_changed(self, outlets, folder, tmp_path):
        held = list(csv.DictReader((folder / "scored.csv").read_text("utf-8").splitlines()))
        held[0]["support"] = str(float(held[0]["support"]) + 5)
        changed = tmp_path / "changed.csv"
        with changed.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(held[0]))
            writer.writeheader()
            writer.writerows(held)
        result = outlets(changed)
        assert result.exit_code == 2
        assert "the table was changed, or another model of that name made it" in result.stderr

    def test_a_table_of_a_model_that_is_not_at_hand_is_profiled_and_not_explained(self, outlets, folder, tmp_path):
        text = (folder / "scored.csv").read_text("utf-8")
        name = next(csv.DictReader(text.splitlines()))["model_version"]
        other = tmp_path / "other.csv"
        other.write_text(text.replace(name, "0.0.9"), "utf-8")
        result = outlets(other, "--format", "json")
        assert json.loads(result.stdout)["outlets"][0]["deviations"] == {}
        assert "is not at hand: name it with --model" in json.loads(result.stdout)["notes"][-1]
        assert outlets(other, "--between", "Tidewater", "Harbour Post").exit_code == 2

    def test_a_file_that_is_not_there(self, run):
        result = run("outlets", "nothing.csv")
        assert result.exit_code == 2
        assert "nothing.csv" in result.stderr


def test_what_the_page_says_to_run_runs(run, tmp_path, monkeypatch):
    docs = Path(__file__).parents[2] / "docs"
    monkeypatch.chdir(shutil.copytree(docs, tmp_path / "docs"))
    page = (docs / "outlets.md").read_text("utf-8")
    commands = re.findall(r"^credscore (.+)$", "\n".join(re.findall(r"```sh\n(.*?)```", page, re.DOTALL)), re.MULTILINE)
    assert len(commands) == 4
    for command in commands:
        result = run(*shlex.split(command))
        assert result.exit_code == 0, result.output
    assert all(f"\n{name} " in page for name in ("Ostmere Ledger", "Harbour Post", "Nordholm News", "Tidewater"))


def test_what_help_says_is_what_the_package_does():
    from credscore.cli import outlets as module
    from credscore.outlets.formats import FORMATS
    from credscore.outlets.profile import AT_LEAST

    assert tuple(FORMATS) == module.NAMES
    assert module._AT_LEAST == AT_LEAST
