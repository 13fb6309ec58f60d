"""One door for every feature."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, Any

import pytest

from credscore_features import Column, Feature, UnknownFeatureError, chosen, features, registry
from credscore_features.registry import arranged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def feature(name: str, *after: str, column: str = "") -> Feature:
    columns = (Column(name=column, unit="count", summary="x"),) if column else ()
    measure = (lambda _: {column: 0.0}) if column else None
    return Feature(name=name, summary="x", source="x", after=after, columns=columns, measure=measure)


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Makes the registry see these values as what entry points load."""

    def put(**values: Any) -> None:
        points = [EntryPoint(name=name, value=f"{name}:it", group=registry.GROUP) for name in values]
        monkeypatch.setattr(EntryPoint, "load", lambda point: values[point.name])
        monkeypatch.setattr(registry, "entry_points", lambda **_: points)
        features.cache_clear()

    yield put
    monkeypatch.undo()
    features.cache_clear()


def test_the_built_in_features_are_there() -> None:
    assert {f.folder is not None for f in features()} == {True}
    assert len({column.name for f in features() for column in f.columns}) > 20


def test_each_comes_after_those_it_needs() -> None:
    order = [f.name for f in arranged([feature("c", "a", "b"), feature("b", "a"), feature("a")])]
    assert order == ["a", "b", "c"]


def test_chosen_brings_what_is_needed_and_no_more() -> None:
    known = arranged([feature("a"), feature("b", "a"), feature("c")])
    assert [f.name for f in chosen(["b"], known)] == ["a", "b"]
    assert chosen([], known) == ()


def test_an_unknown_name_lists_the_known() -> None:
    with pytest.raises(UnknownFeatureError, match=r"no feature 'hedgin'\. Known features: a, b\.") as error:
        chosen(["a", "hedgin"], [feature("a"), feature("b")])
    assert isinstance(error.value, LookupError)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([feature("a"), feature("a")], "More than one feature is called a"),
        ([feature("a", column="n"), feature("b", column="n")], "More than one column is called n"),
        ([feature("a", "b"), feature("b", "a")], "a waits for b; b waits for a"),
        ([feature("a", "gone")], "a waits for gone"),
    ],
)
def test_what_does_not_fit_together_is_named(given: list[Feature], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        arranged(given)


def test_a_feature_has_both_measure_and_columns_or_neither() -> None:
    with pytest.raises(ValueError, match="'lonely' must have both"):
        Feature(name="lonely", summary="x", source="x", measure=lambda _: {})


def test_somebody_elses_feature_joins_by_entry_point(install: Callable[..., None]) -> None:
    install(one=feature("one", "two"), more=lambda: [feature("two"), feature("three")])
    assert [f.name for f in features()] == ["two", "three", "one"]
    assert [f.name for f in chosen(["one"])] == ["two", "one"]


def test_an_entry_point_that_gives_something_else_is_named(install: Callable[..., None]) -> None:
    install(odd=lambda: ["a feature?"])
    with pytest.raises(TypeError, match=r"'odd:it' in 'credscore\.features' gives 'a feature\?'"):
        features()
