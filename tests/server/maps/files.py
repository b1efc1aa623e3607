"""Map files for tests: sound ones by our own writers or by pyshp, and what people and attackers send."""

import io
import struct
import zipfile
from collections.abc import Mapping
from typing import Any

import shapefile

from fofal_server.core.operation import Upload
from fofal_server.maps import formats
from fofal_server.maps.feature import Feature
from fofal_server.maps.formats import FORMATS, MapFile, MapFormat
from tests.server.maps.shapes import Ring

WGS84 = 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'


def upload(content: bytes, name: str) -> Upload:
    return Upload(name, "", io.BytesIO(content))


def opened(content: bytes, name: str) -> MapFile:
    """A file as somebody would send it."""
    return formats.read(upload(content, name))


def again(kind: MapFormat, features: list[Feature]) -> list[Feature]:
    """Features written and read again."""
    return opened(FORMATS[kind].written(features, "Essai"), f"essai{FORMATS[kind].suffixes[0]}").features


def zipped(parts: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return packed.getvalue()


def kml(*placemarks: str) -> bytes:
    return f'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{"".join(placemarks)}</Document></kml>'.encode()


def placemark(name: str, coordinates: str) -> str:
    ring = f"<outerBoundaryIs><LinearRing><coordinates>{coordinates}</coordinates></LinearRing></outerBoundaryIs>"
    return f"<Placemark><name>{name}</name><Polygon>{ring}</Polygon></Placemark>"


def corners(ring: Ring) -> str:
    return " ".join(f"{x},{y},0" for x, y in ring)


def gpx(body: str) -> bytes:
    return f'<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">{body}</gpx>'.encode()


def parts_of_shapefile(rings: list[Any], prj: str | None = WGS84, **fields: str) -> dict[str, bytes | str]:
    """One polygon as another program writes it: shells clockwise."""
    shp, shx, dbf = io.BytesIO(), io.BytesIO(), io.BytesIO()
    writer = shapefile.Writer(shp=shp, shx=shx, dbf=dbf, shapeType=shapefile.POLYGON, encoding="cp1252")
    for name in fields or {"NAME": ""}:
        writer.field(name, "C", 50)
    writer.poly(rings)
    writer.record(*(fields.values() or ("",)))
    writer.close()
    found: dict[str, bytes | str] = {"p.shp": shp.getvalue(), "p.shx": shx.getvalue(), "p.dbf": dbf.getvalue()}
    return found if prj is None else {**found, "p.prj": prj}


def broken_record(content: bytes, length: int) -> bytes:
    """A .shp whose first record claims another length, in words of two bytes."""
    return content[:104] + struct.pack(">i", length) + content[108:]
