"""Which planned rounds and drafted work fall on a day whose forecast speaks against working outside."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select
from sqlalchemy.orm import Session

from fofal_server.agronomy.models import FieldOperation, HarvestRound, OperationStatus, Plot, RoundStatus
from fofal_server.config import Settings
from fofal_server.contract.weather import ForecastFlag, ForecastFlags, ReasonTold
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import Actor
from fofal_server.weather import outlook, stations, thresholds, work
from fofal_server.weather.models import WeatherDay

AHEAD = dt.timedelta(days=outlook.DAYS - 1)
Days = Mapping[tuple[UUID, dt.date], WeatherDay]
Why = Mapping[tuple[UUID, dt.date], list[ReasonTold]]


def of(session: Session, settings: Settings, actor: Actor, language: str) -> ForecastFlags:
    """Of the coming days, what this person may see; work of a site without a forecast carries no flag."""
    first = clock.today()
    rounds = session.execute(_rounds(actor, first)).all()
    drafts = session.execute(_drafts(actor, first)).all()
    sites = {row.site_id for row in (*rounds, *drafts)}
    found = _forecast(session, sites, first)
    limits = thresholds.read(session)
    why = {key: outlook.reasons_told(day, limits) for key, day in found.items()}
    flags = [*_flags("agronomy.harvest-rounds", rounds, why), *_flags("agronomy.field-operations", drafts, why)]
    states = [outlook.state(settings, site, station, language) for site, station in stations.of_sites(session, sites)]
    return ForecastFlags(states=states, flags=sorted(flags, key=lambda one: (one.day, one.name)))


def _rounds(actor: Actor, first: dt.date) -> Select[Any]:
    due = HarvestRound
    query = scoped(actor, due, due.id, due.name, due.plot_id, due.due_on.label("day"), Plot.site_id)
    planned = due.status == RoundStatus.PLANNED, due.due_on.between(first, first + AHEAD)
    return query.join(Plot, Plot.id == due.plot_id).where(*planned)


def _drafts(actor: Actor, first: dt.date) -> Select[Any]:
    job = FieldOperation
    query = scoped(actor, job, job.id, job.name, job.plot_id, job.done_on.label("day"), Plot.site_id)
    drafted = job.status == OperationStatus.DRAFT, job.done_on.between(first, first + AHEAD)
    return query.join(Plot, Plot.id == job.plot_id).where(*drafted)


def _forecast(session: Session, sites: set[UUID], first: dt.date) -> Days:
    return {(one.site_id, one.day): one for one in outlook.days_of_sites(session, sites, first)}


def _flags(resource: Any, rows: Sequence[Row[Any]], why: Why) -> Iterator[ForecastFlag]:
    for row in rows:
        reasons = why.get((row.site_id, row.day))
        if reasons:
            advice = max((one.advice for one in reasons), key=work.ORDER.index)
            yield ForecastFlag(
                resource=resource, record_id=row.id, name=row.name, plot_id=row.plot_id, day=row.day,
                advice=advice, reasons=reasons,
            )  # fmt: skip
