"""Files, folders, tables and standard input, read into articles; articles cut into passages."""

from credscore.ingest.files import read
from credscore.ingest.language import is_prose, language_of
from credscore.ingest.passages import passages_of
from credscore.ingest.texts import article_of

__all__ = ["article_of", "is_prose", "language_of", "passages_of", "read"]
