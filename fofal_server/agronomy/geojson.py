"""Reads a plot's GeoJSON strictly: every refusal says in a person's words what is wrong and where."""

from dataclasses import dataclass
from typing import Any

from fofal_server.core.errors import Refused

Position = tuple[float, float]
Ring = list[Position]
Polygon = list[Ring]

MAX_POSITIONS = 20_000
"""More is a tracing mistake or an attack: at one position a metre it is a boundary of 20 km."""

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


def refused(slug: str, **values: Any) -> Refused:
    return Refused(f"agronomy.geometry_{slug}", field="geometry", **values)


def read(value: dict[str, Any]) -> Drawing:
    """A Point, Polygon or MultiPolygon in WGS84, longitude first (RFC 7946); anything else is refused."""
    _check_reference_system(value)
    coordinates = value.get("coordinates")
    match value.get("type"):
        case "Point":
            point = _position(coordinates, 0)
            _check_place([point])
            return Drawing(point, [])
        case "Polygon":
            polygons = [_polygon(coordinates, 0)]
        case "MultiPolygon":
            polygons = [_polygon(part, index) for index, part in enumerate(_listed(coordinates))]
        case other:
            raise refused("type", type=str(other)[:40])
    positions = [position for polygon in polygons for ring in polygon for position in ring]
    if len(positions) > MAX_POSITIONS:
        raise refused("too_many", count=len(positions), limit=MAX_POSITIONS)
    _check_place(positions)
    return Drawing(None, polygons)


def written(polygons: list[Polygon]) -> dict[str, Any]:
    """GeoJSON of these polygons; one alone is a Polygon, several are a MultiPolygon."""
    parts = [[[list(position) for position in ring] for ring in polygon] for polygon in polygons]
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def _check_reference_system(value: dict[str, Any]) -> None:
    """The old ``crs`` member is let pass when it names WGS84; metres or another datum would be a silent error."""
    if "crs" in value and not any(word in str(value["crs"]) for word in ("CRS84", "EPSG::4326", "EPSG:4326")):
        raise refused("crs")


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise refused("empty")
    return value


def _polygon(value: Any, part: int) -> Polygon:
    return [_ring(ring, part, index) for index, ring in enumerate(_listed(value))]


def _ring(value: Any, part: int, index: int) -> Ring:
    where = {"ring": index + 1, "part": part + 1}
    listed = _listed(value)
    if len(listed) > MAX_POSITIONS:
        raise refused("too_many", count=len(listed), limit=MAX_POSITIONS)
    ring = [_position(position, number) for number, position in enumerate(listed)]
    if len(ring) < 4:
        raise refused("too_few", count=len(ring), **where)
    if ring[0] != ring[-1]:
        raise refused("open", first=place(ring[0]), last=place(ring[-1]), **where)
    return ring


def _position(value: Any, number: int) -> Position:
    """Longitude and latitude in degrees; a third number (altitude) is not kept."""
    if not isinstance(value, list) or not 2 <= len(value) <= 3:
        raise refused("position", number=number + 1)
    longitude, latitude = (_degrees(one, number) for one in value[:2])
    if not (-180 <= longitude <= 180 and -180 <= latitude <= 180):
        raise refused("degrees", number=number + 1)
    return longitude, latitude


def _degrees(value: Any, number: int) -> float:
    """A finite number; ``"9,70"``, true, NaN and 1e400 are none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e9:
        raise refused("number", number=number + 1, value=str(value)[:40])
    return round(float(value), DECIMALS)


def _check_place(positions: list[Position]) -> None:
    """Every position lies in the country; where exchanging the two numbers would help, the refusal says so."""
    for number, position in enumerate(positions, start=1):
        if not _within(position):
            swapped = all(_within((latitude, longitude)) for longitude, latitude in positions)
            raise refused("swapped" if swapped else "outside", number=number, place=place(position))


def _within(position: Position) -> bool:
    longitude, latitude = position
    return LONGITUDES[0] <= longitude <= LONGITUDES[1] and LATITUDES[0] <= latitude <= LATITUDES[1]


def place(position: Position) -> str:
    """``9.701234 4.051234``: longitude latitude, as a person would copy it."""
    return f"{position[0]:.6f} {position[1]:.6f}"
