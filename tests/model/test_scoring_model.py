"""A model file is read whole and unchanged, or refused."""

import json
from dataclasses import replace

import pytest

from credscore.contract import RULES, AnnotatorInfo
from credscore.errors import ModelError
from credscore.language.annotator import DEFAULT_ANNOTATOR
from credscore.model import ScoringModel, shipped
from credscore_features import features
from credscore_features.registry import measurable

KINDS = sorted({"rules", DEFAULT_ANNOTATOR})
ENCODER = AnnotatorInfo("reader", "3", "ab" * 32)


@pytest.fixture(scope="module")
def model():
    return ScoringModel.load(shipped("rules"))


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_models_have_both_grades_and_say_where_they_came_from(kind):
    model = ScoringModel.load(shipped(kind))
    assert set(model.grades) == {"support", "transparency"}
    assert model.columns
    assert model.facts["data"]
    assert model.annotator.kind == kind


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_models_ask_only_for_columns_that_are_measured(kind):
    measured = measurable(features(), annotated=kind == "encoder")
    assert ScoringModel.load(shipped(kind)).columns <= {column.name for f in measured for column in f.columns}


@pytest.mark.parametrize("annotator", [RULES, ENCODER], ids=str)
def test_a_file_keeps_what_its_columns_were_measured_by(model, tmp_path, annotator):
    file = replace(model, annotator=annotator).save(tmp_path)
    assert json.loads(file.read_text("utf-8"))["model"]["annotator"] == annotator.to_dict()
    assert ScoringModel.load(file).annotator == annotator


def test_a_model_older_than_annotators_was_measured_by_rules(model, tmp_path):
    from credscore.model.scoring_model import _digest

    body = model.to_dict()
    del body["annotator"]
    file = tmp_path / "model.json"
    file.write_text(json.dumps({"format": "credscore.model/1", "sha256": _digest(body), "model": body}), "utf-8")
    assert ScoringModel.load(file).annotator == RULES


def test_what_measured_the_columns_fits(model):
    assert model.doubt(RULES) is None
    assert replace(model, annotator=ENCODER).doubt(ENCODER) is None


def test_rules_and_encoders_do_not_go_together_and_both_are_named(model):
    with pytest.raises(ModelError, match=r"measured by rules, not by reader 3 abababababab: .* 'rules', .* 'encoder'"):
        model.doubt(ENCODER)
    with pytest.raises(ModelError, match=r"measured by reader 3 abababababab, not by rules: .* 'encoder', .* 'rules'"):
        replace(model, annotator=ENCODER).doubt(RULES)


def test_another_encoder_is_a_doubt(model):
    other = replace(ENCODER, version="4")
    doubt = replace(model, annotator=ENCODER).doubt(other)
    assert f"measured by {ENCODER}" in doubt
    assert str(other) in doubt


def test_a_model_without_columns_fits_any_annotator():
    from credscore.model.words import WordsOrdinal

    words = WordsOrdinal({}, {}, 3.0)
    model = ScoringModel(name="m", version="1", grades={"support": words, "transparency": words}, margins={})
    assert model.doubt(ENCODER) is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("no json", "is no JSON file"),
        ("[]", "is no model of the format"),
        ('{"format": "other/1"}', "is no model of the format"),
        ('{"format": "credscore.model/1", "sha256": "0", "model": {}}', "was changed after it was saved"),
        (b"\xff\xfe", "is no JSON file"),
    ],
)
def test_a_file_that_is_no_model_is_refused(tmp_path, content, said):
    file = tmp_path / "model.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ModelError, match=said):
        ScoringModel.load(tmp_path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"There is no model at .*nowhere\.json"):
        ScoringModel.load(tmp_path / "nowhere.json")


def test_a_tampered_number_is_refused(model, tmp_path):
    file = model.save(tmp_path)
    whole = json.loads(file.read_text("utf-8"))
    whole["model"]["margins"]["support"]["factor"] = 0.001
    file.write_text(json.dumps(whole), "utf-8")
    with pytest.raises(ModelError, match="changed after it was saved"):
        ScoringModel.load(file)


def test_a_file_with_a_part_missing_is_refused_by_name(model, tmp_path):
    from credscore.model.scoring_model import _digest

    body = model.to_dict()
    del body["grades"]["support"]["link"]
    file = tmp_path / "model.json"
    file.write_text(json.dumps({"format": "credscore.model/1", "sha256": _digest(body), "model": body}), "utf-8")
    with pytest.raises(ModelError, match="cannot be understood: KeyError: 'link'"):
        ScoringModel.load(file)
