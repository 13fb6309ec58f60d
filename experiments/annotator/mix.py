"""Averages the weights of two trainings that began alike (Wortsman et al. 2022, Model soups).

python experiments/annotator/mix.py build/first/together.pt:0.4 build/annotator/together.pt:0.6 --out build/mixed.pt
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

NEAR = 1e-6


def share(given: str) -> tuple[Path, float]:
    """``FILE:SHARE``."""
    path, _, part = given.rpartition(":")
    return Path(path), float(part)


def main() -> None:
    """Reads, averages, writes."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("weights", nargs="+", type=share, metavar="FILE:SHARE", help="shares add up to 1")
    given.add_argument("--out", type=Path, required=True)
    options = given.parse_args()
    if abs(sum(part for _, part in options.weights) - 1) > NEAR:
        given.error("The shares do not add up to 1.")
    parts = [(torch.load(path, weights_only=True), part) for path, part in options.weights]
    first = parts[0][0]
    mixed = {
        name: sum(part * weights[name] for weights, part in parts) if values.is_floating_point() else values
        for name, values in first.items()
    }
    torch.save(mixed, options.out)


if __name__ == "__main__":
    main()
