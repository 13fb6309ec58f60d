"""All that one run of ``credscore outlets`` found, for whoever renders it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from credscore.errors import ConfigError, InputError
from credscore.evaluation import outlet as spelling
from credscore.outlets.difference import between, deviations
from credscore.outlets.entry import entry_of
from credscore.outlets.examples import Gallery
from credscore.outlets.profiles import profiles
from credscore.report.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from credscore.contract import Grade
    from credscore.outlets.difference import Difference, Part
    from credscore.outlets.entry import Entry
    from credscore.outlets.examples import Example
    from credscore.outlets.profile import Profiles
    from credscore.report.scored import ScoredArticle

_NEAREST = 3
_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class Survey:
    """Profiles with what they were made from.

    Attributes:
        profiles: of the outlets.
        model, annotator: names and versions of what scored and read every article; the annotator is None where a
            table does not say.
        articles: that were read.
        by: the column that groups are told by, or None.
        pair: the two outlets whose difference was asked for, or None.
        differences: of the pair, by grade; empty without a pair.
        deviations: by outlet and grade, from the mean of all outlets.
        gallery: example spans.
        notes: what a reader should know of the table, a sentence each.
    """

    profiles: Profiles
    model: str
    annotator: str | None
    articles: int
    by: str | None = None
    pair: tuple[str, str] | None = None
    differences: Mapping[Grade, Difference] = field(default_factory=dict)
    deviations: Mapping[str, Mapping[Grade, Difference]] = field(default_factory=dict)
    gallery: Gallery = field(default_factory=Gallery)
    notes: tuple[str, ...] = ()

    def examples(self, grade: Grade, part: Part) -> tuple[tuple[str, Example], ...]:
        """Spans behind a part of the pair's difference, each with its outlet; none where a table holds no spans.

        They are of the outlet that has more of what the column counts, in passages where that pulls it away from the
        other; phrases that the encoder read are of both.
        """
        first, second = self.pair or ("", "")
        up = part.points > 0
        sides = [(first, up), (second, not up)]
        if not part.column.startswith("annotator_") and part.first is not None and part.second is not None:
            sides = sides[:1] if part.first > part.second else sides[1:]
        return tuple(
            (name, e) for name, raises in sides for e in self.gallery.of(name, grade, part.column, raises=raises)
        )


class Collector:
    """Takes scored articles as they come and keeps their numbers."""

    def __init__(self, by: str | None) -> None:
        self.by = by
        self.gallery = Gallery()
        self.articles = 0
        self.homeless = 0
        self.ungrouped = 0
        self.undated = 0
        self.outlets: Counter[str] = Counter()
        self.first: ScoredArticle | None = None

    def entries(self, articles: Iterable[ScoredArticle]) -> Iterator[Entry]:
        """The numbers of each article that names its outlet.

        Raises:
            InputError: two articles were scored by different models or read by different annotators.
        """
        for article in articles:
            self.articles += 1
            outlet = name_of(article.source)
            if not outlet:
                self.homeless += 1
                continue
            self._same(article)
            self.outlets[outlet] += 1
            group = article.extra.get(self.by) if self.by else None
            entry = entry_of(article, outlet, one_line(group) if group else None)
            self.undated += bool(article.date) and entry.month is None
            self.ungrouped += entry.group is None
            if entry.abstained is None:
                self.gallery.add(article, outlet)
            yield entry

    def _same(self, article: ScoredArticle) -> None:
        if self.first is None:
            self.first = article
        first = self.first
        pairs = {"scored with": (article.model, first.model), "read by": (article.annotator, first.annotator)}
        for done, (own, other) in pairs.items():
            if own != other and None not in (own, other):
                raise InputError(
                    f"The article {article.id!r} was {done} {own}, and others {done} {other}: numbers of two cannot be"
                    " compared, so score all articles with one."
                )

    def notes(self) -> tuple[str, ...]:
        """What a reader should know."""
        missing = f"no {self.by} and {{}} in no group"
        counts = (
            (self.homeless, "no outlet and is left out", "no outlet and are left out"),
            (self.undated, "a date that does not begin with its year", "dates that do not begin with their year"),
            (self.ungrouped if self.by else 0, missing.format("is"), missing.format("are")),
        )
        said = [f"{n:,} articles have {many}." if n > 1 else f"1 article has {one}." for n, one, many in counts if n]
        return (*said, *_alike(self.outlets))


def _alike(outlets: Iterable[str]) -> Iterator[str]:
    """Names that are probably one outlet in several spellings."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in outlets:
        found[spelling(name)].append(name)
    for key, names in found.items():
        if key and len(names) > 1:
            yield f"These may be one outlet, and are counted apart: {', '.join(names)}."


