"""Settings: every key is read, every wrong one is refused by name, and what is set is obeyed."""

from __future__ import annotations

import inspect
import textwrap
from typing import TYPE_CHECKING

import pytest

from credscore import config as module
from credscore.choices import hint, unknown
from credscore.config import LEVELS, Config, Limits, load_config
from credscore.errors import ConfigError
from credscore_features import Finding, features

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def write(tmp_path: Path):
    def written(text: str, name: str = "credscore.toml") -> Path:
        path = tmp_path / name
        path.write_text(textwrap.dedent(text), "utf-8")
        return path

    return written


def finding(rule: str, severity=None) -> Finding:
    kind, _, label = rule.partition(".")
    return Finding(
        kind=kind,
        label=label,
        start=0,
        end=3,
        text="The",
        sentence=(0, 3),
        voice="writer",
        origin=f"rule:{rule}",
        message="",
        severity=severity,
    )


def some_family() -> str:
    return next(f.name for f in features() if f.reload is not None)


def some_rule() -> str:
    return next(rule for f in features() for rule in f.kinds)


@pytest.mark.parametrize("name", ["encoder", "rules"])
def test_an_annotator_by_its_name_though_a_folder_be_called_so(write, tmp_path, name):
    (tmp_path / name).mkdir()
    assert load_config(write(f"annotator = '{name}'")).annotator == name


def test_the_folder_of_an_annotator_is_beside_the_settings(write, tmp_path):
    (tmp_path / "ours").mkdir()
    assert load_config(write("annotator = 'ours'")).annotator == str(tmp_path / "ours")


class TestWhereItIsFound:
    def test_no_file_means_the_defaults(self, tmp_path):
        assert load_config(start=tmp_path) == Config()

    def test_a_folder_above(self, write, tmp_path):
        path = write("min_words = 7")
        below = tmp_path / "a" / "b"
        below.mkdir(parents=True)
        found = load_config(start=below)
        assert (found.min_words, found.file) == (7, path)

    def test_pyproject(self, write, tmp_path):
        write("[tool.credscore]\npassage_min_words = 9", "pyproject.toml")
        assert load_config(start=tmp_path).passage_min_words == 9

    def test_credscore_toml_goes_before_pyproject(self, write, tmp_path):
        write("[tool.credscore]\nmin_words = 1", "pyproject.toml")
        write("min_words = 2")
        assert load_config(start=tmp_path).min_words == 2

    def test_a_pyproject_of_somebody_else_is_passed_over(self, write, tmp_path):
        write("min_words = 3")
        inner = tmp_path / "inner"
        inner.mkdir()
        (inner / "pyproject.toml").write_text("[tool.other]\nkey = 1\n[project]\nname = 'x'\n", "utf-8")
        assert load_config(start=inner).min_words == 3

    def test_the_working_directory_is_where_the_search_begins(self, write, tmp_path, monkeypatch):
        write("min_words = 4")
        monkeypatch.chdir(tmp_path)
        assert load_config().min_words == 4

    def test_a_named_pyproject_must_have_the_table(self, write):
        with pytest.raises(ConfigError, match=r"has no table \[tool\.credscore\]"):
            load_config(write("[tool]\nother = 1", "pyproject.toml"))

    def test_a_named_file_that_is_not_there(self, tmp_path):
        with pytest.raises(ConfigError, match=r"Cannot read the settings in .*nowhere\.toml"):
            load_config(tmp_path / "nowhere.toml")

    def test_a_file_that_is_no_toml(self, write):
        with pytest.raises(ConfigError, match=r"Cannot read the settings in .*credscore\.toml"):
            load_config(write("min_words = = 3"))

    def test_a_file_that_is_no_text(self, tmp_path):
        path = tmp_path / "credscore.toml"
        path.write_bytes(b"\xff\xfe\x00")
        with pytest.raises(ConfigError, match="Cannot read the settings"):
            load_config(path)


