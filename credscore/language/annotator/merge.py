"""The outputs of windows, put together for the text that they are cut from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from credscore_features.annotation import OUTPUTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from credscore.language.annotator.windows import Pieces


def merged(pieces: Pieces, logits: Iterable[NDArray[Any]]) -> NDArray[np.float32]:
    """One row a piece; the mean for a piece that several windows hold.

    Args:
        pieces: the text, n pieces.
        logits: of each of its windows, (pieces of the window, outputs).

    Returns:
        (n, outputs).
    """
    total = np.zeros((len(pieces.offsets), len(OUTPUTS)), dtype=np.float32)
    times = np.zeros((len(pieces.offsets), 1), dtype=np.float32)
    for window, out in zip(pieces.windows, logits, strict=True):
        real = window.pieces >= 0
        total[window.pieces[real]] += out[real]
        times[window.pieces[real]] += 1
    total /= np.maximum(times, 1)
    return total
