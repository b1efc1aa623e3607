"""What stands or happens at one place of the farm and is no plot: a gauge, a nest of pests, a tree, a well."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.agronomy.models.references import PlotId
from fofal_server.core.fields import Coordinate, Day, Name, Note
from fofal_server.core.models import Archivable, Record, searched


class PointKind(StrEnum):
    """What is there."""

    GAUGE = "gauge"
    SENSOR = "sensor"
    PEST = "pest"
    DISEASE = "disease"
    TREE = "tree"
    WATER = "water"
    BUILDING = "building"
    ACCESS = "access"
    OTHER = "other"


class MapPoint(Record, Archivable):
    """A place in WGS84 degrees, with the day on which it was noted; it may belong to a plot."""

    __tablename__ = "agronomy_map_point"
    __table_args__ = (
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude"),
        *searched("agronomy_map_point", "name"),
    )

    name: Mapped[Name]
    kind: Mapped[PointKind]
    longitude: Mapped[Coordinate]
    latitude: Mapped[Coordinate]
    plot_id: Mapped[PlotId | None] = mapped_column(ForeignKey("agronomy_plot.id"), index=True)
    noted_on: Mapped[Day | None]
    note: Mapped[Note | None]
