"""What the README tells people to type works, what it shows is what is printed, and its links lead somewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
NEEDED = ("seeds",)
"""What the blocks need beside them."""
EXCEPTED = {
    "python -m venv": "makes an environment: needs a package index and minutes; .ci/run does it",
    "pip install -e": "likewise, and runs these very tests",
}
"""Beginnings of blocks that are not run here, and why."""
_BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "seeds/README.md", "experiments/benchmarks/README.md")


def blocks() -> list[tuple[str, str]]:
    return [(m[1], m[2]) for m in _BLOCK.finditer(README) if not m[2].startswith(tuple(EXCEPTED))]


def environment() -> dict[str, str]:
    """The interpreter's own commands first; nothing of the terminal that the tests run in."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return os.environ | {"PATH": path, "NO_COLOR": "1", "COLUMNS": "100"}


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    for name in NEEDED:
        shutil.copytree(ROOT / name, folder / name)
    return folder


def test_every_exception_is_still_in_the_readme() -> None:
    assert all(any(m[2].startswith(begin) for m in _BLOCK.finditer(README)) for begin in EXCEPTED)


@pytest.mark.parametrize(("language", "code"), blocks(), ids=lambda value: value.splitlines()[0][:60])
def test_what_it_says_to_run_runs(workplace: Path, language: str, code: str) -> None:
    command = ["bash", "-euo", "pipefail", "-c", code] if language == "sh" else [sys.executable, "-c", code]
    done = subprocess.run(command, check=False, cwd=workplace, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    for name in re.findall(r"--out (\S+)", code):
        assert (workplace / name).stat().st_size > 0


def test_what_it_shows_is_what_is_printed() -> None:
    done = subprocess.run([sys.executable, ROOT / "experiments/readme.py", "--check"], check=False, env=environment())
    assert done.returncode == 0, "run: python experiments/readme.py"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_to_files(document: str) -> None:
    path = ROOT / document
    targets = _LINK.findall(path.read_text("utf-8"))
    assert [t for t in targets if not (path.parent / t).exists()] == []
