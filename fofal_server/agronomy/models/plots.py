"""The field unit: where it lies, what stands on it, who answers for it, what shows that it is lawful."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.agronomy.models.references import CropId, EmployeeId, TeamId
from fofal_server.core.fields import Area, Code, Coordinate, Count, Day, Geometry, Name, Note, Quantity
from fofal_server.core.models import Archivable, Record, searched
from fofal_server.settings.models import SiteId

BOX = "box(point(west::float8, south::float8), point(east::float8, north::float8))"
"""SQL of the box around a plot; the index below and the look for neighbours share it."""


class PlotStatus(StrEnum):
    """in preparation → active ⇄ harvesting; active → resting → in preparation."""

    IN_PREPARATION = "in_preparation"
    ACTIVE = "active"
    HARVESTING = "harvesting"
    RESTING = "resting"


class AreaSource(StrEnum):
    """Whether ``area_ha`` was measured on the polygon or is what somebody declared beside a point."""

    MEASURED = "measured"
    DECLARED = "declared"


class EudrState(StrEnum):
    """What the evidence says of Regulation (EU) 2023/1115: cleared after the cut-off day is out for good."""

    MISSING = "missing"
    COMPLETE = "complete"
    EXCLUDED = "excluded"


class Drainage(StrEnum):
    """How the soil sheds water."""

    GOOD = "good"
    MODERATE = "moderate"
    POOR = "poor"
    FLOODED = "flooded"


class Plot(Record, Archivable):
    """A plot; its outline is GeoJSON in WGS84, its area geodesic, its box in degrees for finding neighbours."""

    __tablename__ = "agronomy_plot"
    __table_args__ = (
        CheckConstraint("plant_count >= 0", name="plant_count"),
        CheckConstraint("area_ha > 0", name="area"),
        CheckConstraint("net_area_ha > 0", name="net_area"),
        CheckConstraint("(geometry IS NULL) = (west IS NULL)", name="box"),
        Index("ix_agronomy_plot_box", text(BOX), postgresql_using="gist"),
        *searched("agronomy_plot", "code", "name"),
    )

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    site_id: Mapped[SiteId] = mapped_column(ForeignKey("settings_site.id"), index=True)
    crop_id: Mapped[CropId] = mapped_column(ForeignKey("agronomy_crop.id"), index=True)
    status: Mapped[PlotStatus]
    geometry: Mapped[Geometry | None] = mapped_column(JSONB(none_as_null=True))
    area_ha: Mapped[Area | None]
    area_source: Mapped[AreaSource | None]
    declared_area_ha: Mapped[Area | None]
    net_area_ha: Mapped[Area | None]
    perimeter_m: Mapped[Quantity | None]
    longitude: Mapped[Coordinate | None]
    latitude: Mapped[Coordinate | None]
    west: Mapped[Coordinate | None]
    south: Mapped[Coordinate | None]
    east: Mapped[Coordinate | None]
    north: Mapped[Coordinate | None]
    planted_on: Mapped[Day | None]
    plant_count: Mapped[Count | None]
    material: Mapped[Name | None]
    manager_id: Mapped[EmployeeId | None] = mapped_column(ForeignKey("hr_employee.id"), index=True)
    team_id: Mapped[TeamId | None] = mapped_column(ForeignKey("hr_team.id"), index=True)
    soil: Mapped[Name | None]
    drainage: Mapped[Drainage | None]
    road_access: Mapped[Name | None]
    land_title: Mapped[Name | None]
    cleared_on: Mapped[Day | None]
    evidence_on: Mapped[Day | None]
    evidence_reference: Mapped[Name | None]
    eudr_state: Mapped[EudrState] = mapped_column(default=EudrState.MISSING)
    note: Mapped[Note | None]