class TestWhatIsRead:
    def test_every_key(self, write, tmp_path):
        family, rule = some_family(), some_rule()
        write("[[group]]\nname = 'own'\nphrases = ['so we hear']\n", "own.toml")
        (tmp_path / "my-model").mkdir()
        settings = load_config(
            write(f"""
                model = "my-model"
                format = "json"
                fail_on = "warning"
                min_words = 11
                passage_min_words = 12
                features = {{ {family} = true }}
                severity = {{ "{rule}" = "off", "{rule.partition(".")[0]}" = "error" }}
                cues = {{ {family} = ["own.toml"] }}
                limits = {{ max_bytes = 13, max_characters = 14 }}
            """)
        )
        assert settings == Config(
            model=str(tmp_path / "my-model"),
            format="json",
            fail_on="warning",
            min_words=11,
            passage_min_words=12,
            features={family: True},
            severity={rule: "off", rule.partition(".")[0]: "error"},
            cues={family: (tmp_path / "own.toml",)},
            limits=Limits(max_bytes=13, max_characters=14),
            file=tmp_path / "credscore.toml",
        )

    def test_the_documented_example_is_read(self, write):
        """The docstring shows a file with every key; only its paths are somebody else's."""
        example = inspect.cleandoc(module.__doc__).partition("A file with every key::")[2]
        write("[[group]]\nname = 'own'\nphrases = ['so we hear']\n", "newsroom-hedges.toml")
        settings = load_config(write(example))
        defaults = Config()
        assert settings.features
        assert settings.severity
        assert settings.cues
        assert settings.model == "models:/credscore@champion"
        assert (settings.min_words, settings.passage_min_words) == (defaults.min_words, defaults.passage_min_words)
        assert settings.limits == defaults.limits

    def test_a_rule_may_be_written_without_quotation_marks(self, write):
        rule = some_rule()
        assert load_config(write(f"severity.{rule} = 'error'")).severity == {rule: "error"}

    def test_one_cue_file_needs_no_list(self, write, tmp_path):
        write("", "own.toml")
        settings = load_config(write(f"cues.{some_family()} = 'own.toml'"))
        assert settings.cues == {some_family(): (tmp_path / "own.toml",)}

    def test_a_model_that_is_no_folder_here_stays_as_it_stands(self, write):
        assert load_config(write("model = 'models:/credscore@champion'")).model == "models:/credscore@champion"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("minwords = 3", ["'minwords'", "Did you mean 'min_words'?", "Choices: annotator, cues, fail_on,"]),
        ("min_words = '3'", ["min_words is '3'", "a whole number of 0 or more"]),
        ("min_words = true", ["min_words is True", "a whole number"]),
        ("passage_min_words = -1", ["passage_min_words is -1", "0 or more"]),
        ("fail_on = 'warn'", ["fail_on", "'warn'", "Did you mean 'warning'?", "suggestion, warning, error."]),
        ("fail_on = ['error']", ["fail_on", "['error']", "suggestion, warning, error."]),
        ("format = 'jsno'", ["format", "'jsno'", "Did you mean 'json'?", "table"]),
        ("model = 3", ["model is 3", "a text"]),
        ("model = ' '", ["model is ' '", "a text"]),
        ("features = ['tone']", ["features is ['tone']", "a table"]),
        ("features.nonesuch = true", ["features", "'nonesuch'", "Choices:"]),
        ("severity = 'error'", ["severity is 'error'", "a table"]),
        ("severity.nonesuch = 'error'", ["severity", "'nonesuch'", "Choices:"]),
        ("severity.nonesuch.of = 'error'", ["severity", "'nonesuch.of'", "Choices:"]),
        ("cues.nonesuch = ['a.toml']", ["cues", "'nonesuch'", "Choices:"]),
        ("limits = 3", ["limits is 3", "a table"]),
        ("limits.max_bites = 3", ["limits", "'max_bites'", "Did you mean 'max_bytes'?"]),
        ("limits.max_bytes = 0", ["limits.max_bytes is 0", "1 or more"]),
        ("limits.max_characters = 1.5", ["limits.max_characters is 1.5", "from 1 to 1,000,000"]),
        ("annotator = 3", ["annotator is 3", "a text"]),
        ("annotator = 'ruled'", ["annotator: ", "'ruled'", "Did you mean 'rules'?", "encoder, rules, or a folder"]),
        ("threads = 0", ["threads is 0", "1 or more"]),
        ("limits.max_characters = 1000001", ["limits.max_characters is 1000001", "from 1 to 1,000,000"]),
    ],
)
def test_what_is_wrong_is_named(write, text, says):
    path = write(text)
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    message = str(caught.value)
    assert message.startswith(f"{path}: ")
    for part in says:
        assert part in message


