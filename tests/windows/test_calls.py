"""Every function through xlwings' real COM server, against the same calls on Linux.

Windows runs the oldest numpy, pandas and scipy the project allows, Linux the newest: the results agree all the same.
"""

from __future__ import annotations

import ast
import itertools
import json
import math
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from udfs.excel.catalogue import FUNCTIONS

from . import cases
from .conftest import Job
from .wine import oldest

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="module")
def linux(calls_file: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """The results here, in a process of its own: pywin32 is replaced by stubs there."""
    folder = tmp_path_factory.mktemp("linux")
    paths = [HERE.parents[1], HERE, HERE.parent / "excel"]
    done = subprocess.run(
        [sys.executable, str(HERE / "linux_calls.py"), str(calls_file), str(folder / "results.json")],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, paths)), "XDG_STATE_HOME": str(folder)},
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads((folder / "results.json").read_text(encoding="utf-8"))["results"]
    return found


@pytest.fixture(scope="module")
def answer(job: Job, spec: dict[str, Any], measured: dict[str, Any]) -> dict[str, Any]:
    found = job("calls")
    measured["start"] = {"server": found["up"], "first": found["first"]}
    measured["calls"] = len(spec["calls"])
    measured["versions"] = ast.literal_eval(found["versions"])
    return found


def flat(value: Any) -> Iterator[Any]:
    return itertools.chain.from_iterable(map(flat, value)) if isinstance(value, list) else iter([value])


def shape(value: Any) -> Any:
    return [shape(v) for v in value] if isinstance(value, list) else "cell"


def same(got: Any, wanted: Any) -> bool:
    """Numbers to 1e-12, relative or absolute; everything else exactly."""
    if type(wanted) in (int, float) and type(got) in (int, float):
        return math.isclose(got, wanted, rel_tol=1e-12, abs_tol=1e-12)
    return type(got) is type(wanted) and got == wanted


def of(name: str, spec: dict[str, Any], *results: list[Any]) -> list[tuple[Any, ...]]:
    lined = zip(spec["calls"], *results, strict=True)
    return [(call["name"], *rest) for call, *rest in lined if call["function"] == name]


@pytest.mark.parametrize("name", [f.name for f in FUNCTIONS])
def test_as_on_linux(name: str, spec: dict[str, Any], answer: dict[str, Any], linux: list[Any]) -> None:
    differences = [
        (what, got, wanted)
        for what, got, wanted in of(name, spec, answer["results"], linux)
        if shape(got) != shape(wanted) or not all(map(same, flat(got), flat(wanted)))
    ]
    assert not differences, f"{len(differences)} differ, the first: {differences[0]}"


@pytest.mark.parametrize("name", [f.name for f in FUNCTIONS])
def test_an_answer_and_never_a_failure(name: str, spec: dict[str, Any], answer: dict[str, Any]) -> None:
    results = of(name, spec, answer["results"])
    assert any(cases.answered(result) for _, result in results)
    for what, result in results:
        for cell in flat(result):
            assert type(cell) in (float, int, str, bool), (what, cell)
            text = str(cell)
            for bad in ("BROKEN", "internal error", "内部错误", "Traceback"):
                assert bad not in text, (what, cell)


def test_every_kind_of_argument_travels(spec: dict[str, Any]) -> None:
    """The calls hold every shape and kind of value that Excel sends, alone and inside blocks."""
    alone = [a for c in spec["calls"] for a in c["args"]]
    kinds = {next(iter(a)) if isinstance(a, dict) else type(a).__name__ for a in alone}
    assert kinds == {
        "at", "range", "array", "row", "missing", "error", "date", "currency", "NoneType", "float", "str", "bool",
    }  # fmt: skip
    inside = [c for a in alone if isinstance(a, dict) and "range" in a for row in a["range"] for c in row]
    kinds = {next(iter(c)) if isinstance(c, dict) else type(c).__name__ for c in inside}
    assert kinds == {"error", "date", "currency", "NoneType", "float", "str", "bool"}


def test_windows_runs_the_oldest_packages(answer: dict[str, Any], measured: dict[str, Any]) -> None:
    floors = dict(requirement.split("==") for requirement in oldest())
    for package, version in measured["versions"].items():
        assert version.split(".")[: len(floors[package].split("."))] == floors[package].split("."), package
    import numpy

    assert tuple(map(int, numpy.__version__.split(".")[:2])) > tuple(map(int, floors["numpy"].split(".")[:2]))
