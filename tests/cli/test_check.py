"""``credscore check``: tables, JSON and the exit status."""

from __future__ import annotations

import json

import pytest

import credscore.checks
from credscore.article import Article
from credscore.checks import Bound, Case, Check


def article(text):
    return Article(text=text, id="")


@pytest.fixture(autouse=True)
def two(monkeypatch):
    """One check that the quick scorer passes, and one that it fails."""
    moved = Case(id="one", group="g", before=article("A strong one."), after=article("A weak one."))
    known = {
        "weaker": Check(name="weaker", summary="", expected="lower", bound=Bound(right=0.9), cases=(moved,)),
        "alike": Check(name="alike", summary="", grades=("support",), bound=Bound(mean=1, most=5), cases=(moved,)),
    }
    monkeypatch.setattr(credscore.checks.shipped, "checks", lambda: known)


@pytest.mark.usefixtures("fakes")
class TestCheck:
    def test_a_model_that_keeps_its_bounds_ends_with_0(self, run):
        said = run("check", "weaker")
        assert said.exit_code == 0
        lines = said.stdout.splitlines()
        assert lines[0].split() == ["check", "grade", "cases", "mean", "95%", "most", "right", "bound"]
        assert lines[1].split() == ["weaker", "support", "1", "40.00", "40.00", "40.00", "1.000", "[0.21-1.00]", "kept"]
        assert lines[-1] == "All bounds are kept."

    def test_a_broken_bound_is_named_and_ends_with_1(self, run):
        said = run("check")
        assert said.exit_code == 1
        assert "mean 40.00 > 1; most 40.00 > 5" in said.stdout
        assert said.stdout.splitlines()[-1] == "1 of 3 break their bound."

    def test_json_holds_every_figure(self, run):
        said = run("check", "--format", "json")
        found = json.loads(said.stdout)
        assert (said.exit_code, found["broken"]) == (1, 1)
        assert [(r["check"], r["grade"]) for r in found["results"]] == [
            ("weaker", "support"),
            ("weaker", "transparency"),
            ("alike", "support"),
        ]

    def test_an_unknown_name_is_an_error_of_use(self, run):
        said = run("check", "weakr")
        assert said.exit_code == 2
        assert said.stderr == ("credscore: There is no check 'weakr'. Did you mean 'weaker'? Choices: weaker, alike.\n")

    def test_the_model_that_is_asked_for_is_loaded(self, run, fakes):
        run("check", "weaker", "--model", "mine")
        assert fakes["model"] == "mine"
