"""credscore: how well news text is supported, how openly it is sourced, and exactly where it is not."""

__version__ = "0.1.0"
