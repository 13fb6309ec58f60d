"""Puts what the command line really prints into README.md, between the markers ``terminal``.

Usage: python experiments/readme.py [--check]

With ``--check`` nothing is written, and the status is 1 where the README shows something else.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
COMMAND = ("credscore", "score", "seeds/rumour_roundup.txt")
BEGIN, END = "<!-- terminal -->", "<!-- /terminal -->"


def printed() -> str:
    """What the command prints where its output is no terminal."""
    program = Path(sys.executable).parent / COMMAND[0]
    environment = os.environ | {"COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(
        [program, *COMMAND[1:]], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    return f"```console\n$ {' '.join(COMMAND)}\n{done.stdout.rstrip()}\n```"


def filled(readme: str) -> str:
    """The README with the command and its output between the markers."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{printed()}\n{END}{after}"


def main() -> int:
    """Writes, or compares."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="compare only")
    given = parser.parse_args()
    there = README.read_text("utf-8")
    wanted = filled(there)
    if given.check:
        return int(there != wanted)
    README.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
