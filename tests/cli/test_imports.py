"""What the commands do not import: help answers at once, and scoring needs nothing that only training needs."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ("spacy", "pandas", "numpy", "rich", "pydantic", "pyarrow", "trafilatura", "textstat", "jinja2")
TRAINING = ("mlflow", "torch", "sklearn", "matplotlib", "pandas")
_CODE = """
import json, sys
from credscore.cli import main
try:
    main(sys.argv[1:])
except SystemExit as ended:
    print(json.dumps([ended.code, sorted({name.partition(".")[0] for name in sys.modules})]), file=sys.stderr)
"""


def imported(*args: str) -> tuple[int, set[str]]:
    done = subprocess.run([sys.executable, "-c", _CODE, *args], check=True, capture_output=True, text=True)
    status, names = json.loads(done.stderr.splitlines()[-1])
    return status, set(names)


@pytest.mark.parametrize("args", [["--help"], ["score", "--help"], ["features"]], ids=" ".join)
def test_help_imports_nothing_heavy(args):
    status, names = imported(*args)
    assert status == 0
    assert names.isdisjoint(HEAVY)


def test_scoring_imports_nothing_that_only_training_needs(tmp_path, model):
    article = tmp_path / "news.txt"
    article.write_text("The council of Ostmere shut the pool on Monday, the minutes of its meeting show.\n", "utf-8")
    status, names = imported("score", str(article), "--model", str(model), "--format", "json")
    assert status == 0
    assert "spacy" in names
    assert names.isdisjoint(TRAINING)
