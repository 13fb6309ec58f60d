"""What the commands do not import: help answers at once, and scoring needs nothing that only training needs."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

RUNTIME = ("onnxruntime", "tokenizers")
HEAVY = (*RUNTIME, "spacy", "pandas", "numpy", "rich", "pydantic", "pyarrow", "trafilatura", "textstat", "jinja2")
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


@pytest.mark.parametrize("args", [["--help"], ["score", "--help"]], ids=" ".join)
def test_help_imports_nothing_heavy(args):
    status, names = imported(*args)
    assert status == 0
    assert names.isdisjoint(HEAVY)


def test_the_list_of_features_imports_nothing_heavy_but_what_the_features_are_written_with():
    status, names = imported("features")
    assert status == 0
    assert names.isdisjoint(set(HEAVY) - {"numpy"})


@pytest.fixture
def news(tmp_path):
    article = tmp_path / "news.txt"
    article.write_text("The council of Ostmere shut the pool on Monday, the minutes of its meeting show.\n", "utf-8")
    return str(article)


def test_rules_import_no_encoder(news):
    status, names = imported("score", news, "--annotator", "rules", "--format", "json")
    assert status == 0
    assert names.isdisjoint(RUNTIME)


def test_scoring_imports_nothing_that_only_training_needs(news, model):
    status, names = imported("score", news, "--model", str(model), "--format", "json")
    assert status == 0
    assert "textstat" in names
    assert names.isdisjoint({*TRAINING, "spacy"})
