"""Outlines for tests: the vectors of the rules, squares that never meet, and what must be refused."""

import itertools
import math
import threading
from typing import Any

Json = dict[str, Any]
Ring = list[list[float]]

G2: Ring = [
    [9.701234, 4.051234], [9.704321, 4.050987], [9.705678, 4.052765],
    [9.704012, 4.054321], [9.702345, 4.053888], [9.700987, 4.052999], [9.701234, 4.051234],
]  # fmt: skip
"""The polygon of vector V25: 134,143.08 m², perimeter 1,412.54 m."""

_places = itertools.count()
_lock = threading.Lock()


def square(west: float, south: float, side: float) -> Ring:
    """A closed square, anticlockwise, ``side`` in degrees."""
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return [[round(x, 8), round(y, 8)] for x, y in ring]


def polygon(*rings: Ring) -> Json:
    return {"type": "Polygon", "coordinates": list(rings)}


def multi(*parts: list[Ring]) -> Json:
    return {"type": "MultiPolygon", "coordinates": list(parts)}


def point(longitude: float, latitude: float) -> Json:
    return {"type": "Point", "coordinates": [longitude, latitude]}


def own_place() -> tuple[float, float]:
    """A corner that no other test uses, 0.01° from the next."""
    with _lock:
        n = next(_places)
    return round(10 + (n % 200) * 0.01, 6), round(3 + (n // 200) * 0.01, 6)


def own_square(side: float = 0.002) -> Json:
    """A square of its own; 0.002° is about 4.9 ha."""
    return polygon(square(*own_place(), side))


BOW_TIE: Ring = [[9.7, 4.0], [9.702, 4.002], [9.702, 4.0], [9.7, 4.002], [9.7, 4.0]]
SQUARE = square(9.7, 4.05, 0.003)

REFUSED: dict[str, tuple[Json, str]] = {
    "no type": ({}, "geometry_type"),
    "a line": ({"type": "LineString", "coordinates": SQUARE}, "geometry_type"),
    "a feature": ({"type": "Feature", "geometry": polygon(SQUARE)}, "geometry_type"),
    "no coordinates": ({"type": "Polygon"}, "geometry_empty"),
    "no rings": ({"type": "Polygon", "coordinates": []}, "geometry_empty"),
    "no parts": ({"type": "MultiPolygon", "coordinates": []}, "geometry_empty"),
    "text for a ring": ({"type": "Polygon", "coordinates": ["9.7 4.0"]}, "geometry_empty"),
    "three positions": (polygon([[9.7, 4.0], [9.701, 4.0], [9.7, 4.0]]), "geometry_too_few"),
    "a triangle left open": (polygon([[9.7, 4.0], [9.701, 4.0], [9.7, 4.001]]), "geometry_too_few"),
    "open": (polygon(SQUARE[:-1]), "geometry_open"),
    "open hole": (polygon(SQUARE, square(9.701, 4.051, 0.001)[:-1]), "geometry_open"),
    "self-crossing": (polygon(BOW_TIE), "geometry_crossing"),
    "one corner twice": (
        polygon([[9.7, 4], [9.71, 4], [9.705, 4.005], [9.71, 4.01], [9.7, 4.01], [9.705, 4.005], [9.7, 4]]),
        "geometry_touching",
    ),
    "no area": (polygon([[9.7, 4.0]] * 4), "geometry_flat"),
    "hole outside": (polygon(SQUARE, square(9.71, 4.051, 0.001)), "geometry_hole_outside"),
    "hole in a hole": (
        polygon(SQUARE, square(9.701, 4.051, 0.001), square(9.7012, 4.0512, 0.0001)),
        "geometry_hole_nested",
    ),
    "hole that cuts": (
        polygon(
            square(9.7, 4.05, 0.004),
            [[9.7, 4.052], [9.702, 4.05], [9.704, 4.052], [9.702, 4.054], [9.7, 4.052]],
        ),
        "geometry_cut_in_two",
    ),
    "part in a part": (multi([SQUARE], [square(9.701, 4.051, 0.001)]), "geometry_nested"),
    "parts that cross": (multi([SQUARE], [square(9.702, 4.051, 0.003)]), "geometry_crossing"),
    "swapped": (polygon([[y, x] for x, y in SQUARE]), "geometry_swapped"),
    "in France": (polygon(square(2.3, 48.8, 0.003)), "geometry_outside"),
    "in metres": (polygon([[1079000.0, 451000.0]] * 4), "geometry_degrees"),
    "NaN": (polygon([[float("nan"), 4.0], *SQUARE]), "geometry_number"),
    "infinite": (polygon([[9.7, float("inf")], *SQUARE]), "geometry_number"),
    "text": (polygon([["9,70", "4,05"], *SQUARE]), "geometry_number"),  # type: ignore[list-item]  # that is the point
    "true": (polygon([[True, 4.0], *SQUARE]), "geometry_number"),
    "empty number": (polygon([[9.7, None], *SQUARE]), "geometry_number"),  # type: ignore[list-item]  # that is the point
    "a huge whole number": (polygon([[10**400, 4.0], *SQUARE]), "geometry_number"),
    "one number": (polygon([[9.7], *SQUARE]), "geometry_position"),
    "four numbers": (polygon([[9.7, 4.0, 1.0, 1.0], *SQUARE]), "geometry_position"),
    "other datum": ({**polygon(SQUARE), "crs": {"properties": {"name": "EPSG:32632"}}}, "geometry_crs"),
    "too many positions": (polygon([[9.7, 4.0]] * 20_001), "geometry_too_many"),
}
"""What a plot's outline must not be, and the code of the refusal."""


def star(drawn: list[tuple[int, float]], centre: tuple[float, float] = (9.7, 4.05), radius: float = 0.003) -> Ring:
    """A ring around a centre from steps and distances (of the radius); no step reaches half a turn, so none crosses."""
    whole, turned, ring = sum(step for step, _ in drawn), 0, []
    for step, distance in drawn:
        turned += step
        angle = 2 * math.pi * turned / whole
        x, y = centre[0] + radius * distance * math.cos(angle), centre[1] + radius * distance * math.sin(angle)
        ring.append([round(x, 7), round(y, 7)])
    return [*ring, ring[0]]
