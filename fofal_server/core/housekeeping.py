"""The engine's own jobs: sealing the trail, doing what was promised, forgetting old answers."""

from fofal_server.core import idempotency, outbox, seal
from fofal_server.core.db import Pools, transaction
from fofal_server.core.jobs import Job


def seal_trail(pools: Pools) -> None:
    """Link all that is committed, batch by batch."""
    while True:
        with transaction(pools.calls) as session:
            done = seal.seal(session)
        if done < seal.BATCH:
            return


def forget_answers(pools: Pools) -> None:
    with transaction(pools.calls) as session:
        idempotency.forget_old(session)


JOBS = (
    Job("seal-trail", 1.0, seal_trail),
    Job("outbox", 2.0, outbox.deliver),
    Job("forget-answers", 3600.0, forget_answers),
)
