"""What is watched of the outside: somebody who was asked again and again and does not answer."""

import datetime as dt
from collections.abc import Iterator

from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Pools, transaction
from fofal_server.core.watch import Severity, Sighting, Watch
from fofal_server.outside.models import OutsideProvider

LONG = dt.timedelta(hours=3)
"""A line to a farm is often down for an hour or two; that is no news."""


def away(pools: Pools) -> Iterator[Sighting]:
    """Providers of which nothing but failures came for hours."""
    long = OutsideProvider.failing_since < clock.now() - LONG
    with transaction(pools.reports) as session:
        found = session.scalars(scoped(SYSTEM, OutsideProvider).where(long).order_by(OutsideProvider.code)).all()
    for one in found:
        since = f"{(one.failing_since or clock.now()).astimezone(clock.COMPANY_ZONE):%d/%m/%Y %H:%M}"
        yield Sighting(one.code, {"provider": one.code, "since": since, "failure": one.failure or ""})


WATCHES = (Watch("outside-away", Severity.WARNING, away, every=300.0),)
