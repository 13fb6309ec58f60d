"""Who is compared with whom, what counts how much, and what may be shuffled.

Passages of one article belong together, and so may articles of one outlet. Three designs, the first that fits:

``within``: the two samples share outlets. Articles are compared within each outlet that both have, and the outlets
count as they do in the reference (direct standardisation; Kitagawa 1955), so that a change of the mix of outlets has
no part in the result. Articles are shuffled within their outlet.

``outlets``: they share few outlets, and there are many on both sides. Whole outlets are shuffled, since articles of
an outlet resemble each other whatever the week.

``articles``: outlets are unknown or few. Articles are shuffled.

In each, every article counts once, however many passages it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from credscore.drift.effects import Array

Flags: TypeAlias = "NDArray[np.bool_]"
Places: TypeAlias = "NDArray[np.int64]"
Scope: TypeAlias = Literal["within", "outlets", "articles"]

SHARED = 0.5
"""Outlets are compared within where those that both samples have hold this share of the articles of each."""
ENOUGH = 10
"""Outlets are shuffled as wholes where each sample has so many."""


@dataclass(frozen=True)
class Design:
    """How n articles of both samples are compared.

    Attributes:
        scope: which of the three.
        new: which articles are of the new sample, (n,).
        stratum: in which group an article is compared, (n,); -1 for one that is left out.
        shares: what each group counts, (groups,); they add up to one.
        unit: articles of one number are shuffled as one, (n,).
    """

    scope: Scope
    new: Flags
    stratum: Places
    shares: Array
    unit: Places

    def weights(self, labels: Flags, present: Flags) -> tuple[Array, Array]:
        """What each article counts in the reference and in the new sample, each (draws, n); rows add up to one.

        A group that lacks one of the two samples counts nothing; where all do, the weights are zero.

        Args:
            labels: which articles are taken for new ones, (draws, n).
            present: which have a value at all, (n,).
        """
        inside = present & (self.stratum >= 0)
        member = np.zeros((len(inside), len(self.shares)))
        member[inside, self.stratum[inside]] = 1.0
        of_new = labels @ member
        of_reference = member.sum(axis=0) - of_new
        shares = np.where((of_new > 0) & (of_reference > 0), self.shares, 0.0)
        shares = shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-300)
        at = np.where(inside, self.stratum, 0)
        reference = np.where(labels, 0.0, (shares / np.maximum(of_reference, 1.0))[:, at])
        new = np.where(labels, (shares / np.maximum(of_new, 1.0))[:, at], 0.0)
        return reference * inside, new * inside

    def shuffled(self, draws: int, rng: np.random.Generator) -> Flags:
        """So many ways in which the articles could have been parted, (draws, n)."""
        _, first, unit = np.unique(self.unit, return_index=True, return_inverse=True)
        stratum, label = self.stratum[first], self.new[first]
        # A random order within each group; the labels of the group are dealt out in it.
        order = np.argsort(stratum + rng.random((draws, len(first))), axis=1)
        dealt = np.empty(order.shape, dtype=bool)
        np.put_along_axis(dealt, order, label[np.argsort(stratum, kind="stable")][None, :], axis=1)
        return dealt[:, unit]


def overall(new: Flags) -> Design:
    """All articles against all, outlets unheeded."""
    n = len(new)
    return Design("articles", new, np.zeros(n, dtype=np.int64), np.ones(1), np.arange(n))


def within(outlets: Sequence[str], new: Flags) -> Design:
    """Within each outlet that both samples have."""
    names, stratum = np.unique(np.asarray(outlets), return_inverse=True)
    counts = mix(stratum, new, len(names))
    both = (counts > 0).all(axis=0)
    place = np.where(both, np.cumsum(both) - 1, -1)
    shares = counts[0, both] / counts[0, both].sum()
    return Design("within", new, place[stratum], shares, np.arange(len(new)))


def by_outlet(outlets: Sequence[str], new: Flags) -> Design:
    """All against all, whole outlets shuffled; an outlet that both samples have is two, an unknown one its articles."""
    names = [f"{name}\n{side}" if name else f"\n{at}" for at, (name, side) in enumerate(zip(outlets, new, strict=True))]
    unit = np.unique(names, return_inverse=True)[1]
    return Design("outlets", new, np.zeros(len(new), dtype=np.int64), np.ones(1), unit)


def fitting(outlets: Sequence[str], new: Flags) -> Design:
    """The first of the three designs that fits.

    Args:
        outlets: of the articles of both samples, empty where unknown, (n,).
        new: which are of the new sample.
    """
    known = np.asarray([bool(name) for name in outlets])
    if len({*outlets}) > 1 and known.any():
        design = within(outlets, new)
        shared = [(design.stratum[side] >= 0).mean() for side in (~new, new)]
        if min(shared) >= SHARED:
            return design
        sides = [{name for name, one in zip(outlets, new, strict=True) if name and one == side} for side in (0, 1)]
        if min(map(len, sides)) >= ENOUGH:
            return by_outlet(outlets, new)
    return overall(new)


def mix(outlet: Places, new: Flags, number: int) -> Array:
    """Articles of each outlet in the reference and in the new sample, shape (2, outlets)."""
    return np.array([np.bincount(outlet[side], minlength=number) for side in (~new, new)], dtype=float)
