from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from credscore import tracking
from credscore.errors import ConfigError, ModelError

if TYPE_CHECKING:
    from pathlib import Path

    from credscore.tracking.comparison import Comparison


@pytest.fixture(scope="module")
def comparison(runs: dict[str, str], store: str) -> Comparison:
    return tracking.compare([runs["base_rates"], "made_linear"], tracking_uri=store, resamples=60)


def printed(comparison: Comparison) -> str:
    out = io.StringIO()
    comparison.show(Console(file=out, width=200))
    return out.getvalue()


def test_it_says_what_differs(comparison: Comparison, runs: dict[str, str]) -> None:
    assert comparison.settings["kind"] == ("base_rates", "linear")
    assert "seed" not in comparison.settings
    assert comparison.columns
    assert all(given == (False, True) for given in comparison.columns.values())
    assert comparison.runs[1].id == runs["linear"]


def test_a_clearly_better_model_is_really_better(comparison: Comparison) -> None:
    verdicts = {(t.grade, t.name): t.verdict for t in comparison.tests}
    assert verdicts["support", "rps"] == "better"
    assert len(verdicts) == 4


def test_the_other_way_round_it_is_worse(runs: dict[str, str], store: str) -> None:
    back = tracking.compare([runs["linear"], runs["base_rates"]], tracking_uri=store, resamples=60)
    assert {t.verdict for t in back.tests if t.name == "rps" and t.grade == "support"} == {"worse"}


def test_a_run_does_not_differ_from_itself(runs: dict[str, str], store: str) -> None:
    same = tracking.compare([runs["linear"], runs["linear"]], tracking_uri=store, resamples=20)
    assert {t.verdict for t in same.tests} == {"no real difference"}
    assert not same.settings
    assert not same.columns
    assert "What differs" not in printed(same)


def test_it_prints_figures_intervals_and_verdicts(comparison: Comparison) -> None:
    text = printed(comparison)
    for expected in ("Cross-validated on train", "Measured on dev", "made_linear", "spearman (higher)", "better"):
        assert expected in text


def test_runs_on_other_folds_are_not_tested(made: Path, store: str, runs: dict[str, str]) -> None:
    other = made / "other_seed.toml"
    text = (made / "base_rates.toml").read_text().replace("seed = 1", "seed = 2")
    other.write_text(text.replace("made_base_rates", "made_other_seed"))
    tracking.train(other, tracking_uri=store)
    found = tracking.compare([runs["base_rates"], "made_other_seed"], tracking_uri=store)
    assert found.tests == ()
    assert "not validated on the same passages in the same folds" in " ".join(printed(found).split())


def test_it_is_saved_as_a_picture_and_as_a_page(comparison: Comparison, tmp_path: Path) -> None:
    picture = comparison.save(tmp_path / "runs.png")
    assert picture.read_bytes().startswith(b"\x89PNG")
    page = comparison.save(tmp_path / "runs.html").read_text(encoding="utf-8")
    assert "data:image/png;base64," in page
    assert "made_linear" in page
    assert "http" not in page
    assert sorted(path.name for path in tmp_path.iterdir()) == ["runs.html", "runs.png"]
    with pytest.raises(ConfigError, match=r"as \.png or \.html, not as 'runs\.gif'"):
        comparison.save(tmp_path / "runs.gif")


def test_what_cannot_be_compared_is_said(store: str, runs: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="two runs or more; 1 given"):
        tracking.compare([runs["linear"]], tracking_uri=store)
    with pytest.raises(ModelError, match=r"no finished run 'nobody'.*Finished runs: made_additive_boosting"):
        tracking.compare(["nobody", runs["linear"]], tracking_uri=store)
    with pytest.raises(ModelError, match="There is no run '00000"):
        tracking.compare(["0" * 32, runs["linear"]], tracking_uri=store)
