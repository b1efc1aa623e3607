"""From the reference system that a .prj file names to longitude and latitude in WGS84, the right way round."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from fofal_server.core.errors import Invalid
from fofal_server.maps.geojson import DECIMALS

Pair = tuple[float, float]
Project = Callable[[Sequence[Pair]], list[Pair]]

_LONGEST = 10_000
"""Characters of a .prj; the longest that programs write have two thousand."""

WGS84 = (
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)
"""What a .prj of ours says."""


def reader(told: str) -> Project:
    """What turns positions of this system into longitude and latitude; 422 when nobody knows the system.

    Whatever order of axes the system declares, a Shapefile writes x before y: that is what ``always_xy`` says. A datum
    whose way to WGS84 is not known would be off by hundreds of metres without a word; it is refused as well.
    """
    from pyproj import CRS, Transformer
    from pyproj.exceptions import CRSError, ProjError

    try:
        system = CRS.from_wkt(told[:_LONGEST])
        change = Transformer.from_crs(system, CRS.from_epsg(4326), always_xy=True, allow_ballpark=False)
    except (CRSError, ProjError) as error:
        raise Invalid("maps.unknown_projection", name=told[:80], code="unknown_projection") from error
    return partial(_projected, change.transform)


def _projected(transform: Callable[..., Any], positions: Sequence[Pair]) -> list[Pair]:
    if not positions:
        return []
    longitudes, latitudes = transform(*zip(*positions, strict=True))
    return [(round(x, DECIMALS), round(y, DECIMALS)) for x, y in zip(longitudes, latitudes, strict=True)]
