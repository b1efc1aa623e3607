"""What is watched of backups and disks: sets and drills that grow old, a log that does not follow, little room."""

import datetime as dt
from collections.abc import Iterator

from fofal_server.config import Settings
from fofal_server.core import clock
from fofal_server.core.access import scoped
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Pools, transaction
from fofal_server.core.job_records import JobResult, ScheduledJob
from fofal_server.core.watch import Severity, Sighting, Watch
from fofal_server.ops import records
from fofal_server.ops.drill import TITLES
from fofal_server.ops.measures.backups import good_sets
from fofal_server.ops.measures.machine import places

BEHIND = dt.timedelta(minutes=5)


def backup_old(settings: Settings) -> Watch:
    """The newest good set is older than a day; where there is none, the installation is."""

    def look(pools: Pools) -> Iterator[Sighting]:
        newest = next((one.made_at for one in good_sets(settings)), None)
        begun = newest or _declared(pools, "backup")
        if begun is not None and clock.now() - begun > records.LATEST:
            yield Sighting(values={"last": _day(newest)})

    return Watch("backup-old", Severity.CRITICAL, look, every=60.0)


def drill_old(settings: Settings) -> Watch:
    """Nothing was proved for more than a day though there are sets to prove."""

    def look(_pools: Pools) -> Iterator[Sighting]:
        last = records.last(settings.data_dir)
        oldest = next((one.made_at for one in reversed(good_sets(settings))), None)
        begun = last.began if last else oldest
        if begun is not None and clock.now() - begun > records.LATEST:
            yield Sighting(values={"last": _day(last.began if last else None)})

    return Watch("drill-old", Severity.CRITICAL, look, every=60.0, lasting=True)


def drill_failed(settings: Settings) -> Watch:
    """The last drill did not prove all of it: it is not known whether one could go back."""

    def look(_pools: Pools) -> Iterator[Sighting]:
        last = records.last(settings.data_dir)
        if last is not None and not last.ok:
            failed = ", ".join(TITLES.get(name, name) for name in last.failed)
            yield Sighting(values={"set": last.set_id, "when": _day(last.began), "failed": failed})

    return Watch("drill-failed", Severity.CRITICAL, look, every=15.0, lasting=True)


def log_behind(settings: Settings) -> Watch:
    """The log of the backups was not brought for minutes: so much would be lost with the machine."""

    def look(pools: Pools) -> Iterator[Sighting]:
        job = ScheduledJob
        if not good_sets(settings):
            return
        with transaction(pools.reports) as session:
            row = session.execute(
                scoped(SYSTEM, job, job.last_at, job.last_result).where(job.code == "backup-log")
            ).one()
        if row.last_at is None or row.last_result is not JobResult.DONE or clock.now() - row.last_at > BEHIND:
            yield Sighting(values={"last": _day(row.last_at)})

    return Watch("log-behind", Severity.WARNING, look, every=30.0, holds=120.0)


def disk_low(settings: Settings) -> Watch:
    """Little room where data and backups are kept; at half of it at once."""

    def look(_pools: Pools) -> Iterator[Sighting]:
        for name, usage in places(settings).items():
            percent = 100 * usage.free / usage.total
            if percent < settings.disk_low_percent:
                grave = Severity.CRITICAL if percent < settings.disk_low_percent / 2 else Severity.WARNING
                yield Sighting(name, {"place": _PLACES[name], "percent": f"{percent:.0f}"}, grave)

    return Watch("disk-low", Severity.WARNING, look, every=10.0, holds=10.0)


_PLACES = {"data": "données", "backups": "sauvegardes", "copies": "copies des sauvegardes"}


def _declared(pools: Pools, job: str) -> dt.datetime | None:
    """Since when this program has had the job."""
    known = scoped(SYSTEM, ScheduledJob, ScheduledJob.created_at).where(ScheduledJob.code == job)
    with transaction(pools.reports) as session:
        found: dt.datetime | None = session.scalar(known)
    return found


def _day(moment: dt.datetime | None) -> str:
    return f"{moment.astimezone(clock.COMPANY_ZONE):%d/%m/%Y %H:%M}" if moment else "—"


WATCHES = (backup_old, drill_old, drill_failed, log_behind, disk_low)
