"""``mfg install``, ``doctor`` and ``uninstall`` as users of Chinese and of English Windows run them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from addin.conf import parse_conf
from addin.doctor_texts import FINDINGS

from .wine import USER, Machine, windows

Run = Callable[..., "CompletedProcess[str]"]
ADDIN = Path("AppData/Roaming/Microsoft/Excel/XLSTART/MFG.xlam")
CONF = Path(".mfg/mfg.conf")


class Person:
    """A user of one Windows: a session of wine of their own."""

    def __init__(self, machine: Machine, locale: str, user: str) -> None:
        machine.stop()  # the user is that of the first program of a session
        self.machine, self.env = machine, machine.environment(locale, user)
        machine.run("cmd.exe", "/c", "exit", env=self.env)
        self.profile = machine.folder / "prefix" / "drive_c" / "users" / user

    def mfg(self, *args: str, python: Path | None = None) -> CompletedProcess[str]:
        start = [self.machine.mfg] if python is None else [python, "-m", "mfg"]
        return self.machine.run(*start, *args, env=self.env)

    def files(self) -> set[str]:
        """All files and folders, but for those that wine makes itself on first use."""
        found = {p.relative_to(self.profile).as_posix() for p in self.profile.rglob("*")}
        return {f for f in found if not f.startswith("AppData/Local/Microsoft")}


@pytest.fixture
def person(machine: Machine) -> Iterator[Callable[[str, str], Person]]:
    yield lambda locale, user: Person(machine, locale, user)
    machine.stop()


@pytest.mark.parametrize(
    ("locale", "user", "code_page"), [("zh_CN", USER, "936"), ("en_US", "Ann Smith", "1252")]
)
def test_installed_examined_removed(
    locale: str, user: str, code_page: str, person: Callable[[str, str], Person]
) -> None:
    someone = person(locale, user)
    someone.mfg("uninstall")
    before = someone.files()
    done = someone.mfg("install")
    assert done.returncode == 0, done.stderr
    assert "=MFG_VERSION()" in done.stdout
    assert (someone.profile / ADDIN).read_bytes()[:2] == b"PK"
    settings = parse_conf((someone.profile / CONF).read_bytes().decode(f"cp{code_page}"))
    assert settings["INTERPRETER_WIN"] == windows(someone.machine.python)

    installed = someone.files()
    again = someone.mfg("install")
    assert again.returncode == 0
    assert someone.files() == installed

    report = someone.mfg("doctor")
    column = 0 if locale == "zh_CN" else 1
    broken = ("故障", "BROKEN")[column]
    # There is no Excel here, and that is all that is wrong.
    faults = [line for line in report.stdout.splitlines() if line.startswith(broken)]
    assert report.returncode == 1
    assert [fault.removeprefix(broken).strip() for fault in faults] == [FINDINGS["excel_none"][column]]
    assert code_page in report.stdout

    assert someone.mfg("uninstall").returncode == 0
    assert someone.files() == before


def test_user_name_outside_the_code_page(person: Callable[[str, str], Person]) -> None:
    """VBA could not read the settings there: nothing is installed, and the message says what to do."""
    someone = person("en_US", USER)
    before = someone.files()
    done = someone.mfg("install")
    assert done.returncode == 1
    assert USER in done.stderr
    assert "1252" in done.stderr
    assert someone.files() == before


@pytest.mark.parametrize(("locale", "code_page"), [("zh_CN", "936"), ("en_US", "1252")])
def test_python_in_a_folder_with_chinese(
    locale: str, code_page: str, machine: Machine, person: Callable[[str, str], Person]
) -> None:
    """Chinese Windows holds the path itself, English Windows its short form; Excel can start both."""
    someone = person(locale, "Ann Smith")
    folder = machine.folder / "环境 一"
    folder.unlink(missing_ok=True)
    folder.symlink_to(machine.venv)
    python = folder / "Scripts" / "python.exe"
    done = someone.mfg("install", python=python)
    assert done.returncode == 0, done.stderr
    written = parse_conf((someone.profile / CONF).read_bytes().decode(f"cp{code_page}"))["INTERPRETER_WIN"]
    if code_page == "936":
        assert written == windows(python)
    else:
        assert written.isascii()
        assert written != windows(python)
    version = machine.run(written, "-c", "import mfg; print(mfg.__file__)", env=someone.env)
    assert version.returncode == 0, version.stderr
    assert someone.mfg("uninstall").returncode == 0
