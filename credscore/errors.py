"""Errors that are somebody's to mend: each names the thing, the value and the choices.

The command line prints them as one line and ends with status 2; the Python API raises them.
"""

from __future__ import annotations


class CredscoreError(Exception):
    """Base of every error that is not a defect of credscore itself."""


class InputError(CredscoreError):
    """A file, a row or a text cannot be read. The message names the file and, in a table, the row."""


class ConfigError(CredscoreError):
    """A setting is unknown or has a value it cannot have."""


class ModelError(CredscoreError):
    """A model cannot be found, is damaged, or does not fit this version."""


class MissingExtraError(CredscoreError):
    """Something needs a package that is not installed; the message names the extra that brings it."""
