"""The corpora that credscore is made and measured with; their texts do not ship but are read from your copy.

>>> from credscore import corpora
>>> corpora.get("polnear").licence
'none stated; never redistribute the text'
"""

from credscore.corpora.folder import VARIABLE, folder
from credscore.corpora.reader import digest, frame, read, stream
from credscore.corpora.registry import Corpus, get, registry

__all__ = ["VARIABLE", "Corpus", "digest", "folder", "frame", "get", "read", "registry", "stream"]
