"""Reads GeoJSON as far as a form needs: rings of positions, how many points, how large."""

import json
import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

Position = tuple[float, float]
Ring = list[Position]
EARTH_M = 6_371_008.8
"""Mean radius of the Earth in metres (IUGG)."""


def geometry_of(text: str) -> dict[str, Any]:
    """Find the geometry in a GeoJSON text: itself, of a feature, or of the only feature of a collection.

    Raises ValueError when there is none or more than one.
    """
    try:
        found = _unwrapped(json.loads(text, parse_constant=_refuse))
        if isinstance(found, dict) and (rings(found) or points(found)):
            return found
    except (TypeError, IndexError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError("no geometry") from error
    raise ValueError("no geometry")


def _refuse(constant: str) -> float:
    """JSON knows no NaN and no infinity, whatever Python reads."""
    raise ValueError(constant)


def _unwrapped(found: Any) -> Any:
    if isinstance(found, dict) and found.get("type") == "FeatureCollection":
        features = found.get("features") or []
        if len(features) != 1:
            raise ValueError("one feature is expected")
        found = features[0]
    if isinstance(found, dict) and found.get("type") == "Feature":
        return found.get("geometry")
    return found


def rings(geometry: dict[str, Any]) -> list[Ring]:
    """Every ring of a Polygon or MultiPolygon, outer ones and holes alike."""
    parts = {"Polygon": [geometry.get("coordinates")], "MultiPolygon": geometry.get("coordinates")}
    return [_ring(ring) for part in parts.get(geometry.get("type", ""), []) or [] for ring in part or []]


def points(geometry: dict[str, Any]) -> int:
    """How many positions it has; the closing one of a ring is not counted twice."""
    closed = sum(1 for ring in rings(geometry) if len(ring) > 1 and ring[0] == ring[-1])
    return sum(1 for _ in _positions(geometry.get("coordinates"))) - closed


def parts(geometry: dict[str, Any]) -> tuple[int, int]:
    """Of how many polygons an area is made, and how many holes they have."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return len(polygons), sum(len(rings) - 1 for rings in polygons)


def hectares(geometry: dict[str, Any]) -> float:
    """Area on the sphere, good to half a percent: for the eye only, the server measures on the ellipsoid."""
    total = 0.0
    coordinates: Any = geometry["coordinates"]
    for polygon in [coordinates] if geometry["type"] == "Polygon" else coordinates:
        outer, *holes = (abs(_square_metres(_ring(ring))) for ring in polygon)
        total += outer - sum(holes)
    return total / 10_000


def _square_metres(ring: Ring) -> float:
    pairs = pairwise(ring)
    angles = (
        math.radians(east - west) * (2 + math.sin(math.radians(south)) + math.sin(math.radians(north)))
        for (west, south), (east, north) in pairs
    )
    return sum(angles) * EARTH_M**2 / 2


def _ring(coordinates: Any) -> Ring:
    return [(float(position[0]), float(position[1])) for position in coordinates]


def _positions(coordinates: Any) -> Iterator[Any]:
    if isinstance(coordinates, list) and coordinates and isinstance(coordinates[0], int | float):
        yield coordinates
    elif isinstance(coordinates, list):
        for part in coordinates:
            yield from _positions(part)
