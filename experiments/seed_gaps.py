"""Brings the known gaps in ``seeds/*.expected.toml`` up to date with what credscore finds.

Usage: python experiments/seed_gaps.py [--add] [--model MODEL]

Gaps that have closed are taken off the list; with ``--add``, expectations that fail are put on it. Look at the
difference before you commit it: a gap that opens is a step back. Nothing else in the files is touched.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import credscore
from credscore.ingest import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from credscore.contract import Report

ROOT = Path(__file__).parents[1]
_TABLE = re.compile(r"^(?=\[)", re.MULTILINE)
_KIND = re.compile(r"\[\[(\w+)\]\]")
_GAP = re.compile(r"^known_gap = .*\n", re.MULTILINE)


def seeds_test() -> Any:
    """The module that holds reports against expectations: ``tests/test_seeds.py``."""
    spec = importlib.util.spec_from_file_location("test_seeds", ROOT / "tests" / "test_seeds.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def failing(test: Any, kind: str, entry: Mapping[str, Any], reports: Mapping[str, Report], name: str) -> list[str]:
    """Aspects that do not hold; ``["found"]`` where the whole expectation fails."""
    if kind == "finding":
        expected = test.Expected(entry)
        return [a for a in expected.aspects if not expected.holds(reports[name], a)]
    checks = {
        "absent": test.test_what_must_not_be_found_is_not,
        "passage": test.test_what_is_prose_is_scored,
        "not_passage": test.test_what_is_no_prose_is_not_scored,
        "order": test.test_passages_are_in_the_order_that_a_reader_would_give,
    }
    if kind not in checks:
        return []
    try:
        if name == "order":
            test.test_articles_are_in_the_order_that_a_reader_would_give(reports, entry)
        else:
            checks[kind](reports, name, entry)
    except (AssertionError, LookupError):
        return ["found"]
    return []


def gap_line(bad: list[str]) -> str:
    """The line that says so; nothing where nothing fails."""
    if not bad:
        return ""
    named = ", ".join(f'"{aspect}"' for aspect in bad)
    return "known_gap = true\n" if "found" in bad else f"known_gap = [{named}]\n"


def known(entry: Mapping[str, Any], bad: list[str]) -> list[str]:
    """Of the aspects that fail, those that are on the list already."""
    gap = entry.get("known_gap", [])
    return bad if gap is True else [aspect for aspect in bad if aspect in (gap or [])]


def main() -> None:
    """Rewrites the files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--add", action="store_true", help="put what fails on the list too")
    parser.add_argument("--model", help="another model than the built-in one")
    given = parser.parse_args()
    test, scorer = seeds_test(), credscore.load(given.model)
    reports = {name: scorer.score(next(iter(read([str(path)])))) for name, path in test.ARTICLES.items()}
    for name in (*test.ARTICLES, "order"):
        file = test.FOLDER / ("order.toml" if name == "order" else f"{name}.expected.toml")
        made = []
        for table in _TABLE.split(file.read_text("utf-8")):
            kind, line = _KIND.match(table), ""
            if kind:
                entry = tomllib.loads(table)[kind[1]][0]
                bad = failing(test, kind[1], entry, reports, name)
                line = gap_line(bad if given.add else known(entry, bad))
            body = _GAP.sub("", table)
            end = len(body.rstrip("\n")) + 1
            made.append(body[:end] + line + body[end:])
        file.write_text("".join(made), "utf-8")


if __name__ == "__main__":
    main()
