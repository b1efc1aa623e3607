"""The kinds of map file: how each begins and is called, what reads it and what writes it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import BinaryIO

from fofal_server.core.errors import Invalid, UnsupportedType
from fofal_server.core.operation import Upload
from fofal_server.core.transfer.reading import file_name
from fofal_server.maps import geojson_file, gpx, kml, shapefile_zip
from fofal_server.maps.feature import Feature


class MapFormat(StrEnum):
    """What a map file may be."""

    GEOJSON = "geojson"
    KML = "kml"
    KMZ = "kmz"
    GPX = "gpx"
    SHAPEFILE = "shapefile"


@dataclass(frozen=True)
class Format:
    """``begins`` is how its bytes begin, ``suffixes`` how its name ends, the first of them on the files we write."""

    media: str
    begins: bytes
    suffixes: tuple[str, ...]
    read: Callable[[BinaryIO], list[Feature]]
    written: Callable[[Iterable[Feature], str], bytes]


FORMATS = {
    MapFormat.GEOJSON: Format(
        "application/geo+json", b"{", (".geojson", ".json"), geojson_file.read, geojson_file.written
    ),
    MapFormat.KML: Format("application/vnd.google-earth.kml+xml", b"<", (".kml",), kml.read, kml.written),
    MapFormat.KMZ: Format("application/vnd.google-earth.kmz", b"PK", (".kmz",), kml.read_packed, kml.written_packed),
    MapFormat.GPX: Format("application/gpx+xml", b"<", (".gpx",), gpx.read, gpx.written),
    MapFormat.SHAPEFILE: Format("application/zip", b"PK", (".zip",), shapefile_zip.read, shapefile_zip.written),
}


@dataclass(frozen=True)
class MapFile:
    """A file as it was read."""

    format: MapFormat
    features: list[Feature]


def read(upload: Upload) -> MapFile:
    """The features of a map file: its name says what it is, and its first bytes must agree (415)."""
    suffix = PurePosixPath(file_name(upload)).suffix.lower()
    found = next((kind for kind, one in FORMATS.items() if suffix in one.suffixes), None)
    if found is None:
        known = ", ".join(name for one in FORMATS.values() for name in one.suffixes)
        raise UnsupportedType("maps.unknown_format", suffix=suffix[:20] or "?", known=known, code="unknown_type")
    upload.stream.seek(0)
    head = upload.stream.read(512).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        raise Invalid("transfer.empty_file", code="empty_file")
    if not head.startswith(FORMATS[found].begins) and not _is_utf16(head, FORMATS[found]):
        raise UnsupportedType("transfer.name_and_content", suffix=suffix[:20], code="name_and_content")
    upload.stream.seek(0)
    features = FORMATS[found].read(upload.stream)
    if not features:
        raise Invalid("maps.no_features", code="no_features")
    return MapFile(found, features)


def _is_utf16(head: bytes, one: Format) -> bool:
    """Markup in two bytes a letter, as some programs of Windows write it; its reader knows it by its mark."""
    return one.begins == b"<" and head.startswith((b"\xff\xfe<\x00", b"\xfe\xff\x00<"))
