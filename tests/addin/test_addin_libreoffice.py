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


def test_libreoffice_loads_the_modules(tools: ModuleType, tmp_path: Path) -> None:
    """An .xlsm, since LibreOffice opens no .xlam; it keeps the Basic it read when it writes .ods."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        tools.missing("LibreOffice (soffice) not found")
        return
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
