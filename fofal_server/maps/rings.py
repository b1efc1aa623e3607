"""Rings as files give them, in any direction and order: turned as RFC 7946 asks, each hole with its shell."""

from itertools import pairwise

from fofal_server.maps.geojson import Polygon, Position, Ring, refused
from fofal_server.maps.limits import MAX_RINGS

_ASKED = 20
"""Corners of a ring that are looked for in another: one alone may lie on its very line."""


def turned(polygon: Polygon) -> Polygon:
    """Shell anticlockwise, holes clockwise; the first position and every number stay as given."""
    shell, *holes = polygon
    return [directed(shell, anticlockwise=True), *(directed(hole, anticlockwise=False) for hole in holes)]


def directed(ring: Ring, *, anticlockwise: bool) -> Ring:
    """The ring, backwards where it goes the other way round."""
    return ring if (_doubled(ring) > 0) is anticlockwise else ring[::-1]


def grouped(rings: list[Ring]) -> list[Polygon]:
    """Closed rings as polygons, turned: what lies in an odd number of others is a hole of the smallest of them."""
    if len(rings) > MAX_RINGS:
        raise refused("too_many_rings", count=len(rings), limit=MAX_RINGS)
    sizes = [abs(_doubled(ring)) for ring in rings]
    around = [_around(place, rings, sizes) for place in range(len(rings))]
    shells = {place: [rings[place]] for place, outer in enumerate(around) if len(outer) % 2 == 0}
    for place, outer in enumerate(around):
        if place not in shells:
            holder = min(shells.keys() & outer, key=sizes.__getitem__, default=None)
            shells.setdefault(place if holder is None else holder, []).append(rings[place])
    return [turned(polygon) for polygon in shells.values()]


def _around(place: int, rings: list[Ring], sizes: list[float]) -> list[int]:
    """The rings in which this one lies."""
    larger = (other for other, size in enumerate(sizes) if size > sizes[place])
    return [other for other in larger if _lies_in(rings[place], rings[other])]


def _doubled(ring: Ring) -> float:
    """Twice the area in square degrees, positive when anticlockwise.

    Relative to the first position: far from the origin the products would lose the small differences.
    """
    x0, y0 = ring[0]
    return sum((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0) for (x1, y1), (x2, y2) in pairwise(ring))


def _lies_in(inner: Ring, outer: Ring) -> bool:
    """Whether most of the corners of one ring lie in the other."""
    asked = inner[: _ASKED + 1][:-1]
    return 2 * sum(_contains(outer, corner) for corner in asked) > len(asked)


def _contains(ring: Ring, position: Position) -> bool:
    """By how often a ray to the east leaves the ring."""
    x, y = position
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) is not (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
