"""``credscore score``: formats, statuses, output files and settings, with a quick reader and scorer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import credscore
from credscore.cli import score as module
from credscore.cli.progress import is_long, shown
from credscore.config import Config, Limits
from credscore.report import formats


@pytest.fixture
def scored(run, fakes, article):
    """Scores one text with these options."""

    def invoke(text: str, *args: object):
        return run("score", article(text), *args)

    return invoke


@pytest.mark.usefixtures("fakes")
class TestStatus:
    @pytest.mark.parametrize(
        ("text", "severity", "status"),
        [
            ("All (warning) here.", None, 0),
            ("All (warning) here.", "error", 0),
            ("All (warning) here.", "warning", 1),
            ("All (warning) here.", "suggestion", 1),
            ("All is well.", "suggestion", 0),
        ],
    )
    def test_findings_at_or_over_the_severity_are_1(self, scored, text, severity, status):
        options = [] if severity is None else ["--fail-on", severity]
        assert scored(text, *options).exit_code == status

    def test_what_cannot_be_read_is_2_and_the_rest_is_scored(self, run, article):
        article("One (error).", "a.txt")
        article("Two.", "b.txt")
        result = run("score", "a.txt", "bad.txt", "b.txt", "--format", "jsonl", "--fail-on", "error")
        assert result.exit_code == 2
        assert [json.loads(line)["article"]["id"] for line in result.stdout.splitlines()] == ["a.txt", "b.txt"]
        assert result.stderr == "credscore: bad.txt cannot be read: it is bad.\n"

    def test_the_settings_may_say_what_fails(self, scored, article):
        article("fail_on = 'warning'", "credscore.toml")
        assert scored("A (warning).").exit_code == 1
        assert scored("A (warning).", "--fail-on", "error").exit_code == 0


class TestFormat:
    def test_a_table_by_default(self, scored):
        output = scored("A harbour (warning) tale.").stdout
        assert "support" in output
        assert "This is marked warning." in output

    def test_the_settings_may_say_which(self, scored, article):
        article("format = 'jsonl'", "credscore.toml")
        assert json.loads(scored("A.").stdout)["schema"] == "credscore.report/1"
        assert scored("A.", "--format", "table").stdout.startswith("news.txt")

    @pytest.mark.parametrize("name", [n for n, f in formats().items() if f.suffix != ".txt"])
    def test_the_suffix_of_the_output_says_which(self, scored, tmp_path, name):
        made = formats()[name]
        plain = scored("A (warning).", "--out", f"guessed{made.suffix}")
        asked = scored("A (warning).", "--out", "asked.anything", "--format", name)
        assert (plain.exit_code, asked.exit_code) == (0, 0)
        assert (plain.output, asked.output) == ("", "")
        assert (tmp_path / f"guessed{made.suffix}").read_bytes() == (tmp_path / "asked.anything").read_bytes()

    def test_a_suffix_that_says_nothing(self, scored, tmp_path):
        result = scored("A.", "--out", "report.xlsx")
        assert result.exit_code == 2
        assert "No format has the suffix of 'report.xlsx'. Say --format, or choose one of: .txt, .json" in result.stderr
        assert not (tmp_path / "report.xlsx").exists()

    def test_the_settings_help_a_suffix_that_says_nothing(self, scored, article, tmp_path):
        article("format = 'json'", "credscore.toml")
        assert scored("A.", "--out", "report.out").exit_code == 0
        assert json.loads((tmp_path / "report.out").read_text("utf-8"))["schema"] == "credscore.report/1"

    def test_no_colours_where_it_is_no_terminal(self, scored):
        assert "\x1b" not in scored("A (error).").stdout


@pytest.mark.usefixtures("fakes")
class TestTerminal:
    """What changes where standard output is a terminal."""

    @pytest.fixture(autouse=True)
    def terminal(self, monkeypatch):
        self.written: dict = {}
        monkeypatch.setattr(module, "write", lambda reports, _format, *_, **options: self.note(reports, options))
        self.patch = monkeypatch

    def note(self, reports, options):
        self.written = options | {"reports": list(reports)}

    def score(self, *args: str) -> dict:
        with self.patch.context() as patch:
            patch.setattr("sys.stdout", FakeTerminal())
            module.command.main([*args], standalone_mode=False)
        return self.written

    def test_colours_and_its_width(self, article):
        options = self.score(article("A."))
        assert (options["color"], options["console_width"]) == (True, 100)

    def test_no_colours_where_they_are_not_wanted(self, article, monkeypatch):
        assert self.score(article("A."), "--no-color")["color"] is False
        monkeypatch.setenv("NO_COLOR", "whatever")
        assert self.score(article("A."))["color"] is False

    def test_a_file_gets_neither(self, article):
        options = self.score(article("A."), "--out", "a.json")
        assert (options["color"], options["console_width"]) == (False, None)


class FakeTerminal:
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.usefixtures("fakes")
class TestOutput:
    def test_what_was_there_stays_where_scoring_fails(self, scored, tmp_path, monkeypatch):
        def break_off(*_args, **_options):
            class Breaking:
                def score_many(self, _articles):
                    yield from ()
                    raise KeyboardInterrupt

            return Breaking()

        (tmp_path / "out.json").write_text("before", "utf-8")
        monkeypatch.setattr(credscore, "load", break_off)
        result = scored("A.", "--out", "out.json")
        assert result.exit_code == 130
        assert result.stderr.strip() == "credscore: interrupted"
        assert (tmp_path / "out.json").read_text("utf-8") == "before"
        assert {p.name for p in tmp_path.iterdir()} == {"out.json", "news.txt"}

    def test_a_folder_that_is_not_there(self, scored):
        result = scored("A.", "--out", "nowhere/out.json")
        assert result.exit_code == 2
        assert result.stderr == "credscore: Cannot write nowhere/out.json: No such file or directory.\n"

    def test_lone_surrogates_can_be_printed(self, run, monkeypatch):
        import credscore.ingest
        from credscore.article import Article

        odd = [Article(text="An odd \ud800 mark (warning).", id="odd", place="odd")]
        monkeypatch.setattr(credscore.ingest, "read", lambda *_a, **_k: iter(odd))
        for name, made in formats().items():
            if not made.binary:
                assert run("score", "odd", "--format", name).exit_code == 0, name


class TestWhatIsPassedOn:
    def test_settings_and_options_reach_the_scorer_and_the_reader(self, run, fakes, article):
        article("limits.max_bytes = 77\nmin_words = 5\nmodel = 'other'", "credscore.toml")
        run("score", article("A."), "-q", "--text-column", "body", "--date-column", "day")
        assert fakes["model"] == "other"
        assert fakes["config"].min_words == 5
        assert fakes["config"].limits == Limits(max_bytes=77)
        options = fakes["options"]
        assert (options["text_column"], options["date_column"], options["max_bytes"]) == ("body", "day", 77)
        assert options["id_column"] is options["source_column"] is options["title_column"] is None

    @pytest.mark.usefixtures("fakes")
    def test_what_is_longer_than_the_settings_allow_is_refused(self, run, article):
        article("limits.max_characters = 20", "credscore.toml")
        article("x" * 21, "long.txt")
        result = run("score", "long.txt", article("Short."), "--format", "jsonl")
        assert result.exit_code == 2
        assert result.stderr == "credscore: long.txt has 21 characters; at most 20 are allowed.\n"
        assert len(result.stdout.splitlines()) == 1

    def test_the_model_of_the_command_line_goes_first(self, run, fakes, article):
        article("model = 'other'", "credscore.toml")
        run("score", article("A."), "--model", "models:/mine@champion")
        assert fakes["model"] == "models:/mine@champion"

    def test_families_once_or_with_commas(self, run, fakes, article):
        for options in (["--features", "hedging,tone"], ["--features", "hedging", "--features", "tone"]):
            run("score", article("A."), *options)
            settings: Config = fakes["config"]
            assert sorted(name for name, on in settings.features.items() if on) == ["hedging", "tone"]

    @pytest.mark.usefixtures("fakes")
    def test_a_family_that_is_not_there(self, run, article):
        result = run("score", article("A."), "--features", "hedgin")
        assert result.exit_code == 2
        assert "There is no feature 'hedgin'. Did you mean 'hedging'? Choices: " in result.stderr

    def test_named_settings(self, run, fakes, article):
        run("score", article("A."), "--config", article("min_words = 3", "other.toml"))
        assert fakes["config"].min_words == 3


class TestProgress:
    @pytest.mark.parametrize(
        ("paths", "long"),
        [
            (["a.txt"], False),
            (["-"], False),
            (["a.txt", "b.txt"], True),
            (["a.jsonl"], True),
            (["A.CSV"], True),
            (["news.parquet"], True),
            (["a.jsonl.gz"], True),
            (["news/*.html"], True),
            (["."], True),
        ],
    )
    def test_long_work_is_several_articles_or_a_table(self, paths, long):
        assert is_long(paths) == long

    def test_it_stands_on_standard_error_and_changes_nothing(self, capsys, monkeypatch):
        monkeypatch.setenv("FORCE_COLOR", "1")
        with shown(iter("abc"), visible=True) as items:
            assert list(items) == ["a", "b", "c"]
        seen = capsys.readouterr()
        assert seen.out == ""
        assert "3 articles" in seen.err

    def test_none_where_it_is_not_wanted(self, capsys):
        with shown(iter("abc"), visible=False) as items:
            assert list(items) == ["a", "b", "c"]
        assert capsys.readouterr() == ("", "")


def test_reports_are_taken_one_by_one(run, fakes, article, monkeypatch):
    """10,000 articles in a stream are never held together: each is written before the next is read."""
    import credscore.ingest
    from credscore.article import Article

    out = Path("out.jsonl")
    alive: list[int] = []

    def reading(*_args, **_options):
        for number in range(300):
            alive.append(number)
            yield Article(text=f"Text {number}.", id=str(number))

    written: list[int] = []
    original = module.write

    def watching(reports, *args, **options):
        def noted():
            for report in reports:
                written.append(len(alive))
                yield report

        original(noted(), *args, **options)

    monkeypatch.setattr(credscore.ingest, "read", reading)
    monkeypatch.setattr(module, "write", watching)
    assert run("score", "many.jsonl", "--out", out).exit_code == 0
    assert written == list(range(1, 301))
    assert len(out.read_text("utf-8").splitlines()) == 300
