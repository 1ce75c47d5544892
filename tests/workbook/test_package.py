"""Zip packages: hostile ones are refused, and a rewrite leaves every other member as it was."""

from __future__ import annotations

import os
import stat
import zipfile

import pytest

import workbook.package as package_module
from workbook.package import Package, PackageError

TYPES = b"<Types/>"
RELS = (
    b'<Relationships><Relationship Id="rId1" Type="http://x/relationships/officeDocument" '
    b'Target="xl/workbook.xml"/></Relationships>'
)
MEMBERS = {"[Content_Types].xml": TYPES, "_rels/.rels": RELS, "xl/workbook.xml": b"<workbook/>"}


def make(path, members=None, **more):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in {**MEMBERS, **(members or {}), **more}.items():
            file.writestr(name, data)
    return path


def members(path):
    with zipfile.ZipFile(path) as file:
        return [
            (i.filename, i.date_time, i.compress_type, i.external_attr, i.comment, i.extra, file.read(i))
            for i in file.infolist()
        ]


def test_untouched_members_keep_content_order_and_metadata(tmp_path):
    path = tmp_path / "书.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        for i, (name, data) in enumerate({**MEMBERS, "图/图.bin": bytes(range(256)) * 40}.items()):
            info = zipfile.ZipInfo(name, (2001 + i, 2, 3, 4, 6, 8))
            info.compress_type = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)[i % 2]
            info.external_attr = i << 16
            info.comment = b"note" * i
            file.writestr(info, data)
        file.comment = b"whole"
    before = members(path)
    with Package(path) as package:
        package.rewrite({"xl/workbook.xml": b"<workbook a='1'/>"})
    after = members(path)
    assert [m[:-1] for m in before] == [m[:-1] for m in after]
    changed = {a[0] for a, b in zip(before, after, strict=True) if a[-1] != b[-1]}
    assert changed == {"xl/workbook.xml"}
    with zipfile.ZipFile(path) as file:
        assert file.comment == b"whole"
        assert file.testzip() is None
    assert os.listdir(tmp_path) == ["书.xlsx"]


def test_nothing_to_replace_writes_nothing_in_place_and_copies_bytes_elsewhere(tmp_path):
    path = make(tmp_path / "a.xlsx")
    before, moment = path.read_bytes(), path.stat().st_mtime_ns
    with Package(path) as package:
        package.rewrite({})
        package.rewrite({}, tmp_path / "b.xlsx")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, moment)
    assert (tmp_path / "b.xlsx").read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="permissions and links of POSIX")
def test_permissions_and_links_are_kept(tmp_path):
    path = make(tmp_path / "a.xlsx")
    path.chmod(0o640)
    link = tmp_path / "link.xlsx"
    link.symlink_to(path)
    with Package(link) as package:
        package.rewrite({"xl/workbook.xml": b"<new/>"})
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    with zipfile.ZipFile(path) as file:
        assert file.read("xl/workbook.xml") == b"<new/>"


def truncated(path):
    make(path)
    path.write_bytes(path.read_bytes()[:-30])


def flipped(path):
    make(path, {"_rels/.rels": RELS + b" " * 500})
    data = bytearray(path.read_bytes())
    at = data.index(b"_rels/.rels") + 20
    data[at : at + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(data)


def encrypted(path):
    make(path)
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)


def twice(path):
    make(path, {"XL/Workbook.xml": b"<workbook/>"})


