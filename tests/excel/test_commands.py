"""The ribbon's commands: the names VBA calls, the texts they return, and that nothing is raised."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from udfs import __version__
from udfs.excel import bridge, commands
from udfs.excel.cells import Block

from .kit import DATA, FRAMEWORK, Rows

VBA = Path(__file__).resolve().parents[2] / "addin" / "vba"


class Sheet:
    def __init__(self, name: str) -> None:
        self.name = name
        self.active = False
        self.written: dict[str, Any] = {}

    def range(self, address: str) -> Any:
        cell = SimpleNamespace()
        self.written[address] = cell
        return cell

    def activate(self) -> None:
        self.active = True


class Sheets(list[Sheet]):
    def __getitem__(self, name: Any) -> Any:
        return next(s for s in self if s.name == name)

    def add(self, name: str, after: Sheet) -> Sheet:
        assert after is list(self)[-1]
        self.append(Sheet(name))
        return self[name]


class Book:
    """What a command asks of an xlwings Book."""

    def __init__(self, language: str = "zh", **names: Rows) -> None:
        self.sheets = Sheets([Sheet("Data")])
        ranges = {"MFG_Language": [[language]], **names}
        self.names = {n: SimpleNamespace(refers_to_range=rows) for n, rows in ranges.items()}


@pytest.fixture(autouse=True)
def _plain_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "block_of", Block)


def test_every_command_of_the_ribbon_exists() -> None:
    source = "\n".join((VBA / f"{m}.bas").read_text(encoding="ascii") for m in ("MfgRibbon", "MfgCommands"))
    assert f'"{commands.__name__}"' in source
    called = {
        m
        for pattern in (r'MfgRunOnBook "(\w+)"', r'MfgCommand\("(\w+)"')
        for m in re.findall(pattern, source)
    }
    assert called == {
        "check_book", "functions_sheet", "new_book", "about_text", "snapshot_ranking", "city_profile", "doctor_report",
        "share_values", "check_sharing",
    }  # fmt: skip
    assert all(callable(getattr(commands, name)) for name in called)


def test_models_of_the_ribbon_are_those_of_the_command() -> None:
    source = (VBA.parent / "ribbon" / "customUI14.xml").read_text(encoding="utf-8")
    assert tuple(re.findall(r'tag="(\w+)" onAction="MfgOnNewModel"', source)) == commands.MODELS


def test_check() -> None:
    assert commands.check_book(Book(MFG_Data=DATA, MFG_Framework=FRAMEWORK)) == "未发现问题"
    said = commands.check_book(
        Book("en", MFG_Data=[DATA[0], ["深圳", "abc", 1.0, None], *DATA[2:]], MFG_Framework=FRAMEWORK)
    ).splitlines()
    assert said[0] == "errors: 1, warnings: 1, notes: 0"
    assert said[2].startswith("error  data row 2, column 2: ")


def test_check_of_many_findings_is_cut_short() -> None:
    rows = [DATA[0], *([f"城市 {i}", "x", 1.0, 1.0] for i in range(30))]
    said = commands.check_book(Book(MFG_Data=rows, MFG_Framework=FRAMEWORK)).splitlines()
    assert len(said) == commands.SHOWN + 3
    assert "=MFG_CHECK()" in said[-1]


def test_check_without_a_model() -> None:
    assert "没有名称 MFG_Data" in commands.check_book(Book())


def test_functions_sheet_is_added_once() -> None:
    book = Book("en")
    assert commands.functions_sheet(book) == ""
    sheet = book.sheets["Functions"]
    assert sheet.active
    rows = sheet.written["A1"].value
    assert rows[0] == ["Function", "What it does", "Arguments"]
    assert [r[0].split("(")[0] for r in rows[1:3]] == ["MFG_CHECK", "MFG_POSITIVE"]
    sheet.active = False
    sheet.written.clear()
    assert commands.functions_sheet(book) == ""
    assert sheet.active
    assert not sheet.written
    assert len(book.sheets) == 2


def test_about() -> None:
    said = commands.about_text()
    assert said.startswith("MFG Index ")
    assert "mfg.conf" in said
    assert "mfg.log" in said


def test_new_book_is_the_template() -> None:
    path = Path(commands.new_book())
    assert path.name == "MFG_Template.xlsx"
    assert path.parent.name == "workbook"
    assert commands.new_book("ccid2022") == str(path)


def test_new_book_in_english_is_made_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the command line itself, in a process of its own."""
    monkeypatch.setenv("MFG_LANG", "en")
    path = Path(commands.new_book("ccid2022"))
    assert path.name == "MFG_ccid2022.xlsx"
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    assert book["Data"]["A1"].value == "Data"
    book.close()
    path.unlink()
    path.parent.rmdir()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_model_that_nobody_knows_is_a_sentence(monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    monkeypatch.setenv("MFG_LANG", lang)
    said = commands.new_book("nobody")
    assert said.startswith("#MFG! ")
    assert "nobody" in said
    assert "\n" not in said
    assert said[-1] not in commands._FRAME


def test_doctor() -> None:
    said = commands.doctor_report()
    assert said.startswith(f"MFG Index {__version__}")
    assert "xlwings" in said
    assert "Traceback" not in said
    assert len(said.splitlines()) > 3


@pytest.mark.parametrize(
    "command",
    ["check_book", "functions_sheet", "snapshot_ranking", "city_profile", "share_values", "check_sharing"],
)
def test_nothing_is_raised(command: str) -> None:
    class Gone:
        @property
        def sheets(self) -> None:
            raise OSError("Excel is busy")

        @property
        def names(self) -> None:
            raise OSError("Excel is busy")

    for book in (None, Gone()):
        said = getattr(commands, command)(book)
        assert said.startswith("#MFG! ")
        assert len(said) <= 255


class Saved(Book):
    """A workbook with a file."""

    def __init__(self, path: Path, saved: bool = True, user: str = "李雷") -> None:
        super().__init__()
        self.fullname = str(path)
        self.api = SimpleNamespace(Saved=saved)
        self.app = SimpleNamespace(api=SimpleNamespace(UserName=user))


def test_a_copy_with_values_of_the_saved_file(tmp_path: Path) -> None:
    path = tmp_path / "书.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        sheet.write_column("A1", [3, 1])
        sheet.write_formula("B1", "=MFG_RANK(A1:A2)", None, 1)
    before = path.read_bytes()
    said = commands.share_values(Saved(path))
    assert "1 个公式" in said
    assert "书.values.xlsx" in said
    copy = openpyxl.load_workbook(tmp_path / "书.values.xlsx")
    assert copy.worksheets[0]["B1"].value == 1
    assert "李雷" in [c.value for row in copy["Provenance"].rows for c in row]
    copy.close()
    assert "1 个公式" in commands.share_values(Saved(path))  # again: the copy is replaced
    assert "WPS" in commands.check_sharing(Saved(path))
    assert path.read_bytes() == before


@pytest.mark.parametrize("command", ["share_values", "check_sharing"])
def test_an_unsaved_workbook_is_asked_to_be_saved(tmp_path: Path, command: str) -> None:
    path = tmp_path / "a.xlsx"
    assert "保存" in getattr(commands, command)(Saved(path))
    path.write_bytes(b"x")
    assert "保存" in getattr(commands, command)(Saved(path, saved=False))
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]
