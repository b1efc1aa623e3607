"""What a dashboard may count of the fields: rounds that are late, work that is to come, what the month has brought."""

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import Session

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
from fofal_server.core.figure import Figure, FigureValue
from fofal_server.core.watch import Severity

WEEK = 7
"""Days that work is looked at ahead, with today."""
LATE = Opens(name=HARVEST_ROUNDS.name, filters=["days_late:gt:0"])
DRAFTS = Opens(name=HARVESTS.name, filters=["status:eq:draft"])


def _count(session: Session, actor: Actor, model: Any, *which: ColumnElement[bool]) -> int:
    return session.scalar(scoped(actor, model, func.count(model.id)).where(*which)) or 0


def _asks(count: int) -> Severity | None:
    """Somebody has to see to it as soon as there is one."""
    return Severity.WARNING if count else None


def _rounds_overdue(session: Session, actor: Actor) -> FigureValue:
    """Rounds still planned whose day is over."""
    late = HarvestRound.status == RoundStatus.PLANNED, HarvestRound.due_on < clock.today()
    count = _count(session, actor, HarvestRound, *late)
    return FigureValue(count, at=clock.now(), level=_asks(count), opens=LATE)


def _harvested(session: Session, actor: Actor) -> FigureValue:
    """What was weighed in this month and confirmed, in kg; None as long as nothing was ever harvested."""
    today = clock.today()
    first, confirmed = today.replace(day=1), Harvest.status == HarvestStatus.CONFIRMED
    asked = scoped(actor, Harvest, func.sum(Harvest.total_weight_kg)).where(
        confirmed, Harvest.harvested_on.between(first, today)
    )
    weight = session.scalar(asked)
    if weight is None and session.scalar(scoped(actor, Harvest, Harvest.id).where(confirmed).limit(1)) is not None:
        weight = 0
    opens = Opens(name=HARVESTS.name, filters=["status:eq:confirmed", f"harvested_on:between:{first}|{today}"])
    return FigureValue(weight, "kg", clock.now(), opens=opens)


def _harvest_drafts(session: Session, actor: Actor) -> FigureValue:
    """Sheets that nobody has confirmed: what they hold is not in stock yet."""
    count = _count(session, actor, Harvest, Harvest.status == HarvestStatus.DRAFT)
    return FigureValue(count, at=clock.now(), level=_asks(count), opens=DRAFTS)


def _work_week(session: Session, actor: Actor) -> FigureValue:
    """Operations planned for today and the six days after."""
    today = clock.today()
    last = today + dt.timedelta(days=WEEK - 1)
    planned = FieldOperation.status == OperationStatus.DRAFT, FieldOperation.done_on.between(today, last)
    opens = Opens(name=FIELD_OPERATIONS.name, filters=["status:eq:draft", f"done_on:between:{today}|{last}"])
    return FigureValue(_count(session, actor, FieldOperation, *planned), at=clock.now(), opens=opens)


def _work_overdue(session: Session, actor: Actor) -> FigureValue:
    """Operations whose day is over and which are not confirmed: done and not told, or not done."""
    today = clock.today()
    count = _count(
        session, actor, FieldOperation, FieldOperation.status == OperationStatus.DRAFT, FieldOperation.done_on < today
    )
    opens = Opens(name=FIELD_OPERATIONS.name, filters=["status:eq:draft", f"done_on:lt:{today}"])
    return FigureValue(count, at=clock.now(), level=_asks(count), opens=opens)


FIGURES = (
    Figure("agronomy.harvested-month", HARVESTS.permission("read"), _harvested, enters=Opens(name=HARVESTS.name)),
    Figure("agronomy.rounds-overdue", HARVEST_ROUNDS.permission("read"), _rounds_overdue),
    Figure("agronomy.harvests-draft", HARVESTS.permission("read"), _harvest_drafts),
    Figure("agronomy.work-week", FIELD_OPERATIONS.permission("read"), _work_week),
    Figure("agronomy.work-overdue", FIELD_OPERATIONS.permission("read"), _work_overdue),
)
