"""Gap-free numbers per series and year: the counter row is locked late and rolls back with its document."""

from sqlalchemy import String
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from fofal_server.core.models import Base


class NumberSeries(Base):
    """The last number given in a series (``stock-move``) and year."""

    __tablename__ = "number_series"

    series: Mapped[str] = mapped_column(String(60), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


def take(session: Session, series: str, year: int) -> int:
    """The next number of the series; the row stays locked until the commit, so call it as the last statement."""
    first = insert(NumberSeries).values(series=series, year=year, last=1)
    again = first.on_conflict_do_update(
        index_elements=[NumberSeries.series, NumberSeries.year], set_={"last": NumberSeries.last + 1}
    )
    return session.execute(again.returning(NumberSeries.last)).scalar_one()


def formatted(prefix: str, year: int, number: int) -> str:
    """``MV-2026-000123``: the form in which a number is printed."""
    return f"{prefix}-{year}-{number:06d}"
