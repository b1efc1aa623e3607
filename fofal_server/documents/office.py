"""Office documents are archives: looked at from outside, never unpacked; macros, programs and bombs are refused."""

import io
import struct
import zipfile
import zlib
from typing import BinaryIO

from fofal_server.core import packed
from fofal_server.core.packed import Bounds

MOST_PARTS = 5_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_EMBEDDED = 20
LARGEST_EMBEDDED = 10 * 1024 * 1024
_BOUNDS = Bounds(MOST_PARTS, MOST_UNPACKED)
_TYPES = "[Content_Types].xml"
_EMBEDDED = (".xlsx", ".docx", ".pptx")
"""A chart carries the table it was drawn from; nothing else that is packed belongs into a document."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    struct.error,
)


def is_document(stream: BinaryIO, heart: str) -> bool:
    """Whether this is a sound archive of an office document whose main part is ``heart``, without macros."""
    return _is_sound(stream, {_TYPES, heart}, embedding=True)


def _is_sound(stream: BinaryIO, needed: set[str], *, embedding: bool) -> bool:
    if stream.read(4) != b"PK\x03\x04" or not packed.readable(stream, _BOUNDS):
        return False
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            named = needed <= {part.filename for part in parts}
            return named and _is_harmless(parts) and _carries_documents(archive, embedding=embedding)
    except _BROKEN:
        return False


def _is_harmless(parts: list[zipfile.ZipInfo]) -> bool:
    macros = any(part.filename.lower().endswith("vbaproject.bin") for part in parts)
    return not macros and packed.flaw_of(parts, _BOUNDS) is None


def _carries_documents(archive: zipfile.ZipFile, *, embedding: bool) -> bool:
    """Whether whatever is packed inside is a few documents that carry nothing packed themselves."""
    inner = packed.nested(archive)
    if inner and (not embedding or len(inner) > MOST_EMBEDDED):
        return False
    return all(part.filename.lower().endswith(_EMBEDDED) and _is_plain(archive, part) for part in inner)


def _is_plain(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    if part.file_size > LARGEST_EMBEDDED:
        return False
    return _is_sound(io.BytesIO(archive.read(part)), {_TYPES}, embedding=False)
