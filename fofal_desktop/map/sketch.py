"""An outline while it is drawn or changed: each step can be taken back, corners that nobody touched stay as given."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from fofal_desktop.map import geodesy
from fofal_desktop.map.mercator import Position
from fofal_desktop.map.shape import polygons_of

Ring = tuple[Position, ...]
"""Without the closing position."""
FEWEST = 3


class Corner(NamedTuple):
    """Which one: polygon, ring within it (0 is the shell), place within that."""

    polygon: int
    ring: int
    place: int


@dataclass(frozen=True)
class Drawing:
    """Polygons as shells with their holes; ``open`` is the ring (polygon, number) that is still being drawn, if any."""

    polygons: tuple[tuple[Ring, ...], ...] = (((),),)
    open: tuple[int, int] | None = (0, 0)

    @property
    def closed(self) -> bool:
        return self.open is None

    @property
    def under_way(self) -> Ring:
        """What is being drawn so far; empty when all is closed."""
        return () if self.open is None else self.polygons[self.open[0]][self.open[1]]

    def at(self, corner: Corner) -> Position:
        return self.polygons[corner.polygon][corner.ring][corner.place]

    def corners(self) -> list[Corner]:
        return [
            Corner(part, number, place)
            for part, rings in enumerate(self.polygons)
            for number, ring in enumerate(rings)
            for place in range(len(ring))
        ]

    def edges(self) -> list[tuple[Corner, Position, Position]]:
        """Each with the corner that it begins at; the last of a closed ring leads back to its first."""
        last = (*self.open, len(self.under_way) - 1) if self.open is not None else None
        return [(corner, self.at(corner), self.at(self._after(corner))) for corner in self.corners() if corner != last]

    def _after(self, corner: Corner) -> Corner:
        ring = self.polygons[corner.polygon][corner.ring]
        return corner._replace(place=(corner.place + 1) % len(ring))

    def moved(self, corner: Corner, position: Position) -> "Drawing":
        ring = self.polygons[corner.polygon][corner.ring]
        return self._with(corner, (*ring[: corner.place], position, *ring[corner.place + 1 :]))

    def added(self, before: Corner, position: Position) -> "Drawing":
        """A new corner on the edge that begins at ``before``."""
        ring = self.polygons[before.polygon][before.ring]
        return self._with(before, (*ring[: before.place + 1], position, *ring[before.place + 1 :]))

    def removed(self, corner: Corner) -> "Drawing":
        """Without one corner. A closed shell keeps three; a hole that would have fewer goes."""
        ring = self.polygons[corner.polygon][corner.ring]
        under_way = self.open == corner[:2]
        if len(ring) <= (1 if under_way else FEWEST) and corner.ring:
            return self._without(corner)
        if len(ring) <= FEWEST and not under_way:
            return self
        return self._with(corner, (*ring[: corner.place], *ring[corner.place + 1 :]))

    def grown(self, position: Position) -> "Drawing":
        """One more corner at the end of what is being drawn."""
        if self.open is None:
            return self
        return self._with(Corner(*self.open, 0), (*self.under_way, position))

    def hollowed(self, position: Position) -> "Drawing":
        """A hole begun at a place that lies in a shell and in none of its holes; elsewhere nothing changes."""
        for part, (shell, *holes) in enumerate(self.polygons):
            if holds(shell, position) and not any(holds(hole, position) for hole in holes):
                polygons = (*self.polygons[:part], (shell, *holes, (position,)), *self.polygons[part + 1 :])
                return Drawing(polygons, open=(part, len(holes) + 1))
        return self

    def closing(self) -> "Drawing":
        """Closed, once there are corners enough."""
        return replace(self, open=None) if len(self.under_way) >= FEWEST else self

    def abandoned(self) -> "Drawing":
        """Without the hole that is being drawn."""
        return self._without(Corner(*self.open, 0)) if self.open is not None and self.open[1] else self

    def _with(self, where: Corner, ring: Ring) -> "Drawing":
        rings = self.polygons[where.polygon]
        return self._changed(where.polygon, (*rings[: where.ring], ring, *rings[where.ring + 1 :]))

    def _without(self, where: Corner) -> "Drawing":
        rings = self.polygons[where.polygon]
        left = self._changed(where.polygon, (*rings[: where.ring], *rings[where.ring + 1 :]))
        return replace(left, open=None)

    def _changed(self, part: int, rings: tuple[Ring, ...]) -> "Drawing":
        return replace(self, polygons=(*self.polygons[:part], rings, *self.polygons[part + 1 :]))

    @property
    def area_m2(self) -> float:
        return geodesy.area_m2(self.polygons)

    @property
    def around_m(self) -> float:
        """Along the shells, there and back to the beginning."""
        return sum(geodesy.length_m([*rings[0], rings[0][0]]) for rings in self.polygons if rings[0])

    def as_typed(self) -> dict[str, Any]:
        """All of it as JSON can hold it, open or closed; ``drawn_again`` takes it back."""
        return {"polygons": self.polygons, "open": self.open}

    def geometry(self) -> dict[str, Any] | None:
        """GeoJSON, each ring closed; None while it is still being drawn."""
        if not self.closed:
            return None
        parts = [[[list(one) for one in (*ring, ring[0])] for ring in rings] for rings in self.polygons]
        if len(parts) == 1:
            return {"type": "Polygon", "coordinates": parts[0]}
        return {"type": "MultiPolygon", "coordinates": parts}


def holds(ring: Ring, position: Position) -> bool:
    """Whether a place lies within a ring, by how often a ray to the east leaves it."""
    x, y = position
    crossed = sum(
        (y1 > y) is not (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], *ring[:1]), strict=True)
    )
    return crossed % 2 == 1


def drawing_of(geometry: dict[str, Any] | None) -> Drawing:
    """The outline as it is stored; a point or nothing begins an empty drawing."""
    polygons = polygons_of(geometry)
    if not polygons:
        return Drawing()
    return Drawing(tuple(tuple(tuple(ring[:-1]) for ring in rings) for rings in polygons), open=None)


def drawn_again(typed: dict[str, Any]) -> Drawing:
    """The drawing that ``as_typed`` told."""
    polygons = tuple(tuple(tuple((x, y) for x, y in ring) for ring in rings) for rings in typed["polygons"])
    polygon_ring = typed["open"]
    return Drawing(polygons, None if polygon_ring is None else (polygon_ring[0], polygon_ring[1]))


class Sketch:
    """A drawing with the way back to each state it was in."""

    def __init__(self, geometry: dict[str, Any] | None = None) -> None:
        self.begun = self.drawing = drawing_of(geometry)
        self._past: list[Drawing] = []
        self._future: list[Drawing] = []

    @property
    def dirty(self) -> bool:
        return self.drawing != self.begun

    @property
    def may_undo(self) -> bool:
        return bool(self._past)

    @property
    def may_redo(self) -> bool:
        return bool(self._future)

    def put(self, drawing: Drawing) -> None:
        """A step forward; what was taken back before is gone."""
        if drawing == self.drawing:
            return
        self._past.append(self.drawing)
        self._future.clear()
        self.drawing = drawing

    def undo(self) -> None:
        if self._past:
            self._future.append(self.drawing)
            self.drawing = self._past.pop()

    def redo(self) -> None:
        if self._future:
            self._past.append(self.drawing)
            self.drawing = self._future.pop()
