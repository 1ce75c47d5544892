"""What holds the project together: the README's tables, the layout, no paths of one machine."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def test_readme_tables_come_from_the_catalogue() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "readme.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_readme_names_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("make demo", "make test", "py make.py demo", "py make.py test"):
        assert command in text


def test_links_of_the_documents_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_make_lists_its_tasks() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "make.py"), "help"], capture_output=True, text=True, check=True
    )
    for task in ("help", "demo", "test", "lint", "bench"):
        assert task in done.stdout
    makefile = (ROOT / "Makefile").read_text()
    assert all(f" {task}" in makefile for task in ("demo", "test", "lint", "bench", "help"))


def test_version_is_in_the_changelog() -> None:
    from udfs import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", ["udfs", "workbook", "addin", "tests", "docs", "bench"])
def test_no_path_of_one_machine(folder) -> None:
    """No absolute path of a developer's machine stands in a source file."""
    odd = re.compile(r"(?<![\w.])/(?:work|home|root|Users)/\w+")
    for path in (ROOT / folder).rglob("*"):
        if path.suffix in (".py", ".md", ".bas", ".cls", ".xml", ".csv"):
            assert not odd.search(path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("page", ["hostile.py", "methods.py", "checklist.py", "windows_measured.py"])
def test_generated_pages_are_fresh(page) -> None:
    """What the documents say the functions answer, and the table of methods, come from the code."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / page), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_wheel_has_every_package_and_what_it_needs() -> None:
    """A package that is not listed, or a file no pattern takes, would be missing after installation only."""
    import tomllib

    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    here = {
        ".".join(p.parent.relative_to(ROOT).parts)
        for top in ("udfs", "workbook", "addin")
        for p in (ROOT / top).rglob("__init__.py")
    }
    assert here == set(table["packages"])
    taken = {
        p.relative_to(ROOT).as_posix()
        for package, patterns in table["package-data"].items()
        for pattern in patterns
        for p in ROOT.joinpath(*package.split(".")).glob(pattern)
    }
    assert {
        "addin/MFG.xlam",
        "addin/ribbon/customUI14.xml",
        "addin/vba/xlwings.bas",
        "workbook/MFG_Template.xlsx",
        "workbook/data/ccid2022_framework.csv",
    } <= taken
