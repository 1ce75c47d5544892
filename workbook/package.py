"""Open XML packages as zip files: read members, and replace some while every other stays as it is."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from copy import copy
from pathlib import Path, PurePosixPath
from typing import Self

from lxml import etree

MAX_TOTAL = 2 << 30
MAX_MEMBERS = 20_000
MAX_RATIO = 300  # of one large member; real sheets stay under 100
_LARGE = 8 << 20

_TEXT = {
    "missing": ("{0} does not exist", "{0} 不存在"),
    "folder": ("{0} is a folder", "{0} 是文件夹"),
    "denied": ("{0} cannot be read: {1}", "无法读取 {0}：{1}"),
    "ole": (
        "{0} is encrypted or an old .xls file; remove the password or save it as .xlsx",
        "{0} 已加密或是旧版 .xls 文件；请去掉密码或另存为 .xlsx",
    ),
    "notzip": ("{0} is not an Excel workbook", "{0} 不是 Excel 工作簿"),
    "damaged": ("{0} is damaged: {1}", "{0} 已损坏：{1}"),
    "noworkbook": ("{0} has no workbook inside", "{0} 里没有工作簿"),
    "binary": ("{0} is a binary workbook; save it as .xlsx", "{0} 是二进制工作簿；请另存为 .xlsx"),
    "bomb": ("{0} unpacks to an absurd size; refused", "{0} 解压后大得离谱，拒绝打开"),
    "member": ("{0} has a dangerous member name: {1}", "{0} 含有危险的内部文件名：{1}"),
    "locked": ("{0} is open in another program; close it first", "{0} 正被其他程序打开，请先关闭"),
    "readonly": ("{0} is read-only", "{0} 是只读文件"),
    "write": ("{0} cannot be written: {1}", "无法写入 {0}：{1}"),
    "changed": ("{0} was changed meanwhile; nothing written", "{0} 在处理期间被修改，未写入"),
    "dtd": ("{0} declares entities in {1}; refused", "{0} 的 {1} 声明了实体，拒绝打开"),
}


class PackageError(Exception):
    """A workbook file that cannot be read or written; the text is one line."""


def text(key: str, *values: object, lang: str | None = None) -> str:
    """A message in Chinese or English; the language defaults to MFG_LANG, then English."""
    lang = lang or os.environ.get("MFG_LANG", "en")
    return _TEXT[key][1 if lang.lower().startswith("zh") else 0].format(*values)


class Package:
    """A zip package opened for reading; members are read when asked for.

    Raises
    ------
    PackageError
        The file is missing, no zip, encrypted, damaged, hostile, or holds no workbook.
    """

    def __init__(self, path: str | os.PathLike[str], lang: str | None = None) -> None:
        self.path = Path(os.path.realpath(path))
        self.lang = lang
        self.stamp = self._look()
        try:
            self._zip = zipfile.ZipFile(self.path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
            raise self.error("damaged", error) from None
        try:
            self._refuse_hostile()
            self.workbook = self._find_workbook()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._zip.close()

    def error(self, key: str, *values: object) -> PackageError:
        """A `PackageError` about this file."""
        return PackageError(text(key, self.path.name, *values, lang=self.lang))

    def _look(self) -> tuple[int, int]:
        if self.path.is_dir():
            raise self.error("folder")
        try:
            with self.path.open("rb") as file:
                head = file.read(8)
                status = os.fstat(file.fileno())
        except FileNotFoundError:
            raise self.error("missing") from None
        except OSError as error:
            raise self.error("denied", error.strerror) from None
        if head == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            raise self.error("ole")
        if head[:2] != b"PK":
            raise self.error("notzip")
        return status.st_mtime_ns, status.st_size

    def _refuse_hostile(self) -> None:
        infos = self._zip.infolist()
        if len(infos) > MAX_MEMBERS or sum(i.file_size for i in infos) > MAX_TOTAL:
            raise self.error("bomb")
        seen: set[str] = set()
        for info in infos:
            name = info.filename
            parts = PurePosixPath(name.replace("\\", "/")).parts
            if name.startswith(("/", "\\")) or ".." in parts or ":" in name or name.casefold() in seen:
                raise self.error("member", name[:80])
            seen.add(name.casefold())
            if info.flag_bits & 1:
                raise self.error("ole")
            if info.file_size > _LARGE and info.file_size > MAX_RATIO * max(info.compress_size, 1):
                raise self.error("bomb")

    def _find_workbook(self) -> str:
        names = {n.casefold(): n for n in self.names}
        target = "xl/workbook.xml"
        if "_rels/.rels" in names:
            for kind, where, _ in self.relations(""):
                if kind == "officeDocument":
                    target = where
        if target.endswith(".bin"):
            raise self.error("binary")
        if target.casefold() not in names:
            raise self.error("noworkbook")
        return names[target.casefold()]

    @property
    def names(self) -> list[str]:
        """Member names in the order of the zip."""
        return self._zip.namelist()

    def read(self, name: str) -> bytes:
        """Content of a member, checked against its checksum."""
        try:
            return self._zip.read(name)
        except KeyError:
            raise self.error("damaged", f"{name} is missing") from None
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise self.error("damaged", str(error).splitlines()[0] if str(error) else name) from None

    def xml(self, name: str) -> etree._Element:
        """Root element of a member; no entity is ever expanded, nothing is fetched."""
        return parse_xml(self.read(name), name, self)

    def relations(self, part: str) -> list[tuple[str, str, str]]:
        """Relationships of a part as (last word of the type, target member, id); "" is the package."""
        folder, _, file = part.rpartition("/")
        rels = f"{folder}/_rels/{file}.rels".lstrip("/")
        if rels not in self._zip.NameToInfo:
            return []
        out = []
        for node in self.xml(rels):
            if not isinstance(node.tag, str) or node.get("TargetMode") == "External":
                continue
            kind = str(node.get("Type", "")).rpartition("/")[2]
            target = str(node.get("Target", ""))
            out.append((kind, _join(folder, target), str(node.get("Id", ""))))
        return out

    def rewrite(
        self,
        replacements: Mapping[str, bytes],
        out: str | os.PathLike[str] | None = None,
        drop: frozenset[str] = frozenset(),
        add: Mapping[str, bytes] | None = None,
    ) -> Path:
        """Write the package with some members replaced and those in `drop` left out; in place, or to `out`.

        The members of `add` follow the others, which keep their content, order and zip metadata. The new file is complete
        before it takes the place of the old one. Without replacements the bytes are copied as
        they are (in place: nothing is written).
        """
        target = Path(os.path.realpath(out)) if out is not None else self.path
        refuse_target(target, self.lang)
        changed = bool(replacements or drop or add)
        if not changed and target == self.path:
            return target
        with replacing(target, self.lang) as temporary:
            if changed:
                self._write(temporary, replacements, drop, add or {})
            else:
                shutil.copyfile(self.path, temporary)
            if self.path.exists() and self._look() != self.stamp:
                raise self.error("changed")
            if target == self.path:
                self.close()  # Windows cannot replace an open file
        return target

    def _write(
        self, path: Path, replacements: Mapping[str, bytes], drop: frozenset[str], add: Mapping[str, bytes]
    ) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            new.comment = self._zip.comment
            for info in self._zip.infolist():
                if info.filename in drop:
                    continue
                data = replacements.get(info.filename)
                member = _metadata(info)
                new.writestr(member, self.read(info.filename) if data is None else data)
                member.external_attr = info.external_attr  # writestr fills an empty one
            for name, data in add.items():
                new.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)


def parse_xml(data: bytes, name: str, package: Package) -> etree._Element:
    """Root element of XML text; refuses DTDs."""
    refuse_declarations(data, name, package)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=len(data) > 8 << 20
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        why = (error.msg or "").splitlines() or ["no XML"]
        raise package.error("damaged", f"{name}: {why[0][:200]}") from None
    refuse_dtd(root, name, package)
    return root


_DOCTYPES = tuple("<!DOCTYPE".encode(e) for e in ("utf-8", "utf-16-le", "utf-16-be"))


def refuse_declarations(data: bytes, name: str, package: Package) -> None:
    """Raise before parsing if a part declares a document type: entities in attributes expand at once.

    `refuse_dtd` after parsing finds those in rarer encodings.
    """
    if any(word in data for word in _DOCTYPES):
        raise package.error("dtd", name)


def refuse_dtd(root: etree._Element, name: str, package: Package) -> None:
    """Raise if the document of an element carries a document type declaration."""
    info = root.getroottree().docinfo
    if info.internalDTD is not None or info.externalDTD is not None:
        raise package.error("dtd", name)


def refuse_target(target: Path, lang: str | None = None) -> None:
    """Raise if a file cannot be replaced: open in Excel or LibreOffice, read-only, or a folder."""
    if target.is_dir():
        raise PackageError(text("folder", target.name, lang=lang))
    for lock in (f"~${target.name}", f".~lock.{target.name}#"):
        if target.with_name(lock).exists():
            raise PackageError(text("locked", target.name, lang=lang))
    if target.exists() and (not target.stat().st_mode & 0o222 or not os.access(target, os.W_OK)):
        raise PackageError(text("readonly", target.name, lang=lang))


def _sweep(folder: Path) -> None:
    """Remove temporary files that a killed run left more than a day ago."""
    for path in folder.glob(".mfg-*.tmp"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > 86_400:
                path.unlink()


@contextmanager
def temporary_beside(target: Path) -> Iterator[Path]:
    """A new empty file in the folder of `target`, gone at the end unless it was renamed."""
    _sweep(target.parent)
    handle, name = tempfile.mkstemp(prefix=".mfg-", suffix=".tmp", dir=target.parent)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def replacing(target: Path, lang: str | None = None) -> Iterator[Path]:
    """A temporary path beside `target` that takes its place if the block ends well."""
    target = target.resolve()  # a link stays a link
    try:
        with temporary_beside(target) as temporary:
            yield temporary
            with temporary.open("rb+") as file:
                os.fsync(file.fileno())
            # mkstemp makes a private file: it takes the permissions of the file it replaces, or the usual ones.
            mask = os.umask(0)
            os.umask(mask)
            temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~mask)
            os.replace(temporary, target)
    except OSError as error:
        raise PackageError(text("write", target.name, error.strerror or error, lang=lang)) from None


def _join(folder: str, target: str) -> str:
    """Member name of a relationship target.

    >>> _join("xl/worksheets", "../tables/table1.xml"), _join("xl", "/xl/styles.xml")
    ('xl/tables/table1.xml', 'xl/styles.xml')
    """
    if target.startswith("/"):
        return target.lstrip("/")
    parts = folder.split("/") if folder else []
    for piece in target.split("/"):
        if piece == "..":
            parts = parts[:-1]
        elif piece not in ("", "."):
            parts.append(piece)
    return "/".join(parts)


def _metadata(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Zip metadata for a copy: the same, without a stale zip64 field or streaming flag."""
    new = copy(info)
    new.extra = _without_zip64(info.extra)
    new.flag_bits = info.flag_bits & 0x800
    return new


def _without_zip64(extra: bytes) -> bytes:
    out, at = b"", 0
    while at + 4 <= len(extra):
        size = int.from_bytes(extra[at + 2 : at + 4], "little")
        if extra[at : at + 2] != b"\x01\x00":
            out += extra[at : at + 4 + size]
        at += 4 + size
    return out
