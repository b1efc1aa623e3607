"""The part of the square that a window shows: whole pixels, so that what was drawn once can be shown again moved."""

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF
from PySide6.QtGui import QTransform

from fofal_desktop.map.boxes import Box
from fofal_desktop.map.mercator import Position, Spot, metres_across, position_of, spot_of

TILE = 256
"""Side of a tile in pixels; the square is one tile at zoom 0."""
FARTHEST, NEAREST = TILE * 2.0**3, TILE * 2.0**22
"""The square's side in pixels, at least and at most: a continent, and palms one by one."""


@dataclass(frozen=True)
class View:
    """``scale`` is the side of the whole square in pixels; ``left`` and ``top`` where the window lies on it."""

    scale: float = TILE * 2.0**6
    left: int = 0
    top: int = 0
    width: int = 1
    height: int = 1

    @property
    def zoom(self) -> float:
        """As tiles count it: one more shows half as much."""
        return math.log2(self.scale / TILE)

    @property
    def box(self) -> Box:
        west, north = self.spot(0, 0)
        east, south = self.spot(self.width, self.height)
        return Box(west, north, east, south)

    @property
    def middle(self) -> tuple[float, float]:
        """In pixels of the window."""
        return self.width / 2, self.height / 2

    @property
    def metres_per_pixel(self) -> float:
        """On the ground, in the middle of the window, from west to east."""
        return metres_across(self.spot(*self.middle)[1]) / self.scale

    def spot(self, x: float, y: float) -> Spot:
        """Where on the square a pixel of the window lies."""
        return (self.left + x) / self.scale, (self.top + y) / self.scale

    def position(self, x: float, y: float) -> Position:
        return position_of(self.spot(x, y))

    def pixel(self, spot: Spot) -> QPointF:
        return QPointF(spot[0] * self.scale - self.left, spot[1] * self.scale - self.top)

    def pixel_of(self, position: Position) -> QPointF:
        return self.pixel(spot_of(position))

    def transform(self) -> QTransform:
        """From the square to pixels of the window."""
        return QTransform(self.scale, 0, 0, self.scale, -self.left, -self.top)

    def moved(self, right: int, down: int) -> "View":
        """The window moved over the ground by so many pixels."""
        return replace(self, left=self.left + right, top=self.top + down)

    def zoomed(self, factor: float, at: tuple[float, float]) -> "View":
        """Nearer (``factor`` over 1) or farther; what lies under the pixel ``at`` stays there."""
        scale = max(FARTHEST, min(NEAREST, self.scale * factor))
        x, y = self.spot(*at)
        return replace(self, scale=scale, left=round(x * scale - at[0]), top=round(y * scale - at[1]))

    def sized(self, width: int, height: int) -> "View":
        """The same middle in a window of another size."""
        left, top = (self.width - width) // 2, (self.height - height) // 2
        return replace(self, left=self.left + left, top=self.top + top, width=width, height=height)

    def centred(self, spot: Spot) -> "View":
        x, y = self.middle
        return replace(self, left=round(spot[0] * self.scale - x), top=round(spot[1] * self.scale - y))

    def fitted(self, box: Box, margin: int = 32) -> "View":
        """All of ``box``, with a margin in pixels; a mere point is shown from where one sees its surroundings."""
        wide, high = box.east - box.west, box.south - box.north
        room = max(1, self.width - 2 * margin), max(1, self.height - 2 * margin)
        closest = NEAREST / 2**5
        scale = min(room[0] / wide if wide else closest, room[1] / high if high else closest)
        return replace(self, scale=max(FARTHEST, min(NEAREST, scale))).centred(box.middle)
