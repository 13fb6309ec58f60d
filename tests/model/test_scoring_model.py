"""A model file is read whole and unchanged, or refused."""

import json

import pytest

from credscore.errors import ModelError
from credscore.model import ScoringModel


@pytest.fixture(scope="module")
def shipped():
    return ScoringModel.load()


def test_the_shipped_model_has_both_grades_and_says_where_it_came_from(shipped):
    assert set(shipped.grades) == {"support", "transparency"}
    assert shipped.columns
    assert shipped.facts["data"]


def test_the_shipped_model_asks_only_for_columns_that_are_measured(shipped):
    from credscore_features import features

    assert shipped.columns <= {column.name for feature in features() for column in feature.columns}


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


def test_a_tampered_number_is_refused(shipped, tmp_path):
    file = shipped.save(tmp_path)
    whole = json.loads(file.read_text("utf-8"))
    whole["model"]["margins"]["support"]["factor"] = 0.001
    file.write_text(json.dumps(whole), "utf-8")
    with pytest.raises(ModelError, match="changed after it was saved"):
        ScoringModel.load(file)


def test_a_file_with_a_part_missing_is_refused_by_name(shipped, tmp_path):
    from credscore.model.scoring_model import _digest

    body = shipped.to_dict()
    del body["grades"]["support"]["link"]
    file = tmp_path / "model.json"
    file.write_text(json.dumps({"format": "credscore.model/1", "sha256": _digest(body), "model": body}), "utf-8")
    with pytest.raises(ModelError, match="cannot be understood: KeyError: 'link'"):
        ScoringModel.load(file)
