"""The pictures that may lie behind the plots: one service of tiles from the settings, and files in the data folder."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import DatabaseError
from urllib.parse import urlsplit

import structlog

from fofal_server.config import Settings
from fofal_server.contract.version import VERSION
from fofal_server.core.transfer.folding import folded
from fofal_server.maps import mbtiles
from fofal_server.outside import Provider

ONLINE = "online"
"""Code of the one layer that is fetched."""

LARGEST_TILE = 2 * 1024 * 1024
PER_SECOND = 20
"""Tiles asked for at most by the whole installation: what a few people look at, and no more."""

log = structlog.get_logger("fofal.maps")


@dataclass(frozen=True)
class Layer:
    """``bounds`` are west, south, east, north in degrees where the layer says so. ``file`` holds its tiles, if any."""

    code: str
    name: str
    attribution: str
    min_zoom: int
    max_zoom: int
    bounds: tuple[float, float, float, float] | None = None
    file: Path | None = None


def listed(settings: Settings) -> list[Layer]:
    """Every layer that can be shown: files first, for they need nobody. What cannot be read is left out and told."""
    found: list[Layer] = []
    for code, path in _files(settings.data_dir):
        try:
            found.append(_of_file(code, path))
        except (DatabaseError, ValueError) as error:
            log.warning("maps.layer_unreadable", file=path.name, error=str(error)[:200])
    online = service(settings)
    return [*found, online] if online is not None else found


def service(settings: Settings) -> Layer | None:
    """The layer that is fetched, None when none is set."""
    if settings.tiles_url is None:
        return None
    return Layer(ONLINE, settings.tiles_name, settings.tiles_attribution, 0, settings.tiles_max_zoom)


def file_of(data_dir: Path, code: str) -> Path | None:
    """The file behind a layer."""
    return dict(_files(data_dir)).get(code)


def provider(settings: Settings) -> Provider:
    """Who is asked for tiles, and how we say who we are."""
    host = urlsplit(settings.tiles_url or "").hostname or ""
    return Provider(
        "tiles", (host,), per_second=PER_SECOND, tries=1, largest=LARGEST_TILE, headers={"User-Agent": called(settings)}
    )


def called(settings: Settings) -> str:
    """Services of maps want to know whom they could write to."""
    return f"FOFAL/{VERSION} ({settings.public_url})" if settings.public_url else f"FOFAL/{VERSION}"


def address(template: str, z: int, x: int, y: int) -> str:
    """The address of a tile, in the words of XYZ or of WMTS; both count rows from the north."""
    numbers = {"z": z, "x": x, "y": y, "TileMatrix": z, "TileCol": x, "TileRow": y}
    return re.sub(r"\{(\w+)\}", lambda found: str(numbers.get(found[1], found[0])), template)


def _files(data_dir: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted((data_dir / "maps").glob("*.mbtiles")):
        yield folded(path.stem).replace(" ", "-") or "fond", path


def _of_file(code: str, path: Path) -> Layer:
    told = mbtiles.described(path)
    return Layer(code, told.name or path.stem, told.attribution, told.min_zoom, told.max_zoom, told.bounds, path)
