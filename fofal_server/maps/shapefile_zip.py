"""A Shapefile, which is several files in one archive: shapes, their table, their reference system, their letters."""

import io
import zipfile
from collections.abc import Iterable
from functools import partial
from typing import Any, BinaryIO

from fofal_server.core.errors import Invalid, Unreadable
from fofal_server.maps import archive, dbf, feature, geojson, projection
from fofal_server.maps.feature import Feature, Shape, Tally
from fofal_server.maps.geojson import refused
from fofal_server.maps.projection import Project
from fofal_server.maps.rings import directed, grouped
from fofal_server.maps.shp import AREA, LINE, POINT, records, shape_of

_WIDEST = 254
"""Bytes of a text in the table."""


def read(stream: BinaryIO) -> list[Feature]:
    """The shapes of every layer in the archive. Without a .prj nobody knows where they lie: refused (422)."""
    tally = Tally()
    found: list[Feature] = []
    with archive.opened(stream) as opened:
        names = archive.named(opened, ".shp")
        if not names:
            raise Unreadable("maps.no_shapefile", code="no_shapefile")
        for name in names:
            found += _layer(opened, name, tally)
    return found


def written(features: Iterable[Feature], title: str) -> bytes:
    """One layer of outlines and one of points, for a Shapefile holds one kind; each with its table and system."""
    listed = [one for one in features if one.shape is not None]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        for name, points in ((title, False), (f"{title}_points", True)):
            chosen = [one for one in listed if one.shape and (one.shape["type"] == "Point") is points]
            for suffix, content in _files(chosen).items() if chosen or not points else ():
                book.writestr(zipfile.ZipInfo(f"{name}.{suffix}"), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _layer(opened: zipfile.ZipFile, name: str, tally: Tally) -> list[Feature]:
    stem = name[: -len(".shp")].lower()
    beside = {one.lower().removeprefix(stem): one for one in opened.namelist() if one.lower().startswith(stem + ".")}
    if ".prj" not in beside:
        raise Invalid("maps.no_projection", file=name.rpartition("/")[2][:80], code="no_projection")
    project = projection.reader(_text(opened, beside[".prj"]))
    encoding = _text(opened, beside[".cpg"]).strip().lower() if ".cpg" in beside else ""
    table = dbf.rows(opened.read(beside[".dbf"]), _encoding(encoding)) if ".dbf" in beside else []
    return [
        feature.made(
            tally.feature(),
            "",
            table[row] if row < len(table) else {},
            partial(_shape, record, row + 1, project, tally),
        )
        for row, record in enumerate(records(opened.read(name)))
    ]


def _text(opened: zipfile.ZipFile, name: str) -> str:
    with opened.open(name) as part:
        return part.read(16_384).decode("utf-8", "replace").lstrip("\ufeff")


def _encoding(told: str) -> str:
    """``UTF-8``, ``1252``, ``ANSI 1252``, ``ISO 88591`` as Python calls them."""
    number = told.rpartition(" ")[2]
    return f"cp{number}" if number.isdecimal() and len(number) < 5 else told.replace("iso 8859", "iso-8859-")


def _shape(record: memoryview, number: int, project: Project, tally: Tally) -> Shape:
    raw = shape_of(record, number)
    tally.add(sum(map(len, raw.rings)))
    rings = [_rounded(project(ring)) for ring in raw.rings if ring]
    if not rings:
        raise refused("empty")
    if raw.kind == POINT:
        return {"type": "Point", "coordinates": list(rings[0][0])}
    if raw.kind != AREA:
        raise refused("type", type="LineString" if raw.kind == LINE else "MultiPoint")
    return geojson.written(grouped(rings))


def _rounded(positions: list[geojson.Position]) -> geojson.Ring:
    return [(round(x, geojson.DECIMALS), round(y, geojson.DECIMALS)) for x, y in positions]


def _files(features: list[Feature]) -> dict[str, bytes]:
    import shapefile

    shp, shx, table = io.BytesIO(), io.BytesIO(), io.BytesIO()
    kind = shapefile.POINT if features and (features[0].shape or {})["type"] == "Point" else shapefile.POLYGON
    writer = shapefile.Writer(shp=shp, shx=shx, dbf=table, shapeType=kind, encoding="utf-8")
    names = _columns(features)
    for name in names:
        writer.field(name, "C", _WIDEST)
    for one in features:
        _add(writer, one.shape or {})
        told = {"NAME": one.name, **{key.upper()[:10]: value for key, value in one.properties.items()}}
        writer.record(*(_fitting(told.get(name)) for name in names))
    writer.close()
    files = {"shp": shp.getvalue(), "shx": shx.getvalue(), "dbf": table.getvalue()}
    return files | {"prj": projection.WGS84.encode(), "cpg": b"UTF-8"}


def _columns(features: list[Feature]) -> list[str]:
    """Names of the table: ten capital letters at most, each once, and what the features are called first of all."""
    told = [key.upper()[:10] for one in features for key in one.properties]
    return list(dict.fromkeys(["NAME", *told]))


def _add(writer: Any, shape: Shape) -> None:
    """Shells clockwise, holes anticlockwise: the other way round than in GeoJSON."""
    if shape["type"] == "Point":
        writer.point(*shape["coordinates"])
        return
    parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    writer.poly([
        directed([(x, y) for x, y in ring], anticlockwise=hole > 0) for part in parts for hole, ring in enumerate(part)
    ])  # fmt: skip


def _fitting(value: object) -> str:
    """A text of the table's width, cut between letters."""
    told = "" if value is None else feature.word(value)
    return told.encode()[:_WIDEST].decode("utf-8", "ignore").strip()
