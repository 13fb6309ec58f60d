"""Trains every scorer that the table compares, on columns that are measured once, and fills the table.

    CREDSCORE_DATA=... python experiments/scorer/run.py --annotations build/annotator/folds.npz

The opaque reference is logged too where ``--opaque`` names what ``opaque.py`` kept of dev. Runs go to the MLflow store
of ``MLFLOW_TRACKING_URI``; ``study.py`` reads them there, by itself too.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import references
import study

from credscore.tracking.columns import Columns
from credscore.tracking.experiment import Experiment
from credscore.tracking.training import train

HERE = Path(__file__).parent
DEFAULT = HERE.parent / "encoder_splines"


def experiments() -> list[Path]:
    """The default first: it measures every column, and the others find theirs."""
    return [DEFAULT, *sorted((HERE / "alternatives").glob("*.toml"))]


def main() -> None:
    """Trains all, or those named."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--annotations", type=Path, required=True, help="of annotators that had not seen the passages")
    given.add_argument("--opaque", type=Path, help="dev.npz of opaque.py")
    given.add_argument("--columns", type=Path, help="folder that keeps measured columns for the next time")
    given.add_argument("--limit", type=int, help="so many passages of each part, for a quick trial")
    given.add_argument("names", nargs="*", help="only these")
    options = given.parse_args()
    columns = Columns(options.columns)
    for path in experiments():
        name, kind = Experiment.read(path).name, Experiment.read(path).model.kind
        if (options.names and name not in options.names) or (kind == "opaque" and not options.opaque):
            continue
        print(name, file=sys.stderr)
        if kind == "opaque":
            references.OpaqueWork.predictions = options.opaque
            train(path, limit=options.limit, work=references.OpaqueWork)
        else:
            work = references.ReferenceWork if kind in references.REFERENCES else None
            train(path, limit=options.limit, annotations=[options.annotations], columns=columns, work=work)
    if not options.names and options.limit is None:
        study.write(columns, [options.annotations])


if __name__ == "__main__":
    main()
