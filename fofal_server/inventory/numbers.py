"""Proof that the numbers of moves and counts have no gap: each one that was given is on a document."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.numbering import NumberSeries
from fofal_server.core.texts import text
from fofal_server.inventory.models import StockCount, StockMove

SERIES: Mapping[str, tuple[type[Any], InstrumentedAttribute[str | None]]] = {
    "stock-move": (StockMove, StockMove.number),
    "stock-count": (StockCount, StockCount.number),
}


def gaps(session: Session) -> list[str]:
    """Each series and year in which the documents are not as many as the last number says, in lines for people."""
    return [line for series in SERIES for line in _gaps(session, series)]


def _gaps(session: Session, series: str) -> list[str]:
    given = select(NumberSeries.year, NumberSeries.last).where(NumberSeries.series == series)
    last = {row.year: row.last for row in session.execute(given)}
    found = _found(session, series)
    return [
        text("inventory.numbers.gap", series=text(f"inventory.numbers.{series}"), year=year, last=last.get(year, 0),
             count=found.get(year, 0))
        for year in sorted(last.keys() | found.keys()) if last.get(year, 0) != found.get(year, 0)
    ]  # fmt: skip


def _found(session: Session, series: str) -> dict[int, int]:
    """How many different numbers there are of each year (``MV-2026-000123``)."""
    model, number = SERIES[series]
    year = cast(func.split_part(number, "-", 2), Integer)
    counted = scoped(SYSTEM, model, year, func.count(number.distinct())).where(number.is_not(None)).group_by(year)
    return {row[0]: row[1] for row in session.execute(counted)}
