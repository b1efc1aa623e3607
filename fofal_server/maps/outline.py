"""From GeoJSON as it was given to an outline on the ground: valid, turned as RFC 7946 asks, measured."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fofal_server.maps import geodesy, geojson
from fofal_server.maps.geojson import Polygon, Position, refused
from fofal_server.maps.rings import turned

_REASONS = {
    "Self-intersection": "crossing",
    "Ring Self-intersection": "touching",
    "Hole lies outside shell": "hole_outside",
    "Holes are nested": "hole_nested",
    "Nested shells": "nested",
    "Duplicate Rings": "ring_twice",
    "Interior is disconnected": "cut_in_two",
    "Too few points in geometry component": "flat",
}


@dataclass(frozen=True)
class Outline:
    """A place on the ground. ``area_ha`` and ``perimeter_m`` are None for a point."""

    geometry: dict[str, Any]
    area_ha: Decimal | None
    perimeter_m: Decimal | None
    box: tuple[Decimal, Decimal, Decimal, Decimal]
    """West, south, east, north in degrees."""
    inside: tuple[Decimal, Decimal]
    """A position that surely lies inside, longitude first: where weather is asked for."""


def of(value: dict[str, Any]) -> Outline:
    """The outline of this GeoJSON; refused with its reason and place when it is no sound area."""
    drawing = geojson.read(value)
    if drawing.point is not None:
        return _of_point(drawing.point)
    shape = _valid(drawing.polygons)
    polygons = [turned(polygon) for polygon in drawing.polygons]
    inside, places = shape.representative_point(), geojson.DECIMALS
    west, south, east, north = shape.bounds
    return Outline(
        geojson.written(polygons),
        geodesy.hectares(geodesy.area_m2(polygons)),
        _rounded(geodesy.perimeter_m(polygons), 2),
        (_rounded(west, places), _rounded(south, places), _rounded(east, places), _rounded(north, places)),
        (_rounded(inside.x, places), _rounded(inside.y, places)),
    )


def shape_of(geometry: dict[str, Any]) -> Any:
    """The shapely geometry of a stored outline."""
    from shapely.geometry import shape

    return shape(geometry)


def _of_point(point: Position) -> Outline:
    x, y = (_rounded(value, geojson.DECIMALS) for value in point)
    return Outline({"type": "Point", "coordinates": list(point)}, None, None, (x, y, x, y), (x, y))


def _rounded(value: float, decimals: int) -> Decimal:
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals))


def _valid(polygons: list[Polygon]) -> Any:
    from shapely import is_valid, is_valid_reason
    from shapely.geometry import MultiPolygon

    shape = MultiPolygon([(shell, holes) for shell, *holes in polygons])
    if not is_valid(shape):
        reason, where = _told(is_valid_reason(shape))
        raise refused(_REASONS.get(reason, "unsound"), place=where, reason=reason)
    return shape


def _told(reason: str) -> tuple[str, str]:
    """``Self-intersection[9.7 4.05]`` as its reason and its place."""
    name, _, rest = reason.partition("[")
    numbers = re.findall(r"-?[0-9.]+(?:e-?[0-9]+)?", rest)
    place = geojson.place((float(numbers[0]), float(numbers[1]))) if len(numbers) >= 2 else ""
    return name.strip(), place
