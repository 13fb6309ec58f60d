"""What windows say is put together by the piece."""

from __future__ import annotations

import numpy as np
import pytest

from credscore.language.annotator.merge import merged
from credscore.language.annotator.windows import Pieces, Window
from credscore_features.annotation import OUTPUTS


def window(*pieces: int) -> Window:
    """Of some pieces of a text, -1 for a special one."""
    none = np.zeros(len(pieces), dtype=np.int64)
    return Window(none, none, np.array(pieces, dtype=np.int64))


def said(*values: float) -> np.ndarray:
    """Logits of a window, the same for every output."""
    return np.repeat(np.array(values, dtype=np.float32)[:, None], len(OUTPUTS), axis=1)


def of(count: int, *windows: Window) -> Pieces:
    return Pieces(np.zeros((count, 2), dtype=np.int64), windows)


def test_what_is_said_of_special_pieces_is_left_out() -> None:
    found = merged(of(2, window(-1, 0, -1, 1, -1)), [said(99, 1, 99, 2, 99)])
    assert found.dtype == np.float32
    assert found.shape == (2, len(OUTPUTS))
    assert found[:, 0].tolist() == [1, 2]


def test_a_piece_in_two_windows_gets_the_mean() -> None:
    pieces = of(3, window(-1, 0, 1, -1), window(-1, 1, 2, -1))
    assert merged(pieces, [said(0, 1, 2, 0), said(0, 4, 5, 0)])[:, -1].tolist() == [1, 3, 5]


def test_no_pieces() -> None:
    assert merged(of(0), []).shape == (0, len(OUTPUTS))


def test_a_window_without_logits_is_an_error() -> None:
    with pytest.raises(ValueError, match="shorter"):
        merged(of(1, window(-1, 0, -1)), [])
