"""The card says what the model's own file says."""

from credscore.model import ScoringModel
from credscore.model.scoring_model import SHIPPED
from credscore.tracking.card import card


def test_the_shipped_card_is_that_of_the_shipped_model():
    assert SHIPPED.with_name("MODEL_CARD.md").read_text("utf-8") == card(ScoringModel.load())


def test_a_card_names_data_licence_figures_and_limits():
    model = ScoringModel.load()
    said = card(model)
    assert model.info.sha256 in said
    assert model.facts["data"]["train"]["sha256"] in said
    assert "Licence:" in said
    assert f"{model.facts['figures']['cv']['support']['spearman'][0]:.3f}" in said
    assert "Who should not use it" in said
