"""One day's picking of one plot by a gang: who cut how much, of which ripeness, and the lot that it became."""

from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fofal_server.agronomy.models.references import (
    CycleId,
    EmployeeId,
    LotId,
    PlotId,
    TeamId,
    WarehouseId,
)
from fofal_server.core.fields import Code, Count, Day, Moment, Name, Note, Percent, Quantity, Words
from fofal_server.core.models import Line, Record, searched


class HarvestStatus(StrEnum):
    """Confirming puts the lot into stock, cancelling takes it out again."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Grade(StrEnum):
    """A superior, B standard, C inferior; the price follows the grade."""

    A = "a"
    B = "b"
    C = "c"


class HarvestWeather(StrEnum):
    """The day's weather as the headman wrote it."""

    DRY = "dry"
    SHOWERS = "showers"
    RAIN = "rain"
    STOPPED = "stopped"


class HarvestLine(Line):
    """What one worker cut, in bunches by ripeness (MPOB 2003), loose fruit and weight in kg."""

    __tablename__ = "agronomy_harvest_line"
    __parent__ = "harvest_id"
    __table_args__ = (
        CheckConstraint(
            "least(bunches_ripe, bunches_underripe, bunches_unripe, bunches_overripe, bunches_empty) >= 0",
            name="bunches",
        ),
        CheckConstraint("loose_fruit_kg >= 0", name="loose_fruit_kg"),
        CheckConstraint("weight_kg >= 0", name="weight_kg"),
    )

    harvest_id: Mapped[UUID] = mapped_column(ForeignKey("agronomy_harvest.id", ondelete="CASCADE"), index=True)
    employee_id: Mapped[EmployeeId | None] = mapped_column(ForeignKey("hr_employee.id"), index=True)
    bunches_ripe: Mapped[Count] = mapped_column(default=0)
    bunches_underripe: Mapped[Count] = mapped_column(default=0)
    bunches_unripe: Mapped[Count] = mapped_column(default=0)
    bunches_overripe: Mapped[Count] = mapped_column(default=0)
    bunches_empty: Mapped[Count] = mapped_column(default=0)
    loose_fruit_kg: Mapped[Quantity] = mapped_column(default=Decimal(0))
    weight_kg: Mapped[Quantity | None]


class Harvest(Record):
    """A harvest; ``sequence`` numbers the lots of a plot on one day and is never used twice."""

    __tablename__ = "agronomy_harvest"
    __table_args__ = (
        UniqueConstraint("plot_id", "harvested_on", "sequence"),
        CheckConstraint("total_weight_kg >= 0", name="total_weight"),
        CheckConstraint("status <> 'confirmed' OR (lot_id IS NOT NULL AND total_weight_kg > 0)", name="confirmed"),
        Index("ix_agronomy_harvest_day", "harvested_on"),
        *searched("agronomy_harvest", "name", "lot_code"),
    )

    name: Mapped[Name]
    plot_id: Mapped[PlotId] = mapped_column(ForeignKey("agronomy_plot.id"))
    harvested_on: Mapped[Day]
    started_at: Mapped[Moment | None]
    warehouse_id: Mapped[WarehouseId] = mapped_column(ForeignKey("inventory_warehouse.id"), index=True)
    cycle_id: Mapped[CycleId | None] = mapped_column(ForeignKey("agronomy_crop_cycle.id"), index=True)
    team_id: Mapped[TeamId | None] = mapped_column(ForeignKey("hr_team.id"), index=True)
    checker_id: Mapped[EmployeeId | None] = mapped_column(ForeignKey("hr_employee.id"), index=True)
    weather: Mapped[HarvestWeather | None]
    grade: Mapped[Grade] = mapped_column(default=Grade.B)
    status: Mapped[HarvestStatus] = mapped_column(default=HarvestStatus.DRAFT)
    total_bunches: Mapped[Count] = mapped_column(default=0)
    total_weight_kg: Mapped[Quantity] = mapped_column(default=Decimal(0))
    bunch_weight_kg: Mapped[Quantity | None]
    unripe_percent: Mapped[Percent | None]
    unripe_warnings: Mapped[Words] = mapped_column(default=list)
    sequence: Mapped[Count | None]
    lot_id: Mapped[LotId | None] = mapped_column(ForeignKey("inventory_lot.id"), index=True)
    lot_code: Mapped[Code | None]
    note: Mapped[Note | None]

    lines: Mapped[list[HarvestLine]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by=HarvestLine.position
    )
