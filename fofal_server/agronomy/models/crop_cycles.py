"""A season of one crop on one plot: its aim, its stage, what came out of it."""

from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.agronomy.models.references import CropId, PlotId
from fofal_server.core.fields import Code, Day, Money, Note, Quantity
from fofal_server.core.models import Record, searched


class CycleStage(StrEnum):
    """Where the season stands."""

    PLANNING = "planning"
    PREPARATION = "preparation"
    PLANTING = "planting"
    UPKEEP = "upkeep"
    HARVEST = "harvest"
    ANALYSIS = "analysis"


class CycleStatus(StrEnum):
    """A closed cycle keeps the yield that it was closed with."""

    OPEN = "open"
    CLOSED = "closed"


class CropCycle(Record):
    """A season; yields in kg per hectare. No two cycles of one crop on a plot share a day (constraint)."""

    __tablename__ = "agronomy_crop_cycle"
    __table_args__ = (
        CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="days"),
        CheckConstraint("status = 'open' OR ended_on IS NOT NULL", name="closed"),
        CheckConstraint("target_yield_kg_ha > 0", name="target_yield"),
        Index("ix_agronomy_crop_cycle_plot_day", "plot_id", "started_on"),
        *searched("agronomy_crop_cycle", "code"),
    )

    code: Mapped[Code] = mapped_column(unique=True)
    plot_id: Mapped[PlotId] = mapped_column(ForeignKey("agronomy_plot.id"))
    crop_id: Mapped[CropId] = mapped_column(ForeignKey("agronomy_crop.id"), index=True)
    started_on: Mapped[Day]
    ended_on: Mapped[Day | None]
    stage: Mapped[CycleStage] = mapped_column(default=CycleStage.PLANNING)
    status: Mapped[CycleStatus] = mapped_column(default=CycleStatus.OPEN)
    target_yield_kg_ha: Mapped[Quantity | None]
    harvested_kg: Mapped[Quantity] = mapped_column(default=Decimal(0))
    actual_yield_kg_ha: Mapped[Quantity | None]
    budget: Mapped[Money | None]
    note: Mapped[Note | None]
