"""The table beside the shapes of a Shapefile (dBASE III): texts as they stand, days as 2026-11-22."""

import struct
from typing import NamedTuple

from fofal_server.core.errors import Unreadable
from fofal_server.maps.limits import MAX_PROPERTIES

_HEAD, _FIELD, _END = 32, 32, 0x0D
_CODE_PAGES = {0x03: "cp1252", 0x57: "cp1252", 0x02: "cp850", 0x01: "cp437", 0x65: "cp866"}


class _Column(NamedTuple):
    name: str
    kind: str
    start: int
    end: int


def rows(raw: bytes, encoding: str) -> list[dict[str, str]]:
    """The rows in the order of the file; 400 when it is damaged. ``encoding`` empty: what the table says, or UTF-8."""
    if len(raw) < _HEAD:
        raise _damaged()
    count, head, width = struct.unpack_from("<IHH", raw, 4)
    if width < 1 or head < _HEAD + 1 or head + count * width > len(raw) + 1:
        raise _damaged()
    tried = [one for one in (encoding, "utf-8", _CODE_PAGES.get(raw[29], ""), "cp1252") if one]
    columns = _columns(raw, head, width, tried)
    return [_row(raw[place : place + width], columns, tried) for place in range(head, head + count * width, width)]


def _columns(raw: bytes, head: int, width: int, encodings: list[str]) -> list[_Column]:
    found: list[_Column] = []
    start = 1  # the first byte of a row says whether it was deleted
    for place in range(_HEAD, head - 1, _FIELD):
        if raw[place] == _END or place + _FIELD > len(raw):
            break
        name, kind, length = raw[place : place + 11], raw[place + 11 : place + 12], raw[place + 16]
        found.append(_Column(_text(name, encodings), kind.decode("latin-1"), start, start + length))
        start += length
    if start > width:
        raise _damaged()
    return found[:MAX_PROPERTIES]


def _row(raw: bytes, columns: list[_Column], encodings: list[str]) -> dict[str, str]:
    return {one.name: _value(raw[one.start : one.end], one.kind, encodings) for one in columns if one.name}


def _value(raw: bytes, kind: str, encodings: list[str]) -> str:
    """Stars and zeros are how programs write that there is no number or day."""
    told = _text(raw, encodings)
    if kind == "D":
        return f"{told[:4]}-{told[4:6]}-{told[6:8]}" if len(told) == 8 and told.strip("0") else ""
    return "" if kind in {"N", "F"} and not told.strip("*") else told


def _text(raw: bytes, encodings: list[str]) -> str:
    """In the first encoding that fits; one that nobody knows does not."""
    bare = raw.split(b"\x00", 1)[0].strip()
    for encoding in encodings:
        try:
            return bare.decode(encoding).strip()
        except (UnicodeDecodeError, LookupError):
            continue  # the next encoding may fit
    return bare.decode("latin-1").strip()


def _damaged() -> Unreadable:
    return Unreadable("maps.damaged_shapefile", told=".dbf", code="damaged")
