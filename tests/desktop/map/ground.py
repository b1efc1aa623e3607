"""Invented plots for maps: squares side by side, and a farm as large as the figure asks for."""

import itertools
import math
from typing import Any

Record = dict[str, Any]
G2 = [
    (9.701234, 4.051234), (9.704321, 4.050987), (9.705678, 4.052765),
    (9.704012, 4.054321), (9.702345, 4.053888), (9.700987, 4.052999),
]  # fmt: skip
"""The polygon of vector V25, open."""
SIDE = 0.002


def square(west: float, south: float, side: float = SIDE) -> list[list[float]]:
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return [[round(x, 8), round(y, 8)] for x, y in ring]


def polygon(*rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def plot(code: str, geometry: dict[str, Any], **more: Any) -> Record:
    known = {"area_ha": "4.9", "status": "active", "age_years": None, "days_since_harvest": None, "kg_per_ha": None}
    return {"id": code, "code": code, "name": f"Parcelle {code}", "geometry": geometry, "version": 1, **known, **more}


def two() -> list[Record]:
    """Neighbours: B lies east of A and shares its border."""
    return [plot("A", polygon(square(9.7, 4.05))), plot("B", polygon(square(9.7 + SIDE, 4.05)), status="resting")]


def _edge(start: tuple[float, float], end: tuple[float, float], corners: int) -> list[list[float]]:
    """From one corner to the next, with waves that are the same from both sides."""
    (x1, y1), (x2, y2) = start, end
    found = []
    for step in range(corners):
        x, y = x1 + (x2 - x1) * step / corners, y1 + (y2 - y1) * step / corners
        found.append([round(x + 1e-5 * math.sin(y * 9e5), 8), round(y + 1e-5 * math.sin(x * 9e5), 8)])
    return found


def sites(count: int = 4, corners: int = 200) -> list[Record]:
    """The borders of so many sites of so many corners each, side by side around the farm."""
    made, wide, south, north = [], 25 * SIDE / count, 4.05 - SIDE / 4, 4.05 + 20.25 * SIDE
    for number in range(count):
        west, east = 9.7 + number * wide, 9.7 + (number + 1) * wide
        stops = [(west, south), (east, south), (east, north), (west, north), (west, south)]
        ring = [one for pair in itertools.pairwise(stops) for one in _edge(*pair, corners // 4)]
        made.append({"id": f"S{number}", "code": f"S{number}", "geometry": polygon([*ring, ring[0]])})
    return made


def farm(plots: int = 500, corners: int = 200) -> list[Record]:
    """So many plots of so many corners each, in a block of 25 columns."""
    made = []
    for number in range(plots):
        west, south = 9.7 + number % 25 * SIDE, 4.05 + number // 25 * SIDE
        stops = [(west, south), (west + SIDE, south), (west + SIDE, south + SIDE), (west, south + SIDE), (west, south)]
        ring = [one for pair in itertools.pairwise(stops) for one in _edge(*pair, corners // 4)]
        state = ("in_preparation", "active", "harvesting", "resting")[number % 4]
        made.append(plot(f"P{number:03}", polygon([*ring, ring[0]]), status=state, kg_per_ha=str(4000 + number * 21)))
    return made
