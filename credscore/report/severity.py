"""Which findings count as failures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from credscore_features import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from credscore.contract import Report
    from credscore_features import Finding, Severity


def at_or_over(finding: Finding, severity: Severity) -> bool:
    """Whether the finding is a problem of this severity or a worse one."""
    return finding.severity is not None and SEVERITIES.index(finding.severity) >= SEVERITIES.index(severity)


def failures(report: Report, fail_on: Severity | None) -> Iterator[Finding]:
    """Findings at or over it, in text order; none where that is None. Suppressed ones do not count."""
    if fail_on is not None:
        yield from (f for f in report.findings if at_or_over(f, fail_on))


def fails(reports: Iterable[Report], fail_on: Severity | None) -> bool:
    """Whether any finding of the reports is at or over the severity."""
    return any(True for report in reports for _ in failures(report, fail_on))
