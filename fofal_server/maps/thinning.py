"""Fewer corners for a walk of which a receiver noted every second; those that stay are as they were given."""

import math
from typing import Any

from fofal_server.maps.feature import Shape
from fofal_server.maps.geojson import Polygon, Position, Ring, within, written

_METRES_PER_DEGREE = 111_195
"""Of latitude, on the mean sphere: near enough to say how far a corner lies from a line, not to measure an area."""


def is_area(shape: Shape) -> bool:
    """Whether it is drawn by corners at all."""
    return shape.get("type") in {"Polygon", "MultiPolygon"}


def corners(shape: Shape) -> int:
    """How many an outline has; the closing ones are not counted twice."""
    return sum(len(ring) - 1 for polygon in _polygons(shape) for ring in polygon)


def thinned(shape: Shape, tolerance_m: float) -> Shape:
    """The outline without the corners that lie nearer than the tolerance to the line that is left (Douglas, Peucker).

    Parts and holes stay apart. An outline that is not sound comes back as it is: its refusal has to name its own place.
    """
    from shapely.geometry import MultiPolygon

    polygons = _polygons(shape)
    if not all(within((one[0], one[1])) for polygon in polygons for ring in polygon for one in ring):
        return shape
    plane = _Plane(polygons[0][0][0])
    whole = MultiPolygon([(plane.ring(shell), [plane.ring(hole) for hole in holes]) for shell, *holes in polygons])
    if not whole.is_valid:
        return shape
    fewer: Any = whole.simplify(tolerance_m, preserve_topology=True)
    parts = fewer.geoms if fewer.geom_type == "MultiPolygon" else [fewer]
    return written([[plane.back(ring.coords) for ring in (part.exterior, *part.interiors)] for part in parts])


class _Plane:
    """Metres around a place, and the way back to the very positions that were laid into it."""

    def __init__(self, middle: Position) -> None:
        self._middle, self._narrow = middle, math.cos(math.radians(middle[1]))
        self._given: dict[Position, Position] = {}

    def ring(self, ring: Ring) -> list[Position]:
        return [self._laid(position) for position in ring]

    def back(self, line: Any) -> Ring:
        return [self._given[x, y] for x, y in line]

    def _laid(self, position: Position) -> Position:
        east, north = (value - start for value, start in zip(position, self._middle, strict=True))
        laid = east * self._narrow * _METRES_PER_DEGREE, north * _METRES_PER_DEGREE
        self._given[laid] = position[0], position[1]
        return laid


def _polygons(shape: Shape) -> list[Polygon]:
    parts: list[Polygon] = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    return parts
