"""Annotations kept in a file, by the text that they are of: to measure without reading everything again.

The scorer learns from passages that the shipped annotator has seen. Annotations of annotators that have not seen them
(cross-fitting) are made once, kept, and looked up here.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from credscore import corpora
from credscore.errors import InputError
from credscore_features.annotation import OUTPUTS, Annotation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from credscore_features import Reading


def digest(text: str) -> str:
    """The SHA-256 of a text, by which its annotation is looked up."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Kept:
    """An annotator that only looks up.

    Args:
        path: of a file that :func:`keep` wrote.
    """

    name, version = "kept", "1"

    def __init__(self, path: Path) -> None:
        self.path = path
        with np.load(path, allow_pickle=False) as file:
            self._arrays: Mapping[str, NDArray[np.generic]] = {name: file[name] for name in file.files}
        if tuple(self._arrays["outputs"].tolist()) != OUTPUTS:
            raise InputError(f"{path} holds other outputs than this version of credscore reads; make it again.")
        ends = np.cumsum(self._arrays["sizes"])
        self._places = {
            str(name): (int(end - size), int(end))
            for name, size, end in zip(self._arrays["texts"], self._arrays["sizes"], ends, strict=True)
        }

    @cached_property
    def sha256(self) -> str:
        """Of the file."""
        return corpora.digest(self.path)

    def get(self, text: str) -> Annotation | None:
        """The annotation of a text; None where it is not in the file."""
        place = self._places.get(digest(text))
        if place is None:
            return None
        return Annotation(
            self._arrays["offsets"][slice(*place)].astype(np.int64),
            self._arrays["logits"][slice(*place)].astype(np.float32),
        )

    def annotate(self, readings: Iterable[Reading]) -> Iterator[Annotation]:
        """The annotation of each text.

        Raises:
            InputError: a text is not in the file.
        """
        for reading in readings:
            found = self.get(reading.text)
            if found is None:
                raise InputError(f"{self.path} holds no annotation of the text {reading.text[:60]!r}.")
            yield found


def keep(path: Path, annotations: Mapping[str, Annotation]) -> None:
    """Writes annotations by :func:`digest` of their texts; logits to half precision."""
    each = list(annotations.values())
    np.savez_compressed(
        path,
        outputs=np.array(OUTPUTS),
        texts=np.array(list(annotations)),
        sizes=np.array([len(a) for a in each], dtype=np.int64),
        offsets=np.concatenate([a.offsets for a in each]).astype(np.int32),
        logits=np.concatenate([a.logits for a in each]).astype(np.float16),
    )
