"""Build ``MFG.xlam`` from text: VBA sources, ribbon XML, and the tables the rest is generated from.

``python -m addin.build`` writes the generated VBA beside the written one and builds the add-in.
The same sources always give the same bytes, on any machine and day: every zip member has one fixed
date, members are sorted, and the document properties name nobody.
"""

from __future__ import annotations

import os
import re
import tempfile
import zipfile
from pathlib import Path

from addin.generate import generated_modules
from addin.ribbon.menu import ribbon_xml

__all__ = ["ADDIN", "build", "document_module", "generated_modules", "main", "vba_modules"]

HERE = Path(__file__).resolve().parent
VBA = HERE / "vba"
ADDIN = HERE / "MFG.xlam"

DOCUMENT = "ThisWorkbook"
RIBBON_PART = "customUI/customUI14.xml"
RIBBON_TYPE = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
DATE = (2000, 1, 1, 0, 0, 0)
W3C_DATE = "2000-01-01T00:00:00Z"

# The order of the modules in the project; it does not depend on the file system.
WRITTEN = (
    "xlwings",
    "MfgCells",
    "MfgCommands",
    "MfgInsert",
    "MfgLanguage",
    "MfgLinks",
    "MfgRefresh",
    "MfgRibbon",
    "MfgServer",
    "MfgWindow",
)


def vba_modules() -> dict[str, str]:
    """Return every standard module by name, written and generated, with ``\\n`` line ends.

    Raises ``ValueError`` naming module and line where a source is not ASCII.
    """
    modules = {name: _read(VBA / f"{name}.bas") for name in WRITTEN} | generated_modules()
    for name, source in modules.items():
        _assert_ascii(source, f"{name}.bas")
        first = source.split("\n", 1)[0]
        if first != f'Attribute VB_Name = "{name}"':
            raise ValueError(f"{name}.bas, line 1: {first!r} does not name the module {name}")
    return modules


def document_module() -> str:
    """Return the code behind ThisWorkbook."""
    source = _read(VBA / f"{DOCUMENT}.cls")
    _assert_ascii(source, f"{DOCUMENT}.cls")
    return source


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")


def _assert_ascii(source: str, name: str) -> None:
    for number, line in enumerate(source.split("\n"), 1):
        if not line.isascii():
            column = next(i for i, ch in enumerate(line, 1) if not ch.isascii())
            raise ValueError(
                f"{name}, line {number}, column {column}: {line[column - 1]!r} is not ASCII; "
                "the VBA project would turn it into '?'"
            )


def build(path: Path) -> Path:
    """Write the add-in to ``path``, replacing what is there only when it is complete.

    Needs pyOpenVBA, a dependency of the build and of nothing else.
    """
    path = Path(path)
    modules, document = vba_modules(), document_module()
    with tempfile.TemporaryDirectory(dir=path.resolve().parent, prefix=".mfg-") as folder:
        base = Path(folder) / "base.xlam"
        _write_project(base, modules, document)
        finished = Path(folder) / "finished.xlam"
        _write_package(base, finished, ribbon_xml())
        os.replace(finished, path)
    return path


def _write_project(path: Path, modules: dict[str, str], document: str) -> None:
    from pyopenvba import ExcelFile

    with ExcelFile.create_new(path) as book:
        project = book.vba_project()
        for name in project.module_names():
            if name not in (DOCUMENT, "Sheet1"):
                project.delete_module(name)
        header = book.get_module(DOCUMENT)
        book.set_module(DOCUMENT, header + _crlf(document))
        for name, source in modules.items():
            project.add_module(name, _crlf(source))
        book.save()


def _crlf(source: str) -> str:
    return source.replace("\n", "\r\n")


def _write_package(base: Path, target: Path, ribbon: bytes) -> None:
    with zipfile.ZipFile(base) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    if RIBBON_PART in members:
        raise ValueError(f"the base already has {RIBBON_PART}")
    members[RIBBON_PART] = ribbon
    members["_rels/.rels"] = _related(members["_rels/.rels"])
    members["docProps/core.xml"] = _nobody(members["docProps/core.xml"])
    # [Content_Types].xml stands first, as the packaging convention has it; the rest by name.
    order = sorted(members, key=lambda name: (name != "[Content_Types].xml", name))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in order:
            info = zipfile.ZipInfo(name, DATE)
            info.create_system = 0
            info.external_attr = 0
            # Stored, not deflated: the bytes do not depend on the zlib of the machine.
            info.compress_type = zipfile.ZIP_STORED
            archive.writestr(info, members[name])


def _related(rels: bytes) -> bytes:
    """Add the ribbon to the package relationships. Its content type is the default one of .xml."""
    link = f'<Relationship Id="rIdMfgRibbon" Type="{RIBBON_TYPE}" Target="{RIBBON_PART}"/>'
    text = rels.decode("utf-8")
    if text.count("</Relationships>") != 1:
        raise ValueError("_rels/.rels of the base is not understood")
    return text.replace("</Relationships>", link + "</Relationships>").encode("utf-8")


def _nobody(core: bytes) -> bytes:
    """Put the project's name and one fixed date where the base names the person who made it."""
    text = core.decode("utf-8")
    for tag, value in (
        ("dc:creator", "MFG Index"),
        ("cp:lastModifiedBy", "MFG Index"),
        ("dcterms:created", W3C_DATE),
        ("dcterms:modified", W3C_DATE),
    ):
        text, count = re.subn(rf"(<{tag}[^>]*>)[^<]*(</{tag}>)", rf"\g<1>{value}\g<2>", text)
        if count != 1:
            raise ValueError(f"docProps/core.xml of the base has {count} elements {tag}")
    return text.encode("utf-8")


def main() -> None:
    """Write the generated VBA and the add-in into the source tree."""
    for name, source in generated_modules().items():
        (VBA / f"{name}.bas").write_text(source, encoding="ascii", newline="\n")
    print(build(ADDIN))


if __name__ == "__main__":
    main()
