"""What was seen on a plot: growth, pests, disease, ripeness, damage."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.agronomy.models.references import EmployeeId, PlotId, TeamId
from fofal_server.core.fields import Coordinate, Count, Moment, Name, Note, Percent
from fofal_server.core.models import Record, searched


class ObservationKind(StrEnum):
    """What the observer was looking for."""

    GROWTH = "growth"
    PEST = "pest"
    DISEASE = "disease"
    MATURITY = "maturity"
    WEATHER_DAMAGE = "weather_damage"
    STAND = "stand"
    SOIL = "soil"
    INCIDENT = "incident"
    OTHER = "other"


class Severity(StrEnum):
    """How bad it is, in the observer's eyes."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Observation(Record):
    """One look at a plot; ``affected_count`` of ``sample_count`` plants, at a point in WGS84 degrees."""

    __tablename__ = "agronomy_observation"
    __table_args__ = (
        CheckConstraint("affected_count >= 0", name="affected_count"),
        CheckConstraint("sample_count > 0", name="sample_count"),
        CheckConstraint("affected_count <= sample_count", name="share"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="point"),
        Index("ix_agronomy_observation_plot_at", "plot_id", "observed_at"),
        *searched("agronomy_observation", "name", "organism"),
    )

    name: Mapped[Name]
    plot_id: Mapped[PlotId] = mapped_column(ForeignKey("agronomy_plot.id"))
    observed_at: Mapped[Moment]
    kind: Mapped[ObservationKind]
    organism: Mapped[Name | None]
    severity: Mapped[Severity] = mapped_column(default=Severity.NONE)
    affected_count: Mapped[Count | None]
    sample_count: Mapped[Count | None]
    affected_percent: Mapped[Percent | None]
    latitude: Mapped[Coordinate | None]
    longitude: Mapped[Coordinate | None]
    observer_id: Mapped[EmployeeId | None] = mapped_column(ForeignKey("hr_employee.id"), index=True)
    team_id: Mapped[TeamId | None] = mapped_column(ForeignKey("hr_team.id"), index=True)
    note: Mapped[Note | None]
