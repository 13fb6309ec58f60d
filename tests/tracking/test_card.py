"""The card says what the model's own file says."""

from dataclasses import replace

import pytest

from credscore.contract import AnnotatorInfo
from credscore.language.annotator import DEFAULT_ANNOTATOR
from credscore.model import ScoringModel, shipped
from credscore.tracking.card import card


@pytest.fixture(scope="module")
def model():
    return ScoringModel.load(shipped("rules"))


@pytest.mark.parametrize("kind", sorted({"rules", DEFAULT_ANNOTATOR}))
def test_the_shipped_card_is_that_of_the_shipped_model(kind):
    path = shipped(kind)
    there = path.with_name("MODEL_CARD.md").read_text("utf-8")
    further = there.partition("<!-- further -->\n")[2].partition("\n<!-- /further -->")[0]
    assert there == card(ScoringModel.load(path), further)


def test_a_card_names_data_licence_figures_and_limits(model):
    said = card(model)
    assert model.info.sha256 in said
    assert model.facts["data"]["train"]["sha256"] in said
    assert "Licence:" in said
    assert f"{model.facts['figures']['cv']['support']['spearman'][0]:.3f}" in said
    assert "Who should not use it" in said


def test_a_card_says_what_measured_the_columns_and_what_was_looked_up(model):
    assert "numbers that rules measure in the passage" in card(model)
    reader = AnnotatorInfo("reader", "3", "cd" * 32)
    facts = {**model.facts, "annotations": {"folds.npz": "ef" * 32}}
    said = card(replace(model, annotator=reader, facts=facts))
    assert f"rules and the annotator reader 3 (SHA-256 `{reader.sha256}`) measure in the passage" in said
    assert f"`folds.npz` (SHA-256 `{'ef' * 32}`)" in said
    assert "looked up" not in card(model)
