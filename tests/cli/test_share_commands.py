"""``mfg share``, ``mfg check`` and the backup of ``mfg recalc`` as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from typer.testing import CliRunner, Result

import mfg
from workbook.book import Book


def run(*args: object) -> Result:
    return CliRunner().invoke(mfg.app, [str(a) for a in args])


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "书 [1].xlsx"
    with xlsxwriter.Workbook(path) as made:
        made.set_calc_mode("auto", 191029)
        made.calc_on_load = False
        made.set_properties({"author": "Li Lei"})
        sheet = made.add_worksheet("S")
        sheet.write_column("A1", [3, 1, 2])
        sheet.write_dynamic_array_formula("B1:B3", "=MFG_RANK(A1:A3)", None, 1)
        sheet.write_column("B2", [3, 2])
    return path


def test_share(book: Path) -> None:
    done = run("share", book, "--who", "张三", "--lang", "zh")
    assert done.exit_code == 0, done.output
    copy = book.with_name("书 [1].values.xlsx")
    assert done.stdout.splitlines() == ["1 个公式（3 个单元格）已换成数值", str(copy)]
    with Book(copy) as out:
        assert out.sheet("S").formulas == {}
        assert [out.value("S", r, 2) for r in (1, 2, 3)] == [1.0, 3.0, 2.0]
    again = run("share", book, "--lang", "en")
    assert again.exit_code == 1
    assert "--force" in again.stderr
    assert run("share", book, "--force", "--recalc").exit_code == 0
    assert run("share", book, "--as", "picture").exit_code == 2
    absent = run("share", book.with_name("none.xlsx"), "--lang", "en")
    assert (absent.exit_code, absent.stderr.strip()) == (1, "mfg: none.xlsx does not exist")


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh", ("没有加载项", "Li Lei", "--clean")), ("en", ("without the add-in", "--clean"))],
)
def test_check(book: Path, lang: str, words: tuple[str, ...]) -> None:
    done = run("check", book, "--lang", lang)
    assert done.exit_code == 0
    assert all(w in done.stdout for w in words)


def test_check_of_a_wrong_workbook_and_its_clean_copy(book: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.xlsx"
    with xlsxwriter.Workbook(wrong) as made:
        made.add_worksheet("S").write_formula("A1", "=MFG_RANK(B1:B2)", None, "#NAME?")
    assert run("check", wrong).exit_code == 1
    done = run("check", book, "--clean", "--lang", "en")
    assert done.exit_code == 0
    assert "removed: personal properties" in done.stdout
    assert "nothing found" in run("check", book.with_name("书 [1].clean.xlsx"), "--lang", "en").stdout
    assert "nothing to remove" in run("check", wrong, "--clean", "--lang", "en").stdout
    assert run("check", book, "--clean", "--keep", "everything").exit_code == 2


def test_recalc_keeps_the_old_file(book: Path) -> None:
    data = book.read_bytes()
    with Book(book) as before:
        assert before.value("S", 1, 2) == 1.0
    wrong = book.with_name("w.xlsx")
    with xlsxwriter.Workbook(wrong) as made:
        sheet = made.add_worksheet("S")
        sheet.write_column("A1", [3, 1])
        sheet.write_dynamic_array_formula("B1:B2", "=MFG_RANK(A1:A2)", None, 9)
    old = wrong.read_bytes()
    done = run("recalc", wrong, "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "w.backup.xlsx" in done.stdout
    assert book.with_name("w.backup.xlsx").read_bytes() == old
    assert run("recalc", book).exit_code == 0
    assert book.read_bytes() == data
