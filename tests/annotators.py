"""An annotator made for the tests: quick, and what it reads is easy to foresee."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from credscore.contract import AnnotatorInfo
from tests.annotations import annotation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from credscore_features import Reading
    from credscore_features.annotation import Annotation


@dataclass
class Marker:
    """Takes every ``said`` for a cue, and keeps how many texts it was given at once, and in which threads."""

    name: str = "marker"
    version: str = "1"
    sha256: str = "ab" * 32
    batches: list[int] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)

    @property
    def info(self) -> AnnotatorInfo:
        return AnnotatorInfo(self.name, self.version, self.sha256)

    def annotate(self, readings: Iterable[Reading]) -> Iterator[Annotation]:
        given = list(readings)
        self.batches.append(len(given))
        self.threads.add(threading.current_thread().name)
        for reading in given:
            yield annotation(reading.text, {"cue": [match.span() for match in re.finditer("said", reading.text)]})


def cues(reading: Reading) -> list[str]:
    """The words that are marked as cues."""
    assert reading.annotation is not None
    said = reading.annotation.column("cue") > 0
    return [reading.text[start:end] for start, end in reading.annotation.offsets[said].tolist()]
