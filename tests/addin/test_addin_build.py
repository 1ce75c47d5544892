"""The builder: the committed file is what the sources give, always and on any machine."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from addin import build as builder
from addin.build import ADDIN, VBA, build, generated_modules
from addin.ribbon import menu
from addin.ribbon.menu import ribbon_xml

ROOT = Path(__file__).resolve().parents[2]
HOW = "run: python -m addin.build"


def test_committed_addin_is_a_fresh_build(tmp_path: Path) -> None:
    assert build(tmp_path / "MFG.xlam").read_bytes() == ADDIN.read_bytes(), HOW


@pytest.mark.parametrize("name", list(generated_modules()))
def test_committed_generated_source_is_fresh(name: str) -> None:
    assert (VBA / f"{name}.bas").read_text(encoding="ascii") == generated_modules()[name], HOW


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    """Another hash seed, time zone, user and folder."""
    target = tmp_path / "deeper" / "MFG.xlam"
    target.parent.mkdir()
    program = f"from pathlib import Path; from addin.build import build; build(Path({str(target)!r}))"
    env = os.environ | {
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Shanghai",
        "USER": "somebody",
        "PYTHONPATH": str(ROOT),
    }
    subprocess.run([sys.executable, "-c", program], check=True, env=env, cwd=tmp_path)
    assert target.read_bytes() == ADDIN.read_bytes()
    assert [p.name for p in target.parent.iterdir()] == ["MFG.xlam"]


def test_members_are_sorted_dated_alike_and_stored() -> None:
    with zipfile.ZipFile(ADDIN) as archive:
        infos = archive.infolist()
        assert archive.testzip() is None
    names = [info.filename for info in infos]
    assert names[0] == "[Content_Types].xml"
    assert names[1:] == sorted(names[1:])
    assert {info.date_time for info in infos} == {builder.DATE}
    assert {info.compress_type for info in infos} == {zipfile.ZIP_STORED}


def test_ribbon_is_related_to_the_package() -> None:
    with zipfile.ZipFile(ADDIN) as archive:
        rels = archive.read("_rels/.rels").decode()
        types = archive.read("[Content_Types].xml").decode()
        assert archive.read(builder.RIBBON_PART) == ribbon_xml()
    assert rels.count(builder.RIBBON_TYPE) == 1
    assert f'Target="{builder.RIBBON_PART}"' in rels
    assert '<Default Extension="xml" ContentType="application/xml"/>' in types
    assert "application/vnd.ms-excel.addin.macroEnabled.main+xml" in types


def test_properties_name_no_person_and_no_machine() -> None:
    with zipfile.ZipFile(ADDIN) as archive:
        core = archive.read("docProps/core.xml").decode()
        app = archive.read("docProps/app.xml").decode()
    assert core.count("MFG Index") == 2
    assert core.count(builder.W3C_DATE) == 2
    assert "<Company></Company>" in app


@pytest.mark.parametrize("bad", ["'\u6307", 'x = "\u00e9"', "\ufeff"])
def test_non_ascii_source_is_refused(bad: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "vba"
    folder.mkdir()
    for source in VBA.iterdir():
        (folder / source.name).write_bytes(source.read_bytes())
    with (folder / "MfgCells.bas").open("a", encoding="utf-8", newline="\n") as file:
        file.write(bad + "\n")
    line = (folder / "MfgCells.bas").read_text(encoding="utf-8").count("\n")
    monkeypatch.setattr(builder, "VBA", folder)
    target = tmp_path / "MFG.xlam"
    target.write_bytes(b"before")
    with pytest.raises(ValueError, match=rf"MfgCells\.bas, line {line}, column \d+: .* is not ASCII"):
        build(target)
    assert target.read_bytes() == b"before"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["MFG.xlam", "vba"]


def test_crlf_sources_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A checkout that turned line ends into CRLF builds the same add-in."""
    folder = tmp_path / "vba"
    folder.mkdir()
    for source in VBA.iterdir():
        (folder / source.name).write_bytes(source.read_bytes().replace(b"\n", b"\r\n"))
    ribbon = tmp_path / "customUI14.xml"
    ribbon.write_bytes(menu.SOURCE.read_bytes().replace(b"\n", b"\r\n"))
    monkeypatch.setattr(builder, "VBA", folder)
    monkeypatch.setattr(menu, "SOURCE", ribbon)
    assert build(tmp_path / "MFG.xlam").read_bytes() == ADDIN.read_bytes()


def test_open_xml_sdk_finds_no_error(tools: ModuleType) -> None:
    """npm @ooxml-tools/validate: the package, its parts and the ribbon XML."""
    assert tools.ooxml_validate(ADDIN).strip().endswith("Found 0 errors")


def test_open_xml_sdk_would_find_a_wrong_ribbon(tools: ModuleType, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlam"
    with zipfile.ZipFile(ADDIN) as old, zipfile.ZipFile(broken, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == builder.RIBBON_PART:
                data = data.replace(b"onAction=", b"onAktion=")
            new.writestr(info, data)
    assert "Found 0 errors" not in tools.ooxml_validate(broken)
