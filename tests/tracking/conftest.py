"""One MLflow store for the whole test run, and a small made corpus of invented towns and people."""

from __future__ import annotations

import json
import os
import random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

OPEN = (
    '"{person}," a clerk of {town}, said on {day} that {n} {things} were counted, citing the town ledger.',
    "According to the {town} audit office, {n} {things} were sold last year, {m} fewer than the year before.",
    "{person}, who runs the {things} market in {town}, said in an interview that prices rose {n} percent.",
    "Court records in {town} show that {person} filed {n} complaints about {things} before {day}.",
)
MIXED = (
    "The {things} of {town} have been a matter of talk for {n} years. {person} would not comment on {day}.",
    "{town} lies on the coast and trades in {things}. Officials there expect about {n} visitors by {day}.",
    "Some people in {town} say the {things} may be moved. Others believe that they will stay where they are.",
)
VAGUE = (
    "Everyone knows that {town} is rotten to the core! The {things} scandal is the worst outrage ever seen.",
    "Insiders whisper that the {things} of {town} were stolen by a secret circle. Nobody dares to say it aloud.",
    "It is an absolute disgrace: the lying rulers of {town} have utterly destroyed the {things}, as always.",
    "Rumours claim, without offering evidence, that {person} sold all {things} of {town} to strangers.",
)
TOWNS = ("Velmora", "Saltwick", "Dunmore Quay", "Harrowfen", "Orvesk", "Tallin Moor")
THINGS = ("ferry tickets", "herring boats", "market stalls", "street lamps", "library cards", "bee hives")
PEOPLE = ("Mara Dolen", "Iven Strake", "Perrin Oduya", "Lotte Brannick", "Sefa Maru")
DAYS = ("Monday", "Tuesday", "Thursday", "Friday")
GOODS = """
kettles ropes lamps oars candles baskets kites bells ladders drums quilts nails sacks jugs brooms anchors
mirrors stools spades hammers ribbons barrels clocks hats gloves buckets saws pots combs whistles crates rugs
knives spoons needles wheels chains boots scarves lanterns trays hooks shovels carts dolls flutes cups maps
paints
""".split()  # noqa: SIM905 - a list literal of them fills a screen
"""Lists of these, in any order, keep the made passages from being near-duplicates of each other."""


def passages(count: int, seed: int, *, noise: float = 0.15) -> list[dict[str, object]]:
    """Made passages whose grade follows from how they are sourced, with some noise."""
    rng = random.Random(seed)
    rows = []
    for number in range(count):
        kind, grades = rng.choice(((OPEN, (4, 5)), (MIXED, (3, 3)), (VAGUE, (1, 2))))
        words = {
            "person": rng.choice(PEOPLE),
            "town": rng.choice(TOWNS),
            "things": rng.choice(THINGS),
            "day": rng.choice(DAYS),
            "n": rng.randint(3, 90),
            "m": rng.randint(2, 40),
        }
        text = rng.choice(kind).format(**words)
        text += f" Among other things there were {', '.join(rng.sample(GOODS, 24))}."
        support, transparency = (rng.randint(1, 5) if rng.random() < noise else rng.choice(grades) for _ in range(2))
        rows.append(
            {
                "id": f"m{seed}-{number}",
                "text": text,
                "support": support,
                "transparency": transparency,
                "source": f"paper{number % 12}.example",
                "doc": f"d{seed}-{number}",
            }
        )
    return rows


EXPERIMENT = """
name = "{name}"
description = "A made corpus, to try the machinery on."
seed = 1

[data]
train = "train.jsonl"
dev = "dev.jsonl"

[features]
families = [{families}]

[model]
kind = "{kind}"
[model.params]
{params}

[validation]
folds = 3
resamples = 40
learning_curve = [0.5]
permutations = 1
"""
KINDS = {
    "base_rates": ("", ""),
    "tfidf_ridge": ("", "min_df = 1"),
    "linear": ('"specificity", "tone"', "alpha = 5"),
    "additive_wording": ('"specificity", "tone"', "min_df = 1"),
    "additive_boosting": ('"specificity", "tone"', "rounds = 12\nbags = 1\nmin_leaf = 5"),
}


def write_experiment(folder: Path, kind: str, *, name: str | None = None, params: str | None = None) -> Path:
    families, usual = KINDS[kind]
    given = usual if params is None else params
    text = EXPERIMENT.format(name=name or f"made_{kind}", families=families, kind=kind, params=given)
    path = folder / f"{name or kind}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def write_rows(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with train.jsonl, dev.jsonl and an experiment for each kind."""
    folder = tmp_path_factory.mktemp("made")
    write_rows(folder / "train.jsonl", passages(90, 1))
    write_rows(folder / "dev.jsonl", passages(30, 2))
    for kind in KINDS:
        write_experiment(folder, kind)
    return folder


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of one SQLite store; its migrations cost seconds, so every test shares it.

    Artifacts lie beside it: an experiment that MLflow makes in a store without a server puts them in the working
    folder otherwise.
    """
    folder = tmp_path_factory.mktemp("store")
    uri = f"sqlite:///{folder / 'mlflow.db'}"
    from credscore.errors import MissingExtraError
    from credscore.tracking.store import EXPERIMENT, connected, mlflow

    try:
        mlflow()
    except MissingExtraError as error:
        pytest.skip(str(error))
    with connected(uri) as flow:
        for name in (EXPERIMENT, "interrupted", "gate"):
            flow.create_experiment(name, artifact_location=(folder / "artifacts" / name).as_uri())
    assert "MLFLOW_TRACKING_URI" not in os.environ
    return uri


@pytest.fixture(scope="session")
def runs(made: Path, store: str) -> dict[str, str]:
    """One finished run of each kind, by kind."""
    from credscore import tracking

    return {kind: tracking.train(made / f"{kind}.toml", tracking_uri=store) for kind in KINDS}
