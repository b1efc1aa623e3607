"""The plan of the harvest: on which day the gang is due on which plot."""

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, UniqueConstraint, case, func, literal_column
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.agronomy.models.forecast import TODAY, planned_for
from fofal_server.agronomy.models.references import HarvestId, PlotId, TeamId
from fofal_server.core import clock
from fofal_server.core.fields import Count, Day, Name, Note, Quantity
from fofal_server.core.models import Record, searched


class RoundStatus(StrEnum):
    """A round that a later one overtook was missed."""

    PLANNED = "planned"
    DONE = "done"
    MISSED = "missed"
    CANCELLED = "cancelled"


class HarvestRound(Record):
    """A round due on one plot; ``days_late`` counts from the due day while the round is still planned.

    ``forecast``: what the weather of that day says against it, as long as it is to come.
    """

    __tablename__ = "agronomy_harvest_round"
    __table_args__ = (
        UniqueConstraint("plot_id", "due_on"),
        CheckConstraint("expected_kg > 0", name="expected_kg"),
        CheckConstraint("expected_bunches >= 0", name="expected_bunches"),
        Index("ix_agronomy_harvest_round_status_due", "status", "due_on"),
        *searched("agronomy_harvest_round", "name"),
    )

    name: Mapped[Name]
    plot_id: Mapped[PlotId] = mapped_column(ForeignKey("agronomy_plot.id"))
    due_on: Mapped[Day]
    team_id: Mapped[TeamId | None] = mapped_column(ForeignKey("hr_team.id"), index=True)
    expected_bunches: Mapped[Count | None]
    expected_kg: Mapped[Quantity | None]
    status: Mapped[RoundStatus] = mapped_column(default=RoundStatus.PLANNED)
    done_on: Mapped[Day | None]
    harvest_id: Mapped[HarvestId | None] = mapped_column(ForeignKey("agronomy_harvest.id"), index=True)
    note: Mapped[Note | None]

    forecast = planned_for("due_on", RoundStatus.PLANNED)

    @hybrid_property
    def days_late(self) -> int:
        """Days since the round was due; 0 when it is done, missed, cancelled or not due yet."""
        late = (clock.today() - self.due_on).days if self.status is RoundStatus.PLANNED else 0
        return max(late, 0)

    @days_late.inplace.expression
    @classmethod
    def _days_late_sql(cls) -> ColumnElement[int]:
        """The same in SQL; the day is read when the statement runs, since the engine keeps built columns for days."""
        late: Any = literal_column(TODAY) - cls.due_on
        return case((cls.status == RoundStatus.PLANNED, func.greatest(late, 0)), else_=0)
