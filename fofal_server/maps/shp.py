"""The shapes of a .shp file (ESRI, 1998), read record by record within what the record declares.

pyshp, which writes ours, follows a record that claims a negative length for ever and keeps each file that it has read.
"""

import struct
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from fofal_server.core.errors import Unreadable
from fofal_server.maps.geojson import refused
from fofal_server.maps.limits import MAX_POSITIONS

_HEAD, _RECORD = 100, 8
_MAGIC = 9994
NULL, POINT, LINE, AREA, POINTS = 0, 1, 3, 5, 8
_KINDS = {kind + more: kind for kind in (POINT, LINE, AREA, POINTS) for more in (0, 10, 20)} | {NULL: NULL}
"""Shapes with heights (+10) or measures (+20) hold them behind the positions, where they can be left."""

Pair = tuple[float, float]


class Raw(NamedTuple):
    """A shape: its kind and its positions, ring by ring as they stand."""

    kind: int
    rings: list[list[Pair]]


def records(content: bytes) -> Iterator[memoryview]:
    """Every record in the order of the file; 400 where the file is damaged, and at which record."""
    if len(content) < _HEAD or struct.unpack_from(">i", content)[0] != _MAGIC:
        raise _damaged(0)
    whole, place, number = memoryview(content), _HEAD, 0
    while place + _RECORD <= len(whole):
        number += 1
        (length,) = struct.unpack_from(">i", whole, place + 4)
        record = whole[place + _RECORD : place + _RECORD + 2 * length]
        if length < 2 or len(record) != 2 * length:
            raise _damaged(number)
        yield record
        place += _RECORD + 2 * length


def shape_of(record: memoryview, number: int) -> Raw:
    """The shape in a record; 400 when it is damaged, refused when it has too many positions."""
    kind = _KINDS.get(struct.unpack_from("<i", record)[0])
    try:
        if kind == NULL:
            return Raw(NULL, [])
        if kind == POINT:
            return Raw(POINT, [_pairs(record, 4, 1)])
        if kind == POINTS:
            return Raw(POINTS, [_pairs(record, 40, struct.unpack_from("<i", record, 36)[0])])
        if kind in {LINE, AREA}:
            return Raw(kind, _rings(record))
    except struct.error as error:
        raise _damaged(number) from error
    raise _damaged(number)


def _rings(record: memoryview) -> list[list[Pair]]:
    """Positions cut where the parts begin; parts that begin elsewhere than one after the other are damaged."""
    parts, count = struct.unpack_from("<2i", record, 36)
    if not 0 <= parts <= len(record) // 4:
        raise struct.error
    starts = [*struct.unpack_from(f"<{parts}i", record, 44), count]
    if any(after < before for before, after in pairwise([0, *starts])):
        raise struct.error
    positions = _pairs(record, 44 + 4 * parts, count)
    return [positions[start:end] for start, end in pairwise(starts)]


def _pairs(record: memoryview, place: int, count: int) -> list[Pair]:
    if not 0 <= count <= (len(record) - place) // 16:
        raise struct.error
    if count > MAX_POSITIONS:
        raise refused("too_many", count=count, limit=MAX_POSITIONS)
    return list(struct.iter_unpack("<2d", record[place : place + 16 * count]))


def _damaged(number: int) -> Unreadable:
    return Unreadable("maps.damaged_shapefile", told=f".shp, {number}", code="damaged")
