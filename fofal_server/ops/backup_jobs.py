"""The backup and the drill of each night, as processes of their own that hinder nobody; the log each minute."""

import datetime as dt

from fofal_server.backup import sets
from fofal_server.config import Settings
from fofal_server.core import clock
from fofal_server.core.actor import SYSTEM
from fofal_server.core.db import Pools, transaction
from fofal_server.core.jobs import Job
from fofal_server.core.texts import text
from fofal_server.ops import backups, monthly, monthly_letter
from fofal_server.ops.child import asked
from fofal_server.ops.monthly_page import head
from fofal_server.ops.shelf import Shelf

AT, DRILL_AT = dt.time(1, 15), dt.time(2, 30)
REPORT_AT = dt.time(6)
COPY_EVERY = 600.0
WITHIN = 4 * 3600.0
AGAIN = 2
"""How often in a row a run is made up that the end of the server has cut off."""


def backup(settings: Settings) -> Job:
    """Take a set, then remove what has had its time."""

    def run(_pools: Pools) -> str:
        made = asked(settings.data_dir, "backup", "now", "--json", within=WITHIN)
        gone = asked(settings.data_dir, "backup", "prune", "--yes", "--json", within=WITHIN)["removed"]
        megabytes = f"{made['size'] / 1_000_000:.1f}"
        return text("job_told.backup", set=made["id"], size=megabytes, seconds=made["seconds"], removed=len(gone))

    return Job("backup", AT, run, again=AGAIN)


def backup_drill(settings: Settings) -> Job:
    """Restore the newest set and prove it."""

    def run(_pools: Pools) -> str:
        told = asked(settings.data_dir, "backup", "drill", "latest", "--json", within=WITHIN)
        return text("job_told.drill", set=told["id"], seconds=told["seconds"], proofs=len(told["proofs"]))

    return Job("backup-drill", DRILL_AT, run, again=AGAIN)


def backup_log(settings: Settings) -> Job:
    """Bring the log up to now, once there is a set to begin from: no more than a minute goes with the machine."""

    def run(_pools: Pools) -> str | None:
        shelf, source = Shelf.from_environment(settings.data_dir), backups.source_of(settings.data_dir)
        if source is None or not sets.list_sets(shelf.folder):
            return None
        brought = backups.bring_log(shelf, source)
        return text("job_told.backup_log_gap") if brought.gap else None

    return Job("backup-log", 60.0, run)


def backup_copy(settings: Settings) -> Job:
    """Bring to the second place what it lacks since a line was cut or a disk was not there."""

    def run(_pools: Pools) -> str | None:
        if Shelf.from_environment(settings.data_dir).second is None:
            return None
        copied = asked(settings.data_dir, "backup", "copy", "--json", within=WITHIN)["copied"]
        return text("job_told.backup_copy", sets=", ".join(copied)) if copied else None

    return Job("backup-copy", COPY_EVERY, run, told=False)


def backup_report(settings: Settings) -> Job:
    """Write the report of the month that is over, once, and a letter about it, on its first morning at work."""

    def run(pools: Pools) -> str | None:
        now = clock.now()
        first = monthly.month_before(clock.day_of(now))
        if monthly.is_kept(settings.data_dir, first):
            return None
        month = monthly.summed(settings.data_dir, first, now)
        with transaction(pools.calls) as session:
            _, page = monthly.kept(settings.data_dir, month, head(month, session, SYSTEM, settings.data_dir))
            letters = monthly_letter.write(session, settings.data_dir, month, page)
        return text("job_told.backup_report", file=str(page), letters=letters)

    return Job("backup-report", REPORT_AT, run)


JOBS = (backup, backup_drill, backup_log, backup_copy, backup_report)
