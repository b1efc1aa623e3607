"""Boxes around things on the square, and which of many meet one: the index behind drawing, pointing and snapping."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from fofal_desktop.map.mercator import Spot, Spots


class Box(NamedTuple):
    """West, north, east and south on the square; y grows southward."""

    west: float
    north: float
    east: float
    south: float

    def meets(self, other: "Box") -> bool:
        across = self.west <= other.east and other.west <= self.east
        return across and self.north <= other.south and other.north <= self.south

    def holds(self, other: "Box") -> bool:
        across = self.west <= other.west and other.east <= self.east
        return across and self.north <= other.north and other.south <= self.south

    def grown(self, by: float) -> "Box":
        return Box(self.west - by, self.north - by, self.east + by, self.south + by)

    @property
    def middle(self) -> Spot:
        return (self.west + self.east) / 2, (self.north + self.south) / 2


def box_of(spots: Spots) -> Box:
    """The smallest box around these, of which there is at least one."""
    west, north = spots.min(axis=0).tolist()
    east, south = spots.max(axis=0).tolist()
    return Box(west, north, east, south)


def around(boxes: Iterable[Box]) -> Box | None:
    """The smallest box around all of them; None for none."""
    found = list(boxes)
    if not found:
        return None
    wests, norths, easts, souths = zip(*found, strict=True)
    return Box(min(wests), min(norths), max(easts), max(souths))


class BoxIndex:
    """All boxes side by side in memory: comparing a thousand of them at once takes less time than walking a tree."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._sides = np.asarray(boxes, dtype=np.float64).reshape(-1, 4)

    def meeting(self, box: Box) -> list[int]:
        """Places, in order, of the boxes that meet ``box``."""
        west, north, east, south = self._sides.T
        hit = (west <= box.east) & (east >= box.west) & (north <= box.south) & (south >= box.north)
        found: list[int] = np.flatnonzero(hit).tolist()
        return found
