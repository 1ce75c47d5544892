"""Whatever happens to a command, the workbook is intact and its output whole or absent."""

from __future__ import annotations

import errno
import multiprocessing
import random
import resource
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.workbook import victims
from workbook.book import Book
from workbook.package import PackageError
from workbook.recalc import recalc
from workbook.repair import repair
from workbook.share import share

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")

KILLS = 200


@pytest.fixture(scope="module")
def start():
    """Starts a command in a fresh process that has imported everything already."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.workbook.victims"])

    def begin(command: str, path: Path):
        process = context.Process(target=victims.run, args=(command, str(path)))
        process.start()
        return process

    begin("none", Path()).join()  # the server has imported everything once this is over
    return begin


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    return victims.make(tmp_path_factory.mktemp("original") / "book.xlsx")


def content(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        assert file.testzip() is None
        return {n: file.read(n) for n in file.namelist()}


def state(path: Path) -> tuple[dict[tuple[int, int], object], dict[tuple[int, int], str]]:
    with Book(path) as book:
        sheet = book.sheet("S")
        return (
            {(r, c): v for r, line in sheet.rows.items() for c, v in line.items() if c < 4},
            {k: f.text for k, f in sheet.formulas.items()},
        )


@pytest.fixture(scope="module")
def finished(start, original, tmp_path_factory):
    """For each command: seconds it takes, and what its output says when nothing interrupts it."""
    out = {}
    for command in victims.IN_PLACE:
        path = shutil.copy(original, tmp_path_factory.mktemp("whole") / "book.xlsx")
        began = time.perf_counter()
        process = start(command, path)
        process.join(60)
        assert process.exitcode == 0
        out[command] = min(time.perf_counter() - began, 1.0), state(victims.target(command, path))
    return out


@pytest.mark.parametrize("command", victims.IN_PLACE)
def test_killed_at_any_moment(start, original, finished, tmp_path, command):
    seconds, whole = finished[command]
    generator = random.Random(command)
    before = original.read_bytes()
    met = {"nothing": 0, "done": 0}
    for number in range(KILLS // len(victims.IN_PLACE)):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = Path(shutil.copy(original, folder / "book.xlsx"))
        process = start(command, path)
        time.sleep(generator.uniform(0, seconds * 1.2))
        process.kill()
        process.join()
        out = victims.target(command, path)
        others = {p for p in folder.iterdir() if p not in (path, out) and p.suffix != ".tmp"}
        for backup in others:
            assert backup.name == "book.backup.xlsx"
            assert backup.read_bytes() == before
        if out != path:
            assert path.read_bytes() == before
        if not out.exists() or (out == path and out.read_bytes() == before):
            met["nothing"] += 1
            continue
        met["done"] += 1
        content(out)
        assert state(out) == whole
        assert out != path or others, "the workbook was replaced and has no backup"
        shutil.rmtree(folder)
    assert met["nothing"]  # else the kills came too late to show anything


@pytest.mark.parametrize("command", victims.IN_PLACE)
def test_two_at_once(start, original, finished, tmp_path, command):
    for number in range(4):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = Path(shutil.copy(original, folder / "book.xlsx"))
        processes = [start(command, path) for _ in range(2)]
        for process in processes:
            process.join(60)
        codes = sorted(p.exitcode for p in processes)
        assert codes in ([0, 0], [0, 3])  # the slower may find the file changed
        out = victims.target(command, path)
        content(out)
        assert state(out) == finished[command][1]
        for backup in folder.glob("*.backup*"):
            content(backup)
        assert not list(folder.glob("*.tmp"))


COMMANDS = {
    "share": lambda p: share(p, p.with_name("out.xlsx")),
    "recalc": lambda p: recalc(p, call=victims.call, libreoffice=False),
    "repair": repair,
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("room", [0, 700, 3000])
def test_a_full_disk_is_a_sentence(original, tmp_path, command, room):
    """No file may grow past `room` bytes, which a write meets as it meets a full disk."""
    path = Path(shutil.copy(original, tmp_path / "book.xlsx"))
    before = path.read_bytes()
    assert len(before) > 3000
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, old[1]))
    try:
        with pytest.raises(PackageError, match=r"cannot be written|无法写入"):
            COMMANDS[command](path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["book.xlsx"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_disk_that_is_full_at_the_last_moment(original, tmp_path, monkeypatch, command):
    path = Path(shutil.copy(original, tmp_path / "book.xlsx"))
    before = path.read_bytes()

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(PackageError, match="No space left"):
        COMMANDS[command](path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["book.xlsx"]


def test_a_small_file_system(original, tmp_path):
    """A real disk that is full, where one can be made."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={(original.stat().st_size // 4096 + 2) * 4096}", "tmpfs", str(disk)],
        capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("needs the right to mount")
    try:
        path = Path(shutil.copy(original, disk / "book.xlsx"))
        before = path.read_bytes()
        for command in COMMANDS.values():
            with pytest.raises(PackageError, match="No space left"):
                command(path)
            assert path.read_bytes() == before
            assert [p.name for p in disk.iterdir()] == ["book.xlsx"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)
