"""Reads a shape in GeoJSON strictly: every refusal says in a person's words what is wrong and where."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from fofal_server.core.errors import Refused
from fofal_server.maps.limits import MAX_POSITIONS

Position = tuple[float, float]
Ring = list[Position]
Polygon = list[Ring]

DECIMALS = 8
"""A coordinate keeps up to eight decimals (1 mm); EUDR asks for six at least, so nothing is ever cut to less."""

LONGITUDES = (8, 17)
LATITUDES = (1, 14)
"""The box around Cameroon, in degrees (WGS84): a plot of the company lies within."""


@dataclass(frozen=True)
class Drawing:
    """What was read: either one point or polygons, each a shell followed by its holes, all rings closed."""

    point: Position | None
    polygons: list[Polygon]


class Where(NamedTuple):
    """Which ring of which part is spoken of, both counted from 1."""

    ring: int = 1
    part: int = 1


def refused(slug: str, where: Where | None = None, **values: Any) -> Refused:
    """Why a shape is not taken, at the field of the shape; ``where`` says which part of it."""
    told = values if where is None else {**where._asdict(), **values}
    return Refused(f"maps.geometry_{slug}", field="geometry", **told)


def read(value: dict[str, Any]) -> Drawing:
    """A Point, Polygon or MultiPolygon in WGS84, longitude first (RFC 7946); anything else is refused."""
    _check_reference_system(value)
    coordinates = value.get("coordinates")
    match value.get("type"):
        case "Point":
            point = _position(coordinates, 1, Where())
            check_place([(point, 1, Where())])
            return Drawing(point, [])
        case "Polygon":
            polygons = [_polygon(coordinates, 1)]
        case "MultiPolygon":
            polygons = [_polygon(part, number) for number, part in enumerate(_listed(coordinates), 1)]
        case other:
            raise refused("type", type=str(other)[:40])
    _check_count(sum(len(ring) for polygon in polygons for ring in polygon))
    check_place(list(_told(polygons)))
    return Drawing(None, polygons)


def written(polygons: list[Polygon]) -> dict[str, Any]:
    """GeoJSON of these polygons; one alone is a Polygon, several are a MultiPolygon."""
    parts = [[[list(position) for position in ring] for ring in polygon] for polygon in polygons]
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def exact(geometry: dict[str, Any] | None, least: int = 6) -> str:
    """A stored shape as text: the numbers as given, but for zeros at their end: as many as make ``least`` decimals."""
    if geometry is None:
        return "null"
    return f'{{"type":"{geometry["type"]}","coordinates":{_exact(geometry["coordinates"], least)}}}'


def degrees(value: float, least: int = 6) -> str:
    """A coordinate in plain digits, never as a power of ten."""
    whole, _, decimals = format(Decimal(str(value)), "f").partition(".")
    return f"{whole}.{decimals.ljust(least, '0')}"


def finest(geometry: dict[str, Any]) -> int:
    """The decimals of the most exact number of a shape: a survey to six decimals has some number with all of them."""
    return max(len(degrees(number, 0).partition(".")[2]) for number in _numbers(geometry["coordinates"]))


def _exact(value: Any, least: int) -> str:
    if isinstance(value, list):
        return f"[{','.join(_exact(one, least) for one in value)}]"
    return degrees(value, least)


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, list):
        for one in value:
            yield from _numbers(one)
    else:
        yield value


def _check_reference_system(value: dict[str, Any]) -> None:
    """The old ``crs`` member is let pass when it names WGS84; metres or another datum would be a silent error."""
    if "crs" in value and not any(word in str(value["crs"]) for word in ("CRS84", "EPSG::4326", "EPSG:4326")):
        raise refused("crs")


def _check_count(count: int) -> None:
    if count > MAX_POSITIONS:
        raise refused("too_many", count=count, limit=MAX_POSITIONS)


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise refused("empty")
    return value


def _polygon(value: Any, part: int) -> Polygon:
    return [_ring(ring, Where(number, part)) for number, ring in enumerate(_listed(value), 1)]


def _ring(value: Any, where: Where) -> Ring:
    listed = _listed(value)
    _check_count(len(listed))
    ring = [_position(position, number, where) for number, position in enumerate(listed, 1)]
    if len(ring) < 4:
        raise refused("too_few", where, count=len(ring))
    if ring[0] != ring[-1]:
        raise refused("open", where, first=place(ring[0]), last=place(ring[-1]))
    return ring


def _position(value: Any, number: int, where: Where) -> Position:
    """Longitude and latitude in degrees; a third number (altitude) is not kept."""
    if not isinstance(value, list) or not 2 <= len(value) <= 3:
        raise refused("position", where, number=number)
    longitude, latitude = (_degrees(one, number, where) for one in value[:2])
    if not (-180 <= longitude <= 180 and -180 <= latitude <= 180):
        raise refused("degrees", where, number=number, place=place((longitude, latitude)))
    return longitude, latitude


def _degrees(value: Any, number: int, where: Where) -> float:
    """A finite number; ``"9,70"``, true, NaN and 1e400 are none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
        raise refused("number", where, number=number, value=str(value)[:40])
    return round(float(value), DECIMALS)


def _told(polygons: list[Polygon]) -> Iterator[tuple[Position, int, Where]]:
    for part, polygon in enumerate(polygons, 1):
        for ring, positions in enumerate(polygon, 1):
            where = Where(ring, part)
            yield from ((position, number, where) for number, position in enumerate(positions, 1))


def check_place(positions: list[tuple[Position, int, Where]]) -> None:
    """Every position lies in the country; where exchanging the two numbers would help, the refusal says so."""
    for position, number, where in positions:
        if not within(position):
            swapped = all(within((latitude, longitude)) for (longitude, latitude), _, _ in positions)
            raise refused("swapped" if swapped else "outside", where, number=number, place=place(position))


def within(position: Position) -> bool:
    """Whether a position, longitude first, lies in the box around the country."""
    longitude, latitude = position
    return LONGITUDES[0] <= longitude <= LONGITUDES[1] and LATITUDES[0] <= latitude <= LATITUDES[1]


def place(position: Position) -> str:
    """``9.701234 4.051234``: longitude latitude, as a person would copy it."""
    return f"{position[0]:.6f} {position[1]:.6f}"
