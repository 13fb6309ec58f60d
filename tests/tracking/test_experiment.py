from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from credscore.errors import ConfigError
from credscore.language.annotator import DEFAULT_ANNOTATOR
from credscore.tracking.experiment import Experiment

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = """
name = "trial"
description = "What it is for."
[data]
train = "passages:train"
[model]
kind = "linear"
"""


def read(folder: Path, text: str) -> Experiment:
    (folder / "experiment.toml").write_text(text, encoding="utf-8")
    return Experiment.read(folder)


def test_what_is_not_said_has_a_default(tmp_path: Path) -> None:
    found = read(tmp_path, WHOLE)
    assert (found.name, found.data.train, found.data.dev) == ("trial", "passages:train", None)
    assert (found.features.families, found.model.params, found.seed) == (None, {}, 0)
    assert found.validation.folds == 5
    assert found.annotator.name == DEFAULT_ANNOTATOR
    assert found.folder == tmp_path


def test_what_is_said_is_obeyed(tmp_path: Path) -> None:
    more = (
        "[model.params]\nalpha = 2.5\n[features]\nfamilies = ['tone']\n[validation]\nlearning_curve = [0.2]\nfolds = 4"
    )
    found = read(tmp_path, WHOLE + more)
    assert found.model.params == {"alpha": 2.5}
    assert found.features.families == ("tone",)
    assert found.validation.learning_curve == (0.2,)
    assert found.validation.folds == 4


@pytest.mark.parametrize("name", ["encoder", "rules"])
def test_the_annotator_that_is_named(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, f"{WHOLE}[annotator]\nname = '{name}'").annotator.name == name


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "trial"\n', "", "the file lacks the setting 'name'"),
        ('name = "trial"', 'name = " "', "name must be text, not ' '"),
        ('name = "trial"', 'nmae = "trial"', "no setting 'nmae' in the file. Known settings: name, description, data"),
        ('kind = "linear"', 'kinds = "linear"', r"no setting 'kinds' in \[model\]. Known settings: kind, params"),
        ('kind = "linear"', "kind = 3", "model.kind must be text, not 3"),
        ('kind = "linear"', 'kind = "linear"\n[validation]\nfolds = 1', "validation.folds must be at least 2, not 1"),
        ('kind = "linear"', 'kind = "linear"\n[validation]\nfolds = true', "folds must be a whole number, not True"),
        ('kind = "linear"', 'kind = "linear"\n[validation]\nlearning_curve = [0.5, 1.0]', "between 0 and 1, not 1.0"),
        ('kind = "linear"', 'kind = "linear"\n[features]\nfamilies = "tone"', "families must be a list of names"),
        ('[data]\ntrain = "passages:train"', 'data = "passages"', "data must be a table, not 'passages'"),
        ("[data]", "[data", "is no TOML file"),
        (
            "[data]",
            "[annotator]\nname = 'ruled'\n[data]",
            "There is no annotator 'ruled'. Did you mean 'rules'",
        ),
        ("[data]", "[annotator]\nfolder = 'a'\n[data]", r"no setting 'folder' in \[annotator\]. Known settings: name"),
    ],
)
def test_a_bad_setting_is_named_with_the_choices(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        read(tmp_path, WHOLE.replace(old, new))
    assert "experiment.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_experiment_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"There is no experiment at .*nothing\.toml"):
        Experiment.read(tmp_path / "nothing.toml")
