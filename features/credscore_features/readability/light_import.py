"""textstat without the second and a half that its import costs where scikit-learn is installed.

textstat imports nltk for a dictionary that we never use, and nltk imports scikit-learn and scipy for classifiers and
association measures that textstat never uses; it does without them where they are not installed.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

UNUSED = ("sklearn", "scipy")


@contextmanager
def absent(*packages: str) -> Iterator[None]:
    """Lets imports inside the block find these packages not installed.

    A package that was imported before stays as it is: it costs nothing more. Other threads would miss the packages
    too while the block runs (a fifth of a second, once in a process).
    """
    modules = cast("dict[str, ModuleType | None]", sys.modules)
    hidden = [name for name in packages if name not in modules]
    modules.update(dict.fromkeys(hidden))  # where None stands, "import" raises ModuleNotFoundError
    try:
        yield
    finally:
        for name in hidden:
            modules.pop(name, None)


@cache
def textstat_backend() -> Any:
    """Gives textstat's functions of plain arguments, which take the language each time and share no global state.

    A stripped nltk is not left behind for others: what was imported here for the first time is forgotten by
    ``sys.modules``, so that a later ``import nltk`` in the same process gets a whole one.
    """
    before = set(sys.modules)
    with absent(*UNUSED):
        backend = import_module("textstat").backend
    for name in set(sys.modules) - before:
        if name.partition(".")[0] == "nltk":
            del sys.modules[name]
    return backend
