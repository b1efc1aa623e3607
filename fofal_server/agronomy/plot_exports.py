"""Chosen plots as a map file: in any of the formats, or as the evidence that Regulation (EU) 2023/1115 asks for."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.agronomy import eudr
from fofal_server.agronomy.models import Crop, Plot
from fofal_server.core import audit, clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import Actor
from fofal_server.core.errors import NotFound, Refused
from fofal_server.core.operation import Answer, Call
from fofal_server.core.plain import plain
from fofal_server.core.texts import text
from fofal_server.maps.feature import Feature
from fofal_server.maps.formats import FORMATS, MapFormat
from fofal_server.settings.models import Site

PLOTS = "agronomy.plots"


def file(call: Call) -> Answer:
    """The plots in the format asked for; those that have no outline are left out."""
    kind: MapFormat = call.query.format
    rows = [row for row in _chosen(call.session, call.actor, call.query.plot_id) if row[0].geometry is not None]
    if not rows:
        raise Refused("agronomy.no_outline_to_export", field="plot_id")
    features = [_feature(number, *row) for number, row in enumerate(rows, 1)]
    _tell(call.session, kind, [row[0] for row in rows])
    title = text("agronomy.map_file", call.language)
    name = f"parcelles-{clock.today().isoformat()}{FORMATS[kind].suffixes[0]}"
    return _attached(FORMATS[kind].written(features, title), name, FORMATS[kind].media)


def evidence(call: Call) -> Answer:
    """The outlines of these plots as evidence; 422 with all that stands in the way."""
    plots = [row[0] for row in _chosen(call.session, call.actor, call.query.plot_id)]
    if not plots:
        raise Refused("agronomy.no_outline_to_export", field="plot_id")
    content = eudr.file(call.session, plots)
    _tell(call.session, "eudr", plots)
    return _attached(content.encode(), f"rdue-{clock.today().isoformat()}.geojson", "application/geo+json")


def _chosen(session: Session, actor: Actor, keys: Sequence[UUID]) -> list[tuple[Plot, str, str]]:
    """Plots with the codes of site and crop; 404 when one of those named is not within reach."""
    query = scoped(actor, Plot, Plot, Site.code, Crop.code).join(Site, Site.id == Plot.site_id)
    query = query.join(Crop, Crop.id == Plot.crop_id).order_by(Plot.code)
    found = session.execute(query.where(Plot.id.in_(keys)) if keys else query.where(Plot.archived.is_(False)))
    rows = [(plot, site, crop) for plot, site, crop in found]
    if keys and {plot.id for plot, _, _ in rows} != set(keys):
        raise NotFound
    return rows


def _feature(number: int, plot: Plot, site: str, crop: str) -> Feature:
    """What an import of the same file reads again; the area is only shown."""
    told: Mapping[str, Any] = {
        "code": plot.code, "name": plot.name, "site": site, "crop": crop, "status": plot.status,
        "planted_on": plot.planted_on, "plant_count": plot.plant_count, "area_ha": plot.area_ha,
    }  # fmt: skip
    return Feature(
        number, plot.code, plot.geometry, {key: plain(value) for key, value in told.items() if value is not None}
    )


def _tell(session: Session, format: str, plots: Sequence[Plot]) -> None:
    audit.tell(session, "export", PLOTS, after={"format": format, "plots": [plot.code for plot in plots]})


def _attached(content: bytes, name: str, media: str) -> Answer:
    return Answer(content, headers={"Content-Disposition": f'attachment; filename="{name}"'}, media_type=media)
