"""What a dashboard may draw of the fields: the harvest of twelve months, rounds by lateness, the work of the week."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import ColumnElement, extract, func
from sqlalchemy.orm import Session

from fofal_server.agronomy.figures import WEEK
from fofal_server.agronomy.models import (
    FieldOperation,
    Harvest,
    HarvestRound,
    HarvestStatus,
    OperationStatus,
    RoundStatus,
)
from fofal_server.agronomy.resources.harvest import HARVEST_ROUNDS, HARVESTS
from fofal_server.agronomy.resources.work import FIELD_OPERATIONS
from fofal_server.contract.figures import Opens
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import Actor
from fofal_server.core.series import Point, Series, SeriesValue
from fofal_server.core.watch import Severity

MONTHS = 12
DAY = dt.timedelta(days=1)
Month = tuple[int, int]


class Late(NamedTuple):
    """Rounds whose day lies from ``newest`` to ``oldest`` days back, or any longer; one to come lies less than none."""

    words: str
    newest: int
    oldest: int | None
    level: Severity | None

    def filter(self, today: dt.date) -> str:
        """As the list takes it."""
        last = today - self.newest * DAY
        return f"due_on:le:{last}" if self.oldest is None else f"due_on:between:{today - self.oldest * DAY}|{last}"

    def holds(self, today: dt.date) -> ColumnElement[bool]:
        last = today - self.newest * DAY
        if self.oldest is None:
            return HarvestRound.due_on <= last
        return HarvestRound.due_on.between(today - self.oldest * DAY, last)


_KEY = "series.agronomy.rounds-lateness"
LATENESS = (
    Late(f"{_KEY}.to-come", 1 - WEEK, 0, None),
    Late(f"{_KEY}.days", 1, 3, Severity.WARNING),
    Late(f"{_KEY}.week", 4, 7, Severity.WARNING),
    Late(f"{_KEY}.longer", 8, None, Severity.CRITICAL),
)


def _harvests(session: Session, actor: Actor) -> SeriesValue:
    """Confirmed kilograms by month, this one and eleven before it, each beside the same month a year earlier."""
    this = clock.today().replace(day=1)
    months = [_back(this, MONTHS - 1 - place) for place in range(MONTHS)]
    year, month = extract("year", Harvest.harvested_on), extract("month", Harvest.harvested_on)
    asked = scoped(actor, Harvest, year, month, func.sum(Harvest.total_weight_kg)).where(
        Harvest.status == HarvestStatus.CONFIRMED, Harvest.harvested_on >= _back(this, 2 * MONTHS - 1)
    )
    known = {(int(one), int(other)): weight for one, other, weight in session.execute(asked.group_by(year, month))}
    points = [_month(first, known) for first in months] if known else []
    return SeriesValue(points, "kg", clock.now(), opens=Opens(name=HARVESTS.name, filters=["status:eq:confirmed"]))


def _month(first: dt.date, known: dict[Month, Decimal]) -> Point:
    last = _back(first, -1) - DAY
    opens = Opens(name=HARVESTS.name, filters=["status:eq:confirmed", f"harvested_on:between:{first}|{last}"])
    value = known.get((first.year, first.month), Decimal(0))
    return Point(value, day=first, usual=known.get((first.year - 1, first.month)), opens=opens)


def _back(first: dt.date, months: int) -> dt.date:
    """The first day of so many months before."""
    number = first.year * 12 + first.month - 1 - months
    return dt.date(number // 12, number % 12 + 1, 1)


def _rounds(session: Session, actor: Actor) -> SeriesValue:
    """Planned rounds by how late they are, by one question for all of them."""
    today = clock.today()
    counts = [func.count().filter(one.holds(today)) for one in LATENESS]
    asked = scoped(actor, HarvestRound, *counts, func.count()).where(HarvestRound.status == RoundStatus.PLANNED)
    *found, planned = session.execute(asked).one()
    points = [_lateness(one, count, today) for one, count in zip(LATENESS, found, strict=True)] if planned else []
    opens = Opens(name=HARVEST_ROUNDS.name, filters=["status:eq:planned"])
    return SeriesValue(points, at=clock.now(), opens=opens)


def _lateness(late: Late, count: int, today: dt.date) -> Point:
    opens = Opens(name=HARVEST_ROUNDS.name, filters=["status:eq:planned", late.filter(today)])
    return Point(count, words=late.words, level=late.level if count else None, opens=opens)


def _work(session: Session, actor: Actor) -> SeriesValue:
    """Operations that are planned for each of the coming days."""
    today = clock.today()
    last = today + (WEEK - 1) * DAY
    asked = scoped(actor, FieldOperation, FieldOperation.done_on, func.count()).where(
        FieldOperation.status == OperationStatus.DRAFT, FieldOperation.done_on.between(today, last)
    )
    known: dict[dt.date, int] = dict(session.execute(asked.group_by(FieldOperation.done_on)).all())
    points = [_day(day, known.get(day, 0)) for day in _days(today)] if known else []
    opens = Opens(name=FIELD_OPERATIONS.name, filters=["status:eq:draft", f"done_on:between:{today}|{last}"])
    return SeriesValue(points, at=clock.now(), opens=opens)


def _days(today: dt.date) -> Iterator[dt.date]:
    return (today + place * DAY for place in range(WEEK))


def _day(day: dt.date, count: int) -> Point:
    opens = Opens(name=FIELD_OPERATIONS.name, filters=["status:eq:draft", f"done_on:eq:{day}"])
    return Point(count, day=day, opens=opens)


SERIES = (
    Series(
        "agronomy.harvest-months", HARVESTS.permission("read"), "month", _harvests, usual="series.usual.year",
        enters=Opens(name=HARVESTS.name),
    ),
    Series(
        "agronomy.rounds-lateness", HARVEST_ROUNDS.permission("read"), "kind", _rounds,
        enters=Opens(name=HARVEST_ROUNDS.name),
    ),
    Series(
        "agronomy.work-days", FIELD_OPERATIONS.permission("read"), "day", _work,
        enters=Opens(name=FIELD_OPERATIONS.name),
    ),
)  # fmt: skip