def test_what_is_wrong_with_a_family_is_named(write):
    family, rule = some_family(), some_rule()
    for text, part in (
        (f"features.{family} = 'no'", f"features.{family} is 'no'; it must be true or false"),
        (f"severity.'{rule}' = 'loud'", f"severity.{rule}: There is no severity 'loud'. Choices: {', '.join(LEVELS)}"),
        (f"cues.{family} = [3]", f"cues.{family} is [3]; it must be a list of paths"),
        (f"cues.{family} = ['gone.toml']", "there is no cue file"),
    ):
        with pytest.raises(ConfigError) as caught:
            load_config(write(text))
        assert part in str(caught.value)


class TestWhatIsObeyed:
    def test_all_families_by_default(self):
        assert {f.name for f in Config().chosen_features(annotated=True)} == {f.name for f in features()}

    def test_a_family_that_is_off_is_not_run_unless_another_builds_on_it(self):
        for feature in features():
            needed = any(feature.name in other.after for other in features())
            names = {f.name for f in Config(features={feature.name: False}).chosen_features(annotated=True)}
            assert (feature.name in names) == needed
            assert not Config(features={feature.name: False}).is_on(feature.name)

    def test_only_some_families(self):
        family = some_family()
        settings = Config(features={family: False}).only([family])
        assert [f.name for f in features() if settings.is_on(f.name)] == [family]

    def test_only_a_family_that_is_not_there(self):
        with pytest.raises(ConfigError, match=r"no feature 'hedgin'. Did you mean 'hedging'\? Choices: "):
            Config().only(["hedgin"])

    def test_own_cues_are_found(self, write):
        from credscore_features import Reading

        path = write("[[group]]\nname = 'adverb'\nphrases = ['gossipwise']\n", "own.toml")
        hedging = next(
            f for f in Config(cues={"hedging": (path,)}).chosen_features(annotated=True) if f.name == "hedging"
        )
        found = list(hedging.find(Reading("Gossipwise the shop shut on Monday."), {}))
        assert [f.text for f in found] == ["Gossipwise"]

    def test_a_rule_goes_before_its_kind(self):
        settings = Config(severity={"tone": "error", "tone.loaded": "suggestion"})
        given = [finding("tone.loaded", "warning"), finding("tone.absolute", "warning")]
        assert [f.severity for f in settings.with_severities(given)] == ["suggestion", "error"]

    def test_a_kind_makes_no_problem_of_what_is_none(self):
        assert Config(severity={"evidence": "error"}).with_severities([finding("evidence.shown")])[0].severity is None

    def test_a_rule_may_make_a_problem_of_what_is_none(self):
        settings = Config(severity={"evidence.shown": "warning"})
        assert settings.with_severities([finding("evidence.shown")])[0].severity == "warning"

    def test_off_leaves_out(self):
        settings = Config(severity={"tone": "off", "hedge.modal": "off", "tone.loaded": "error"})
        given = [finding("tone.absolute", "warning"), finding("hedge.modal"), finding("tone.loaded", "warning")]
        assert [f.rule for f in settings.with_severities(given)] == ["tone.loaded"]

    def test_findings_of_a_family_that_is_off_are_left_out(self):
        family = next(f for f in features() if f.kinds)
        given = [finding(rule, "warning") for rule in family.kinds]
        assert Config(features={family.name: False}).with_severities(given) == ()
        assert len(Config(features={family.name: True}).with_severities(given)) == len(given)

    def test_nothing_is_changed_by_default(self):
        given = (finding("tone.loaded", "warning"), finding("attribution.direct"))
        assert Config().with_severities(given) == given


def test_the_limits_are_those_of_who_reads():
    from credscore.ingest.files import MAX_BYTES
    from credscore.language.pipeline import MAX_CHARACTERS

    assert Limits() == Limits(max_bytes=MAX_BYTES, max_characters=MAX_CHARACTERS)


def test_hints():
    assert hint("Warnin", ["warning", "error"]) == " Did you mean 'warning'?"
    assert hint("zzz", ["warning", "error"]) == ""
    assert unknown("key", 3, ["a"]) == "There is no key 3. Choices: a."
