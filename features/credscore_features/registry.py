"""Every feature that is installed: the built-in ones and other people's, through one door.

A package joins by an entry point in the group ``credscore.features`` that names a :class:`Feature`, or a function
without arguments that returns some.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

from credscore_features.feature import Feature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

GROUP = "credscore.features"


class UnknownFeatureError(LookupError):
    """A name that no installed feature has, or only one that cannot be run."""


@cache
def features() -> tuple[Feature, ...]:
    """All installed features, each after those whose findings it wants to see.

    Raises:
        ValueError: two have the same name or column, one wants a feature that is not there, or they go in a circle.
        TypeError: an entry point gives something else than features.
    """
    return arranged(feature for point in sorted(entry_points(group=GROUP)) for feature in _loaded(point))


def _loaded(point: EntryPoint) -> Iterator[Feature]:
    value = point.load()
    given = [value] if isinstance(value, Feature) else list(value())
    for feature in given:
        if not isinstance(feature, Feature):
            raise TypeError(f"The entry point {point.value!r} in {GROUP!r} gives {feature!r}, which is no Feature.")
        yield feature


def arranged(given: Iterable[Feature]) -> tuple[Feature, ...]:
    """Features in an order in which each comes after those it depends on; names and columns are checked."""
    waiting = list(given)
    _check_unique(waiting)
    done: dict[str, Feature] = {}
    while waiting:
        ready = [f for f in waiting if all(name in done for name in f.after)]
        if not ready:
            raise ValueError(f"These features wait for others that never come: {_wants(waiting, set(done))}.")
        done |= {f.name: f for f in ready}
        waiting = [f for f in waiting if f.name not in done]
    return tuple(done.values())


def _wants(waiting: Sequence[Feature], done: set[str]) -> str:
    return "; ".join(f"{f.name} waits for {', '.join(n for n in f.after if n not in done)}" for f in waiting)


def _check_unique(given: Sequence[Feature]) -> None:
    for what, names in (
        ("feature", [f.name for f in given]),
        ("column", [column.name for f in given for column in f.columns]),
    ):
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"More than one {what} is called {', '.join(twice)}.")


def chosen(names: Iterable[str], of: Sequence[Feature] | None = None) -> tuple[Feature, ...]:
    """The named features, with those they depend on, in working order.

    Raises:
        UnknownFeatureError: there is no feature of that name; the message lists those there are.
    """
    known = {f.name: f for f in (features() if of is None else of)}
    wanted: dict[str, Feature] = {}
    queue = list(names)
    while queue:
        name = queue.pop()
        if name not in known:
            raise UnknownFeatureError(f"There is no feature {name!r}. Known features: {', '.join(sorted(known))}.")
        if name not in wanted:
            wanted[name] = known[name]
            queue += known[name].after
    return arranged(f for f in known.values() if f.name in wanted)


def measurable(of: Iterable[Feature], *, annotated: bool, asked: Iterable[str] = ()) -> tuple[Feature, ...]:
    """Those of the features that can be run: where no annotator reads, those that need one are left out.

    Args:
        of: features in working order; the order is kept.
        annotated: whether an annotator reads the texts.
        asked: names of features that must not be left out.

    Raises:
        UnknownFeatureError: one that is asked for needs an annotator, and there is none.
    """
    given = tuple(of)
    kept = tuple(f for f in given if annotated or not f.needs_annotation)
    for name in {f.name for f in given}.difference(f.name for f in kept).intersection(asked):
        raise UnknownFeatureError(
            f"There is no feature {name!r} where rules read alone: it needs an annotator."
            f" Without one there are: {', '.join(sorted(f.name for f in kept))}."
        )
    return kept
