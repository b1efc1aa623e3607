"""How the service was each day and each month: minutes are merged as histograms, never their percentiles."""

import datetime as dt

from sqlalchemy import delete, func, select
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.clock import COMPANY_ZONE
from fofal_server.core.db import Pools, transaction
from fofal_server.core.jobs import Job
from fofal_server.core.tally import BOUNDS, quantile
from fofal_server.ops.service_records import ServiceLevel, ServiceMinute, ServicePeriod

EVERY = 600.0
KEPT = dt.timedelta(days=400)
"""For so long single minutes stay; days and months stay for ever."""
WANTED = 0.100
"""Seconds for 95 calls in a hundred."""
_NONE = [0] * (len(BOUNDS) + 1)
_MERGED = sql("""
  SELECT sum(number)::bigint AS number FROM ops_service_minute, unnest(buckets) WITH ORDINALITY AS one(number, place)
  WHERE minute >= :since AND minute < :until GROUP BY place ORDER BY place
""")


def summed_up(pools: Pools) -> None:
    """Today and yesterday from their minutes, then their months from days; minutes that have had their time go."""
    today = clock.today()
    with transaction(pools.reports) as session:
        days = (today - dt.timedelta(days=1), today)
        for day in days:
            _day(session, day)
        for first in sorted({day.replace(day=1) for day in days}):
            _month(session, first)
        session.execute(delete(ServiceMinute).where(ServiceMinute.minute < clock.now() - KEPT))


def _day(session: Session, day: dt.date) -> None:
    since, until = (dt.datetime.combine(one, dt.time(), COMPANY_ZONE) for one in (day, day + dt.timedelta(days=1)))
    buckets = list(session.scalars(_MERGED, {"since": since, "until": until}))
    counted = select(func.sum(ServiceMinute.errors), func.max(ServiceMinute.busiest), func.count())
    row = session.execute(counted.where(ServiceMinute.minute >= since, ServiceMinute.minute < until)).one()
    if row[2]:
        _put(session, ServicePeriod.DAY, day, buckets, (row[0], row[1], row[2]))


def _month(session: Session, first: dt.date) -> None:
    one, after = ServiceLevel, (first + dt.timedelta(days=32)).replace(day=1)
    days = one.period == ServicePeriod.DAY, one.begins >= first, one.begins < after
    rows = session.execute(scoped(SYSTEM, one, one.errors, one.busiest, one.minutes, one.buckets).where(*days)).all()
    if rows:
        merged = [sum(place) for place in zip(*(row.buckets for row in rows), strict=True)]
        counted = sum(row.errors for row in rows), max(row.busiest for row in rows), sum(row.minutes for row in rows)
        _put(session, ServicePeriod.MONTH, first, merged, counted)


def _put(
    session: Session, period: ServicePeriod, begins: dt.date, buckets: list[int], counted: tuple[int, int, int]
) -> None:
    errors, busiest, minutes = counted
    p50, p95, p99 = (quantile(buckets or _NONE, share) for share in (0.50, 0.95, 0.99))
    told = {
        "calls": sum(buckets),
        "errors": errors,
        "busiest": busiest,
        "minutes": minutes,
        "buckets": buckets,
        "kept": p95 is None or p95 <= WANTED,
        **{name: one and round(one * 1000) for name, one in (("p50_ms", p50), ("p95_ms", p95), ("p99_ms", p99))},
    }
    row = insert(ServiceLevel).values(period=period, begins=begins, **told)
    session.execute(row.on_conflict_do_update(index_elements=["period", "begins"], set_=told))


JOB = Job("service-levels", EVERY, summed_up)
