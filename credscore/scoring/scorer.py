"""An article in, a report out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from warnings import warn

import numpy as np

from credscore import __version__
from credscore.config import Config
from credscore.contract import GRADES, Report, Score
from credscore.ingest import article_of, passages_of
from credscore.language import annotator as annotators
from credscore.language import findings_of, read
from credscore.scoring.abstain import article_reason, passage_reason
from credscore.scoring.judge import Judgement
from credscore.scoring.pulls import pulls_of
from credscore.suppress import split
from credscore_features import features, row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from credscore.article import Article
    from credscore.language.annotator import Annotator
    from credscore.model import ScoringModel
    from credscore_features import Finding, Reading


class Scorer:
    """Reads articles and scores their passages. Made by :func:`credscore.load`.

    Args:
        model: the scoring model.
        config: settings; the defaults where not given.
        annotator: reads the texts before the features look at them; None for rules alone.

    Raises:
        ModelError: the columns of the model were measured by rules and there is an annotator, or the other way round.
        UnknownFeatureError: the settings ask for a family that needs an annotator, and there is none.
    """

    def __init__(self, model: ScoringModel, config: Config | None = None, annotator: Annotator | None = None) -> None:
        self.model = model
        self.config = config or Config()
        self.annotator = annotator
        self._reader = annotators.info(annotator)
        doubt = model.doubt(self._reader)
        if doubt is not None:
            warn(doubt, stacklevel=2)
        self._running = self.config.chosen_features(annotated=annotator is not None)
        self.features = tuple(f for f in self._running if self.config.is_on(f.name))
        self._evidence = {c.name: c.evidence for f in self.features for c in f.columns if c.evidence}
        self._rules = tuple(rule for f in features() for rule in f.kinds)
        self._info = model.info

    def score(self, text: str | Article) -> Report:
        """Scores one text or article."""
        ((article, reading),) = read((_article(text),), self.annotator)
        return self._report(article, reading)

    def score_many(self, texts: Iterable[str | Article]) -> Iterator[Report]:
        """Scores a stream of texts or articles, in order and in bounded memory.

        Where there is an annotator, some articles are taken from the stream before the first report comes.
        """
        beside = self.config.threads > 1
        ahead = read(map(_article, texts), self.annotator, beside=beside)
        return (self._report(article, reading) for article, reading in ahead)

    def _report(self, article: Article, reading: Reading) -> Report:
        levelled = self.config.with_severities(findings_of(article, reading, self._running))
        found, suppressed, warnings = split(article.text, levelled, self._rules)
        judgement = self._judge(article, reading, found)
        return Report(
            article=article,
            model=self._info,
            annotator=self._reader,
            score=self._article_score(judgement),
            passages=judgement.reports(),
            findings=found,
            suppressed=suppressed,
            warnings=warnings,
            version=__version__,
        )

    def _judge(self, article: Article, reading: Reading, found: Sequence[Finding]) -> Judgement:
        passages = passages_of(article, reading.sentences)
        rows = [row(reading, (p.start, p.end), found, self.features) for p in passages]
        table = {name: np.array([r[name] for r in rows]) for name in (rows[0] if rows else ())}
        texts = [reading.as_seen(p.start, p.end) for p in passages]
        least = self.config.passage_min_words
        return Judgement(
            passages=passages,
            rows=rows,
            reasons=[passage_reason(article, p, r, least) for p, r in zip(passages, rows, strict=True)],
            scored={grade: self.model.score(grade, texts, table) for grade in GRADES},
            margins=self.model.margins,
            found=found,
            evidence=self._evidence,
            pulls=[pulls_of(self.model, reading, p, r) for p, r in zip(passages, rows, strict=True)],
        )

    def _article_score(self, judgement: Judgement) -> Score:
        judged = [p for p, r in zip(judgement.passages, judgement.reasons, strict=True) if r is None]
        words = sum(len(p.text.split()) for p in judged)
        reason = article_reason(judgement.reasons, words, self.config.min_words)
        return judgement.article() if reason is None else Score(abstained=reason)


def _article(text: str | Article) -> Article:
    return article_of(text) if isinstance(text, str) else text
