"""Office documents are archives: looked at from outside, never unpacked; macros and bombs are refused."""

import os
import struct
import zipfile
from typing import BinaryIO

MOST_PARTS = 5_000
MOST_UNPACKED = 200 * 1024 * 1024
_LARGEST_DIRECTORY = 1024 * 1024
_END = b"PK\x05\x06"
_END64 = b"PK\x06\x07"
_TAIL = 65_536 + 22
_ENCRYPTED = 1


def is_document(stream: BinaryIO, heart: str) -> bool:
    """Whether this is a sound archive of an office document whose main part is ``heart``, without macros."""
    if stream.read(4) != b"PK\x03\x04" or not _small_directory(stream):
        return False
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, struct.error):
        return False
    names = {part.filename for part in parts}
    return {"[Content_Types].xml", heart} <= names and _harmless(parts)


def _harmless(parts: list[zipfile.ZipInfo]) -> bool:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        return False
    return not any(part.flag_bits & _ENCRYPTED or part.filename.lower().endswith("vbaproject.bin") for part in parts)


def _small_directory(stream: BinaryIO) -> bool:
    """Whether the list of parts is short enough to be read at all; it stands behind a mark at the end of the file."""
    stream.seek(0, os.SEEK_END)
    stream.seek(max(0, stream.tell() - _TAIL))
    tail = stream.read()
    place = tail.rfind(_END)
    if place < 0 or _END64 in tail or len(tail) < place + 22:
        return False
    return int.from_bytes(tail[place + 12 : place + 16], "little") <= _LARGEST_DIRECTORY