BILLION = (
    b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    b'<Relationships x="1">&b;</Relationships>'
)
HOSTILE = [
    ("no zip", lambda p: p.write_bytes(b"city,score\n"), "is not an Excel workbook"),
    ("empty", lambda p: p.write_bytes(b""), "is not an Excel workbook"),
    ("old xls", lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "old .xls"),
    ("folder", lambda p: p.mkdir(), "is a folder"),
    ("absent", lambda p: None, "does not exist"),
    ("truncated", truncated, "is damaged"),
    ("flipped bytes", flipped, "is damaged"),
    ("zip password", encrypted, "is encrypted"),
    ("parent folder", lambda p: make(p, {"../evil.xml": b""}), "dangerous member name: ../evil.xml"),
    ("absolute", lambda p: make(p, {"/etc/evil": b""}), "dangerous member name"),
    ("backslashes", lambda p: make(p, {"xl\\..\\..\\evil": b""}), "dangerous member name"),
    ("drive", lambda p: make(p, {"C:evil": b""}), "dangerous member name"),
    ("same name twice", twice, "dangerous member name"),
    ("entities", lambda p: make(p, {"_rels/.rels": BILLION}), "declares entities"),
    ("broken xml", lambda p: make(p, {"_rels/.rels": b"<a><b></a>"}), "is damaged: _rels/.rels"),
    (
        "binary workbook",
        lambda p: make(p, {"_rels/.rels": RELS.replace(b"workbook.xml", b"workbook.bin")}),
        "is a binary workbook",
    ),
    (
        "no workbook",
        lambda p: make(p, {"_rels/.rels": RELS.replace(b"xl/workbook", b"word/document")}),
        "has no workbook inside",
    ),
]


@pytest.mark.parametrize(("make_it", "message"), [h[1:] for h in HOSTILE], ids=[h[0] for h in HOSTILE])
def test_hostile_files_get_one_line(tmp_path, make_it, message):
    path = tmp_path / "书.xlsx"
    make_it(path)
    with pytest.raises(PackageError) as caught:
        Package(path)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("书.xlsx ")


def test_the_workbook_may_stand_in_its_usual_place_only(tmp_path):
    with Package(make(tmp_path / "a.xlsx", {"_rels/.rels": b"<Relationships/>"})) as package:
        assert package.workbook == "xl/workbook.xml"


def test_absurd_sizes_are_refused(tmp_path, monkeypatch):
    path = make(tmp_path / "a.xlsx", {"xl/big.xml": b"0" * 400_000})
    monkeypatch.setattr(package_module, "_LARGE", 100_000)
    with pytest.raises(PackageError, match="absurd size"):
        Package(path)


def test_messages_in_chinese(tmp_path):
    with pytest.raises(PackageError, match="不存在"):
        Package(tmp_path / "a.xlsx", lang="zh")


@pytest.mark.parametrize("lock", ["~$a.xlsx", ".~lock.a.xlsx#"])
def test_a_file_open_elsewhere_is_not_written(tmp_path, lock):
    path = make(tmp_path / "a.xlsx")
    before = path.read_bytes()
    (tmp_path / lock).write_bytes(b"")
    with Package(path) as package, pytest.raises(PackageError, match="open in another program"):
        package.rewrite({"xl/workbook.xml": b"<new/>"})
    assert path.read_bytes() == before


def test_a_read_only_file_is_not_written(tmp_path):
    path = make(tmp_path / "a.xlsx")
    path.chmod(0o444)
    with Package(path) as package, pytest.raises(PackageError, match="read-only"):
        package.rewrite({"xl/workbook.xml": b"<new/>"})


def test_a_file_changed_meanwhile_is_not_overwritten(tmp_path):
    path = make(tmp_path / "a.xlsx")
    with Package(path) as package:
        make(tmp_path / "b.xlsx", {"xl/other.xml": b"<other/>"}).replace(path)
        with pytest.raises(PackageError, match="changed meanwhile"):
            package.rewrite({"xl/workbook.xml": b"<new/>"})
    assert sorted(os.listdir(tmp_path)) == ["a.xlsx"]


def test_a_failed_write_leaves_the_file_and_no_rest(tmp_path, monkeypatch):
    path = make(tmp_path / "a.xlsx")
    before = path.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(package_module.os, "fsync", full)
    with Package(path) as package, pytest.raises(PackageError, match="No space left"):
        package.rewrite({"xl/workbook.xml": b"<new/>"})
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["a.xlsx"]
