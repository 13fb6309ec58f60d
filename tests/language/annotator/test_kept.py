"""Annotations that are kept come back as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from credscore.errors import InputError
from credscore.language.annotator.kept import Kept, digest, keep
from credscore_features import Reading
from credscore_features.annotation import OUTPUTS, Annotation

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ("The mayor said no.", "", "Nobody came.")


def annotation(pieces: int, logit: float) -> Annotation:
    offsets = np.array([[place, place + 1] for place in range(pieces)], dtype=np.int64).reshape(-1, 2)
    return Annotation(offsets, np.full((pieces, len(OUTPUTS)), logit, dtype=np.float32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    where = tmp_path / "kept.npz"
    keep(where, {digest(text): annotation(3 * number, number / 4) for number, text in enumerate(TEXTS)})
    return where


def test_each_text_gets_its_own(path: Path) -> None:
    found = list(Kept(path).annotate(Reading(text) for text in reversed(TEXTS)))
    for number, each in zip(reversed(range(len(TEXTS))), found, strict=True):
        wanted = annotation(3 * number, number / 4)
        assert np.array_equal(each.offsets, wanted.offsets)
        assert np.array_equal(each.logits, wanted.logits)
        assert each.logits.dtype == np.float32


def test_a_text_that_is_not_kept_is_an_error(path: Path) -> None:
    with pytest.raises(InputError, match="Somebody else came"):
        list(Kept(path).annotate([Reading("Somebody else came.")]))


def test_other_outputs_are_refused(path: Path) -> None:
    with np.load(path) as file:
        arrays = dict(file)
    np.savez(path, **arrays | {"outputs": np.array(OUTPUTS[1:])})
    with pytest.raises(InputError, match="other outputs"):
        Kept(path)


def test_lone_surrogates_have_a_digest() -> None:
    assert digest("\ud800") != digest("\ud801")
