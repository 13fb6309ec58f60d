"""A reader and a scorer made for the tests of the command line: quick, and their results are easy to foresee."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

import credscore
import credscore.ingest
from credscore.article import Article, Passage
from credscore.cli import main
from credscore.config import Config
from credscore.contract import GRADES, Contribution, Estimate, ModelInfo, PassageReport, Report, Score
from credscore.errors import InputError
from credscore_features import Finding

BASE = 50.0


@pytest.fixture(autouse=True)
def nowhere(tmp_path, monkeypatch):
    """Every command runs in an empty folder, so that no settings are found by chance."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def run():
    """Runs the command line in this process."""

    def invoke(*args: object, stdin: str | bytes | None = None):
        return CliRunner().invoke(main, [str(arg) for arg in args], input=stdin)

    return invoke


class FakeModel:
    """Finds every text too long, and pleasant."""

    def telling_words(self, grade, _text):
        return ("long",), (f"pleasant {grade}",)


@dataclass
class FakeScorer:
    """A passage a paragraph. ``(label)`` is a finding of that severity; ``weak`` costs 30 points of support."""

    model: FakeModel = field(default_factory=FakeModel)
    config: Config = field(default_factory=Config)

    def score(self, text: str | Article) -> Report:
        given = Article(text=text, id="") if isinstance(text, str) else text
        found = tuple(self._findings(given.text))
        passages = tuple(self._passages(given.text, found))
        means = [p.score.estimates["support"].value for p in passages]
        mean = sum(means) / len(means) if means else 0.0
        score = Score(estimates=estimates(mean)) if passages else Score(abstained="too_short")
        info = ModelInfo(name="fake", version="1", sha256="0" * 64)
        return Report(
            article=given, model=info, score=score, passages=passages, findings=found, version=credscore.__version__
        )

    def score_many(self, articles):
        return map(self.score, articles)

    def _findings(self, text):
        for number, match in enumerate(re.finditer(r"\((suggestion|warning|error)\)", text), 1):
            start, end = match.span()
            yield Finding(
                kind="tone",
                label=match[1],
                start=start,
                end=end,
                text=match[0],
                sentence=(start, end),
                voice="writer",
                origin=f"rule:tone.{match[1]}",
                message=f"This is marked {match[1]}.",
                severity=match[1],
                id=f"f{number}",
            )

    def _passages(self, text, found):
        for index, match in enumerate(re.finditer(r"[^\n]+", text)):
            effect = -30.0 if "weak" in match[0] else 10.0
            ids = tuple(f.id for f in found if match.start() <= f.start < match.end())
            yield PassageReport(
                passage=Passage(index, match.start(), match.end(), match[0]),
                score=Score(
                    estimates=estimates(BASE + effect),
                    probabilities=dict.fromkeys(("support", "transparency"), (0.0, 0.1, 0.2, 0.3, 0.4)),
                ),
                features={"made_up": 1.5},
                contributions=tuple(
                    Contribution(grade=grade, feature="made_up", value=1.5, effect=effect, findings=ids)
                    for grade in ("support", "transparency")
                ),
                base={"support": BASE, "transparency": BASE},
            )


def estimates(value: float):
    return {grade: Estimate(value, value - 5, value + 5) for grade in ("support", "transparency")}


def read(paths, *, on_error, stdin=None, **_options):
    """Texts by their names; ``---`` begins another article; a name with ``bad`` cannot be read."""
    for name in paths:
        if "bad" in name:
            on_error(InputError(f"{name} cannot be read: it is bad."))
            continue
        for number, text in enumerate(Path(name).read_text("utf-8").split("\n---\n")):
            yield Article(text=text, id=f"{name}#{number}" if number else name, place=name)


@pytest.fixture
def fakes(monkeypatch):
    """Replaces the reader and the scorer; gives what they were called with."""
    calls: dict[str, object] = {}

    def load(model=None, *, config=None):
        calls.update(model=model, config=config)
        return FakeScorer(config=config or Config())

    def reading(paths, **options):
        calls.update(paths=tuple(paths), options=options)
        return read(paths, **options)

    monkeypatch.setattr(credscore, "load", load)
    monkeypatch.setattr(credscore.ingest, "read", reading, raising=False)
    return calls


@pytest.fixture
def article(tmp_path):
    """Writes a text beside the settings and returns its name."""

    def written(text: str, name: str = "news.txt") -> str:
        (tmp_path / name).write_text(text, "utf-8")
        return name

    return written


@pytest.fixture(scope="session")
def model(tmp_path_factory):
    """A model with one column, fitted to invented grades."""
    from credscore.model.fitting import Spec, fit

    rng = np.random.default_rng(0)
    table = pd.DataFrame({"words_per_sentence": rng.uniform(8, 40, 120)})
    grade = np.clip(np.round(6 - table["words_per_sentence"].to_numpy() / 8), 1, 5)
    made = fit(Spec(kind="linear", name="trial"), table, dict.fromkeys(GRADES, grade), np.arange(120) % 12)
    return made.save(tmp_path_factory.mktemp("model"))
