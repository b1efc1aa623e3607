"""What a reader finds in a PDF of ours: the words of each page by its fonts' own tables, and which fonts it holds."""

import base64
import re
import zlib
from dataclasses import dataclass

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\r?\n(.*?)\r?\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_SHOWN = re.compile(rb"/(\S+) [\d.]+ Tf|\(((?:[^()\\]|\\.)*)\) Tj", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_MAPPED = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4})>")
_SPECIAL = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True)
class Pdf:
    """``pages``: the lines of words of each page, in the order of drawing."""

    pages: list[list[str]]
    fonts: dict[str, bool]
    """Each font by its name, and whether its letters are in the file."""

    @property
    def words(self) -> str:
        return "\n".join(line for page in self.pages for line in page)


def read(raw: bytes) -> Pdf:
    objects = {int(number): body for number, body in _OBJECT.findall(raw)}
    named = {name: objects[int(at)] for body in objects.values() for name, at in _fonts_named(body)}
    tables = {name: _table(objects, body) for name, body in named.items()}
    pages = [body for body in objects.values() if re.search(rb"/Type\s*/Page\b", body)]
    drawn = [_stream(objects[_at(body, b"Contents")]) for body in pages]
    return Pdf([_lines(one, tables) for one in drawn], dict(_held(objects, body) for body in named.values()))


def _fonts_named(body: bytes) -> list[tuple[bytes, bytes]]:
    return re.findall(rb"/(F\d+(?:\+\d+)?) (\d+) 0 R", body)


def _at(body: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert found is not None, name
    return int(found[1])


def _stream(body: bytes) -> bytes:
    found = _STREAM.search(body)
    assert found is not None
    content = found[1].strip()
    if b"ASCII85Decode" in body:
        content = base64.a85decode(content.removesuffix(b"~>"))
    return zlib.decompress(content) if b"FlateDecode" in body else content


def _table(objects: dict[int, bytes], body: bytes) -> dict[int, str]:
    if b"/ToUnicode" not in body:
        return {}
    told = _stream(objects[_at(body, b"ToUnicode")])
    return {int(code, 16): chr(int(letter, 16)) for code, letter in _MAPPED.findall(told)}


def _held(objects: dict[int, bytes], body: bytes) -> tuple[str, bool]:
    name = re.search(rb"/BaseFont /(\S+)", body)
    descriptor = objects[_at(body, b"FontDescriptor")] if b"/FontDescriptor" in body else b""
    return (name[1].decode() if name else ""), b"/FontFile2" in descriptor


def _lines(drawn: bytes, tables: dict[bytes, dict[int, str]]) -> list[str]:
    font, found = b"", []
    for name, shown in _SHOWN.findall(drawn):
        if name:
            font = name
        elif shown:
            codes = _ESCAPED.sub(_unescaped, shown)
            found.append("".join(tables[font].get(code, chr(code)) for code in codes))
    return found


def _unescaped(found: re.Match[bytes]) -> bytes:
    one = found[1]
    return bytes([int(one, 8)]) if one.isdigit() else _SPECIAL.get(one, one)
