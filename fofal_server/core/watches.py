"""What the engine itself watches: jobs that fail, promises that were given up, the trail, connections."""

from collections.abc import Iterator

from sqlalchemy import func, select, text

from fofal_server.core import clock, seal
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Pools, transaction
from fofal_server.core.job_records import JobResult, JobStatus, ScheduledJob
from fofal_server.core.outbox import OutboxMessage
from fofal_server.core.watch import Severity, Sighting, Watch

FULL = 0.9
"""Share of the connections of PostgreSQL above which they are nearly used up."""


def failing_jobs(pools: Pools) -> Iterator[Sighting]:
    """Jobs of this program whose last run failed or was lost."""
    job = ScheduledJob
    ill = job.status != JobStatus.RETIRED, job.last_result.in_((JobResult.FAILED, JobResult.LOST))
    with transaction(pools.reports) as session:
        found = session.execute(scoped(SYSTEM, job, job.code, job.name).where(*ill).order_by(job.code)).all()
    for row in found:
        yield Sighting(row.code, {"job": row.name})


def given_up(pools: Pools) -> Iterator[Sighting]:
    """Promises of the outbox that wait for a person."""
    with transaction(pools.reports) as session:
        lost = OutboxMessage.done_at.is_(None), OutboxMessage.next_at.is_(None)
        count = session.scalar(select(func.count(OutboxMessage.id)).where(*lost)) or 0
    if count:
        yield Sighting(values={"count": str(count)})


_CONNECTIONS = text("""
SELECT (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS used,
       current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS most
""")


def connections(pools: Pools) -> Iterator[Sighting]:
    """Connections that are nearly used up: the next server process, backup or console would be refused."""
    with pools.reports.connect() as connection:
        row = connection.execute(_CONNECTIONS).one()
    if row.used >= FULL * row.most:
        yield Sighting(values={"used": str(row.used), "most": str(row.most)})


def unsealed(pools: Pools) -> Iterator[Sighting]:
    """Events of the trail that wait too long for their seal."""
    with transaction(pools.reports) as session:
        oldest = seal.oldest_unsealed(session)
    if oldest is not None and clock.now() - oldest > seal.PATIENCE:
        yield Sighting(values={"since": f"{oldest.astimezone(clock.COMPANY_ZONE):%d/%m/%Y %H:%M}"})


def broken(pools: Pools) -> Iterator[Sighting]:
    """An event of the trail that was changed, removed or slipped in."""
    with transaction(pools.reports) as session:
        verdict = seal.verify(session)
    if not verdict.whole:
        yield Sighting(values={"event": str(verdict.broken)})


WATCHES = (
    Watch("job-failing", Severity.WARNING, failing_jobs, every=15.0),
    Watch("outbox-given-up", Severity.WARNING, given_up),
    Watch("connections-full", Severity.WARNING, connections, every=15.0),
    Watch("audit-unsealed", Severity.CRITICAL, unsealed, holds=60.0),
    Watch("audit-broken", Severity.CRITICAL, broken, every=6 * 3600.0, lasting=True, within=900.0),
)
