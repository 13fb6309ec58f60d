"""The encoder that ships: its files, and that what it says of a text hangs on nothing but the text."""

from __future__ import annotations

import hashlib
import itertools
import json
import platform
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credscore.errors import ModelError
from credscore.language.annotator import encoder as encoder_module
from credscore.language.annotator.encoder import AHEAD, DESCRIPTION, GRAPH, SHIPPED, TOKENIZER, Encoder
from credscore_features import Reading
from credscore_features.annotation import GRADES, OUTPUTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXTS = (
    "The harbour master said on Tuesday that two ferries had collided, but gave no evidence for it.",
    "",
    "“We have never seen such a flood,” said Maria Keller, who runs the mill.\n\nThe ministry denied the report.",
    " \n\n ",
    " ".join(f"The council met {number} times, clerk Ola Berg told us." for number in range(40)),
    "Correction: an earlier version misstated the bridge’s age.",
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the files that ship."""
    return shutil.copytree(SHIPPED, tmp_path / "shipped")


def readings() -> Iterator[Reading]:
    return (Reading(text) for text in TEXTS)


def test_one_row_a_piece_in_order(encoder: Encoder) -> None:
    found = list(encoder.annotate(readings()))
    assert len(found) == len(TEXTS)
    for text, annotation in zip(TEXTS, found, strict=True):
        assert annotation.logits.dtype == np.float32
        assert annotation.logits.shape == (len(annotation.offsets), len(OUTPUTS))
        assert np.isfinite(annotation.logits).all()
        assert bool(len(annotation)) == bool(text.strip())


def test_it_reads_who_says_what(encoder: Encoder) -> None:
    text = "“We have never seen such a flood,” said Maria Keller, who runs the mill."
    (found,) = encoder.annotate([Reading(text)])
    for role, part in (("cue", "said"), ("source", "Maria Keller"), ("content", "never seen such a flood")):
        start = text.index(part)
        logit = found.mean(role, start, start + len(part))
        assert logit is not None
        assert logit > 0


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_a_text_is_read_the_same_alone_and_beside_others(encoder: Encoder, threads: int) -> None:
    alone = [next(iter(encoder.annotate([Reading(text)]))) for text in TEXTS]
    beside = list(Encoder.load(threads=threads).annotate(readings()))[::-1]
    for one, other in zip(alone[::-1], beside, strict=True):
        assert np.array_equal(one.offsets, other.offsets)
        assert np.array_equal(one.logits, other.logits)


@given(st.lists(st.text(st.sampled_from("aé\u0301 “”.\n\u200f🇺🇳\ufffd\x00"), max_size=40), max_size=4))
@settings(deadline=None, max_examples=25)
def test_any_texts(encoder: Encoder, texts: list[str]) -> None:
    found = list(encoder.annotate([Reading(text) for text in texts]))
    for text, annotation in zip(texts, found, strict=True):
        assert len(annotation) == len(annotation.logits)
        assert annotation.offsets.size == 0 or annotation.offsets.max() <= len(text)


@pytest.mark.parametrize(("threads", "most"), [(1, 1), (2, 2 * AHEAD + 1)])
def test_a_stream_is_read_a_bounded_number_ahead(threads: int, most: int) -> None:
    taken: list[int] = []

    def endless() -> Iterator[Reading]:
        for number in itertools.count():
            taken.append(number)
            yield Reading("No comment.")

    stream = Encoder.load(threads=threads).annotate(endless())
    for number in range(3):
        next(stream)
        assert len(taken) <= number + most
    stream.close()


def test_an_error_in_the_stream_is_not_hidden() -> None:
    def broken() -> Iterator[Reading]:
        yield Reading("No comment.")
        raise RuntimeError("the stream ends here")

    for threads in (1, 2):
        with pytest.raises(RuntimeError, match="ends here"):
            list(Encoder.load(threads=threads).annotate(broken()))


def test_it_says_what_it_is(encoder: Encoder) -> None:
    content = (SHIPPED / DESCRIPTION).read_bytes()
    said = json.loads(content)
    assert (encoder.name, encoder.version) == (said["name"], said["version"])
    assert encoder.sha256 == hashlib.sha256(content).hexdigest()
    assert set(encoder.cuts) == set(GRADES)
    assert all(len(cuts) == 4 and list(cuts) == sorted(cuts) for cuts in encoder.cuts.values())


def test_what_ships_is_at_most_thirty_megabytes() -> None:
    assert sum((SHIPPED / name).stat().st_size for name in (GRAPH, TOKENIZER, DESCRIPTION)) <= 30_000_000


@pytest.mark.parametrize("name", [GRAPH, TOKENIZER])
def test_a_tampered_file_is_refused_by_its_digest(folder: Path, name: str) -> None:
    before = (folder / name).read_bytes()
    after = before[:-1] + bytes([before[-1] ^ 1])
    (folder / name).write_bytes(after)
    with pytest.raises(ModelError) as error:
        Encoder.load(folder)
    for said in (str(folder / name), hashlib.sha256(before).hexdigest(), hashlib.sha256(after).hexdigest()):
        assert said in str(error.value)


@pytest.mark.parametrize("name", [GRAPH, TOKENIZER, DESCRIPTION])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError) as error:
        Encoder.load(folder)
    assert str(folder / name) in str(error.value)


@pytest.mark.parametrize(
    ("outputs", "message"),
    [
        (OUTPUTS[:-1], f"missing {OUTPUTS[-1]}; unknown none"),
        ((*OUTPUTS, "rhyme"), "missing none; unknown rhyme"),
        (OUTPUTS[::-1], "another order"),
    ],
)
def test_other_outputs_are_refused(folder: Path, outputs: tuple[str, ...], message: str) -> None:
    said = json.loads((folder / DESCRIPTION).read_text("utf-8"))
    (folder / DESCRIPTION).write_text(json.dumps(said | {"outputs": outputs}), "utf-8")
    with pytest.raises(ModelError, match=message):
        Encoder.load(folder)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"sha256": {}}', "\ufeff{}"])
def test_a_description_that_describes_nothing_is_refused(folder: Path, content: str) -> None:
    (folder / DESCRIPTION).write_text(content, "utf-8")
    with pytest.raises(ModelError, match=DESCRIPTION):
        Encoder.load(folder)


@pytest.mark.parametrize(
    ("machine", "found", "may"),
    [("x86_64", ["AVX2"], True), ("AMD64", ["AVX2", "AVX512_ICL"], False), ("arm64", ["ASIMD"], False)],
)
def test_exact_products_are_asked_for_only_where_others_may_overflow(
    monkeypatch: pytest.MonkeyPatch, machine: str, found: list[str], may: bool
) -> None:
    monkeypatch.setattr(platform, "machine", lambda: machine)
    monkeypatch.setattr(np, "show_config", lambda **_: {"SIMD Extensions": {"baseline": ["SSE"], "found": found}})
    assert encoder_module._may_overflow() is may
