"""What the annotator, a small neural encoder, reads at each word piece of a text; what a number of it stands for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROLES = ("source", "cue", "content")
FLAGS = ("no_evidence", "unverified", "disputed")
RETRACTIONS = ("own_correction", "reported_retraction", "demand")
SOURCE_TYPES = ("named_person", "named_org", "document", "unnamed_person", "collective", "anaphor", "self")
GRADES = ("support", "transparency")
"""1 to 5 after the passage guidelines."""
REGRESSED = ("certainty", "sourcing", "hedging", "tone")
"""0 to 1."""
PRESENT = ("shown", "asserted")
"""Whether a passage shows its evidence, and whether what it says rests on a source's word alone."""

OUTPUTS: tuple[str, ...] = (
    *ROLES,
    *(f"{role}.begin" for role in ROLES),
    "flag",
    *(f"flag.{label}" for label in FLAGS),
    "flag.claimant",
    "flag.claim",
    "flag.by_source",
    *(f"retraction.{label}" for label in RETRACTIONS),
    "retraction.who",
    "retraction.what",
    *(f"type.{name}" for name in SOURCE_TYPES),
    "type.anonymous",
    *REGRESSED,
    *PRESENT,
    *GRADES,
)
"""The numbers that the encoder gives for each word piece, in order. Those of a sentence or a passage (the last
eight) are the mean of its pieces' numbers."""

AT: dict[str, int] = {name: place for place, name in enumerate(OUTPUTS)}
"""The column of each output."""


@dataclass(frozen=True)
class Annotation:
    """The annotator's reading of one text.

    Attributes:
        offsets: (pieces, 2), start and end of each word piece in code points of the text, in text order.
        logits: (pieces, len(OUTPUTS)), float32; above 0 where the encoder rather says yes.
    """

    offsets: NDArray[np.int64]
    logits: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.offsets)

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where each piece starts."""
        return np.ascontiguousarray(self.offsets[:, 0])

    @cached_property
    def ends(self) -> NDArray[np.int64]:
        """Where each piece ends."""
        return np.ascontiguousarray(self.offsets[:, 1])

    def column(self, output: str) -> NDArray[Any]:
        """The logits of one output, one a piece."""
        return self.logits[:, AT[output]]

    def pieces(self, start: int, end: int) -> slice:
        """The pieces that overlap a stretch of the text."""
        return slice(int(np.searchsorted(self.ends, start, "right")), int(np.searchsorted(self.starts, end, "left")))

    def mean(self, output: str, start: int, end: int) -> float | None:
        """The mean of an output's logits over a stretch; None where the stretch holds no piece."""
        logits = self.column(output)[self.pieces(start, end)]
        return float(logits.mean()) if len(logits) else None
