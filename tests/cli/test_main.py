"""The group: help, version, near misses, and what becomes of each kind of error."""

from __future__ import annotations

import os
import signal

import click
import pytest

from credscore import __version__
from credscore.cli import COMMANDS, main
from credscore.cli.errors import CLEAN, ERROR, describe, status_of
from credscore.errors import ConfigError, MissingExtraError, ModelError
from credscore_features import CueError, UnknownFeatureError


def test_help_names_every_command_and_shows_examples(run):
    result = run("--help")
    assert result.exit_code == 0
    for name in COMMANDS:
        assert f"\n  {name} " in result.output
    assert "credscore score article.txt" in result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(run, name):
    result = run(name, "--help")
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: credscore {name} ")
    assert "Examples:\n" in result.output
    assert f"credscore {name}" in result.output.partition("Examples:")[2]


def test_version(run):
    assert run("--version").output == f"credscore {__version__}\n"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["scor"], "There is no command 'scor'. Did you mean 'score'? Choices: score, explain,"),
        (["zzz"], "There is no command 'zzz'. Choices: score, explain,"),
        (["score", "--formt", "json", "a"], "--formt"),
        (["score"], "Name a file, a folder, or - for standard input. See 'credscore score --help'."),
        (["score", "a", "--format", "jsno"], "There is no format 'jsno'. Did you mean 'json'? Choices: table, json,"),
        (["score", "a", "--fail-on", "warn"], "There is no severity 'warn'. Did you mean 'warning'? Choices:"),
        (["features", "--format", "mardown"], "Did you mean 'markdown'? Choices: table, json, markdown."),
        (["explain"], "Missing argument 'FILE | -'."),
        (["score", "a", "--config", "gone.toml"], "Cannot read the settings in gone.toml"),
    ],
)
def test_an_error_of_use_is_one_line_and_status_2(run, args, says):
    result = run(*args)
    assert result.exit_code == ERROR
    assert result.stdout == ""
    assert result.stderr.startswith("credscore: ")
    assert result.stderr.count("\n") == 1
    assert says in result.stderr


def test_nothing_at_all_shows_help(run):
    alone = run()
    assert alone.exit_code == 0
    assert alone.stdout == run("--help").stdout
    assert "Commands:\n" in alone.stdout


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ConfigError("a\nb"), "credscore: a b\n"),
        (ModelError("no model"), "credscore: no model\n"),
        (MissingExtraError("needs MLflow"), "credscore: needs MLflow\n"),
        (CueError("bad cue"), "credscore: bad cue\n"),
        (UnknownFeatureError("no feature"), "credscore: no feature\n"),
        (FileNotFoundError(2, "No such file or directory", "a.txt"), "credscore: a.txt: No such file or directory.\n"),
        (PermissionError(13, "Permission denied", "b.json"), "credscore: b.json: Permission denied.\n"),
        (OSError("disk trouble"), "credscore: disk trouble\n"),
        (click.UsageError("wrong"), "credscore: wrong\n"),
    ],
)
def test_what_is_somebodys_to_mend_is_one_line(capsys, error, line):
    def work():
        raise error

    assert status_of(work) == ERROR
    assert capsys.readouterr().err == line


def test_a_defect_shows_where_and_is_not_taken_for_findings(capsys):
    assert status_of(lambda: 1 // 0) == ERROR
    told = capsys.readouterr().err
    assert "ZeroDivisionError" in told
    assert "this is a defect of credscore" in told


def test_an_interrupt_is_130(capsys):
    assert status_of(lambda: os.kill(os.getpid(), signal.SIGINT)) == 130
    assert capsys.readouterr().err == "credscore: interrupted\n"


def test_a_signal_to_end_unwinds(tmp_path):
    left = []

    def work():
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        finally:
            left.append("cleaned up")

    with pytest.raises(SystemExit) as caught:
        status_of(work)
    assert caught.value.code == 128 + signal.SIGTERM
    assert left == ["cleaned up"]


def test_a_closed_pipe_is_quiet(capfd, monkeypatch):
    class Gone:
        def fileno(self):
            return spare

        def flush(self):
            raise BrokenPipeError

    spare = os.open(os.devnull, os.O_WRONLY)
    monkeypatch.setattr("sys.stdout", Gone())
    try:
        assert status_of(lambda: 0) == 141
    finally:
        os.close(spare)
        monkeypatch.undo()
    assert capfd.readouterr() == ("", "")


def test_a_status_is_passed_on():
    assert status_of(lambda: 1) == 1
    assert status_of(lambda: None) == CLEAN


def test_text_that_the_terminal_cannot_show_is_escaped(run, fakes, article):
    article("ok", "news.txt")
    assert describe(OSError(5, "bad", "\udcff.txt")).startswith("\udcff")
    result = run("score", "bad\udcff.txt")
    assert result.exit_code == ERROR


def test_commands_have_no_module_that_is_not_listed():
    from pkgutil import iter_modules

    import credscore.cli

    others = {"articles", "errors", "explanation", "options", "progress", "scored", "scorer"}
    assert {m.name for m in iter_modules(credscore.cli.__path__)} - others == set(COMMANDS)
    assert main.list_commands(click.Context(main)) == list(COMMANDS)
