"""From an uploaded file to a table: what the file is shows in its first bytes, and its name must agree."""

from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import PurePosixPath
from typing import BinaryIO

from fofal_server.core.errors import Invalid, UnsupportedType
from fofal_server.core.operation import Upload
from fofal_server.core.transfer import csv_in, geojson_in, xlsx_in
from fofal_server.core.transfer.table import Record, Table, gathered

Reader = Callable[[BinaryIO], Generator[Record, None, None]]

_BY_NAME: dict[str, Reader] = {
    ".csv": csv_in.records,
    ".tsv": csv_in.records,
    ".txt": csv_in.records,
    ".xlsx": xlsx_in.records,
    ".geojson": geojson_in.records,
    ".json": geojson_in.records,
}
_OTHERS = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\x7fELF",
    b"{\\rtf",
)  # fmt: skip
"""How files begin that are taken for tables now and then: PDF, pictures, old Excel, archives, programs."""


def read(upload: Upload) -> Table:
    """The table of a CSV, XLSX or GeoJSON file; refused when it is empty, too large or something else."""
    upload.stream.seek(0)
    head = upload.stream.read(512)
    upload.stream.seek(0)
    if not head:
        raise Invalid("transfer.empty_file", code="empty_file")
    suffix = PurePosixPath(file_name(upload)).suffix.lower()
    reader = _reader(head)
    if suffix and _BY_NAME.get(suffix) is not reader:
        raise UnsupportedType("transfer.name_and_content", suffix=suffix[:20], code="name_and_content")
    with closing(reader(upload.stream)) as records:
        return gathered(records)


def _reader(head: bytes) -> Reader:
    if head.startswith(_OTHERS):
        raise UnsupportedType("transfer.unknown_type", code="unknown_type")
    if head.startswith(b"PK"):
        return xlsx_in.records
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare.startswith(b"<"):  # a page, a drawing, a map in KML: no table begins so
        raise UnsupportedType("transfer.unknown_type", code="unknown_type")
    return geojson_in.records if bare.startswith((b"{", b"[")) else csv_in.records


def file_name(upload: Upload) -> str:
    """The name of the file without any folder, as it may be shown."""
    name = PurePosixPath(upload.filename.replace("\\", "/")).name
    return "".join(letter for letter in name if letter.isprintable())[:200]
