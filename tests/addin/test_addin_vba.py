"""The VBA sources: what is in the file is what is in the repository, and it keeps VBA's limits."""

from __future__ import annotations

import re
from collections import Counter
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest
import xlwings

from addin.build import document_module, vba_modules
from addin.generate import CONTINUATIONS, LINE_LIMIT, RESERVED

MODULES = vba_modules() | {"ThisWorkbook": document_module()}
ROOT = Path(__file__).resolve().parents[2]
UPSTREAM = Path(xlwings.__file__).with_name("xlwings_custom_addin.bas")


def test_olevba_returns_the_sources_unchanged(stored: dict[str, str], tools: ModuleType) -> None:
    """Normalised: CRLF to LF, and the Attribute lines of the stored form, which are not ours."""
    expected = {name: tools.body(source) for name, source in MODULES.items()} | {"Sheet1": ""}
    assert stored == expected


@pytest.mark.parametrize("name", MODULES)
def test_source_keeps_the_limits_of_vba(name: str, tools: ModuleType) -> None:
    source = MODULES[name]
    assert source.isascii()
    assert "\t" not in source
    assert source.endswith("\n")
    assert max(map(len, source.split("\n"))) <= LINE_LIMIT
    run = longest = 0
    for line in source.split("\n"):
        run = run + 1 if line.endswith(" _") else 0
        longest = max(longest, run)
    assert longest <= CONTINUATIONS
    for procedure in tools.procedures(source):
        assert len(procedure.text) < 32_000, procedure.name  # compiled size must stay under 64 K


@pytest.mark.parametrize("name", [m for m in MODULES if m != "xlwings"])
def test_our_modules_declare_their_variables(name: str) -> None:
    assert "Option Explicit" in MODULES[name].split("\n")[:2]


def test_names_are_not_ambiguous(tools: ModuleType) -> None:
    """VBA knows no case: no procedure twice in a module, no public one twice, none named as a module."""
    public: Counter[str] = Counter()
    for source in MODULES.values():
        found = tools.procedures(source)
        assert found
        names = Counter(p.name.lower() for p in found)
        assert names.most_common(1)[0][1] == 1
        public.update(p.name.lower() for p in found if p.public)
    assert public.most_common(1)[0][1] == 1
    assert not set(public) & {name.lower() for name in MODULES}


def test_only_worksheet_functions_show_in_the_wizard(tools: ModuleType) -> None:
    """A public function of a module without Option Private Module is a worksheet function."""
    for name, source in MODULES.items():
        if name == "ThisWorkbook" or "Option Private Module" in source:
            continue
        functions = [p.name for p in tools.procedures(source) if p.public and p.kind == "Function"]
        assert all(f.startswith("MFG_") for f in functions), name


def test_no_parameter_is_a_reserved_word(tools: ModuleType) -> None:
    for name, source in MODULES.items():
        for procedure in tools.procedures(source):
            words = re.findall(r"(?:^|, )(?:Optional |ByVal |ByRef )*(\w+)", procedure.parameters)
            assert not {w.lower() for w in words} & RESERVED, (name, procedure.name)


# --- our copy of the xlwings module --------------------------------------------------------------


def upstream_lines() -> list[str]:
    return [line.rstrip() for line in UPSTREAM.read_text(encoding="ascii").splitlines()]


def unmarked(source: str) -> list[str]:
    """The lines outside the blocks marked ``'MFG: begin`` ... ``'MFG: end``."""
    lines, ours = [], False
    for line in source.split("\n"):
        if line.startswith("'MFG: begin"):
            assert not ours
            ours = True
        elif line.startswith("'MFG: end"):
            assert ours
            ours = False
        elif not ours:
            lines.append(line)
    assert not ours
    return lines


def test_what_is_not_marked_is_xlwings_own_text_in_its_order() -> None:
    theirs = iter(upstream_lines())
    for line in unmarked(MODULES["xlwings"]):
        if line and line != "End Sub":
            assert any(line == other for other in theirs), f"not in xlwings, or out of order: {line!r}"


def test_the_notice_of_xlwings_is_complete() -> None:
    lines = upstream_lines()
    first = lines.index("'xlwings is distributed under a BSD 3-clause license.")
    last = lines.index("'SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.")
    assert "\n".join(lines[first : last + 1]) in MODULES["xlwings"]


def test_version_and_dll_are_those_of_the_pinned_xlwings() -> None:
    source = MODULES["xlwings"]
    version = metadata.version("xlwings")
    assert f"'Version: {version}\n" in source
    assert f'XLWINGS_VERSION As String = "{version}"' in source
    assert set(re.findall(r"xlwings(?:32|64)-([\d.]+)\.dll", source)) == {version}
    assert {"xlwings32", "xlwings64"} == set(re.findall(r'"(xlwings\d\d)-', source))
    pins = re.findall(r"xlwings==([\d.]+)", _text(ROOT / "pyproject.toml"))
    assert set(pins) <= {version}


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_no_workbook_and_no_working_folder_reaches_the_command() -> None:
    code = "\n".join(line.split("'")[0] for line in MODULES["xlwings"].split("\n"))
    for word in ("ActiveWorkbook", "ThisWorkbook", "FullName", "Sheets", "LICENSE_KEY"):
        assert word not in code
    assert 'PROJECT_NAME As String = "mfg"' in code
