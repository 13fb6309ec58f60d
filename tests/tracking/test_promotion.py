from __future__ import annotations

from dataclasses import replace

import pytest

import credscore
from credscore import tracking
from credscore.errors import ConfigError
from credscore.evaluation import Measured
from credscore.tracking.promotion import RefusedError, judge
from credscore.tracking.runs import Run, find
from credscore.tracking.store import connected


@pytest.fixture(scope="module")
def read(runs: dict[str, str], store: str) -> dict[str, Run]:
    with connected(store) as flow:
        return {kind: find(flow, run) for kind, run in runs.items()}


def version(store: str, name: str, number: str) -> object:
    with connected(store) as flow:
        return flow.MlflowClient().get_model_version(name, number)


def test_the_first_champion_must_beat_base_rates(runs: dict[str, str], store: str) -> None:
    with pytest.raises(RefusedError, match="For support it does not beat base rates"):
        tracking.promote(runs["base_rates"], name="first", tracking_uri=store)
    with connected(store) as flow:
        assert not flow.MlflowClient().search_registered_models("name = 'first'")
    promoted = tracking.promote(runs["linear"], name="first", tracking_uri=store)
    assert promoted.verdict.passed
    assert promoted.forced is None
    assert promoted.address == "models:/first@champion"


def test_a_worse_model_is_refused_with_reasons_and_passes_by_force_only(runs: dict[str, str], store: str) -> None:
    tracking.promote(runs["linear"], name="second", tracking_uri=store)
    with pytest.raises(RefusedError, match=r"made_base_rates .* is not promoted: .*paired test") as caught:
        tracking.promote("made_base_rates", name="second", tracking_uri=store)
    assert "less skill than made_linear" in str(caught.value)
    with connected(store) as flow:
        assert flow.MlflowClient().get_model_version_by_alias("second", "champion").run_id == runs["linear"]
    forced = tracking.promote(
        "made_base_rates", name="second", force="the champion leaks its labels", tracking_uri=store
    )
    tags = version(store, "second", forced.version).tags  # type: ignore[attr-defined]
    assert tags["credscore.gate"] == "forced"
    assert tags["credscore.forced"] == "the champion leaks its labels"
    assert "less skill" in tags["credscore.refused"]


def test_the_champion_may_be_promoted_again_and_under_another_alias(runs: dict[str, str], store: str) -> None:
    for alias in ("champion", "champion", "trial"):
        found = tracking.promote(runs["linear"], name="third", alias=alias, tracking_uri=store)
        assert found.verdict.passed
    with connected(store) as flow:
        assert str(flow.MlflowClient().get_model_version_by_alias("third", "trial").version) == found.version


def test_a_reason_given_to_force_must_say_something(runs: dict[str, str], store: str) -> None:
    with pytest.raises(ConfigError, match="needs a reason"):
        tracking.promote(runs["linear"], force="  ", tracking_uri=store)


def test_the_champion_scores(runs: dict[str, str], store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tracking.promote(runs["additive_boosting"], name="fourth", tracking_uri=store)
    monkeypatch.setenv("MLFLOW_TRACKING_URI", store)
    scorer = credscore.load("models:/fourth@champion")
    report = scorer.score(
        "Court records in Velmora show that Mara Dolen filed 12 complaints before Friday of last week."
    )
    assert report.model.name == "made_additive_boosting"
    assert credscore.load("models:/fourth/1").model.info == scorer.model.info


def test_the_gate_sees_a_loss_that_no_test_can_tell(read: dict[str, Run]) -> None:
    champion = read["linear"]
    results = dict(champion.results)
    for grade in ("support", "transparency"):
        was = results["cv", grade, "skill"]  # type: ignore[index]
        results["cv", grade, "skill"] = Measured(was.value - 0.02, was.low, was.high)  # type: ignore[index]
    found = judge(replace(champion, id="other", results=results), champion)
    assert len(found.refusals) == 1
    assert "0.020 less skill" in found.refusals[0]


def test_models_that_share_no_passages_cannot_replace_each_other(read: dict[str, Run]) -> None:
    tags = dict(read["linear"].tags) | {"credscore.folds": "other", "credscore.dev": "other"}
    found = judge(replace(read["linear"], id="other", tags=tags), read["linear"])
    assert found.refusals == (
        f"It cannot be compared with {read['linear'].label}: neither the same folds nor the same dev passages.",
    )


def test_where_the_folds_differ_dev_decides(read: dict[str, Run]) -> None:
    tags = dict(read["linear"].tags) | {"credscore.folds": "other"}
    assert judge(replace(read["linear"], id="other", tags=tags), read["linear"]).passed
