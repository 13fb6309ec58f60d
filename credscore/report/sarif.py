"""SARIF 2.1.0, which code hosts and editors show beside the text.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import IO, TYPE_CHECKING, Any

from credscore import __version__
from credscore.report.documents import dumps
from credscore.report.lines import Lines
from credscore.report.places import place_of
from credscore.report.plain import is_unicode, one_line
from credscore_features import features

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from credscore.contract import Report
    from credscore.report.format import Options
    from credscore.report.places import Place
    from credscore_features import Finding

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"suggestion": "note", "warning": "warning", "error": "error"}


def write_sarif(reports: Iterable[Report], out: IO[str], options: Options) -> None:
    """One run with every problem of every report; findings that a comment switched off are marked as suppressed."""
    results = [result for report in reports for result in _results(report)]
    rules = list(dict.fromkeys(result["ruleId"] for result in results))
    for result in results:
        result["ruleIndex"] = rules.index(result["ruleId"])
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(results, rules, options.errors)]}
    out.write(dumps(log, indent=2, ascii_only=not is_unicode(out)) + "\n")


def _run(results: Sequence[Any], rules: Sequence[str], errors: Sequence[str]) -> Mapping[str, Any]:
    driver = {"name": "credscore", "version": __version__, "rules": [_rule(rule) for rule in rules]}
    notifications = [{"level": "error", "message": {"text": one_line(error)}} for error in errors]
    return {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": not notifications, "toolExecutionNotifications": notifications}],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }


@cache
def _families() -> Mapping[str, tuple[str, str]]:
    """What finds a kind with its label: the feature's summary and source."""
    return {kind: (f.summary, f.source) for f in features() for kind in f.kinds}


def _rule(rule: str) -> Mapping[str, Any]:
    summary, source = _families().get(rule, (f"Findings of the rule {rule}.", ""))
    off = f"To switch it off for one line, write <!-- credscore disable-line {rule} --> on it."
    text = " ".join(filter(None, [summary, f"Source: {source.rstrip('.')}." if source else "", off]))
    return {
        "id": rule,
        "name": "".join(word.capitalize() for word in rule.replace(".", "_").split("_")),
        "shortDescription": {"text": rule.replace("_", " ").replace(".", ": ", 1)},
        "fullDescription": {"text": summary},
        "help": {"text": text},
    }


def _results(report: Report) -> Iterator[dict[str, Any]]:
    lines, place = Lines(report.article.text), place_of(report.article)
    for finding in report.findings:
        if finding.severity is not None:
            yield _result(finding, report, lines, place)
    for finding in report.suppressed:
        if finding.severity is not None:
            yield _result(finding, report, lines, place) | {"suppressions": [{"kind": "inSource"}]}


def _result(finding: Finding, report: Report, lines: Lines, place: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": place.uri}}
    if place.exact:
        physical["region"] = _region(finding, lines)
    return {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity or "suggestion"],
        "message": {"text": f"{finding.message} [{one_line(finding.text)}]"},
        "locations": [
            {
                "physicalLocation": physical,
                "logicalLocations": [{"name": report.article.id, "kind": "article"}],
            }
        ],
        "partialFingerprints": {"credscore/v1": _fingerprint(finding, report)},
        "properties": {"voice": finding.voice, "confidence": finding.confidence, "origin": finding.origin},
    }


def _region(finding: Finding, lines: Lines) -> Mapping[str, Any]:
    line, column = lines.at(finding.start)
    end_line, end_column = lines.at(finding.end)
    return {
        "startLine": line,
        "startColumn": column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
        "snippet": {"text": finding.text},
    }


def _fingerprint(finding: Finding, report: Report) -> str:
    """The same for the same words in the same sentence, wherever an edit elsewhere moved them to."""
    sentence = report.article.text[slice(*finding.sentence)]
    said = "\x1f".join((finding.rule, finding.text, " ".join(sentence.split())))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]
