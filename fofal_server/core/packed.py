"""Archives looked at from outside, before anything in them is unpacked: what is wrong with one, if anything."""

import os
import re
import stat
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import BinaryIO

_END = b"PK\x05\x06"
_END64 = b"PK\x06\x07"
_TAIL = 65_536 + 22
_ENCRYPTED = 1
_PLAIN = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_UNIX = 3
_LEADS_OUT = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\x00")
_BEGUN = (b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MZ", b"\x7fELF")
"""How archives and programs begin: ZIP, RAR, 7z, gzip, bzip2, xz, Windows, Linux."""


class Flaw(Enum):
    """Why an archive is not opened."""

    DAMAGED = auto()
    TOO_LARGE = auto()
    ENCRYPTED = auto()
    LEADS_OUT = auto()
    NESTED = auto()


@dataclass(frozen=True)
class Bounds:
    """Parts, bytes unpacked, bytes of the list of parts; ``ratio`` counts for parts beyond ``ratio_from`` bytes."""

    parts: int
    unpacked: int
    ratio: int = 150
    ratio_from: int = 4 * 1024 * 1024
    directory: int = 1024 * 1024


def readable(stream: BinaryIO, bounds: Bounds) -> bool:
    """Whether the list of parts, behind a mark at the end of the file, is short enough to be read at all."""
    stream.seek(0, os.SEEK_END)
    stream.seek(max(0, stream.tell() - _TAIL))
    tail = stream.read()
    stream.seek(0)
    place = tail.rfind(_END)
    if place < 0 or _END64 in tail or len(tail) < place + 22:
        return False
    return int.from_bytes(tail[place + 12 : place + 16], "little") <= bounds.directory


def flaw_of(parts: Sequence[zipfile.ZipInfo], bounds: Bounds) -> Flaw | None:
    """What the list of parts gives away; sizes are as declared, and no reader here takes more than that."""
    if len({part.filename for part in parts}) != len(parts):
        return Flaw.DAMAGED
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        return Flaw.ENCRYPTED
    if any(_LEADS_OUT.search(part.orig_filename) or _is_link(part) for part in parts):
        return Flaw.LEADS_OUT
    total = sum(part.file_size for part in parts)
    if total > bounds.unpacked or len(parts) > bounds.parts or any(_is_bomb(part, bounds) for part in parts):
        return Flaw.TOO_LARGE
    return None


def nested(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Parts that are archives or programs themselves, told by their first bytes; BadZipFile when one is damaged."""
    return [part for part in archive.infolist() if _begins(archive, part).startswith(_BEGUN)]


def _begins(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    if part.is_dir():
        return b""
    with archive.open(part) as content:
        return content.read(8)


def _is_link(part: zipfile.ZipInfo) -> bool:
    return part.create_system == _UNIX and stat.S_ISLNK(part.external_attr >> 16)


def _is_bomb(part: zipfile.ZipInfo, bounds: Bounds) -> bool:
    if part.compress_type not in _PLAIN:
        return True
    return part.file_size > bounds.ratio_from and part.file_size > bounds.ratio * max(part.compress_size, 1)
