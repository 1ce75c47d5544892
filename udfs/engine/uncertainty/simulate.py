"""Runs a study in chunks, here or on other workers, and keeps every score and rank.

Results that do not fit into memory go to a temporary file, so memory is bounded whatever the number of
replications. The numbers do not depend on the chunks or on who computes them.
"""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ..columns import Floats
from ..errors import MfgError
from .study import Evaluator, Part, Study

#: Scores of one chunk.
_CHUNK = 1_500_000
#: Bytes of scores and ranks kept in memory; more go to a temporary file.
IN_MEMORY = 256 << 20


class Executor(Protocol):
    """What ``concurrent.futures`` and Dask's ``Client.get_executor`` offer."""

    def submit(self, f: Callable[..., Any], /, *args: Any) -> Any:
        """Start a call and return its future."""
        ...


@dataclass(frozen=True, eq=False)
class Simulation:
    """Every replication of a study.

    Attributes
    ----------
    score, rank
        Shape (n,): with nothing varied.
    scores, ranks
        Shape (replications, units); NaN rows where a replication failed.
    errors
        The reasons of failure, each once.
    failed
        Shape (replications,): place of the reason, -1 where there is none.
    """

    study: Study
    score: Floats
    rank: Floats
    scores: Floats
    ranks: NDArray[np.float32]
    errors: tuple[MfgError, ...]
    failed: NDArray[np.int32]

    @property
    def ok(self) -> NDArray[np.bool_]:
        """Which replications were computed."""
        return self.failed < 0


def chunk_of(study: Study, chunk: int | None = None) -> int:
    """Return how many replications are computed at a time."""
    if chunk is not None and chunk < 1:
        raise MfgError("not_whole", "chunk", found=chunk, low=1, high=1_000_000)
    return chunk or max(1, _CHUNK // study.problem.shape[0])


_EVALUATORS: dict[str, Evaluator] = {}


def _task(study: Study, digest: str, start: int, stop: int, reduce: Callable[[Part], Any] | None) -> Any:
    """Compute one chunk on a worker, which keeps the last study's prepared data."""
    if digest not in _EVALUATORS:
        _EVALUATORS.clear()
        _EVALUATORS[digest] = Evaluator(study)
    part = _EVALUATORS[digest].part(start, stop)
    return part if reduce is None else reduce(part)


def parts(
    study: Study,
    chunk: int | None = None,
    executor: Executor | None = None,
    reduce: Callable[[Part], Any] | None = None,
    ahead: int = 4,
) -> Iterator[Any]:
    """Yield the chunks of a study in order, each as ``reduce`` of it leaves it.

    Parameters
    ----------
    executor
        Where chunks are computed; at most ``ahead`` of them wait at a time. None: here, one by one.
    """
    step = chunk_of(study, chunk)
    starts = range(0, study.size, step)
    if executor is None:
        evaluator = Evaluator(study)
        for a in starts:
            part = evaluator.part(a, min(a + step, study.size))
            yield part if reduce is None else reduce(part)
        return
    digest = study.digest()
    waiting: deque[Any] = deque()
    for a in starts:
        waiting.append(executor.submit(_task, study, digest, a, min(a + step, study.size), reduce))
        if len(waiting) > ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


class Reasons:
    """Reasons of failure, each kept once, with the place of each replication's."""

    def __init__(self, size: int) -> None:
        self.failed = np.full(size, -1, dtype=np.int32)
        self.errors: list[MfgError] = []
        self._at: dict[str, int] = {}

    def add(self, start: int, errors: tuple[MfgError | None, ...]) -> None:
        """Note the errors of consecutive replications."""
        last: tuple[MfgError | None, int] = (None, -1)
        for r, error in enumerate(errors, start):
            if error is None:
                continue
            if error is not last[0]:
                same = f"{error.key} {error.arg} {error.where} {error.params}"
                if same not in self._at:
                    self._at[same] = len(self.errors)
                    self.errors.append(error)
                last = (error, self._at[same])
            self.failed[r] = last[1]


def simulate(
    study: Study,
    chunk: int | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
    in_memory: int = IN_MEMORY,
    ahead: int = 4,
) -> Simulation:
    """Compute every replication of a study.

    Raises
    ------
    MfgError
        Why the index itself cannot be computed; ``all_failed`` with the first reason where no replication
        can be.
    """
    score, rank = Evaluator(study).nominal()
    n, size = study.problem.shape[0], study.size
    if size * n * 12 <= in_memory:
        scores = np.empty((size, n))
        ranks = np.empty((size, n), dtype=np.float32)
    else:
        # The maps keep the file, which goes with them.
        with tempfile.TemporaryFile() as file:
            file.truncate(size * n * 12)
            scores = np.memmap(file, np.float64, "r+", 0, (size, n))
            ranks = np.memmap(file, np.float32, "r+", size * n * 8, (size, n))
    reasons = Reasons(size)
    for part in parts(study, chunk, executor, ahead=ahead):
        rows = slice(part.start, part.start + len(part.scores))
        scores[rows], ranks[rows] = part.scores, part.ranks
        reasons.add(part.start, part.errors)
        if progress is not None:
            progress(rows.stop, size)
    if (reasons.failed >= 0).all():
        raise all_failed(reasons.errors[0], size)
    return Simulation(study, score, rank, scores, ranks, tuple(reasons.errors), reasons.failed)


def all_failed(first: MfgError, size: int) -> MfgError:
    """Return the message for a simulation without one replication that can be computed."""
    return MfgError("all_failed", "choices", found=size, reason=first)
