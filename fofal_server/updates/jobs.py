"""What comes round by itself for updates: forgetting devices that are no longer there."""

import datetime as dt

from fofal_server.core.db import Pools, transaction
from fofal_server.core.jobs import Job
from fofal_server.core.texts import text
from fofal_server.updates import devices


def forget_devices(pools: Pools) -> str:
    with transaction(pools.calls) as session:
        return text("job_told.removed", count=devices.forget(session))


JOBS = (Job("forget-devices", dt.time(3, 35), forget_devices),)
