"""``credscore.load``: which annotator and which model go together where neither, one or both are named."""

import sys
from dataclasses import replace
from types import ModuleType

import pytest

import credscore
from credscore.config import Config
from credscore.contract import RULES
from credscore.errors import ConfigError, ModelError
from credscore.language import annotator as annotators
from credscore.model import ScoringModel, scoring_model, shipped
from tests.annotators import Marker


@pytest.fixture(autouse=True)
def encoder(monkeypatch):
    """An encoder that notes how it is loaded."""
    calls = []

    class Encoder(Marker):
        @classmethod
        def load(cls, folder=None, threads=1):
            calls.append((folder, threads))
            return cls(name="marker" if folder is None else folder.name)

    module = ModuleType("credscore.language.annotator.encoder")
    module.Encoder = Encoder
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return calls


@pytest.fixture(autouse=True)
def models(tmp_path, monkeypatch):
    """A model that ships for each kind of annotator."""
    rules = ScoringModel.load(shipped("rules"))
    replace(rules, name="for-rules").save(tmp_path / "shipped" / "rules")
    replace(rules, name="for-encoder", annotator=Marker().info).save(tmp_path / "shipped" / "encoder")
    monkeypatch.setattr(scoring_model, "SHIPPED", tmp_path / "shipped")


def test_the_shipped_model_is_that_of_the_annotator():
    for choice, name, info in (("rules", "for-rules", RULES), ("encoder", "for-encoder", Marker().info)):
        report = credscore.load(annotator=choice).score("It rained.")
        assert (report.model.name, report.annotator) == (name, info)
        assert report.to_dict()["annotator"] == info.to_dict()


@pytest.mark.parametrize("default", ["rules", "encoder"])
def test_where_nothing_is_said_it_is_the_default_one(monkeypatch, default):
    monkeypatch.setattr(annotators, "DEFAULT_ANNOTATOR", default)
    assert credscore.load().model.name == f"for-{default}"


def test_the_settings_may_say_which_and_how_many_threads_it_may_use(encoder):
    assert credscore.load(config=Config(annotator="encoder", threads=2)).model.name == "for-encoder"
    assert encoder == [(None, 2)]
    assert credscore.load(annotator="rules", config=Config(annotator="encoder")).model.name == "for-rules"


@pytest.mark.parametrize("default", ["rules", "encoder"])
def test_a_model_alone_is_given_the_columns_that_it_was_made_for(monkeypatch, default):
    monkeypatch.setattr(annotators, "DEFAULT_ANNOTATOR", default)
    assert credscore.load(shipped("rules")).annotator is None
    assert credscore.load(shipped("encoder")).annotator.name == "marker"


def test_a_model_for_the_other_kind_is_refused():
    with pytest.raises(ModelError, match=r"for-encoder .* measured by marker 1 abababababab, not by rules"):
        credscore.load(shipped("encoder"), annotator="rules")
    with pytest.raises(ModelError, match=r"for-rules .* measured by rules, not by marker 1 abababababab"):
        credscore.load(shipped("rules"), annotator="encoder")


def test_another_encoder_than_the_models_is_a_warning(tmp_path):
    (tmp_path / "ours").mkdir()
    with pytest.warns(UserWarning, match="for-encoder .* measured by marker 1 ab.*; ours 1 ab.* a little differently"):
        scorer = credscore.load(annotator=tmp_path / "ours")
    assert scorer.annotator.name == "ours"


def test_no_such_annotator():
    with pytest.raises(ConfigError, match=r"no annotator 'ruled'\. Did you mean 'rules'\? Choices: encoder, rules, or"):
        credscore.load(annotator="ruled")