def survey(
    articles: Iterable[ScoredArticle],
    *,
    at_least: int,
    by: str | None = None,
    pair: tuple[str, str] | None = None,
) -> Survey:
    """Profiles the outlets of a stream of scored articles, which are not kept.

    Args:
        articles: each with the grouping column in ``extra``.
        at_least: scored articles that an outlet must have.
        by: name of the grouping column, for those who read it.
        pair: two outlets whose difference is to be explained.

    Raises:
        InputError: no article has an outlet, or not all were scored with one model.
        ConfigError: an outlet of the pair is not there, has too few articles, or nothing is known to explain it by.
    """
    collector = Collector(by)
    found = profiles(collector.entries(articles), at_least=at_least)
    first = collector.first
    if first is None:
        raise InputError("No article that could be read has an outlet: name its column with --source-column.")
    if by and not any(p.groups for p in found.outlets):
        raise InputError(
            f"No scored article has a value of {by!r}, so there are no groups. What 'credscore score' writes keeps no"
            " further columns: give the table of articles itself, or add the column to a csv or parquet file."
        )
    made = Survey(
        profiles=found,
        model=first.model,
        annotator=first.annotator,
        articles=collector.articles,
        by=by,
        deviations=deviations(found),
        gallery=collector.gallery,
        notes=(*collector.notes(), *_unexplained(found, first)),
    )
    return made if pair is None else _paired(made, pair)


def _unexplained(found: Profiles, first: ScoredArticle) -> Iterator[str]:
    if found.standing and not found.explained:
        yield (
            f"The table says how articles score, not why, and the model {first.model} that made it is not at hand:"
            " name it with --model to see what drives the differences."
        )


def _paired(made: Survey, pair: tuple[str, str]) -> Survey:
    names = named(pair, made.profiles.by_name)
    first, second = (made.profiles.by_name[name] for name in names)
    for p in (first, second):
        if p.withheld:
            n = made.profiles.at_least
            raise ConfigError(f"{p.outlet!r} has {counted(p.scored, 'scored article')}; --at-least asks for {n}.")
        if not p.effects:
            raise ConfigError(f"What drives the score of {p.outlet!r} is unknown. {' '.join(made.notes)}".strip())
    return replace(made, pair=names, differences=between(first, second))


def name_of(source: str | None) -> str:
    """An outlet's name on one line; empty where it is unknown."""
    return one_line(source or "")


def named(pair: tuple[str, str], outlets: Iterable[str]) -> tuple[str, str]:
    """The two outlets that somebody means: as spelled, or spelled another way that fits one outlet only.

    Raises:
        ConfigError: there is none of that name (the message names the nearest), or both are the same.
    """
    known = list(outlets)
    first, second = (_named(name, known) for name in pair)
    if first == second:
        raise ConfigError(f"--between compares two outlets, and {pair[0]!r} and {pair[1]!r} are both {first!r}.")
    return first, second


def _named(name: str, known: list[str]) -> str:
    if name in known:
        return name
    meant = [k for k in known if spelling(k) == spelling(name)]
    if len(meant) == 1:
        return meant[0]
    by_fold = {k.casefold(): k for k in known}
    near = [by_fold[k] for k in get_close_matches(name.casefold(), by_fold, n=_NEAREST, cutoff=0.5)]
    shown = near or known[:_SHOWN]
    rest = f" and {len(known) - len(shown)} more" if len(known) > len(shown) and not near else ""
    said = "The nearest" if near else "Outlets"
    raise ConfigError(f"There is no outlet {name!r}. {said}: {', '.join(map(repr, shown))}{rest}.")


def counted(number: int, noun: str) -> str:
    """``1 article``, ``2 articles``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
