"""``python -m credscore`` is the command line."""

from credscore.cli import main

main()
