"""Texts to read: any number of articles put together from the paragraphs of ``seeds/``, no two alike."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SEEDS = Path(__file__).parents[2] / "seeds"
PARAGRAPHS = 14
"""A generated article has about 450 words, as a seed has."""


def paragraphs() -> list[str]:
    """Every paragraph of running text in the plain-text seeds."""
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    return [p for text in texts for p in text.split("\n\n") if len(p.split()) > 12]


def articles(number: int, *, seed: int = 0) -> Iterator[str]:
    """Articles of paragraphs in a random order; their figures differ, so that no cache of sentences helps."""
    random_ = random.Random(seed)  # noqa: S311 - no secret
    pool = paragraphs()

    def other(_: re.Match[str]) -> str:
        return str(random_.randint(2, 999))

    for _ in range(number):
        yield "\n\n".join(re.sub(r"\b\d{1,3}\b", other, p) for p in random_.sample(pool, PARAGRAPHS))
