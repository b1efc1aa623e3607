"""How much of each month the service was there: the time less the absences that nobody had planned."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.operation import Answer, Call, json_answer
from fofal_server.notifications.deeds import AWAY
from fofal_server.notifications.models import Alert, Heartbeat

TARGET = Decimal("99.9")
"""Per cent of a month in which the service is to be there."""
_STEP = Decimal("0.001")


@dataclass(frozen=True)
class Absence:
    """When the service was away, and whether that was meant to be."""

    since: dt.datetime
    until: dt.datetime
    planned: bool


class Month(BaseModel):
    """``share`` in per cent, rounded down; None when nothing was watched. Seconds are whole."""

    month: str
    share: str | None
    target: str
    watched_seconds: int
    away_seconds: int
    planned_seconds: int
    absences: int


class Months(BaseModel):
    """The newest first; ``since`` is when the service began to be watched."""

    since: dt.datetime | None
    months: list[Month]


class MonthsQuery(BaseModel):
    """How many months back, this one included."""

    months: int = Field(12, ge=1, le=60)


def read(call: Call) -> Answer:
    """``GET /notifications/availability``."""
    return json_answer(of_months(call.session, call.query.months))


def of_months(session: Session, count: int) -> Months:
    """Months of the company's calendar, as far as the service was watched in them."""
    beat = session.scalar(scoped(SYSTEM, Heartbeat))
    if beat is None:
        return Months(since=None, months=[])
    absences = _absences(session)
    spans = [(max(start, beat.began), min(end, clock.now())) for start, end in _months(count)]
    return Months(since=beat.began, months=[_month(*span, absences) for span in spans if span[0] < span[1]])


def _absences(session: Session) -> list[Absence]:
    chosen = (Alert.since, Alert.resolved_at, Alert.planned)
    found = scoped(SYSTEM, Alert, *chosen).where(Alert.code == AWAY, Alert.resolved_at.is_not(None))
    return [Absence(*row) for row in session.execute(found.order_by(Alert.since))]


def _months(count: int) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    day = clock.today().replace(day=1)
    for _ in range(count):
        after = (day + dt.timedelta(days=31)).replace(day=1)
        yield _midnight(day), _midnight(after)
        day = (day - dt.timedelta(days=1)).replace(day=1)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), clock.COMPANY_ZONE).astimezone(dt.UTC)


def _month(start: dt.datetime, end: dt.datetime, absences: Iterable[Absence]) -> Month:
    """Planned time is taken out of what is watched: it counts neither for nor against."""
    within = [one for one in absences if one.since < end and one.until > start]
    planned = _seconds(start, end, [one for one in within if one.planned])
    away = _seconds(start, end, [one for one in within if not one.planned])
    watched = round((end - start).total_seconds()) - planned
    share = 100 * Decimal(watched - away) / watched if watched > 0 else None
    return Month(
        month=f"{start.astimezone(clock.COMPANY_ZONE):%Y-%m}",
        share=None if share is None else str(share.quantize(_STEP, ROUND_DOWN)),
        target=str(TARGET),
        watched_seconds=watched,
        away_seconds=away,
        planned_seconds=planned,
        absences=sum(not one.planned for one in within),
    )


def _seconds(start: dt.datetime, end: dt.datetime, absences: Iterable[Absence]) -> int:
    """Whole seconds of the span that lie in any of them."""
    total, reached = dt.timedelta(), start
    for one in absences:
        since, until = max(one.since, reached), min(one.until, end)
        if since < until:
            total, reached = total + (until - since), until
    return round(total.total_seconds())
