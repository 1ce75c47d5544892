"""Clocks and memory: interleaved repeats in one process, peak memory, CPU of a fresh interpreter."""

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


@dataclass(frozen=True)
class Times:
    """Seconds of several repeats of one call."""

    least: float
    median: float


def interleaved(calls: Mapping[str, Callable[[], Any]], repeats: int) -> dict[str, Times]:
    """Time every call once per round, so that a busy moment of the machine hits all of them."""
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for call in calls.values():
        call()
    gc.disable()
    try:
        for _ in range(repeats):
            for name, call in calls.items():
                start = time.perf_counter()
                call()
                seconds[name].append(time.perf_counter() - start)
            gc.collect()
    finally:
        gc.enable()
    return {name: Times(min(s), statistics.median(s)) for name, s in seconds.items()}


def peak(call: Callable[[], Any]) -> int:
    """Return the bytes a call holds at its peak above what was held before, its result included."""
    call()
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
    """CPU seconds of an import in a fresh interpreter, start-up left out."""
    seconds = []
    for _ in range(runs):
        code = _CPU.format(statement)
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True
        )
        seconds.append(float(done.stdout))
    return Times(min(seconds), statistics.median(seconds))
