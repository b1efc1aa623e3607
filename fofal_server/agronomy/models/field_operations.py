"""Work done on a plot: what was put on it, by whom, and how long it keeps people and harvests away."""

from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fofal_server.agronomy.models.forecast import planned_for
from fofal_server.agronomy.models.references import (
    CycleId,
    EmployeeId,
    ItemId,
    LotId,
    MoveId,
    PlotId,
    TeamId,
    WarehouseId,
)
from fofal_server.core.fields import Area, Code, Count, Day, Flag, Moment, Money, Name, Note, Quantity
from fofal_server.core.models import Line, Record, searched


class OperationKind(StrEnum):
    """Kinds of work between planting and harvest."""

    FERTILISATION = "fertilisation"
    TREATMENT = "treatment"
    PRUNING = "pruning"
    WEEDING = "weeding"
    IRRIGATION = "irrigation"
    DRAINAGE = "drainage"
    SUPPLYING = "supplying"
    CENSUS = "census"
    ROADS = "roads"
    OTHER = "other"


class OperationStatus(StrEnum):
    """Confirming takes the inputs out of stock, cancelling brings them back."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class InputUsage(Line):
    """A product put on the plot, in the item's unit; ``move_id`` is the issue that took it out of stock."""

    __tablename__ = "agronomy_input_usage"
    __parent__ = "operation_id"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("pre_harvest_days BETWEEN 0 AND 366", name="pre_harvest_days"),
        CheckConstraint("reentry_hours BETWEEN 0 AND 1000", name="reentry_hours"),
    )

    operation_id: Mapped[UUID] = mapped_column(
        ForeignKey("agronomy_field_operation.id", ondelete="CASCADE"), index=True
    )
    item_id: Mapped[ItemId] = mapped_column(ForeignKey("inventory_item.id"), index=True)
    lot_id: Mapped[LotId | None] = mapped_column(ForeignKey("inventory_lot.id"), index=True)
    warehouse_id: Mapped[WarehouseId | None] = mapped_column(ForeignKey("inventory_warehouse.id"))
    quantity: Mapped[Quantity]
    dose_per_ha: Mapped[Quantity | None]
    pre_harvest_days: Mapped[Count | None]
    reentry_hours: Mapped[Count | None]
    target: Mapped[Name | None]
    move_id: Mapped[MoveId | None] = mapped_column(ForeignKey("inventory_stock_move.id"), index=True)


class LabourUsage(Line):
    """Hours or piece work of a person or of a whole gang."""

    __tablename__ = "agronomy_labour_usage"
    __parent__ = "operation_id"
    __table_args__ = (
        CheckConstraint("employee_id IS NOT NULL OR team_id IS NOT NULL", name="who"),
        CheckConstraint("hours >= 0", name="hours"),
        CheckConstraint("quantity_done >= 0", name="quantity_done"),
    )

    operation_id: Mapped[UUID] = mapped_column(
        ForeignKey("agronomy_field_operation.id", ondelete="CASCADE"), index=True
    )
    employee_id: Mapped[EmployeeId | None] = mapped_column(ForeignKey("hr_employee.id"), index=True)
    team_id: Mapped[TeamId | None] = mapped_column(ForeignKey("hr_team.id"))
    hours: Mapped[Quantity | None]
    quantity_done: Mapped[Quantity | None]
    unit: Mapped[Code | None]


class FieldOperation(Record):
    """One day's work on a plot. Without ``done_until`` the end of the day counts (GlobalG.A.P. records)."""

    __tablename__ = "agronomy_field_operation"
    __table_args__ = (
        CheckConstraint("area_done_ha > 0", name="area_done"),
        Index("ix_agronomy_field_operation_plot_day", "plot_id", "done_on"),
        Index("ix_agronomy_field_operation_day", "done_on"),
        *searched("agronomy_field_operation", "name", "reason"),
    )

    forecast = planned_for("done_on", OperationStatus.DRAFT)
    name: Mapped[Name]
    plot_id: Mapped[PlotId] = mapped_column(ForeignKey("agronomy_plot.id"))
    cycle_id: Mapped[CycleId | None] = mapped_column(ForeignKey("agronomy_crop_cycle.id"), index=True)
    kind: Mapped[OperationKind]
    done_on: Mapped[Day]
    done_until: Mapped[Moment | None]
    area_done_ha: Mapped[Area | None]
    warehouse_id: Mapped[WarehouseId | None] = mapped_column(ForeignKey("inventory_warehouse.id"))
    team_id: Mapped[TeamId | None] = mapped_column(ForeignKey("hr_team.id"), index=True)
    operator_id: Mapped[EmployeeId | None] = mapped_column(ForeignKey("hr_employee.id"), index=True)
    equipment: Mapped[Name | None]
    protective_equipment: Mapped[Flag] = mapped_column(default=False)
    weather: Mapped[Name | None]
    reason: Mapped[Name | None]
    status: Mapped[OperationStatus] = mapped_column(default=OperationStatus.DRAFT)
    input_cost: Mapped[Money] = mapped_column(default=Decimal(0))
    labour_hours: Mapped[Quantity] = mapped_column(default=Decimal(0))
    note: Mapped[Note | None]

    inputs: Mapped[list[InputUsage]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by=InputUsage.position
    )
    labour: Mapped[list[LabourUsage]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by=LabourUsage.position
    )
