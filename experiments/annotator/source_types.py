"""The type of a source from the encoder's states: a linear head on the gold mentions, cross-validated by article.

    python experiments/annotator/source_types.py --weights build/annotator/together.pt

Only some 400 mentions are typed by hand, all of them for choosing (``source_types:dev``). The encoder learns types from
what the rules say of PolNeAR's sources; this says by cross-validation whether a head refitted on the hand-made types,
the encoder as it is, or both with the rules, are better than the rules.
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import torch
from network import Network, checkpoint, stacked
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from tasks import TYPES, Example
from train import HERE, tokenizer_of

from credscore import corpora
from credscore.language.annotator.windows import Windows
from credscore_features import Reading
from credscore_features.annotation import AT, SOURCE_TYPES
from credscore_features.attribution.kinds import kind_of


@torch.no_grad()
def mentions(network: Network, windows: Windows) -> dict[str, Any]:
    """For each mention: mean state of its pieces, the head's outputs, what the rules say, what is right."""
    texts = {row["doc_id"]: row["text"] for row in corpora.stream("polnear", "train") if row["primary"]}
    found: dict[str, list[Any]] = {
        name: [] for name in ("state", "logits", "rule", "gold", "hidden", "rule_hidden", "doc")
    }
    network.eval()
    for row in corpora.stream("source_types", "dev"):
        reading = Reading(texts[row["doc"]])
        pieces = windows(reading)
        start, end = row["spans"][0][0], row["spans"][-1][1]
        for window in pieces.windows:
            example = Example(window, pieces, "", span=(start, end))
            on = example.within()
            if len(on):
                break
        ids, mask, quoted = stacked([example])
        states = network.states(ids, mask, quoted)[0]
        state = states[torch.from_numpy(on)].mean(0)
        rule = kind_of(reading, (start, end), reading.sentence_at(start))
        found["state"].append(state.numpy())
        found["logits"].append(network.head(state)[[AT[name] for name in (*TYPES, "type.anonymous")]].numpy())
        found["rule"].append(SOURCE_TYPES.index(rule.type))
        found["rule_hidden"].append(rule.anonymous)
        found["gold"].append(SOURCE_TYPES.index(row["type"]))
        found["hidden"].append(bool(row["anonymous"]))
        found["doc"].append(row["doc"])
    return {name: np.array(values) for name, values in found.items()}


def main() -> None:
    """Compares."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--weights", type=Path, required=True)
    given.add_argument("--config", type=Path, default=HERE / "annotator.toml")
    options = given.parse_args()
    settings = tomllib.loads(options.config.read_text("utf-8"))
    folder = checkpoint(settings["encoder"]["checkpoint"])
    torch.set_num_threads(1)
    network = Network(folder)
    network.load_state_dict(torch.load(options.weights, weights_only=True, map_location="cpu"))
    data = mentions(network, Windows(tokenizer_of(folder), **settings["windows"]))
    gold, rule = data["gold"], data["rule"]
    print(f"rules                {np.mean(rule == gold):.3f}")
    print(f"encoder, as trained  {np.mean(data['logits'][:, :7].argmax(1) == gold):.3f}")
    shown = np.eye(7)[rule]
    inputs = {
        "states": data["state"],
        "outputs": data["logits"],
        "outputs and rules": np.hstack([data["logits"], 2 * shown]),
        "states and rules": np.hstack([data["state"], 2 * shown]),
    }
    for name, x in inputs.items():
        for strength in (0.003, 0.03, 0.3):
            model = LogisticRegression(C=strength, max_iter=2000)
            said = cross_val_predict(model, x, gold, groups=data["doc"], cv=GroupKFold(10))
            print(f"{name:20} C {strength:<6} {np.mean(said == gold):.3f}")
    print("anonymous: rules F1", round(f1_score(data["hidden"], data["rule_hidden"]), 3))
    print("anonymous: encoder F1", round(f1_score(data["hidden"], data["logits"][:, 7] > 0), 3))


if __name__ == "__main__":
    main()
