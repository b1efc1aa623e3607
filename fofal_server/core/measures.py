"""What is looked at when somebody asks for the metrics: state that all processes share, as data of each domain."""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from prometheus_client import Metric
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from fofal_server.core.db import Pools

FRESH, PATIENCE = 3.0, 2.0
"""Seconds that a look is answered again, and that one is waited for."""
STATEMENT = "1s"

Row = Sequence[Any]
log = structlog.get_logger("fofal.measures")


@dataclass(frozen=True)
class Asked:
    """Of the database: rows of a value for each of ``labels``, then the number; ``of`` is where they stand."""

    name: str
    told: str
    what: str
    of: str = ""
    labels: tuple[str, ...] = ()
    grows: bool = False


@dataclass(frozen=True)
class Seen:
    """Of the machine: ``look`` is given the settings and answers such rows."""

    name: str
    told: str
    look: Callable[[Any], Iterable[Row]]
    labels: tuple[str, ...] = ()
    grows: bool = False


Measure = Asked | Seen


class _Look:
    """One look at a time, on a thread of its own: what hangs (a frozen database, a dead disk) keeps nobody waiting."""

    def __init__(self, work: Callable[[], list[Metric]]) -> None:
        self._work = work
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._looking = False
        self._at = -FRESH
        self._found: list[Metric] = []

    def found(self) -> list[Metric] | None:
        """What was seen within the last seconds; None when nothing came back in time."""
        with self._lock:
            if not self._looking and time.monotonic() - self._at >= FRESH:
                self._looking = True
                self._done.clear()
                threading.Thread(target=self._run, name="measures", daemon=True).start()
        return self._found if self._done.wait(PATIENCE) else None

    def _run(self) -> None:
        try:
            self._found = self._work()
        finally:
            self._at, self._looking = time.monotonic(), False
            self._done.set()


class Eyes:
    """All that is looked at, as families of metrics; every name is always there, also while its numbers are not."""

    def __init__(self, pools: Pools, settings: Any, measures: Sequence[Measure]) -> None:
        self._pools, self._settings = pools, settings
        self._asked = [one for one in measures if isinstance(one, Asked)]
        self._seen = [one for one in measures if isinstance(one, Seen)]
        self._database, self._machine = _Look(self._ask), _Look(self._see)

    def families(self) -> Iterable[Metric]:
        """What there is to be seen now, within a few seconds whatever is away."""
        machine, database = self._machine.found(), self._database.found()
        yield from machine if machine is not None else _bare(self._seen)
        yield from database if database is not None else _down(self._asked)

    def _see(self) -> list[Metric]:
        return [_told(one, partial(one.look, self._settings)) for one in self._seen]

    def _ask(self) -> list[Metric]:
        try:
            with self._pools.reports.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text(f"SET statement_timeout = '{STATEMENT}'"))
                found = [_told(one, partial(_rows, connection, one)) for one in self._asked]
                connection.execute(text("RESET statement_timeout"))
        except SQLAlchemyError as error:
            log.warning("measures.database_away", error=type(error).__name__)
            return _down(self._asked)
        return [_up(1), *found]


def _rows(connection: Connection, asked: Asked) -> Iterable[Row]:
    return connection.execute(text(f"SELECT {asked.what} {asked.of}")).all()


def _told(measure: Measure, look: Callable[[], Iterable[Row]]) -> Metric:
    """A family with its numbers; without those when looking failed, for one that fails must not hide the others."""
    family = _family(measure)
    try:
        for row in look():
            *values, number = row
            if number is not None:
                labels = dict(zip(measure.labels, map(str, values), strict=True))
                family.add_sample(measure.name, labels, float(number))
    except (SQLAlchemyError, OSError, ValueError) as error:
        log.warning("measures.failed", measure=measure.name, error=type(error).__name__)
    return family


def _family(measure: Measure) -> Metric:
    kind = "counter" if measure.grows else "gauge"
    return Metric(measure.name.removesuffix("_total") if measure.grows else measure.name, measure.told, kind)


def _bare(measures: Iterable[Measure]) -> list[Metric]:
    return [_family(one) for one in measures]


def _down(measures: Iterable[Measure]) -> list[Metric]:
    return [_up(0), *_bare(measures)]


def _up(number: int) -> Metric:
    family = Metric("fofal_database_up", "Whether the database answers.", "gauge")
    family.add_sample("fofal_database_up", {}, number)
    return family
