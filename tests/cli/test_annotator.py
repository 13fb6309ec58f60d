"""Which annotator the commands read with: what the options and the settings say reaches the scorer."""

from __future__ import annotations

import warnings

import pytest

import credscore


@pytest.mark.parametrize("command", ["score", "explain", "evaluate"])
class TestChoice:
    @pytest.fixture
    def invoke(self, run, fakes, article, command):
        line = '{"text": "A weak tale of Ostmere.", "support": 2, "transparency": 3}'
        path = article(line, "graded.jsonl") if command == "evaluate" else article("A weak tale of Ostmere.")

        def invoked(*options: object):
            result = run(command, path, *options)
            assert result.exit_code == 0, result.stderr
            return fakes["config"]

        return invoked

    def test_nothing_said_leaves_it_to_the_model(self, invoke):
        assert (invoke().annotator, invoke().threads) == (None, 1)

    def test_the_option(self, invoke):
        assert invoke("--annotator", "encoder").annotator == "encoder"

    def test_the_settings_and_the_option_over_them(self, invoke, article, tmp_path):
        (tmp_path / "ours").mkdir()
        article("annotator = 'ours'\nthreads = 3", "credscore.toml")
        assert (invoke().annotator, invoke().threads) == (str(tmp_path / "ours"), 3)
        assert invoke("--annotator", "rules").annotator == "rules"


@pytest.mark.parametrize("command", ["score", "evaluate"])
def test_threads(run, fakes, article, command):
    path = article('{"text": "A weak tale of Ostmere.", "support": 2, "transparency": 3}', "graded.jsonl")
    assert run(command, path, "--threads", 2).exit_code == 0
    assert fakes["config"].threads == 2
    result = run(command, path, "--threads", 0)
    assert (result.exit_code, "'--threads': 0" in result.stderr) == (2, True)


@pytest.mark.parametrize("command", ["score", "explain"])
def test_no_such_annotator_is_one_line_with_the_choices(run, article, command):
    result = run(command, article("A."), "--annotator", "ruled")
    said = "There is no annotator 'ruled'. Did you mean 'rules'? Choices: encoder, rules, or a folder."
    assert (result.exit_code, result.stderr) == (2, f"credscore: {said}\n")


def test_what_speaks_against_the_two_going_together_is_one_line(run, fakes, article, monkeypatch):
    load = credscore.load

    def doubtful(*args, **options):
        warnings.warn("They do not quite go together.", stacklevel=2)
        return load(*args, **options)

    monkeypatch.setattr(credscore, "load", doubtful)
    result = run("score", article("A."))
    assert (result.exit_code, result.stderr) == (0, "credscore: They do not quite go together.\n")
