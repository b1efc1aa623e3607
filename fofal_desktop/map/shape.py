"""One outline as it is drawn and pointed at: its rings on the square, thinned for the distance it is seen from."""

import math
from itertools import pairwise
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from fofal_desktop.map.boxes import Box, box_of
from fofal_desktop.map.mercator import Position, Spot, Spots, spots_of
from fofal_desktop.map.view import View

FINEST = 1.0
"""Corners nearer to each other than about this many pixels are drawn as one."""

Polygons = list[list[list[Position]]]


def polygons_of(geometry: dict[str, Any] | None) -> Polygons:
    """Rings by polygon, closed as GeoJSON has them; none for a point, a line or nothing."""
    match geometry:
        case {"type": "Polygon", "coordinates": rings}:
            parts = [rings]
        case {"type": "MultiPolygon", "coordinates": parts}:
            pass
        case _:
            return []
    return [[[(float(one[0]), float(one[1])) for one in ring] for ring in rings] for rings in parts]


class Shape:
    """The outline of one plot, or the point that stands for it; ``positions`` keeps its corners as they were given."""

    def __init__(self, geometry: dict[str, Any]) -> None:
        self.polygons = polygons_of(geometry)
        self.positions = [ring for rings in self.polygons for ring in rings] or [[_point_of(geometry)]]
        self.rings = [spots_of(ring) for ring in self.positions]
        self.box: Box = box_of(np.concatenate(self.rings))
        self._paths: dict[int, QPainterPath] = {}
        self._inside: Spot | None = None

    @property
    def is_point(self) -> bool:
        return not self.polygons

    @property
    def inside(self) -> Spot:
        """A place within, for a name: in the middle of the longest stretch across the middle."""
        if self._inside is None:
            self._inside = self.box.middle if self.is_point else self._widest()
        return self._inside

    def path(self, scale: float) -> QPainterPath:
        """The outline in units of the square, with as many corners as can be told apart at ``scale``."""
        octave = math.ceil(math.log2(scale))
        if octave not in self._paths:
            self._paths[octave] = self._made(FINEST / 2.0**octave)
        return self._paths[octave]

    def drawn(self, view: View) -> QPainterPath:
        """The same in pixels of a window."""
        return view.transform().map(self.path(view.scale))

    def holds(self, spot: Spot) -> bool:
        """Whether a place lies within, and in none of the holes."""
        x, y = spot
        return sum(int((crossings > x).sum()) for crossings in self._crossings(y)) % 2 == 1

    def _crossings(self, y: float) -> list[Spots]:
        """Where each ring crosses the line from west to east at ``y``."""
        found = []
        for ring in self.rings if self.polygons else []:
            before, after = ring[:-1], ring[1:]
            crossed = (before[:, 1] > y) != (after[:, 1] > y)
            (x1, y1), (x2, y2) = before[crossed].T, after[crossed].T
            found.append(x1 + (y - y1) * (x2 - x1) / (y2 - y1))
        return found

    def _widest(self) -> Spot:
        _, y = self.box.middle
        across = np.sort(np.concatenate(self._crossings(y)))
        stretches = [(right - left, (left + right) / 2) for left, right in list(pairwise(across.tolist()))[::2]]
        return max(stretches)[1] if stretches else self.box.middle[0], y

    def _made(self, cell: float) -> QPainterPath:
        path = QPainterPath()
        for ring in self.rings if self.polygons else []:
            thin = thinned(ring, cell)
            if len(thin) < 3:
                west, north, east, south = box_of(ring)
                path.addRect(QRectF(west, north, east - west, south - north))
            else:
                path.addPolygon(QPolygonF([QPointF(x, y) for x, y in thin.tolist()]))
                path.closeSubpath()
        return path


def thinned(ring: Spots, cell: float) -> Spots:
    """The first corner of each run that lies within one cell of a grid.

    The grid is the same for everybody, so that neighbours keep the same corners of the edge that they share.
    """
    cells = np.floor(ring / cell)
    kept = np.ones(len(ring), dtype=bool)
    kept[1:] = (cells[1:] != cells[:-1]).any(axis=1)
    return ring[kept]


def _point_of(geometry: dict[str, Any]) -> Position:
    longitude, latitude = geometry["coordinates"][:2]
    return float(longitude), float(latitude)
