"""The log: rotating, with call, shapes, time and traceback, silent about cells, shared by processes."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from udfs.excel import commands, guard, log, logfile

ROOT = Path(__file__).resolve().parents[2]
SECRET = "机密城市 42"


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(log, "path", lambda: tmp_path / "mfg.log")
    monkeypatch.delenv("MFG_DEBUG", raising=False)
    log.logger.cache_clear()
    yield tmp_path / "mfg.log"
    log.logger.cache_clear()


@pytest.fixture
def broken():
    """A worksheet function that fails on what a cell holds, in two ways at once."""

    def MFG_BROKEN(data, city=None, *, caller):
        try:
            return float(data.values[0][0])
        except ValueError as error:
            raise KeyError(data.values[0][0]) from error

    def shaped(data, city, caller):
        return MFG_BROKEN(data, city, caller=caller)

    shaped.__name__ = "MFG_BROKEN"
    yield guard.worksheet_function(shaped)
    del guard.FUNCTIONS["MFG_BROKEN"]


def test_a_failure_is_noted_with_call_shapes_time_and_traceback(file, broken) -> None:
    (answer,) = broken([[SECRET, "b"], ["c", "d"]], [["x"]])
    assert answer[0].startswith("#MFG!")
    text = file.read_text(encoding="utf-8")
    assert re.search(
        rf"^\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d,\d+ {os.getpid()} ERROR MFG_BROKEN\(data 2x2, city 1x1\) [\d.]+ ms$",
        text,
        re.MULTILINE,
    )
    assert "test_log.py" in text
    assert re.search(r"^ValueError$", text, re.MULTILINE)
    assert re.search(r"^KeyError$", text, re.MULTILINE)
    assert text.index("ValueError") < text.index("\nKeyError")  # the cause first


def test_no_cell_content_unless_debugging(file, broken, monkeypatch) -> None:
    broken([[SECRET]], None)
    assert SECRET not in file.read_text(encoding="utf-8")
    monkeypatch.setenv("MFG_DEBUG", "1")
    broken([[SECRET]], None)
    text = file.read_text(encoding="utf-8")
    assert f"data = [['{SECRET}']]" in text
    assert f"KeyError: '{SECRET}'" in text


def test_a_failing_command_is_as_silent(file) -> None:
    @commands._command
    def odd() -> str:
        raise RuntimeError(SECRET)

    odd()
    text = file.read_text(encoding="utf-8")
    assert "odd failed" in text
    assert "RuntimeError" in text
    assert SECRET not in text


def test_good_calls_and_answers_are_noted_only_when_debugging(file, monkeypatch) -> None:
    guard.FUNCTIONS["MFG_RANK"]([[3.0], [1.0]])
    guard.FUNCTIONS["MFG_RANK"]([["abc"]])  # a message to the user is no failure
    assert not file.exists()
    monkeypatch.setenv("MFG_DEBUG", "yes")
    log.logger.cache_clear()
    guard.FUNCTIONS["MFG_RANK"]([[3.0], [1.0]])
    text = file.read_text(encoding="utf-8")
    assert "DEBUG MFG_RANK(scores 2x1)" in text
    assert "[[3.0], [1.0]]" in text


@pytest.mark.parametrize(
    ("value", "on"), [("1", True), ("true", True), ("0", False), ("", False), ("no", False)]
)
def test_how_debugging_is_turned_on(monkeypatch, value, on) -> None:
    monkeypatch.setenv("MFG_DEBUG", value)
    assert log.debugging() == on


def test_it_rotates_and_keeps_three(file, monkeypatch) -> None:
    monkeypatch.setattr(log, "MAX_BYTES", 2000)
    for i in range(200):
        log.logger().error("line %04d %s", i, "x" * 50)
    names = sorted(p.name for p in file.parent.iterdir())
    assert names == ["mfg.log", "mfg.log.1", "mfg.log.2", "mfg.log.3", "mfg.log.lock"]
    assert all(p.stat().st_size <= 2000 for p in file.parent.glob("mfg.log*"))
    assert "line 0199" in file.read_text(encoding="utf-8")


WRITER = """
import sys
from pathlib import Path
from udfs.excel import log
log.path = lambda: Path(sys.argv[1])
log.MAX_BYTES = 20_000
log.KEPT = 50
for i in range(150):
    log.logger().error("who %s line %04d %s", sys.argv[2], i, "城" * 40)
"""


def test_processes_that_write_at_once_lose_nothing(tmp_path) -> None:
    file = tmp_path / "mfg.log"
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file), str(who)], cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        for who in range(4)
    ]
    for writer in writers:
        _, said = writer.communicate(timeout=120)
        assert (writer.returncode, said) == (0, "")
    found = [
        line
        for part in tmp_path.glob("mfg.log*")
        if part.suffix != ".lock"
        for line in part.read_text(encoding="utf-8").splitlines()
    ]
    seen = [re.search(r"who (\d) line (\d{4}) 城{40}$", line) for line in found]
    assert all(seen), "a line is torn"
    assert sorted((m[1], m[2]) for m in seen) == [(str(w), f"{i:04}") for w in range(4) for i in range(150)]
    assert len(list(tmp_path.glob("mfg.log.*"))) > 3, "it never rotated"


def test_a_lock_that_is_never_given_back_only_stops_rotation(file, monkeypatch) -> None:
    monkeypatch.setattr(log, "PATIENCE", 0.05)
    monkeypatch.setattr(log, "MAX_BYTES", 10)
    file.parent.mkdir(exist_ok=True)
    with logfile.turn(file.with_name("mfg.log.lock"), 1.0) as mine:
        assert mine
        log.logger().error("first")
        log.logger().error("second")
    assert [p.name for p in file.parent.glob("mfg.log.?")] == []
    assert file.read_text(encoding="utf-8").count("\n") == 2


def test_a_folder_that_cannot_be_written_disturbs_nobody(tmp_path, monkeypatch, capsys) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(log, "path", lambda: tmp_path / "file" / "mfg.log")
    log.logger.cache_clear()
    assert isinstance(log.logger().handlers[0], logging.NullHandler)
    monkeypatch.setattr(log, "path", lambda: tmp_path / "d" / "mfg.log")
    log.logger.cache_clear()
    log.logger()
    (tmp_path / "d").rmdir()  # gone after it was opened
    log.logger().error("nobody reads this")
    log.logger.cache_clear()
    assert capsys.readouterr().err == ""


def test_no_call_loads_it_before_something_is_written() -> None:
    code = (
        "import sys\nfrom udfs.excel import guard, worksheet\nguard.FUNCTIONS['MFG_RANK']([[3.0], ['x']])\n"
        "print([m for m in ('logging', 'logging.handlers', 'udfs.excel.logfile') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"
