"""Web Mercator on a square of side 1, x eastward from 180° west, y southward: what background tiles are cut from.

For drawing only. Lengths and areas are never taken from here (EPSG:3857 is 1.17 % too large at 4° north): see geodesy.
"""

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Position = tuple[float, float]
"""Longitude and latitude in degrees (WGS84), in this order, as GeoJSON has them."""
Spot = tuple[float, float]
"""A place on the square."""
Spots = NDArray[np.float64]

NORTHERNMOST = 85.051128779806604
"""Where the square ends, in degrees."""
AXIS_M = 6_378_137.0
"""Semi-major axis of WGS84 in metres."""


def spot_of(position: Position) -> Spot:
    """Where a position lies on the square; beyond its edge, at its edge."""
    longitude, latitude = position
    sine = math.sin(math.radians(max(-NORTHERNMOST, min(NORTHERNMOST, latitude))))
    return longitude / 360 + 0.5, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def position_of(spot: Spot) -> Position:
    """The position of a place on the square."""
    x, y = spot
    return (x - 0.5) * 360, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))


def spots_of(positions: Iterable[Position]) -> Spots:
    """Many at once, as rows of x and y."""
    degrees = np.asarray(list(positions), dtype=np.float64).reshape(-1, 2)
    sine = np.sin(np.radians(np.clip(degrees[:, 1], -NORTHERNMOST, NORTHERNMOST)))
    return np.column_stack((degrees[:, 0] / 360 + 0.5, 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * math.pi)))


def metres_across(y: float) -> float:
    """How many metres on the ground a step of 1 from west to east stands for, at the height ``y``."""
    _, latitude = position_of((0.5, y))
    return 2 * math.pi * AXIS_M * math.cos(math.radians(latitude))
