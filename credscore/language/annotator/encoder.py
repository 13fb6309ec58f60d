"""The annotator that ships: a small encoder in 8 bits, run by onnxruntime, one window at a time.

What a text is annotated with hangs on nothing but the text. The encoder brings what it multiplies to 8 bits with one
scale for all that it is given at once, so windows that were run together would change each other: each is run by
itself. That costs 4% against batches of equal length, and needs no padding.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from credscore.errors import ModelError
from credscore.language.annotator.merge import merged
from credscore.language.annotator.windows import Windows
from credscore_features.annotation import OUTPUTS, Annotation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import onnxruntime
    from numpy.typing import NDArray

    from credscore.language.annotator.windows import Pieces, Window
    from credscore_features import Reading

    Run: TypeAlias = Callable[[Window], NDArray[Any]]
    Started: TypeAlias = tuple[Reading, Pieces, list[Callable[[], NDArray[Any]]]]

SHIPPED = Path(__file__).parent / "shipped"
GRAPH = "annotator.onnx"
TOKENIZER = "tokenizer.json"
DESCRIPTION = "annotator.json"
VNNI = frozenset({"AVX512_CLX", "AVX512_ICL", "AVX512_SPR"})
"""What NumPy calls the groups of instructions that have 8-bit products summed in 32 bits."""
AHEAD = 8
"""Windows a thread that may wait to be taken."""


@dataclass(frozen=True)
class Encoder:
    """An annotator; make one with :meth:`load`.

    Attributes:
        name: as its description states it.
        version: likewise.
        sha256: of the description, which holds the digests of the other files.
        cuts: for each grade, the four places on the logit at which the next higher grade begins.
        threads: how many windows are read at once.
    """

    name: str
    version: str
    sha256: str
    cuts: Mapping[str, tuple[float, ...]]
    threads: int
    windows: Windows
    session: onnxruntime.InferenceSession

    @classmethod
    def load(cls, folder: Path | None = None, threads: int = 1) -> Encoder:
        """Reads the three files of a folder.

        Args:
            folder: the encoder that ships, where not given.
            threads: how many windows are read at once.

        Raises:
            ModelError: a file is missing, is not the one that the description names, or does not fit this version.
        """
        folder = folder or SHIPPED
        return cls.of_files({name: _read(folder / name) for name in (GRAPH, TOKENIZER, DESCRIPTION)}, folder, threads)

    @classmethod
    def of_files(cls, files: Mapping[str, bytes], folder: Path | None = None, threads: int = 1) -> Encoder:
        """Like :meth:`load`, of what the files hold; ``folder`` is named in messages.

        Nothing is parsed but the description before the digests are compared.
        """
        place = folder or Path()
        said = _described(files[DESCRIPTION], place / DESCRIPTION)
        for name in (GRAPH, TOKENIZER):
            _compare(files[name], said["sha256"][name], place / name)
        if tuple(said["outputs"]) != OUTPUTS:
            raise ModelError(
                f"{place / DESCRIPTION} has other outputs than this version of credscore reads: "
                f"{_difference(said['outputs'])}."
            )
        return cls(
            name=said["name"],
            version=said["version"],
            sha256=hashlib.sha256(files[DESCRIPTION]).hexdigest(),
            cuts={grade: tuple(cuts) for grade, cuts in said["cuts"].items()},
            threads=threads,
            windows=Windows(_tokenizer(files[TOKENIZER]), said["longest"], said["overlap"]),
            session=_session(files[GRAPH]),
        )

    def annotate(self, readings: Iterable[Reading]) -> Iterator[Annotation]:
        """The annotation of each reading, in order.

        Reads ahead by at most one text and :data:`AHEAD` windows a thread, so a stream is held in bounded memory.
        """
        with self._starting() as start:
            for reading, pieces, outcomes in self._started(readings, start):
                made = Annotation(pieces.offsets, merged(pieces, (outcome() for outcome in outcomes)))
                yield made if reading.appearance is None else reading.appearance.annotation_outward(made)

    def _started(
        self, readings: Iterable[Reading], start: Callable[[Window], Callable[[], NDArray[Any]]]
    ) -> Iterator[Started]:
        """Texts whose windows are being read, each given out once enough others wait behind it."""
        enough = AHEAD * self.threads if self.threads > 1 else 0
        waiting: deque[Started] = deque()
        held = 0
        for reading in readings:
            pieces = self.windows(reading.seen)
            waiting.append((reading, pieces, [start(window) for window in pieces.windows]))
            held += len(pieces.windows)
            while waiting and held - len(waiting[0][2]) >= enough:
                held -= len(waiting[0][2])
                yield waiting.popleft()
        yield from waiting

    @contextmanager
    def _starting(self) -> Iterator[Callable[[Window], Callable[[], NDArray[Any]]]]:
        """How a window is started: gives a function that waits for its logits."""
        if self.threads == 1:
            yield lambda window: lambda: self.logits(window)
            return
        pool = ThreadPoolExecutor(self.threads, thread_name_prefix="credscore-encoder")
        try:
            yield lambda window: pool.submit(self.logits, window).result
        finally:
            pool.shutdown(cancel_futures=True)

    def logits(self, window: Window) -> NDArray[Any]:
        """What the encoder gives for one window, special pieces included: (pieces of the window, outputs)."""
        given = {"ids": window.ids[None], "quoted": window.quoted[None]}
        logits: NDArray[Any] = self.session.run(None, given)[0][0]
        return logits


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"The annotator's file {path} cannot be read: {error.strerror}.") from error


def _described(content: bytes, path: Path) -> dict[str, Any]:
    wanted = {"name", "version", "outputs", "longest", "overlap", "cuts", "sha256"}
    try:
        said = json.loads(content)
    except ValueError as error:
        raise ModelError(f"The annotator's file {path} is no JSON: {error}.") from error
    if not isinstance(said, dict) or not wanted <= said.keys() or not {GRAPH, TOKENIZER} <= set(said["sha256"]):
        raise ModelError(f"The annotator's file {path} must hold {', '.join(sorted(wanted))}.")
    return said


def _compare(content: bytes, wanted: str, path: Path) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != wanted:
        raise ModelError(f"{path} is not the file that {DESCRIPTION} names: its SHA-256 is {found}, not {wanted}.")


def _difference(outputs: Iterable[str]) -> str:
    there, here = set(outputs), set(OUTPUTS)
    if there == here:
        return "the same in another order"
    missing, strange = (", ".join(sorted(names)) or "none" for names in (here - there, there - here))
    return f"missing {missing}; unknown {strange}"


def _tokenizer(content: bytes) -> Any:
    from tokenizers import Tokenizer  # noqa: PLC0415 - slow to import; whoever reads by rules alone does without

    return Tokenizer.from_buffer(content)


def _session(graph: bytes) -> onnxruntime.InferenceSession:
    import onnxruntime  # noqa: PLC0415 - likewise

    options = onnxruntime.SessionOptions()
    # Threads take whole windows; within one, they would wait for each other more than they would help.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    if _may_overflow():
        # exact products, at almost twice the time; where they cannot overflow, both give the same numbers
        options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(
        graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )


def _may_overflow() -> bool:
    """Whether sums of two 8-bit products may be cut to 16 bits: on x86 processors without VNNI, as far as is known."""
    if platform.machine().lower() not in {"x86_64", "amd64"}:
        return False
    known: Any = np.show_config(mode="dicts")
    extensions = known["SIMD Extensions"]
    return VNNI.isdisjoint((*extensions["baseline"], *extensions["found"]))
