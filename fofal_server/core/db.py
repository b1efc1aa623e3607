"""The pools and the one place that commits: a transaction is over before its answer leaves."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import structlog
from sqlalchemy import URL, Engine, create_engine, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from fofal_server.core import audit, caller
from fofal_server.core.errors import FofalError, StaleRecord
from fofal_server.core.postgres_errors import is_conflict, refusal_of
from fofal_server.core.standby import Standby

Result = TypeVar("Result")
TRIES = 4
POOLS = ("fofal-calls", "fofal-reports")
"""Names by which PostgreSQL shows the lines of a server that runs."""
_SILENT = {
    "connect_timeout": 2, "keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 3,
    "tcp_user_timeout": 8000,
}  # fmt: skip

log = structlog.get_logger(__name__)


class _Open(threading.local):
    """How many transactions a thread is within."""

    count = 0


_open = _Open()


class Unit(Session):
    """The session of one unit of work; the audit trail watches this class."""


audit.watch(Unit)


@dataclass(frozen=True)
class Pools:
    """``calls`` serves requests; ``reports`` serves exports, long reads and the scheduler with a longer patience.

    ``standby``: a replica that takes the long reads off the primary.
    """

    calls: Engine
    reports: Engine
    standby: Standby | None = None

    @cached_property
    def reads(self) -> Engine:
        """``calls`` without a transaction around: a read of one moment a statement saves two round trips."""
        return self.calls.execution_options(isolation_level="AUTOCOMMIT")

    def long_reads(self) -> Engine:
        """Where a report or an export reads now: the replica while it shows all that is committed, else the primary."""
        if self.standby is not None and self.standby.shows_all(self.reports):
            return self.standby.engine
        return self.reports

    def dispose(self) -> None:
        self.calls.dispose()
        self.reports.dispose()
        if self.standby is not None:
            self.standby.engine.dispose()


def open_pools(url: str, *, size: int = 8, pool_timeout: float = 2.0, standby_url: str | None = None) -> Pools:
    """Pools with limits: connect 2 s, wait for a connection 2 s, a statement 5 s (reports 60 s), a lock 3 s.

    A line on which nothing comes back any more (a cut cable, a frozen machine) is given up after some 20 s; one that
    has words under way after 8. Where only an answer got lost, each side waits for the other on a line that looks well:
    PostgreSQL hangs up after 30 s, within a transaction and outside.
    """
    return Pools(
        _engine(url, size, pool_timeout, statement_ms=5_000, name=POOLS[0]),
        _engine(url, 3, pool_timeout, statement_ms=60_000, name=POOLS[1]),
        _standby(standby_url, pool_timeout) if standby_url else None,
    )


def _standby(url: str, pool_timeout: float) -> Standby:
    place = make_url(url).set(drivername="postgresql+psycopg2")
    return Standby(_engine(place, 3, pool_timeout, statement_ms=60_000, name="fofal-standby"))


def _engine(url: str | URL, size: int, pool_timeout: float, *, statement_ms: int, name: str) -> Engine:
    idle = "-c idle_in_transaction_session_timeout=30000 -c idle_session_timeout=30000"
    options = f"-c statement_timeout={statement_ms} -c lock_timeout=3000 {idle} -c timezone=UTC"
    arguments = {**_SILENT, "options": options, "application_name": name}
    return create_engine(
        url,
        pool_size=size,
        max_overflow=0,
        pool_timeout=pool_timeout,
        pool_pre_ping=True,
        pool_recycle=1800,
        connect_args=arguments,
        query_cache_size=2000,
        hide_parameters=True,  # a failed statement is logged without the values, for some are secrets
    )


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """A session whose work is committed at the end, and wholly undone when anything goes wrong."""
    with _counted(), Unit(engine, expire_on_commit=False, autoflush=False) as session, caller.working(session):
        yield session
        session.flush()
        audit.write(session)
        caller.still_there()
        session.commit()


@contextmanager
def _counted() -> Iterator[None]:
    before = _open.count
    _open.count = before + 1
    try:
        yield
    finally:
        _open.count = before


def within_transaction() -> bool:
    """Whether this thread is in the middle of one: it holds locks and a connection, so it must not wait for others."""
    return _open.count > 0


def in_transaction(engine: Engine, work: Callable[[Session], Result]) -> Result:
    """Run ``work`` in a transaction; a deadlock or a serialization failure is tried again, then answered 503."""
    for attempt in range(1, TRIES + 1):
        try:
            with transaction(engine) as session:
                return work(session)
        except StaleDataError as error:
            raise StaleRecord from error
        except (DBAPIError, PoolTimeout, OperationalError, InterfaceError) as error:
            if not is_conflict(error) or attempt == TRIES:
                raise refusal_of(error) from error
            log.info("transaction.again", attempt=attempt)
    raise FofalError


@contextmanager
def snapshot(engine: Engine) -> Iterator[Session]:
    """A read-only session that sees one moment of the database, for exports and streamed answers."""
    one_moment = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with one_moment.connect() as connection, Session(connection, autoflush=False) as session, caller.working(session):
        yield session
