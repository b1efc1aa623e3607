"""KML, and KMZ which packs it: the places of Google Earth, longitude before latitude, in WGS84 by definition."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from functools import partial
from html import escape
from typing import Any, BinaryIO

from fofal_server.core.errors import Unreadable
from fofal_server.maps import archive, feature, trees
from fofal_server.maps.feature import Feature, Shape, Tally
from fofal_server.maps.geojson import degrees, refused
from fofal_server.maps.limits import MAX_POSITIONS
from fofal_server.maps.trees import Node

_SHAPES = ("Point", "LineString", "LinearRing", "Polygon")
_SHAPE_PARTS = frozenset({*_SHAPES, "MultiGeometry", "outerBoundaryIs", "innerBoundaryIs", "coordinates"})
_TOLD_PARTS = frozenset({"name", "ExtendedData", "Data", "value", "SchemaData", "SimpleData"})
_WORDS = trees.Words("kml", frozenset({"Placemark"}), _SHAPE_PARTS | _TOLD_PARTS)
_CHUNK = 64 * 1024
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'


def read(stream: BinaryIO) -> list[Feature]:
    """The placemarks of a KML file."""
    return _features(iter(lambda: stream.read(_CHUNK), b""))


def read_packed(stream: BinaryIO) -> list[Feature]:
    """Those of the main file of a KMZ: the first at its root, whatever pictures lie beside."""
    with archive.opened(stream) as opened:
        names = archive.named(opened, ".kml")
        if not names:
            raise Unreadable("maps.no_kml", code="no_kml")
        return _features(archive.pieces(opened, min(names, key=lambda name: (name.count("/"), name != "doc.kml"))))


def written(features: Iterable[Feature], title: str) -> bytes:
    """A KML file; properties become data beside the name."""
    body = "".join(_placemark(one) for one in features)
    return f"{_HEAD}<name>{_safe(title)}</name>{body}</Document></kml>\n".encode()


def written_packed(features: Iterable[Feature], title: str) -> bytes:
    """The same as KMZ."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(zipfile.ZipInfo("doc.kml"), written(features, title), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _features(pieces: Iterable[bytes]) -> list[Feature]:
    tally = Tally()
    return [
        feature.made(tally.feature(), mark.told("name"), _properties(mark), partial(_shape, mark, tally))
        for mark in trees.trees(pieces, _WORDS)
    ]


def _properties(mark: Node) -> dict[str, str]:
    found = {one.attributes.get("name", ""): one.told("value") for one in mark.within("Data")}
    found |= {one.attributes.get("name", ""): one.text for one in mark.within("SimpleData")}
    return {key: value for key, value in found.items() if key}


def _shape(mark: Node, tally: Tally) -> Shape:
    shapes = [_one(node, tally) for node in _outermost(mark)]
    if not shapes:
        raise refused("empty")
    if len(shapes) == 1:
        return shapes[0]
    other = next((shape["type"] for shape in shapes if shape["type"] != "Polygon"), None)
    if other is not None:
        raise refused("mixed", type=other)
    return {"type": "MultiPolygon", "coordinates": [shape["coordinates"] for shape in shapes]}


def _outermost(node: Node) -> Iterator[Node]:
    """Shapes that stand for themselves: the rings of a polygon are its own affair."""
    for child in node.children:
        if child.tag in _SHAPES:
            yield child
        elif child.tag == "MultiGeometry":
            yield from _outermost(child)


def _one(node: Node, tally: Tally) -> Shape:
    match node.tag:
        case "Point":
            return {"type": "Point", "coordinates": _coordinates(node, tally, 1)[0]}
        case "Polygon":
            bounds = [*node.all("outerBoundaryIs")[:1], *node.all("innerBoundaryIs")]
            rings = [ring for bound in bounds for ring in bound.all("LinearRing")]
            return {"type": "Polygon", "coordinates": [_coordinates(ring, tally, n) for n, ring in enumerate(rings, 1)]}
    return {"type": node.tag, "coordinates": _coordinates(node, tally, 1)}


def _coordinates(node: Node, tally: Tally, ring: int) -> list[Any]:
    told = node.told("coordinates").split()
    if len(told) > MAX_POSITIONS:
        raise refused("too_many", count=len(told), limit=MAX_POSITIONS)
    tally.add(len(told))
    if not told:
        raise refused("empty")
    return [_position(one, ring, number) for number, one in enumerate(told, 1)]


def _position(told: str, ring: int, number: int) -> list[float]:
    """``9.701234,4.051234[,altitude]``; with a comma in place of the point nobody can tell one number from the next."""
    parts = told.split(",")
    if len(parts) > 3 or (len(parts) > 1 and "." not in told and parts[1].isdigit() and len(parts[1]) > 3):
        raise refused("comma", ring=ring, number=number, value=told[:40])
    try:
        return [float(part) for part in parts]
    except ValueError:
        raise refused("number", ring=ring, part=1, number=number, value=told[:40]) from None


def _placemark(one: Feature) -> str:
    data = "".join(
        f'<Data name="{_safe(key)}"><value>{_safe(value)}</value></Data>'
        for key, value in one.properties.items()
        if value is not None
    )
    told = f"<ExtendedData>{data}</ExtendedData>" if data else ""
    return f"<Placemark><name>{_safe(one.name)}</name>{told}{_shaped(one.shape)}</Placemark>\n"


def _shaped(shape: Shape | None) -> str:
    match shape:
        case {"type": "Point", "coordinates": position}:
            return f"<Point><coordinates>{_told([position])}</coordinates></Point>"
        case {"type": "Polygon", "coordinates": rings}:
            return _polygon(rings)
        case {"type": "MultiPolygon", "coordinates": parts}:
            return f"<MultiGeometry>{''.join(map(_polygon, parts))}</MultiGeometry>"
    return ""


def _polygon(rings: list[Any]) -> str:
    names = ["outerBoundaryIs", *["innerBoundaryIs"] * (len(rings) - 1)]
    bounds = "".join(
        f"<{name}><LinearRing><coordinates>{_told(ring)}</coordinates></LinearRing></{name}>"
        for name, ring in zip(names, rings, strict=True)
    )
    return f"<Polygon>{bounds}</Polygon>"


def _told(positions: list[Any]) -> str:
    return " ".join(f"{degrees(longitude)},{degrees(latitude)}" for longitude, latitude in positions)


def _safe(value: object) -> str:
    return escape(feature.word(value))
