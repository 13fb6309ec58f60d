"""Attacks weak passages and measures how far their scores can be raised without supporting anything in them.

Usage: python experiments/attacks/run.py --name NAME [--model PATH] [--dev N] [--search N]

Passages are those of ``passages.toml``, and the weakest of the development passages where CREDSCORE_DATA is set; of
those, only figures are kept. Each passage is measured as one. Results go to ``results.json`` under the name;
``table.py`` writes them into README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from edits import Attack, added_words, attacks, honest
from search import searched

from credscore.contract import GRADES
from credscore.model import ScoringModel, shipped
from credscore.scoring import FeatureTable
from credscore_features import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
DOSES = (1, 3)
"""Sentences that are edited at once."""
PASSING = 50.0
SEED = 4
COLUMNS_SHOWN = 6


@dataclass(frozen=True)
class Passage:
    """A weak passage, with what a reporter could add to it where that is known."""

    text: str
    honest: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edited:
    """A passage after one attack.

    Attributes:
        of: number of the passage.
        words: that were added.
        text: what became of it.
    """

    of: int
    words: int
    text: str


class Judge:
    """Scores texts, each as one passage.

    Args:
        model: the scoring model; the one that ships where None.
    """

    def __init__(self, model: Path | None = None) -> None:
        self.table = FeatureTable(annotator="encoder").fit([""])
        self.model = ScoringModel.load(model or shipped("encoder"))

    def effects(self, texts: Sequence[str]) -> dict[str, tuple[NDArray[Any], NDArray[Any], tuple[str, ...]]]:
        """By grade: points (n,), effects of the columns in points (n, k) and the columns' names."""
        columns = {str(name): np.asarray(numbers) for name, numbers in self.table.transform(list(texts)).items()}
        scored = {grade: self.model.score(grade, texts, columns) for grade in GRADES}
        return {grade: (s.points, s.effects, s.columns) for grade, s in scored.items()}

    def points(self, texts: Sequence[str]) -> NDArray[Any]:
        """(n, 2): support and transparency."""
        given = self.effects(texts)
        return np.stack([given[grade][0] for grade in GRADES], axis=1)


@dataclass(frozen=True)
class Trial:
    """The passages of one origin, scored before anything is done to them."""

    judge: Judge
    passages: tuple[Passage, ...]

    @cached_property
    def before(self) -> dict[str, tuple[NDArray[Any], NDArray[Any], tuple[str, ...]]]:
        """As :meth:`Judge.effects` gives it."""
        return self.judge.effects([p.text for p in self.passages])

    def measured(self, edited: Sequence[Edited]) -> dict[str, Any]:
        """Gains in points over some edited passages, and the columns that carry them."""
        of = [e.of for e in edited]
        words = np.array([e.words for e in edited])
        after = self.judge.effects([e.text for e in edited])
        out: dict[str, Any] = {"edited": len(edited), "words": round(float(words.mean()), 1)}
        for grade in GRADES:
            (old, shares, columns), (new, moved, _) = self.before[grade], after[grade]
            gains = new - old[of]
            below = old[of] < PASSING
            out[grade] = {
                "mean": round(float(gains.mean()), 2),
                "p95": round(float(np.quantile(gains, 0.95)), 2),
                "per_word": round(float(gains.sum() / words.sum()), 3) if words.sum() else None,
                "crossing": round(float((new[below] >= PASSING).mean()), 3) if below.any() else None,
                "columns": _carriers((moved - shares[of]).mean(axis=0), columns),
            }
        return out


def _carriers(effects: NDArray[Any], columns: Sequence[str]) -> dict[str, float]:
    """The columns that move the score most, with the points that they move it by."""
    order = np.argsort(-np.abs(effects), kind="stable")[:COLUMNS_SHOWN]
    return {columns[at]: round(float(effects[at]), 2) for at in order if abs(effects[at]) >= 0.05}


def edited(passages: Sequence[Passage], attack: Attack, dose: int) -> Iterator[Edited]:
    """Each passage with the attack on so many of its sentences, drawn at random, each with another variant."""
    for at, passage in enumerate(passages):
        draw = random.Random(f"{SEED} {attack.name} {dose} {at}")  # noqa: S311 - nothing secret is drawn
        sentences = range(len(Reading(passage.text).sentences))
        chosen = draw.sample(sentences, min(dose, len(sentences)))
        variants = draw.sample(attack.texts, len(attack.texts)) * len(chosen)
        text = attack.applied(passage.text, dict(zip(chosen, variants, strict=False)))
        yield Edited(at, added_words(passage.text, text), text)


def honestly(passages: Sequence[Passage], dose: int) -> Iterator[Edited]:
    """Each passage with so many honest sentences at its end."""
    for at, passage in enumerate(passages):
        text = " ".join((passage.text, *passage.honest[:dose]))
        yield Edited(at, added_words(passage.text, text), text)


def invented() -> tuple[Passage, ...]:
    """The passages of this folder."""
    tables = tomllib.loads((HERE / "passages.toml").read_text("utf-8"))["passage"]
    return tuple(Passage(table["text"], tuple(table["honest"])) for table in tables)


def weakest(many: int) -> tuple[Passage, ...]:
    """So many of the development passages with the lowest grades."""
    from credscore import corpora  # noqa: PLC0415 - only where the corpora are at hand

    rows = [row for row in corpora.stream("passages", "dev") if row["claims"]]
    rows.sort(key=lambda row: (row["support"] + row["transparency"], row["id"]))
    return tuple(Passage(row["text"]) for row in rows[:many])


def trial(judge: Judge, passages: tuple[Passage, ...], searches: int) -> dict[str, Any]:
    """Every attack, the honest edits where there are some, and the search, over passages of one origin."""
    known, run = attacks(HERE / "attacks.toml"), Trial(judge, passages)
    out: dict[str, Any] = {"passages": len(passages)}
    out["before"] = {grade: round(float(run.before[grade][0].mean()), 2) for grade in GRADES}
    for dose in DOSES:
        out[f"dose_{dose}"] = {a.name: run.measured(list(edited(passages, a, dose))) for a in known}
    if all(p.honest for p in passages):
        out["honest"] = {str(dose): run.measured(list(honestly(passages, dose))) for dose in (1, 2)}
    some = passages[:searches]
    if some:
        out["search"] = searched(judge, [p.text for p in some], known)
    if some and all(p.honest for p in some):
        out["search_honest"] = searched(judge, [p.text for p in some], [[honest(p.honest)] for p in some])
    return out


def main() -> int:
    """Measures, and keeps the results under their name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--name", required=True, help="under which the results are kept, for example `shipped`")
    parser.add_argument("--model", type=Path, help="a scoring model; the one that ships where not given")
    parser.add_argument("--dev", type=int, default=30, help="development passages; 0 for none")
    parser.add_argument("--search", type=int, default=8, help="passages of each origin that are searched")
    given = parser.parse_args()
    judge = Judge(given.model)
    found = {"model": judge.model.info.to_dict(), "invented": trial(judge, invented(), given.search)}
    if given.dev and "CREDSCORE_DATA" in os.environ:
        found["dev"] = trial(judge, weakest(given.dev), given.search)
    kept = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    RESULTS.write_text(json.dumps(kept | {given.name: found}, indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
