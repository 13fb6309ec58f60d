"""The attacks of ``experiments/attacks``: edits that change what they should, and tables that show what was kept."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from credscore_features import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

FOLDER = Path(__file__).parents[1] / "experiments" / "attacks"
TEXT = "The boss said so, and a council of 3 looked away. Nobody in power cares!"


def loaded(name: str) -> Iterator[ModuleType]:
    sys.path.insert(0, str(FOLDER))
    yield import_module(name)
    sys.path.remove(str(FOLDER))
    del sys.modules[name]


@pytest.fixture(scope="module")
def edits() -> Iterator[ModuleType]:
    yield from loaded("edits")


@pytest.fixture(scope="module")
def table() -> Iterator[ModuleType]:
    yield from loaded("table")


def test_every_variant_changes_the_text_and_only_free_ones_add_no_word(edits: ModuleType) -> None:
    for attack in edits.attacks(FOLDER / "attacks.toml"):
        for variant in attack.texts:
            changed = attack.applied(TEXT, {0: variant, 1: variant})
            assert changed != TEXT, (attack.name, variant)
            assert (edits.added_words(TEXT, changed) == 0) == attack.free, (attack.name, variant)


def test_an_edit_touches_no_other_sentence(edits: ModuleType) -> None:
    attack = edits.Attack("x", "x", "tail", (", Ilse Brandt said",))
    assert attack.applied(TEXT, {1: attack.texts[0]}) == TEXT[:-1] + ", Ilse Brandt said!"


def test_an_unknown_edit_is_named(edits: ModuleType) -> None:
    with pytest.raises(ValueError, match="'x': there is no edit 'tial'"):
        edits.Attack("x", "x", "tial", ())


def test_what_nobody_sees_changes_nothing_that_is_read(edits: ModuleType) -> None:
    unseen = [a for a in edits.attacks(FOLDER / "attacks.toml") if a.edit in {"inside", "around", "swap"}]
    assert len(unseen) == 3
    for attack in unseen:
        for variant in attack.texts:
            changed = attack.applied(TEXT, {0: variant, 1: variant})
            read = Reading(changed).seen.text
            left = [(seen, word) for seen, word in zip(read.split(), TEXT.split(), strict=True) if seen != word]
            # a Greek letter is read as Latin only between small Latin letters
            assert all(any("\u0370" <= letter <= "\u03ff" for letter in seen) for seen, _ in left), (variant, left)


def test_the_tables_show_what_was_measured(table: ModuleType) -> None:
    readme = (FOLDER / "README.md").read_text("utf-8")
    assert table.filled(readme) == readme
