"""The beat of the service: written down while it is at work, so that a gap shows how long it was away."""

import datetime as dt

from sqlalchemy.orm import Session

from fofal_server.auth import maintenance
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Pools, transaction
from fofal_server.core.jobs import Job
from fofal_server.notifications import incidents, rules
from fofal_server.notifications.deeds import AWAY
from fofal_server.notifications.models import Heartbeat

EVERY = 15.0
GAP = dt.timedelta(seconds=60)
"""Longer than a change of leader takes: what is shorter is not known to have been an absence."""


def beat(pools: Pools) -> None:
    """Say that the service is at work; what was missed before becomes an absence from the last beat to this one."""
    with transaction(pools.calls) as session:
        now, row = clock.now(), _row(session)
        if row.at < now - GAP:
            rule = rules.load(session, AWAY).get(AWAY)
            if rule is None:
                return  # first the rules are put in place, then it is told
            incidents.outage(session, rule, row.at, now, planned=_in_maintenance(session, row.at))
        row.at = now


def _in_maintenance(session: Session, moment: dt.datetime) -> bool:
    """Whether the house was closed on purpose when it was last heard of."""
    found = maintenance.current(session)
    return found is not None and found.starts_at <= moment


def _row(session: Session) -> Heartbeat:
    row: Heartbeat | None = session.scalars(scoped(SYSTEM, Heartbeat).with_for_update()).one_or_none()
    if row is None:
        row = Heartbeat(id=1, began=clock.now(), at=clock.now())
        session.add(row)
    return row


JOB = Job("heartbeat", EVERY, beat)
