"""GPX, as receivers write it: a waypoint is a point, a track or route around a field becomes its outline."""

from collections.abc import Iterable
from functools import partial
from html import escape
from typing import Any, BinaryIO

from fofal_server.maps import feature, geojson, trees
from fofal_server.maps.feature import Feature, Shape, Tally
from fofal_server.maps.geojson import Ring, degrees, refused
from fofal_server.maps.rings import grouped
from fofal_server.maps.trees import Node

_WORDS = trees.Words("gpx", frozenset({"wpt", "trk", "rte"}), frozenset({"name", "trkseg", "trkpt", "rtept"}))
_CHUNK = 64 * 1024
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="FOFAL" xmlns="http://www.topografix.com/GPX/1/1">'


def read(stream: BinaryIO) -> list[Feature]:
    """Waypoints, tracks and routes in the order of the file."""
    tally = Tally()
    return [
        feature.made(tally.feature(), one.told("name"), {}, partial(_shape, one, tally))
        for one in trees.trees(iter(lambda: stream.read(_CHUNK), b""), _WORDS)
    ]


def written(features: Iterable[Feature], title: str) -> bytes:
    """Points as waypoints, then outlines as tracks with a segment a ring; GPX has no place for other properties."""
    shaped = [one for one in features if one.shape is not None]
    points = "".join(_waypoint(one) for one in shaped if _is_point(one))
    tracks = "".join(_track(one) for one in shaped if not _is_point(one))
    return f"{_HEAD}<metadata><name>{_safe(title)}</name></metadata>\n{points}{tracks}</gpx>\n".encode()


def _shape(one: Node, tally: Tally) -> Shape:
    if one.tag == "wpt":
        tally.add(1)
        return {"type": "Point", "coordinates": list(_position(one, 1, 1))}
    pieces = [one.all("rtept")] if one.tag == "rte" else [segment.all("trkpt") for segment in one.all("trkseg")]
    tally.add(sum(map(len, pieces)))
    lines = [[_position(node, ring, number) for number, node in enumerate(piece, 1)]
             for ring, piece in enumerate(pieces, 1) if piece]  # fmt: skip
    if not lines:
        raise refused("empty")
    return geojson.written(grouped(_rings(lines)))


def _rings(lines: list[Ring]) -> list[Ring]:
    """Segments that are closed are rings; else they are one walk, in which the receiver paused, closed by its end."""
    if all(len(line) > 3 and line[0] == line[-1] for line in lines):
        return lines
    walk = [position for line in lines for position in line]
    moved = [position for before, position in zip([None, *walk], walk, strict=False) if position != before]
    closed = moved if moved[0] == moved[-1] else [*moved, moved[0]]
    if len(closed) < 4:
        raise refused("too_few", geojson.Where(), count=len(closed))
    return [closed]


def _position(node: Node, ring: int, number: int) -> geojson.Position:
    told = node.attributes.get("lon", ""), node.attributes.get("lat", "")
    try:
        longitude, latitude = (round(float(one), geojson.DECIMALS) for one in told)
    except (ValueError, OverflowError):
        raise refused("number", geojson.Where(ring), number=number, value=" ".join(told)[:40]) from None
    return longitude, latitude


def _is_point(one: Feature) -> bool:
    return one.shape is not None and one.shape["type"] == "Point"


def _waypoint(one: Feature) -> str:
    longitude, latitude = (one.shape or {})["coordinates"]
    return f'<wpt lat="{degrees(latitude)}" lon="{degrees(longitude)}"><name>{_safe(one.name)}</name></wpt>\n'


def _track(one: Feature) -> str:
    shape = one.shape or {}
    parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    segments = "".join(_segment(ring) for part in parts for ring in part)
    return f"<trk><name>{_safe(one.name)}</name>{segments}</trk>\n"


def _segment(ring: list[Any]) -> str:
    corners = "".join(f'<trkpt lat="{degrees(latitude)}" lon="{degrees(longitude)}"/>' for longitude, latitude in ring)
    return f"<trkseg>{corners}</trkseg>"


def _safe(value: object) -> str:
    return escape(feature.word(value))
