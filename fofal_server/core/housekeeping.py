"""The engine's own jobs: sealing the trail, doing what was promised, forgetting what is over."""

import datetime as dt

from fofal_server.core import idempotency, job_ledger, outbox, seal
from fofal_server.core.db import Pools, transaction
from fofal_server.core.jobs import Job
from fofal_server.core.texts import text


def seal_trail(pools: Pools) -> None:
    """Link all that is committed, batch by batch."""
    while True:
        with transaction(pools.calls) as session:
            done = seal.seal(session)
        if done < seal.BATCH:
            return


def forget_answers(pools: Pools) -> str:
    with transaction(pools.calls) as session:
        return text("job_told.removed", count=idempotency.forget_old(session))


def forget_runs(pools: Pools) -> str:
    with transaction(pools.calls) as session:
        return text("job_told.removed", count=job_ledger.forget_old(session))


def forget_promises(pools: Pools) -> str:
    with transaction(pools.calls) as session:
        return text("job_told.removed", count=outbox.forget_old(session))


JOBS = (
    Job("seal-trail", 1.0, seal_trail),
    Job("outbox", 2.0, outbox.deliver),
    Job("forget-answers", 3600.0, forget_answers),
    Job("forget-promises", dt.time(3, 5), forget_promises),
    Job("forget-job-runs", dt.time(3, 10), forget_runs),
)
