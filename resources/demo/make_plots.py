# ruff: noqa: INP001 - a script, not a package
"""Draws the invented plots of the demo (28 of them, in one block with a track through it) and writes their GeoJSON.

Run it without arguments; it writes ``parcelles_demo.geojson`` beside itself, always the same.
"""

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).with_name("parcelles_demo.geojson")
SOUTH_WEST = (9.7000000, 4.0500000)
METRES_PER_DEGREE = (111_050.0, 110_580.0)
"""Of longitude and of latitude at 4° north; good enough to draw with. The server measures on the ellipsoid."""

PALM_COLUMNS, PALM_ROWS, PALM_SIDE = 5, 5, 167.1
PAPAYA_COUNT, PAPAYA_DEPTH, TRACK = 3, 120.5, 12.0
PALMS_PER_HECTARE, PAPAYAS_PER_HECTARE = 143, 1600

Point = tuple[float, float]


def _bent(x: float, y: float) -> Point:
    """Field edges are never quite straight: each corner is moved a few metres, neighbours alike."""
    return x + 9 * math.sin(x / 61 + y / 97), y + 7 * math.sin(y / 53 - x / 89)


def _cell(west: float, south: float, width: float, depth: float) -> list[Point]:
    """The corners of a plot and the middles of its sides, anticlockwise, in metres."""
    steps = [(0, 0), (0.5, 0), (1, 0), (1, 0.5), (1, 1), (0.5, 1), (0, 1), (0, 0.5)]
    return [_bent(west + dx * width, south + dy * depth) for dx, dy in steps]


def _ring(corners: list[Point]) -> list[list[float]]:
    placed = [
        [
            round(SOUTH_WEST[0] + x / METRES_PER_DEGREE[0], 7),
            round(SOUTH_WEST[1] + y / METRES_PER_DEGREE[1], 7),
        ]
        for x, y in corners
    ]
    return [*placed, placed[0]]


def _hectares(corners: list[Point]) -> float:
    pairs = zip(corners, [*corners[1:], corners[0]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 20_000


def _feature(code: str, name: str, crop: str, planted_on: str, density: int, corners: list[Point]) -> dict[str, Any]:
    properties = {
        "code": code,
        "name": f"{name} (démo)",
        "crop": crop,
        "site": "DEMO",
        "planted_on": planted_on,
        "plant_count": round(_hectares(corners) * density),
    }
    geometry = {"type": "Polygon", "coordinates": [_ring(corners)]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _palms() -> Iterator[dict[str, Any]]:
    for row in range(PALM_ROWS):
        for column in range(PALM_COLUMNS):
            number = row * PALM_COLUMNS + column + 1
            corners = _cell(column * PALM_SIDE, row * PALM_SIDE, PALM_SIDE, PALM_SIDE)
            planted = f"{2008 + 2 * row + column % 2}-0{4 + column % 3}-15"
            yield _feature(f"P{number:02}", f"Palmeraie {number:02}", "PALMIER", planted, PALMS_PER_HECTARE, corners)


def _papayas() -> Iterator[dict[str, Any]]:
    width = PALM_COLUMNS * PALM_SIDE / PAPAYA_COUNT
    for number in range(1, PAPAYA_COUNT + 1):
        corners = _cell((number - 1) * width, -TRACK - 30 - PAPAYA_DEPTH, width, PAPAYA_DEPTH)
        planted = f"2025-0{2 + number}-03"
        yield _feature(f"V{number:02}", f"Papayers {number:02}", "PAPAYER", planted, PAPAYAS_PER_HECTARE, corners)


def collection() -> dict[str, Any]:
    """All plots as one FeatureCollection."""
    return {"type": "FeatureCollection", "features": [*_palms(), *_papayas()]}


def text() -> str:
    """The file: one line a plot."""
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in collection()["features"])
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
