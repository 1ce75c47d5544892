"""Bombs, entities and mutated workbooks: one clean sentence, in bounded time and memory."""

from __future__ import annotations

import os
import resource
import sys
import time
import zipfile
from contextlib import suppress

import pytest

from tests.workbook import fuzz
from tests.workbook.test_share import members, simple
from workbook.book import Book
from workbook.package import PackageError
from workbook.recalc import recalc
from workbook.repair import repair
from workbook.share import share

SECRET = "root-secret-text"


def with_part(path, name, change):
    data = members(path)
    data[name] = change(data.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for member, content in data.items():
            file.writestr(member, content)
    return path


def declared(entities: str, use: bytes, encoding: str = "utf-8"):
    """Put a document type before the root element, and use its entity where a value stands."""

    def change(data: bytes) -> bytes:
        head = f"<!DOCTYPE worksheet [{entities}]>".encode()
        out = data.replace(b"<worksheet ", head + b"<worksheet ", 1).replace(b"<v>3</v>", use, 1)
        return out if encoding == "utf-8" else out.decode().replace("UTF-8", encoding).encode(encoding)

    return change


LAUGHS = '<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 50 + '"><!ENTITY c "' + "&b;" * 5000 + '"><!ENTITY d "' + "&c;" * 5000 + '">'  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize(
    ("entities", "use"),
    [
        (LAUGHS, b"<v>&d;</v>"),
        (LAUGHS, b'<v a="&d;">3</v>'),
        ("<!ENTITY d SYSTEM 'file://{0}'>", b"<v>&d;</v>"),
        ("<!ENTITY % p SYSTEM 'file://{0}'> %p;", b"<v>3</v>"),
        ("<!ENTITY d SYSTEM 'http://127.0.0.1:9/'>", b"<v>&d;</v>"),
    ],
)
def test_entities_are_refused_in_time(tmp_path, entities, use, encoding):
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    path = simple(tmp_path / "a.xlsx")
    with_part(path, "xl/worksheets/sheet1.xml", declared(entities.replace("{0}", str(secret)), use, encoding))
    began = time.monotonic()
    for command in (Book, share, recalc):
        with pytest.raises(PackageError) as caught:
            command(path)
        assert SECRET not in str(caught.value)
        assert "\n" not in str(caught.value)
    with suppress(PackageError):
        assert not repair(path).needed  # it reads only the parts that may hold a link
    assert time.monotonic() - began < 20
    assert not (tmp_path / "a.values.xlsx").exists()


@pytest.mark.parametrize("size", [20 << 20, 300 << 20])
def test_a_bomb_is_refused_before_it_unpacks(tmp_path, size):
    path = simple(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file, file.open("xl/big.xml", "w") as out:
        for _ in range(size >> 20):
            out.write(b" " * (1 << 20))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(PackageError, match=r"absurd size|大得离谱"):
        Book(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 << 10  # kilobytes


def test_a_member_that_lies_about_its_size(tmp_path):
    """The directory says 10 bytes; the data unpack to megabytes."""
    path = with_part(simple(tmp_path / "a.xlsx"), "xl/worksheets/sheet1.xml", lambda d: d + b" " * (4 << 20))
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/worksheets/sheet1.xml"))
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(PackageError, match=r"damaged|已损坏"):
        Book(path)


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits")
def test_mutated_workbooks_get_an_answer_or_a_sentence():
    """A few here; ``python -m tests.workbook.fuzz`` tries ten thousand."""
    count = int(os.environ.get("MFG_FUZZ", "250"))
    out = fuzz.run(0, count, every=2)
    assert out.failed == []
    assert out.opened > count / 5
    assert out.refused > count / 5
