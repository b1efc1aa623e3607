"""A maintenance whose promised end has passed: somebody forgot to open the house again."""

from collections.abc import Iterator

from fofal_server.auth.maintenance import current
from fofal_server.core import clock
from fofal_server.core.db import Pools, transaction
from fofal_server.core.watch import Severity, Sighting, Watch


def overdue(pools: Pools) -> Iterator[Sighting]:
    """The maintenance that goes on though another end was promised."""
    with transaction(pools.reports) as session:
        row = current(session)
        promised = row.until if row is not None else None
    if row is not None and promised is not None and promised < clock.now():
        at = promised.astimezone(clock.COMPANY_ZONE)
        yield Sighting(values={"message": row.message, "until": f"{at:%d/%m/%Y %H:%M}"})


WATCH = Watch("maintenance-overdue", Severity.WARNING, overdue, every=30.0, holds=300.0)
