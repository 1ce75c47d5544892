"""LibreOffice, an independent reader, finds the same modules in a workbook made from them."""

from __future__ import annotations

import html
import shutil
import subprocess
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from addin.build import vba_modules
from addin.ribbon.texts import TEXTS


@pytest.fixture(scope="module")
def soffice(tools: ModuleType) -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        tools.missing("LibreOffice (soffice) not found")
        raise AssertionError
    return found


def test_libreoffice_loads_the_modules(tools: ModuleType, soffice: str, tmp_path: Path) -> None:
    """An .xlsm, since LibreOffice opens no .xlam; it keeps the Basic it read when it writes .ods."""
    pyopenvba = pytest.importorskip("pyopenvba")
    book = tmp_path / "modules.xlsm"
    with pyopenvba.ExcelFile.create_new(book) as excel:
        for name, source in vba_modules().items():
            excel.vba_project().add_module(name, source.replace("\n", "\r\n"))
        excel.save()
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "ods",
            "--outdir",
            str(tmp_path),
            str(book),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    with zipfile.ZipFile(tmp_path / "modules.ods") as archive:
        texts = {
            Path(name).stem: html.unescape(archive.read(name).decode("utf-8"))
            for name in archive.namelist()
            if name.startswith("Basic/") and name.endswith(".xml")
        }
    for name, source in vba_modules().items():
        assert name in texts
        body = tools.body(source).strip()
        read = texts[name].replace("\r\n", "\n").replace("\u00a0", " ")
        for line in body.split("\n"):
            assert line.strip() in read, f"{name}: {line}"


# --- the pure functions, executed in LibreOffice Basic -------------------------------------------

DEAD = "Could not activate Python COM server, hr = -2147023174"
CONF = '"A","1"\r\n"language","en"\r\n"B","2"\r\n'


Call = tuple[str, str, tuple[object, ...]]


def expected(cases: list[tuple[str, str | None]]) -> list[tuple[Call, tuple[str, str]]]:
    """Every call with the type and text it shall give."""
    table: list[tuple[Call, tuple[str, str]]] = []

    def add(function: str, *args: object, gives: object, language: str = "en") -> None:
        kind = {str: "String", bool: "Boolean", float: "Double"}.get(type(gives), "Error")
        table.append(((language, function, args), (kind, "" if gives is None else str(gives))))

    for before, after in cases:
        add("MfgRepaired", before, gives=before if after is None else after)
    for key, (zh, en) in TEXTS.items():
        add("MfgText", key, gives=zh, language="zh")
        add("MfgText", key, gives=en)
    add("MfgText", "no.such", gives="no.such")
    add("MfgMessage", "repair.done", "3", "1", gives=TEXTS["repair.done"][1].format(3, 1))
    add("MfgToCells", "#N/A", gives=None)
    add("MfgToCells", "#n/a", gives="#n/a")
    for number, description, gone in (
        (462, "", True), (1000, DEAD, True), (1000, "no", False), (13, "Type mismatch", False),
        (-2147417848, "Automation error", True),
    ):  # fmt: skip
        add("MfgIsGone", number, description, gives=gone)
    add("MfgFailure", 5, "one\r\ntwo", gives="#MFG! one two")
    add("MfgFailure", 5, "", gives="#MFG! VBA 5")
    add("MfgFailure", 5, "x" * 400, gives="#MFG! " + "x" * 249)
    add(
        "MfgOneLine",
        'TypeError: x\n  File "a.py", line 1, in f\n    f()',
        gives=TEXTS["python.failed"][0].format("TypeError: x"),
        language="zh",
    )
    for lcid, chinese in ((2052, True), (3076, True), (1033, False)):
        add("MfgIsChineseId", lcid, gives=chinese)
    add("MfgWithSetting", CONF, "LANGUAGE", "zh", gives=CONF.replace('"language","en"', '"LANGUAGE","zh"'))
    return table


def test_pure_functions_give_the_same_in_libreoffice(
    soffice: str, basic: ModuleType, link_cases: ModuleType, tmp_path: Path
) -> None:
    calls, wanted = zip(*expected(link_cases.CASES), strict=True)
    answers = basic.run(soffice, tmp_path, calls)
    assert len(answers) == len(calls)
    for call, answer, want in zip(calls, answers, wanted, strict=True):
        assert answer == want, call
