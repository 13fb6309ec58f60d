"""Problems as annotations on files: reviewdog's JSON lines and GitHub's workflow commands, one a line as they come."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from credscore.report.documents import dumps
from credscore.report.lines import Lines
from credscore.report.places import place_of
from credscore.report.plain import fitting, is_unicode, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from credscore.contract import Report
    from credscore.report.format import Options
    from credscore.report.places import Place
    from credscore_features import Finding

_RDJSONL = {"suggestion": "INFO", "warning": "WARNING", "error": "ERROR"}
_GITHUB = {"suggestion": "notice", "warning": "warning", "error": "error"}


def write_rdjsonl(reports: Iterable[Report], out: IO[str], _options: Options) -> None:
    """Reviewdog Diagnostic Format, one diagnostic a line; columns count bytes of UTF-8 from 1, the end is outside.

    Source: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
    """
    for report in reports:
        lines, place = Lines(report.article.text), place_of(report.article)
        for finding in _problems(report):
            out.write(dumps(_diagnostic(finding, lines, place), ascii_only=not is_unicode(out)) + "\n")


def write_github(reports: Iterable[Report], out: IO[str], options: Options) -> None:
    """Workflow commands of GitHub Actions; inputs that could not be read are errors without a file.

    Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    for report in reports:
        lines, place = Lines(report.article.text), place_of(report.article)
        for finding in _problems(report):
            out.write(fitting(_command(finding, lines, place), out) + "\n")
    for message in options.errors:
        out.write(fitting(f"::error::{_data(message)}", out) + "\n")


def _problems(report: Report) -> Iterator[Finding]:
    return (f for f in report.findings if f.severity is not None)


def _diagnostic(finding: Finding, lines: Lines, place: Place) -> Mapping[str, Any]:
    location: dict[str, Any] = {"path": place.file}
    if place.exact:
        ends = {"start": finding.start, "end": finding.end}
        at = {name: lines.at_byte(offset) for name, offset in ends.items()}
        location["range"] = {name: {"line": line, "column": column} for name, (line, column) in at.items()}
    return {
        "message": finding.message,
        "location": location,
        "severity": _RDJSONL[finding.severity or "suggestion"],
        "source": {"name": "credscore"},
        "code": {"value": finding.rule},
        "original_output": one_line(finding.text),
    }


def _command(finding: Finding, lines: Lines, place: Place) -> str:
    properties: dict[str, object] = {"file": place.file}
    if place.exact:
        line, column = lines.at(finding.start)
        last = lines.last(finding.start, finding.end)
        properties |= {"line": line, "endLine": last}
        if line == last:  # GitHub takes columns only on a single line
            properties |= {"col": column, "endColumn": column + finding.end - finding.start}
    properties["title"] = finding.rule
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    name = _GITHUB[finding.severity or "suggestion"]
    return f"::{name} {listed}::{_data(f'{finding.message} [{one_line(finding.text)}]')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
