"""MBTiles: a whole map in one SQLite file, made beforehand and read where no internet is. Rows count from the south."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

PICTURES = frozenset({"png", "jpg", "jpeg", "webp"})
DEEPEST = 22


class Description(NamedTuple):
    """What the file says of itself; ``bounds`` are west, south, east, north in degrees."""

    name: str
    attribution: str
    min_zoom: int
    max_zoom: int
    bounds: tuple[float, float, float, float] | None


def described(path: Path) -> Description:
    """Raises sqlite3.DatabaseError when it is no such file, ValueError when its tiles are no pictures."""
    with _opened(path) as base:
        told = {str(name): str(value) for name, value in base.execute("SELECT name, value FROM metadata LIMIT 200")}
        if told.get("format", "png").lower() not in PICTURES:
            raise ValueError(told["format"][:40])
        low, high = _zooms(base, told)
    return Description(told.get("name", "")[:200], told.get("attribution", "")[:500], low, high, _bounds(told))


def tile(path: Path, z: int, x: int, y: int) -> bytes | None:
    """A tile by its place counted from the north-west; None where the file has none."""
    with _opened(path) as base:
        asked = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
        row = base.execute(asked, (z, x, 2**z - 1 - y)).fetchone()
    return bytes(row[0]) if row and isinstance(row[0], bytes) else None


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Read only, and as a file that nobody changes: no lock, no journal beside it."""
    with closing(sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True)) as base:
        yield base


def _zooms(base: sqlite3.Connection, told: Mapping[str, str]) -> tuple[int, int]:
    found = told.get("minzoom", ""), told.get("maxzoom", "")
    if not all(one.isdecimal() for one in found):
        found = base.execute("SELECT min(zoom_level), max(zoom_level) FROM tiles").fetchone()
    low, high = (min(int(one or 0), DEEPEST) for one in found)
    return low, high


def _bounds(told: Mapping[str, str]) -> tuple[float, float, float, float] | None:
    try:
        west, south, east, north = (float(one) for one in told.get("bounds", "").split(","))
    except ValueError:
        return None
    sound = -180 <= west < east <= 180 and -90 <= south < north <= 90
    return (west, south, east, north) if sound else None
