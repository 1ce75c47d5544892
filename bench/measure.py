"""Clocks and memory: interleaved rounds in one process, peak memory, CPU of a fresh interpreter."""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

#: Where the calls of one row take more seconds than this together, the one call that showed agreement counts.
SLOW = 4.0


@dataclass(frozen=True)
class Times:
    """Seconds of several repeats of one call."""

    least: float
    median: float


@dataclass(frozen=True)
class Measured:
    """Least and median seconds of a call, and the bytes it holds at its peak."""

    least: float
    median: float
    memory: int


def measure(
    calls: Mapping[str, Callable[[], Any]], took: Mapping[str, float], seconds: float
) -> dict[str, Measured]:
    """Time the calls in rounds for about ``seconds``, then weigh each once; ``took`` says how long one call takes."""
    if sum(took.values()) > SLOW:
        t = {name: Times(s, s) for name, s in took.items()}
    else:
        t = interleaved(calls, max(1, min(200, int(seconds / sum(took.values())))))
    return {name: Measured(t[name].least, t[name].median, peak(call)) for name, call in calls.items()}


def interleaved(calls: Mapping[str, Callable[[], Any]], rounds: int) -> dict[str, Times]:
    """Time every call once a round, so that a busy moment of the machine hits all of them."""
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    # Not between the rounds: with every library loaded a collection takes longer than most calls.
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for name, call in calls.items():
                start = time.perf_counter()
                call()
                seconds[name].append(time.perf_counter() - start)
    finally:
        gc.enable()
    return {name: Times(min(s), statistics.median(s)) for name, s in seconds.items()}


def peak(call: Callable[[], Any]) -> int:
    """Return the bytes a call holds at its peak above what was held before, its result included.

    Memory that Python and numpy allocate is counted, not what a solver takes inside its own code.
    """
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        result = call()
        top = tracemalloc.get_traced_memory()[1]
        del result
    finally:
        tracemalloc.stop()
    return top - before


_CPU = "import time; a = time.process_time(); {}; print(time.process_time() - a)"


def import_cpu(statement: str, root: str, runs: int) -> Times:
    """CPU seconds of a statement in a fresh interpreter, start-up left out."""
    seconds = []
    for _ in range(runs):
        code = _CPU.format(statement)
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True
        )
        seconds.append(float(done.stdout))
    return Times(min(seconds), statistics.median(seconds))
