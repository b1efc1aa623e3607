"""Log files that have had their time go each night, also where too little is written for a file to become full."""

import datetime as dt

from fofal_server.config import Settings
from fofal_server.core import log_keeping
from fofal_server.core.db import Pools
from fofal_server.core.jobs import Job
from fofal_server.core.texts import text

AT = dt.time(3, 20)


def forget_logs(settings: Settings) -> Job:
    """Of the machine that leads; the others do it whenever they put a full file aside."""

    def run(_pools: Pools) -> str:
        gone = log_keeping.forget(settings.data_dir / "log", settings.log_keeping())
        return text("job_told.removed", count=gone)

    return Job("forget-logs", AT, run)
