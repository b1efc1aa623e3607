"""The harvest plan: rounds at the crop's interval, done when a harvest is confirmed, missed when overtaken."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.orm import Session

from fofal_server.agronomy import scopes
from fofal_server.agronomy.land import BEARING, crop_of, plot_of
from fofal_server.agronomy.models import Crop, Harvest, HarvestRound, HarvestStatus, Plot, RoundStatus
from fofal_server.agronomy.schemas.harvests import RoundsMade, RoundsWanted
from fofal_server.agronomy.weighing import months_before
from fofal_server.agronomy.wording import named
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM, Actor, Reach
from fofal_server.core.errors import Refused

LONGEST_PLAN = 366
"""Days that one call may plan."""


def prepare(session: Session, _actor: Actor, due: HarvestRound, _given: Mapping[str, Any]) -> None:
    """It is called after its plot and its day, and falls to the plot's team where none is named."""
    plot = plot_of(session, due.plot_id)
    due.name = named(plot.code, due.due_on)
    due.team_id = due.team_id or plot.team_id


def cancel(_session: Session, _actor: Actor, due: HarvestRound, _body: Any) -> None:
    due.status = RoundStatus.CANCELLED


def plan(session: Session, actor: Actor, wanted: RoundsWanted) -> RoundsMade:
    """Add the rounds due in these days on every bearing plot; what is planned stays, so doing it twice is safe."""
    if not wanted.from_on <= wanted.to_on <= wanted.from_on + dt.timedelta(days=LONGEST_PLAN):
        raise Refused("agronomy.plan_days", field="to_on", limit=LONGEST_PLAN)
    plots = _bearing(session, actor, wanted)
    last = _last_days(session, [plot.id for plot, _ in plots])
    made = [due for plot, interval in plots for due in _rounds(plot, interval, last.get(plot.id), wanted)]
    session.add_all(made)
    return RoundsMade(created=len(made), plots=len({due.plot_id for due in made}))


def _bearing(session: Session, actor: Actor, wanted: RoundsWanted) -> list[tuple[Plot, int]]:
    """Plots within the person's reach and old enough to bear, with the days between two rounds of their crop."""
    query = scoped(SYSTEM, Plot, Plot, Crop).join(Crop, Crop.id == Plot.crop_id)
    reach = actor.reach("agronomy.harvest-rounds:create")
    if reach is not Reach.ALL:
        query = query.where(scopes.plots(actor, reach or Reach.OWN, Plot))
    query = query.where(Plot.archived.is_(False), Plot.status.in_(BEARING), Crop.harvest_interval_days.is_not(None))
    if wanted.crop_id is not None:
        query = query.where(Plot.crop_id == wanted.crop_id)
    if wanted.plot_ids:
        query = query.where(Plot.id.in_(wanted.plot_ids))
    rows = session.execute(query.order_by(Plot.code))
    return [(plot, crop.harvest_interval_days) for plot, crop in rows if bears(plot, crop, wanted.to_on)]


def bears(plot: Plot, crop: Crop, day: dt.date) -> bool:
    """Whether the stand is old enough on this day; unknown ages are taken as old enough."""
    if plot.planted_on is None or not crop.first_harvest_months:
        return True
    return plot.planted_on.replace(day=1) <= months_before(day.replace(day=1), crop.first_harvest_months)


def _last_days(session: Session, plots: list[UUID]) -> dict[UUID, dt.date]:
    """The newest day of each plot on which it was harvested or is planned to be."""
    picked = scoped(SYSTEM, Harvest, Harvest.plot_id, func.max(Harvest.harvested_on)).where(
        Harvest.plot_id.in_(plots), Harvest.status == HarvestStatus.CONFIRMED
    )
    due = scoped(SYSTEM, HarvestRound, HarvestRound.plot_id, func.max(HarvestRound.due_on)).where(
        HarvestRound.plot_id.in_(plots), HarvestRound.status == RoundStatus.PLANNED
    )
    found: dict[UUID, dt.date] = {}
    for query in (picked.group_by(Harvest.plot_id), due.group_by(HarvestRound.plot_id)):
        for plot_id, day in session.execute(query):
            found[plot_id] = max(day, found.get(plot_id, day))
    return found


def _rounds(plot: Plot, interval: int, last: dt.date | None, wanted: RoundsWanted) -> list[HarvestRound]:
    """Rounds of one plot: an interval after the last one, at once where that day has passed already."""
    step = dt.timedelta(days=interval)
    day = wanted.from_on if last is None else max(last + step, wanted.from_on)
    found = []
    while day <= wanted.to_on:
        found.append(HarvestRound(plot_id=plot.id, due_on=day, team_id=plot.team_id, name=named(plot.code, day)))
        day += step
    return found


def fulfil(session: Session, plot: Plot, harvest: Harvest) -> None:
    """Tick off the planned round nearest to the harvest; planned rounds before that one were missed."""
    interval = crop_of(session, plot.crop_id).harvest_interval_days or 0
    reach = dt.timedelta(days=interval)
    query = scoped(SYSTEM, HarvestRound).where(
        HarvestRound.plot_id == plot.id,
        HarvestRound.status == RoundStatus.PLANNED,
        HarvestRound.due_on <= harvest.harvested_on + reach,
    )
    planned = list(session.scalars(query.order_by(HarvestRound.due_on)))
    near = [due for due in planned if abs(due.due_on - harvest.harvested_on) <= reach]
    if not near:
        return
    done = min(near, key=lambda due: abs(due.due_on - harvest.harvested_on))
    for due in planned:
        if due.due_on < done.due_on:
            due.status = RoundStatus.MISSED
    done.status, done.done_on, done.harvest_id = RoundStatus.DONE, harvest.harvested_on, harvest.id


def reopen(session: Session, harvest: Harvest) -> None:
    """The round of a harvest that was taken back is due again."""
    for due in session.scalars(scoped(SYSTEM, HarvestRound).where(HarvestRound.harvest_id == harvest.id)):
        due.status, due.done_on, due.harvest_id = RoundStatus.PLANNED, None, None
