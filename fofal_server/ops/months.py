"""Tables in parts, a month each: the parts of the months to come are made ahead, and who watches knows when not."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from fofal_server.core import clock
from fofal_server.core.db import Pools
from fofal_server.core.jobs import Job
from fofal_server.core.postgres_errors import state_of
from fofal_server.core.texts import text as said
from fofal_server.core.watch import Severity, Sighting, Watch
from fofal_server.ops.patience import patient

TABLES = ("audit_event", "weather_hour", "weather_day", "sensors_reading")
"""What is kept by months; each has a part ``_other`` for what falls into none."""

AHEAD = 3
AT = dt.time(3, 20)
COVERED, TAKEN = "42P17", "23514"
"""A part covers the month already; rows of the month lie in the part ``_other``."""

_MAKE = text("SELECT make_partition(CAST(:table AS regclass), :month)")
_THERE = text("SELECT to_regclass(:part) IS NOT NULL")


@dataclass
class Made:
    """Parts that were made; months ``spilt`` stay in ``_other``, where rows of theirs lie already."""

    made: list[str] = field(default_factory=list)
    spilt: list[str] = field(default_factory=list)


def coming(now: dt.datetime, ahead: int = AHEAD) -> list[dt.date]:
    """The first days of this month and of those ahead, in UTC as the bounds of the parts are."""
    day = now.astimezone(dt.UTC)
    counted = [day.year * 12 + day.month - 1 + more for more in range(ahead + 1)]
    return [dt.date(month // 12, month % 12 + 1, 1) for month in counted]


def part_of(table: str, month: dt.date) -> str:
    """What the part is called."""
    return f"{table}_{month:%Y_%m}"


def make_ahead(connection: Connection, months: Sequence[dt.date]) -> Made:
    """Make the parts that are missing; each by itself, so that one that cannot be keeps no other from being made."""
    found = Made()
    for table in TABLES:
        for month in months:
            _make(connection, table, month, found)
    return found


def _make(connection: Connection, table: str, month: dt.date, found: Made) -> None:
    try:
        made = connection.scalar(_MAKE, {"table": table, "month": month})
    except DBAPIError as error:
        if state_of(error) == TAKEN:
            found.spilt.append(part_of(table, month))
        elif state_of(error) != COVERED:
            raise
    else:
        found.made.extend([made] if made else [])


def run(pools: Pools) -> str:
    """The job: « Parties faites : audit_event_2027_02. »."""
    with patient(pools.calls.url) as connection:
        done = make_ahead(connection, coming(clock.now()))
    made = said("job_told.months", names=", ".join(done.made)) if done.made else said("job_told.months_none")
    return " ".join([made, *([said("job_told.months_spilt", names=", ".join(done.spilt))] if done.spilt else [])])


def look(pools: Pools) -> Iterator[Sighting]:
    """Next month has no part yet, or something fell into none."""
    _, following = coming(clock.now(), 1)
    with pools.reports.connect() as connection:
        for table in TABLES:
            part = part_of(table, following)
            if not connection.scalar(_THERE, {"part": part}):
                yield Sighting(part, {"what": said("months.missing", part=part)})
            if connection.exec_driver_sql(f"SELECT EXISTS (SELECT FROM {table}_other)").scalar():  # noqa: S608 - ours
                yield Sighting(f"{table}_other", {"what": said("months.other", table=table)})


JOB = Job("months", AT, run)
WATCH = Watch("months", Severity.WARNING, look, every=3600.0)
