"""What was planted on a plot, when, and of which material."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.agronomy.models.references import CropId, PlotId
from fofal_server.core.fields import Count, Day, Name, Note, Quantity
from fofal_server.core.models import Record, searched


class PlantingKind(StrEnum):
    """A planting or replanting starts the stand anew; supplying fills its gaps, felling thins it."""

    PLANTING = "planting"
    REPLANTING = "replanting"
    SUPPLYING = "supplying"
    FELLING = "felling"


class Planting(Record):
    """One planting campaign of a plot; ``spacing_m`` between plants in metres."""

    __tablename__ = "agronomy_planting"
    __table_args__ = (
        CheckConstraint("plant_count > 0", name="plant_count"),
        CheckConstraint("spacing_m > 0", name="spacing"),
        Index("ix_agronomy_planting_plot_day", "plot_id", "planted_on"),
        *searched("agronomy_planting", "name", "material"),
    )

    name: Mapped[Name]
    plot_id: Mapped[PlotId] = mapped_column(ForeignKey("agronomy_plot.id"))
    crop_id: Mapped[CropId] = mapped_column(ForeignKey("agronomy_crop.id"), index=True)
    kind: Mapped[PlantingKind] = mapped_column(default=PlantingKind.PLANTING)
    planted_on: Mapped[Day]
    plant_count: Mapped[Count]
    material: Mapped[Name | None]
    seed_lot: Mapped[Name | None]
    spacing_m: Mapped[Quantity | None]
    note: Mapped[Note | None]
