"""What goes in and out of the map: points, plots with their measures, what a map file would change."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from fofal_server.agronomy.models import PlotStatus, PointKind
from fofal_server.agronomy.models.references import PlotId
from fofal_server.core.fields import Area, Coordinate, Day, Flag, Moment, Name, Note, Quantity
from fofal_server.core.resource import Read, Write
from fofal_server.core.transfer.telling import TellingQuery
from fofal_server.maps.formats import MapFormat

MOST = 500
"""Plots that one call may name."""


class MapPointWrite(Write):
    name: Name
    kind: PointKind
    longitude: Coordinate
    latitude: Coordinate
    plot_id: PlotId | None = None
    noted_on: Day | None = None
    note: Note | None = None
    archived: Flag = False


class MapPointRead(MapPointWrite, Read): ...


class PlotOnMap(BaseModel):
    """A plot and the measures by which it may be coloured; a measure that the person may not know is null.

    Hectares and kilograms are decimal texts, the age is years since planting, the yield that of twelve months.
    """

    id: UUID
    code: str
    name: str
    site_id: UUID
    crop_id: UUID
    crop: str
    status: PlotStatus
    version: int
    geometry: dict[str, Any] | None
    longitude: Coordinate | None
    latitude: Coordinate | None
    area_ha: Area | None
    plant_count: int | None
    planted_on: Day | None
    age_years: Quantity | None
    last_harvest_on: Day | None
    days_since_harvest: int | None
    kg_per_ha: Quantity | None


class PointOnMap(BaseModel):
    id: UUID
    name: str
    kind: PointKind
    longitude: Coordinate
    latitude: Coordinate
    plot_id: UUID | None
    noted_on: Day | None
    version: int


class SiteOnMap(BaseModel):
    """A site and how far it goes."""

    id: UUID
    code: str
    name: str
    geometry: dict[str, Any]


class UsualPlot(BaseModel):
    """Beyond what an outline is worth a second look: its area, and how much of it may leave the site."""

    min_ha: Quantity
    max_ha: Quantity
    beyond_percent: Quantity


class MapView(BaseModel):
    """All that is drawn, and the moment at which it was so; ages and days are counted to its business day."""

    plots: list[PlotOnMap]
    points: list[PointOnMap]
    sites: list[SiteOnMap]
    usual: UsualPlot
    measured_at: Moment


class ChosenPlots(BaseModel):
    """Plots by their ids, repeated; none named means all within reach."""

    plot_id: list[UUID] = Field([], max_length=MOST)


class MapFileQuery(ChosenPlots):
    format: MapFormat = MapFormat.GEOJSON


class PlotFileQuery(TellingQuery):
    """``dry_run`` tells what would happen; ``site_id`` and ``crop_id`` are those of new plots that name none.

    ``only`` are the numbers of the features to be taken; none named means all. ``keep_corners`` leaves long walks of a
    GPX file as they were recorded.
    """

    dry_run: bool = False
    keep_corners: bool = False
    site_id: UUID | None = None
    crop_id: UUID | None = None
    only: list[int] = Field([], max_length=5_000)


class Outcome(StrEnum):
    """What becomes of a feature: ``same`` says nothing new, ``overlap`` is a refusal for lying on another plot."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    OVERLAP = "overlap"
    REFUSED = "refused"


class Mistake(BaseModel):
    field: str | None
    message: str
    code: str


class PlotOfFile(BaseModel):
    """A feature of the file: its number and name there, the plot it means, and what would become of it.

    ``corners_given`` are those in the file where the outline has fewer; ``warnings`` stand against nothing.
    """

    number: int
    name: str
    code: str | None
    plot_id: UUID | None
    outcome: Outcome
    area_ha: Area | None
    area_before_ha: Area | None
    geometry: dict[str, Any] | None
    corners: int | None
    corners_given: int | None
    mistakes: list[Mistake]
    warnings: list[Mistake]


class PlotFileReport(BaseModel):
    """What a map file does to the plots. Nothing is stored when one feature is refused, or in a rehearsal.

    ``ignored`` are properties of the file that mean nothing to a plot. ``tolerance_m`` is how far, in metres, a corner
    that was left out lies from the line at most; null where none was.
    """

    format: MapFormat
    plots: list[PlotOfFile]
    new: int
    changed: int
    same: int
    refused: int
    ignored: list[str]
    tolerance_m: Quantity | None
    stored: bool
    import_id: UUID | None
