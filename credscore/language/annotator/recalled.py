"""An annotator that looks up what is kept before it reads: a scorer can learn from annotations of cross-fitting."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from credscore.language.annotator import Annotator
    from credscore.language.annotator.kept import Kept
    from credscore_features import Reading
    from credscore_features.annotation import Annotation


class Recalled:
    """Goes by the name of the annotator behind it, since its scorer will be used with that one.

    Args:
        kept: looked up in this order.
        behind: reads the texts that none of them holds.
    """

    def __init__(self, kept: Sequence[Kept], behind: Annotator) -> None:
        self.kept = tuple(kept)
        self.behind = behind

    @property
    def name(self) -> str:
        """Of the annotator behind."""
        return self.behind.name

    @property
    def version(self) -> str:
        """Of the annotator behind."""
        return self.behind.version

    @property
    def sha256(self) -> str:
        """Of the annotator behind."""
        return self.behind.sha256

    def annotate(self, readings: Iterable[Reading]) -> Iterator[Annotation]:
        """One annotation a reading, in order; those that are not kept are read together."""
        given = list(readings)
        kept = [self._kept(reading.text) for reading in given]
        read = self.behind.annotate(reading for reading, found in zip(given, kept, strict=True) if found is None)
        for found in kept:
            yield next(read) if found is None else found

    def _kept(self, text: str) -> Annotation | None:
        return next((found for each in self.kept if (found := each.get(text)) is not None), None)
