"""Broken and hostile workbooks from good ones: seeded, so that a failure can be made again."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Sequence

#: What stands where a number, a reference or a name should.
ODD = (
    b"", b"-1", b"0", b"99999999999999999999", b"1e999", b"nan", b"A0", b"ZZZZ1", b"A1:XFD1048576", b"XFE9",
    b"../../etc/passwd", b"/etc/passwd", b"file:///etc/passwd", b"\xff\xfe", b"&#0;", b"&x;", b"'", b"]]>",
    b"[1]!", b"=", b"#REF!", "城".encode() * 40, b"A" * 5000, b"true", b"1.5", b"s", b"xl/workbook.xml",
    b"_x0000_", b"_xFFFF_", b"R1C1", b"A1 B2", b"$A$1:$B", b"((((((((", b"{1,2;3}", b"MFG_RANK(MFG_RANK(",
)  # fmt: skip

DOCTYPE = (
    b'<!DOCTYPE x [<!ENTITY a "'
    + b"A" * 50
    + b'"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
)

Members = dict[str, bytes]


def read(data: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {i.filename: file.read(i) for i in file.infolist()}


def pack(members: Members) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, data in members.items():
            file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def mutate(seeds: Sequence[tuple[bytes, Members]], number: int) -> bytes:
    """The mutated workbook of a number."""
    r = random.Random(number)
    data, members = r.choice(seeds)
    if r.random() < 0.25:
        return _bytes(data, r)
    changed = dict(members)
    for _ in range(r.choice((1, 1, 1, 2, 4))):
        r.choice(_MEMBERS)(changed, r)
    return pack(changed) if changed else b"PK"


def _bytes(data: bytes, r: random.Random) -> bytes:
    """Damage the zip file itself."""
    out = bytearray(data)
    kind = r.randrange(4)
    if kind == 0:
        return bytes(out[: r.randrange(len(out))])
    if kind == 1:
        at = r.randrange(len(out))
        del out[at : at + r.randrange(1, 64)]
    elif kind == 2:
        at = r.randrange(len(out))
        out[at:at] = r.randbytes(r.randrange(1, 64))
    else:
        for _ in range(r.randrange(1, 12)):
            out[r.randrange(len(out))] = r.randrange(256)
    return bytes(out)


def _xml(members: Members, r: random.Random) -> str:
    names = [n for n in members if n.endswith((".xml", ".rels", ".vml"))]
    return r.choice(names or list(members) or ["x"])


def _attribute(members: Members, r: random.Random) -> None:
    name = _xml(members, r)
    spots = list(re.finditer(rb'="([^"]*)"', members.get(name, b"")))
    if spots:
        spot = r.choice(spots)
        members[name] = members[name][: spot.start(1)] + r.choice(ODD) + members[name][spot.end(1) :]


def _text(members: Members, r: random.Random) -> None:
    name = _xml(members, r)
    spots = list(re.finditer(rb">([^<]+)<", members.get(name, b"")))
    if spots:
        spot = r.choice(spots)
        members[name] = members[name][: spot.start(1)] + r.choice(ODD) + members[name][spot.end(1) :]


def _flip(members: Members, r: random.Random) -> None:
    name = r.choice(list(members) or ["x"])
    data = bytearray(members.get(name, b"x"))
    for _ in range(r.randrange(1, 6)):
        if data:
            data[r.randrange(len(data))] = r.randrange(256)
    members[name] = bytes(data)


def _cut(members: Members, r: random.Random) -> None:
    name = _xml(members, r)
    data = members.get(name, b"")
    members[name] = data[: r.randrange(len(data) + 1)]


def _drop(members: Members, r: random.Random) -> None:
    if members:
        members.pop(r.choice(list(members)))


def _swap(members: Members, r: random.Random) -> None:
    if members:
        a, b = r.choice(list(members)), r.choice(list(members))
        members[a], members[b] = members[b], members[a]


def _rename(members: Members, r: random.Random) -> None:
    if members:
        name = r.choice(list(members))
        new = r.choice(
            (
                "../" + name,
                "/" + name,
                name.upper(),
                name + "x",
                "C:" + name,
                name.replace("/", "\\"),
                "\u57ce" + name,
            )
        )
        members[new] = members.pop(name)


def _entities(members: Members, r: random.Random) -> None:
    name = _xml(members, r)
    data = members.get(name, b"")
    at = data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0
    data = data[:at] + DOCTYPE + data[at:]
    members[name] = re.sub(rb">([^<]+)<", rb">&b;&x;<", data, count=1)


def _repeat(members: Members, r: random.Random) -> None:
    """An element again, or inside itself a thousand times."""
    name = _xml(members, r)
    data = members.get(name, b"")
    found = list(
        re.finditer(rb"<(\w+)[^<>]*?/>|<(c|row|sheet|definedName)\b[^<>]*>.*?</\2>", data, re.DOTALL)
    )
    if found:
        spot = r.choice(found)
        members[name] = data[: spot.end()] + spot[0] * r.choice((1, 2, 300)) + data[spot.end() :]


def _nest(members: Members, r: random.Random) -> None:
    name = _xml(members, r)
    data = members.get(name, b"")
    depth = r.choice((10, 300, 3000))
    at = data.find(b">", data.find(b"?>") + 2) + 1
    members[name] = data[:at] + b"<a>" * depth + b"</a>" * depth + data[at:]


def _encode(members: Members, r: random.Random) -> None:
    name = _xml(members, r)
    text = members.get(name, b"").decode("utf-8", "replace")
    members[name] = text.encode(r.choice(("utf-16", "utf-16-le", "utf-32", "gb18030", "cp037")), "replace")


_MEMBERS = (
    _attribute, _attribute, _attribute, _attribute, _text, _text, _text, _flip, _cut, _drop, _swap, _rename,
    _entities, _repeat, _nest, _encode,
)  # fmt: skip
