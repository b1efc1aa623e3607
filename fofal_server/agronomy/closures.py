"""How long a treated plot stays closed: to the harvest by the pre-harvest delay, to people by the re-entry delay.

GlobalG.A.P. (IFA, plant protection records): the delay runs from the end of the treatment; where no end time was
written down, the end of the day is assumed. Delays are added to moments, never to months.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from fofal_server.agronomy.models import FieldOperation, Harvest, HarvestStatus, InputUsage, OperationStatus
from fofal_server.agronomy.wording import day_text
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.errors import Refused
from fofal_server.inventory.models import Item

LONGEST = dt.timedelta(days=367)
"""No delay is longer: operations before that are not read."""

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Closure:
    """A plot is closed until this moment because of a product that an operation put on it."""

    until: dt.datetime
    operation: str
    product: str

    @property
    def first_day(self) -> dt.date:
        """The first day that lies wholly after the closure."""
        local = self.until.astimezone(clock.COMPANY_ZONE)
        return local.date() if local.time() == dt.time() else local.date() + ONE_DAY


class Treatment(NamedTuple):
    """A product put on a plot: the day and end of the work, and its delay in days or hours."""

    on: dt.date
    until: dt.datetime | None
    delay: int
    name: str
    product: str


def day_start(day: dt.date) -> dt.datetime:
    """The first moment of a business day."""
    return dt.datetime.combine(day, dt.time(), clock.COMPANY_ZONE)


def end_of(done_on: dt.date, done_until: dt.datetime | None) -> dt.datetime:
    """When an operation was over: its end time, else the end of its day."""
    return done_until or day_start(done_on + ONE_DAY)


def to_harvest(session: Session, plot_id: UUID, day: dt.date, started_at: dt.datetime | None) -> Closure | None:
    """The longest pre-harvest delay that still runs when this harvest begins, None when the plot is open.

    Any operation that was not cancelled counts: residues do not wait for a sheet to be confirmed.
    """
    treatments = _treatments(session, plot_id, day, InputUsage.pre_harvest_days)
    return _longest(treatments, started_at or day_start(day), ONE_DAY)


def to_people(session: Session, plot_id: UUID, day: dt.date, besides: UUID | None = None) -> Closure | None:
    """The longest re-entry delay of an earlier day that still runs when this day begins."""
    treatments = _treatments(session, plot_id, day - ONE_DAY, InputUsage.reentry_hours, besides)
    return _longest(treatments, day_start(day), dt.timedelta(hours=1))


def refuse_closed_harvest(session: Session, harvest: Harvest) -> None:
    """Refuse a harvest within a pre-harvest or re-entry delay; the refusal names operation, product and first day."""
    day = harvest.harvested_on
    closed = to_harvest(session, harvest.plot_id, day, harvest.started_at)
    if closed:
        _refuse("agronomy.pre_harvest_delay", "harvested_on", closed)
    closed = to_people(session, harvest.plot_id, day)
    if closed:
        _refuse("agronomy.reentry_delay", "harvested_on", closed)


def refuse_closed_work(session: Session, operation: FieldOperation) -> None:
    """Refuse work on a plot that people may not enter yet."""
    closed = to_people(session, operation.plot_id, operation.done_on, operation.id)
    if closed:
        _refuse("agronomy.reentry_delay", "done_on", closed)


def harvests_within(session: Session, operation: FieldOperation) -> list[Harvest]:
    """Confirmed harvests that a treatment written down late should have kept back."""
    days = max((line.pre_harvest_days or 0 for line in operation.inputs), default=0)
    until = end_of(operation.done_on, operation.done_until) + dt.timedelta(days=days)
    query = scoped(SYSTEM, Harvest).where(
        Harvest.plot_id == operation.plot_id,
        Harvest.status == HarvestStatus.CONFIRMED,
        Harvest.harvested_on >= operation.done_on,
        Harvest.harvested_on <= clock.day_of(until),
    )
    found = session.scalars(query.order_by(Harvest.id))
    return [one for one in found if days and (one.started_at or day_start(one.harvested_on)) < until]


def _treatments(
    session: Session, plot_id: UUID, last: dt.date, delay: Any, besides: UUID | None = None
) -> list[Treatment]:
    query = (
        scoped(SYSTEM, FieldOperation, FieldOperation.done_on, FieldOperation.done_until, delay)
        .add_columns(FieldOperation.name, Item.name)
        .join(InputUsage, InputUsage.operation_id == FieldOperation.id)
        .join(Item, Item.id == InputUsage.item_id)
        .where(
            FieldOperation.plot_id == plot_id,
            FieldOperation.id.is_distinct_from(besides),
            FieldOperation.status != OperationStatus.CANCELLED,
            FieldOperation.done_on.between(last - LONGEST, last),
            delay > 0,
        )
    )
    return [Treatment(*row) for row in session.execute(query)]


def _longest(treatments: list[Treatment], begins: dt.datetime, unit: dt.timedelta) -> Closure | None:
    closures = (Closure(end_of(one.on, one.until) + one.delay * unit, one.name, one.product) for one in treatments)
    return max((one for one in closures if begins < one.until), key=lambda one: one.until, default=None)


def _refuse(key: str, field: str, closed: Closure) -> None:
    raise Refused(key, field=field, operation=closed.operation, product=closed.product, day=day_text(closed.first_day))
