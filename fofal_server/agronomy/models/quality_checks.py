"""The verdict on a harvest or on a lot: grade, measured criteria, conform or not."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fofal_server.agronomy.models.harvests import Grade
from fofal_server.agronomy.models.references import EmployeeId, HarvestId, LotId, PlotId
from fofal_server.core.fields import Code, Flag, Moment, Name, Note, Quantity
from fofal_server.core.models import Line, Record, searched


class Criterion(StrEnum):
    """Classes of the mill (MPOB 2003) and of fruit for the table."""

    UNRIPE = "unripe"
    UNDERRIPE = "underripe"
    OVERRIPE = "overripe"
    EMPTY = "empty"
    ROTTEN = "rotten"
    LONG_STALK = "long_stalk"
    OLD = "old"
    DIRTY = "dirty"
    DAMAGED = "damaged"
    SMALL = "small"
    COLOUR = "colour"
    DEFECTS = "defects"
    SIZE = "size"
    RESIDUE = "residue"
    OTHER = "other"


class QualityCriterion(Line):
    """One measured criterion; value and limit in ``unit`` (% unless said otherwise)."""

    __tablename__ = "agronomy_quality_criterion"
    __parent__ = "check_id"

    check_id: Mapped[UUID] = mapped_column(ForeignKey("agronomy_quality_check.id", ondelete="CASCADE"), index=True)
    criterion: Mapped[Criterion]
    value: Mapped[Quantity | None]
    limit_value: Mapped[Quantity | None]
    unit: Mapped[Code | None]
    conform: Mapped[Flag] = mapped_column(default=True)
    note: Mapped[Note | None]


class QualityCheck(Record):
    """A check is never changed: a mistaken one is answered by a later one. Not conform means quarantine."""

    __tablename__ = "agronomy_quality_check"
    __table_args__ = (
        CheckConstraint("harvest_id IS NOT NULL OR lot_id IS NOT NULL", name="subject"),
        Index("ix_agronomy_quality_check_at", "checked_at"),
        *searched("agronomy_quality_check", "name"),
    )

    name: Mapped[Name]
    harvest_id: Mapped[HarvestId | None] = mapped_column(ForeignKey("agronomy_harvest.id"), index=True)
    lot_id: Mapped[LotId | None] = mapped_column(ForeignKey("inventory_lot.id"), index=True)
    plot_id: Mapped[PlotId | None] = mapped_column(ForeignKey("agronomy_plot.id"), index=True)
    checked_at: Mapped[Moment]
    inspector_id: Mapped[EmployeeId | None] = mapped_column(ForeignKey("hr_employee.id"), index=True)
    grade: Mapped[Grade]
    conform: Mapped[Flag]
    measures: Mapped[Note | None]
    note: Mapped[Note | None]

    criteria: Mapped[list[QualityCriterion]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by=QualityCriterion.position
    )
