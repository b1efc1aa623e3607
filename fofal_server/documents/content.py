"""Which kinds of file are taken, and how each is known by its bytes rather than by its name."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

import orjson

from fofal_server.core.errors import FieldError, UnsupportedType
from fofal_server.documents import office
from fofal_server.documents.filename import extension_of

_OFFICE = "application/vnd.openxmlformats-officedocument."
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = re.compile(r"\s*<[a-zA-Z!?/]")
"""How a page, a drawing or any XML begins; a reader that guesses types by content would show it."""
_SHAPES = {
    "FeatureCollection", "Feature", "GeometryCollection", "Point", "MultiPoint", "LineString", "MultiLineString",
    "Polygon", "MultiPolygon",
}  # fmt: skip


@dataclass(frozen=True)
class FileType:
    """A kind of file: what it is called on the wire, and whether bytes are of it."""

    media_type: str
    fits: Callable[[BinaryIO], bool]


def recognised(name: str, stream: BinaryIO) -> FileType:
    """The type of a file whose extension is allowed and whose bytes are what the extension says, else 415."""
    extension = extension_of(name)
    found = TYPES.get(extension)
    if found is None:
        raise _refused("type_unknown", given=extension[:20] or "?", allowed=", ".join(TYPES))
    stream.seek(0)
    if not found.fits(stream):
        raise _refused("type_mismatch", given=extension)
    return found


def _refused(slug: str, **values: Any) -> UnsupportedType:
    key = f"documents.{slug}"
    return UnsupportedType(key, errors=(FieldError("file", key, slug, values),), code=slug, **values)


def _starting(*marks: bytes) -> Callable[[BinaryIO], bool]:
    return lambda stream: stream.read(16).startswith(marks)


def _text(stream: BinaryIO) -> str | None:
    """The stream as text in UTF-8, UTF-16 with its mark, or the Windows code page; None for anything binary."""
    raw = stream.read()
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            found = raw.decode(encoding)
        except UnicodeDecodeError:
            continue  # the next encoding may fit
        return None if _CONTROL.search(found) else found
    return None


def _is_text(stream: BinaryIO) -> bool:
    found = _text(stream)
    return found is not None and not _MARKUP.match(found)


def _is_geojson(stream: BinaryIO) -> bool:
    found = _text(stream)
    try:
        shape = orjson.loads(found or "")
    except orjson.JSONDecodeError:
        return False
    return isinstance(shape, dict) and shape.get("type") in _SHAPES


TYPES: Mapping[str, FileType] = {
    "pdf": FileType("application/pdf", _starting(b"%PDF-1.", b"%PDF-2.")),
    "jpg": FileType("image/jpeg", _starting(b"\xff\xd8\xff")),
    "jpeg": FileType("image/jpeg", _starting(b"\xff\xd8\xff")),
    "png": FileType("image/png", _starting(b"\x89PNG\r\n\x1a\n")),
    "xlsx": FileType(_OFFICE + "spreadsheetml.sheet", lambda stream: office.is_document(stream, "xl/workbook.xml")),
    "docx": FileType(
        _OFFICE + "wordprocessingml.document", lambda stream: office.is_document(stream, "word/document.xml")
    ),
    "csv": FileType("text/csv", _is_text),
    "txt": FileType("text/plain", _is_text),
    "geojson": FileType("application/geo+json", _is_geojson),
}
