"""Average bunch weight (ABW) of a plot in a month: turns counted bunches into kilograms."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.agronomy.models.references import PlotId
from fofal_server.core.fields import Count, Day, Name, Note, Quantity
from fofal_server.core.models import Record, searched


class WeightSource(StrEnum):
    """Weighed on a sample in the field, or net weight of the mill's tickets over bunches sent."""

    SAMPLE = "sample"
    TICKETS = "tickets"


class BunchWeight(Record):
    """One plot and month; ``month`` is its first day, weights in kg. A harvest keeps the value that it used."""

    __tablename__ = "agronomy_bunch_weight"
    __table_args__ = (
        UniqueConstraint("plot_id", "month"),
        CheckConstraint("sample_bunches > 0", name="sample_bunches"),
        CheckConstraint("sample_kg > 0", name="sample_kg"),
        CheckConstraint("extract(day from month) = 1", name="month"),
        *searched("agronomy_bunch_weight", "name"),
    )

    name: Mapped[Name]
    plot_id: Mapped[PlotId] = mapped_column(ForeignKey("agronomy_plot.id"))
    month: Mapped[Day]
    sample_bunches: Mapped[Count]
    sample_kg: Mapped[Quantity]
    average_kg: Mapped[Quantity]
    source: Mapped[WeightSource] = mapped_column(default=WeightSource.SAMPLE)
    note: Mapped[Note | None]
