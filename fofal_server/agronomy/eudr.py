"""The outlines that a buyer in the European Union has to show, as Regulation (EU) 2023/1115 asks for them.

GeoJSON in WGS84, longitude first, six decimals at least, one feature a plot; a polygon from 4 ha on (4 ha exactly is
taken as more), a point is enough below. One plot that was cleared too late spoils the whole set: it is never written.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from fofal_server.agronomy import limits
from fofal_server.agronomy.models import EudrState, Plot
from fofal_server.agronomy.wording import number_text
from fofal_server.core.errors import FieldError, Invalid
from fofal_server.core.plain import plain
from fofal_server.maps import geojson

DECIMALS = 6
COUNTRY = "CM"


def file(session: Session, plots: Sequence[Plot]) -> str:
    """The collection of these plots; 422 with every plot that may not be in it, and why."""
    limit = limits.number(session, limits.POLYGON_FROM)
    flaws = [flaw for plot in plots if (flaw := _flaw(plot, limit)) is not None]
    if flaws:
        raise Invalid("agronomy.eudr_not_whole", errors=tuple(flaws), code="eudr_not_whole", count=len(flaws))
    return collection(feature(plot) for plot in plots)


def collection(features: Iterable[str]) -> str:
    """Features that are JSON already, as one file."""
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'


def feature(plot: Plot, **more: Any) -> str:
    """One plot with what is known of it; ``more`` stands beside."""
    told = {
        "plot": plot.code,
        "name": plot.name,
        "country": COUNTRY,
        "area_ha": plot.area_ha,
        "planted_on": plot.planted_on,
        "cleared_on": plot.cleared_on,
        "eudr_state": plot.eudr_state,
        "evidence": plot.evidence_reference,
        **more,
    }
    properties = json.dumps(plain(told), ensure_ascii=False)
    shape = geojson.exact(plot.geometry, DECIMALS)
    return f'{{"type":"Feature","geometry":{shape},"properties":{properties}}}'


def _flaw(plot: Plot, limit: Any) -> FieldError | None:
    if plot.geometry is None:
        return _told(plot, "no_outline")
    if plot.eudr_state is EudrState.EXCLUDED:
        return _told(plot, "excluded")
    if plot.geometry["type"] == "Point" and plot.area_ha is not None and plot.area_ha >= limit:
        return _told(plot, "polygon_due", limit=number_text(limit))
    found = geojson.finest(plot.geometry)
    return _told(plot, "too_coarse", found=found, due=DECIMALS) if found < DECIMALS else None


def _told(plot: Plot, slug: str, **values: Any) -> FieldError:
    return FieldError("plot_id", f"agronomy.eudr_{slug}", f"eudr_{slug}", {"plot": plot.code, **values})
