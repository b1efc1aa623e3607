"""What comes round by itself for sensors: fetching what waits at the broker, and forgetting what is old."""

import datetime as dt

from sqlalchemy import delete, text

from fofal_server.core import clock
from fofal_server.core.db import Pools, transaction
from fofal_server.core.jobs import Job
from fofal_server.core.texts import text as said
from fofal_server.sensors import limits, subscriber
from fofal_server.sensors.models import RejectedReading

_FORGET = text("SELECT forget_readings(:before)")


def forget_readings(pools: Pools) -> str:
    """Months that are over for as long as readings are kept go as a whole; rejected readings one by one."""
    now = clock.now()
    with transaction(pools.reports) as session:
        before = now - limits.days(session, limits.READINGS)
        gone = session.scalars(_FORGET, {"before": before}).all()
        old = RejectedReading.received_at < now - limits.days(session, limits.REJECTED)
        count = len(session.scalars(delete(RejectedReading).where(old).returning(RejectedReading.id)).all())
    return said("job_told.forget_readings", months=", ".join(gone) or "–", count=count)


JOBS = (subscriber.job, Job("forget-readings", dt.time(3, 25), forget_readings))
