"""Renders reports: one function writes any format, to a stream or to a file that is whole or not there.

Renderers see only :class:`credscore.contract.Report`.

>>> from credscore.report import formats
>>> "json" in formats()
True
"""

from credscore.report.documents import schema
from credscore.report.files import atomic
from credscore.report.format import Format, Options
from credscore.report.registry import formats, write
from credscore.report.severity import at_or_over, fails, failures

__all__ = ["Format", "Options", "at_or_over", "atomic", "fails", "failures", "formats", "schema", "write"]
