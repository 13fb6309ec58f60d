"""The pages that the code writes say what the code says; the pre-commit hook calls what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from credscore import docs
from credscore.cli import COMMANDS
from credscore.config import Config, Limits
from credscore.report import formats, schema

ROOT = Path(__file__).parents[1]


def test_the_pages_are_up_to_date():
    assert docs.stale(ROOT / "docs") == [], "run python -m credscore.docs"


def test_the_check_finds_what_is_stale_and_writing_mends_it(tmp_path):
    run = CliRunner().invoke
    missing = run(docs.command, ["--check", "--folder", str(tmp_path)])
    assert missing.exit_code == 1
    assert missing.stderr.count("is out of date: run python -m credscore.docs") == len(docs.pages())
    assert run(docs.command, ["--folder", str(tmp_path)]).exit_code == 0
    assert run(docs.command, ["--check", "--folder", str(tmp_path)]).exit_code == 0
    (tmp_path / "cli.md").write_text("old", "utf-8")
    assert docs.stale(tmp_path) == ["cli.md"]


def test_every_command_format_key_and_field_has_its_place():
    pages = docs.pages()
    assert all(f"## `credscore {name}`\n" in pages["cli.md"] for name in COMMANDS)
    assert all(f"| `{name}` | `{made.suffix}` |" in pages["report.md"] for name, made in formats().items())
    for kind in (Config, Limits):
        names = set(kind.__dataclass_fields__) - {"file"}
        assert all(f"\n- `{name}`: " in pages["configuration.md"] for name in names)
    for part in (schema(), *schema()["$defs"].values()):
        for name in part.get("properties", {}):
            assert f"| `{name}` | " in pages["report.md"]


def test_links_within_the_report_page_lead_somewhere():
    page = docs.pages()["report.md"]
    heads = {line.removeprefix("## ").strip("`").lower() for line in page.splitlines() if line.startswith("## ")}
    assert set(re.findall(r"\]\(#(\w+)\)", page)) <= heads


def test_no_page_is_bound_to_a_width_or_a_place(monkeypatch):
    before = docs.pages()
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.chdir("/")
    assert docs.pages() == before


@pytest.fixture
def hook() -> dict[str, str]:
    """The one hook, by key: a list of plain ``key: value`` lines."""
    lines = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8").splitlines()
    return dict(line.removeprefix("- ").strip().split(": ", 1) for line in lines)


def test_the_hook_scores_the_files_that_it_is_given(hook, tmp_path, monkeypatch):
    import credscore.cli.score as module
    from credscore.cli import main

    monkeypatch.chdir(tmp_path)
    called: list[tuple[str, ...]] = []
    monkeypatch.setattr(module, "_reports", lambda paths, *_: called.append(paths) or iter(()))
    args = [*hook["entry"].split(), *hook["args"].strip("[]").split(", "), "draft.md", "notes.txt"]
    assert args[0] == "credscore"
    result = CliRunner().invoke(main, args[1:])
    assert (result.exit_code, called) == (0, [("draft.md", "notes.txt")])
    assert hook["language"] == "python"
    assert hook["id"] == "credscore"
