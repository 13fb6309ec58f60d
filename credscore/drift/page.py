"""One self-contained page: verdict, effects with their intervals, distributions, outlets. It has no script."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

from credscore.contract import GRADES
from credscore.drift.wording import amount, beyond, chance, label, method, stability, verdict
from credscore.report.html import policy
from credscore.report.plain import encodable, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

    from credscore.drift.effects import Histogram
    from credscore.drift.result import Change, Drift, Mix

EFFECTS, PICTURES, OUTLETS = 24, 9, 20
"""So many columns, distributions and outlets are drawn; tables hold all columns."""
WIDTH, HEIGHT = 240.0, 90.0
_FURTHEST = 3.0


@dataclass(frozen=True, slots=True)
class Effect:
    """A column's place among the effects, in parts of the drawing's width."""

    change: Change
    low: float
    at: float
    high: float


@dataclass(frozen=True, slots=True)
class Effects:
    """The drawn columns on one scale.

    Attributes:
        rows: a column each.
        bounds: where the alarm's bound stands on either side of zero.
        ends: of the scale, in standard deviations.
    """

    rows: tuple[Effect, ...]
    bounds: tuple[float, float]
    ends: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """A column's two distributions as paths of a drawing of :data:`WIDTH` by :data:`HEIGHT`."""

    change: Change
    reference: str
    new: str


@dataclass(frozen=True, slots=True)
class Bar:
    """An outlet's shares of both samples, and the same in parts of the drawing's width."""

    name: str
    reference: float
    new: float
    wide: tuple[float, float]


def page(drift: Drift) -> str:
    """The comparison as an HTML document; names in it are escaped, and nothing is loaded from anywhere."""
    style = _asset("style.css")
    text: str = (
        _environment()
        .get_template("page.html.j2")
        .render(
            drift=drift,
            style=style,
            policy=policy(style, ""),
            verdict=verdict(drift),
            method=list(method(drift)),
            effects=effects(_chosen(drift), drift.bounds.effect),
            pictures=[_picture(c) for c in drift.changes[:PICTURES]],
            bars=_bars(drift.mix) if drift.mix else (),
            beyond=[r for r in drift.reach if r.beyond],
            alarming=[c for c in drift.outlets if c.alarm],
            width=WIDTH,
            height=HEIGHT,
        )
    )
    return encodable(text)


def _chosen(drift: Drift) -> list[Change]:
    """The scores, then what changed most."""
    scores = [c for c in drift.changes if c.measure.family == "score" and c.measure.name in GRADES]
    return [*scores, *(c for c in drift.changes if c not in scores)][:EFFECTS]


def effects(changes: Sequence[Change], bound: float) -> Effects:
    """Differences with their intervals on one scale around zero, which holds the bound and no more than three."""
    ends = [abs(x) for c in changes for x in (c.low, c.high)]
    reach = min(_FURTHEST, max([1.5 * bound, 0.5, *ends]))

    def place(x: float) -> float:
        return round(100 * (min(max(x, -reach), reach) + reach) / (2 * reach), 2)

    rows = tuple(Effect(c, place(c.low), place(c.difference), place(c.high)) for c in changes)
    return Effects(rows, (place(-bound), place(bound)), (-reach, reach))


def _picture(change: Change) -> Picture:
    h = change.histogram
    top = max(*h.reference, *h.new, 1e-9)
    return Picture(change, outline(h, h.reference, top), outline(h, h.new, top))


def outline(histogram: Histogram, shares: Sequence[float], top: float) -> str:
    """A path along the tops of a histogram's bins, from the ground to the ground; the highest bin fills the height."""
    step = WIDTH / (len(histogram.edges) - 1)
    points = [f"M0 {HEIGHT:g}"]
    for at, share in enumerate(shares):
        level = HEIGHT * (1 - share / top)
        points += [f"V{level:.1f}", f"H{(at + 1) * step:.1f}"]
    return " ".join([*points, f"V{HEIGHT:g}"])


def _bars(mix: Mix) -> tuple[Bar, ...]:
    before, now = (sum(getattr(o, side) for o in mix.outlets) for side in ("reference", "new"))
    shares = [(one_line(o.name) or "(unknown)", o.reference / before, o.new / now) for o in mix.outlets[:OUTLETS]]
    widest = max(max(r, n) for _, r, n in shares)
    return tuple(Bar(name, r, n, (round(100 * r / widest, 2), round(100 * n / widest, 2))) for name, r, n in shares)


@cache
def _asset(name: str) -> str:
    return Markup(files(__package__).joinpath(name).read_text("utf-8"))  # noqa: S704 - our own file


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - for pages only

    environment = Environment(
        loader=PackageLoader("credscore.drift", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "amount": amount,
        "beyond": beyond,
        "chance": chance,
        "label": label,
        "one_line": one_line,
        "stability": stability,
    }
    return environment
