"""The clock of the jobs; of all processes only the one that holds the advisory lock winds it.

The lock lives as long as the leader's connection. PostgreSQL ends that connection when the leader has been silent for
``SILENT`` (frozen, or cut off), so that another one leads within 30 s whatever happened to it.
"""

import datetime as dt
import threading
from collections.abc import Mapping, Sequence

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from fofal_server.core import clock, job_ledger
from fofal_server.core.db import Pools, transaction
from fofal_server.core.job_ledger import Standing
from fofal_server.core.job_records import JobResult, JobStatus
from fofal_server.core.job_work import Work
from fofal_server.core.jobs import Job, owed

LOCK = 0xF0FA1
SECONDS_BETWEEN_TRIES = 5.0
SECONDS_BETWEEN_LOOKS = 2.0
SILENT = "15s"
_DEFAULTS = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}

log = structlog.get_logger("fofal.jobs")


class Scheduler:
    """Waits for the lock on a connection of its own, then runs the jobs for as long as that connection lives."""

    def __init__(self, pools: Pools, jobs: Sequence[Job]) -> None:
        self._pools = pools
        self._jobs = jobs
        self._work = Work(pools)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="scheduler", daemon=True)
        self.leading = threading.Event()
        self.looks = 0

    @property
    def alive(self) -> bool:
        """Whether this process runs the jobs or stands ready to."""
        return self._thread.is_alive()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End within a moment; a job at work is told to end, and waited for."""
        self._stop.set()
        self._work.end()
        if self._thread.is_alive():
            self._thread.join(30)

    def _watch(self) -> None:
        """Whoever loses the lead stays answerable for what he began: he goes on to speak for it."""
        while not self._stop.is_set():
            try:
                with self._pools.reports.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    self._lead(connection)
                self._work.speak()
            except SQLAlchemyError as error:
                log.warning("scheduler.database_away", error=type(error).__name__, reason=str(error)[:300])
            self._stop.wait(SECONDS_BETWEEN_TRIES)

    def _lead(self, connection: Connection) -> None:
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": LOCK}):
            return
        try:
            connection.execute(text(f"SET idle_session_timeout = '{SILENT}'"))
            self._take_over(connection)
            engine = self._wound()
            self.leading.set()
            try:
                self._rule(connection, engine)
            finally:
                self.leading.clear()
                engine.shutdown(wait=False)
            if self._stop.is_set():
                self._see_off(connection)
        finally:
            connection.invalidate()  # closed, not kept in the pool: the lock and the bound on silence go with it

    def _take_over(self, connection: Connection) -> None:
        """Before the first turn: what there is to run, how it went before, and what must not be run."""
        with transaction(self._pools.calls) as session:
            job_ledger.declare(session, self._jobs)
            self._work.remember(job_ledger.last_results(session))
        self._work.paused = _paused(job_ledger.standings(connection))

    def _wound(self) -> BackgroundScheduler:
        engine = BackgroundScheduler(job_defaults=_DEFAULTS, timezone=dt.UTC)
        for job in self._jobs:
            if job.each_told:
                engine.add_job(self._at_its_time, _trigger(job), args=[job], id=job.name)
            else:
                engine.add_job(self._work.turn, _trigger(job), args=[job], id=job.name)
        engine.start()
        return engine

    def _rule(self, connection: Connection, engine: BackgroundScheduler) -> None:
        """Look again and again, until told to stop; a clock that went back is wound anew."""
        before = clock.now()
        while True:
            standings = job_ledger.standings(connection)
            self._heed_pauses(standings)
            self._send(standings, engine)
            engine.wakeup()  # after a sleep of the machine the clock's own waiting may not know what time it is
            self._look_after_runs()
            self.looks += 1
            if self._stop.wait(SECONDS_BETWEEN_LOOKS) or clock.now() < before:
                return
            before = clock.now()

    def _send(self, standings: Mapping[str, Standing], engine: BackgroundScheduler) -> None:
        """What persons asked for, and turns that are owed because nobody could take them at their time."""
        for job in self._jobs:
            one = standings.get(job.name)
            if one is None or one.running_since is not None:
                continue
            if one.asked_at is not None:
                engine.add_job(self._work.take, args=[job, one.asked_at], kwargs={"asked": True})
            elif job.each_told and one.status is JobStatus.SCHEDULED:
                slot = owed(job, clock.now(), one.counts_from, one.last_slot)
                if slot is None and job.again:
                    slot = self._lost(job, one)
                if slot is not None:
                    engine.add_job(self._work.take, args=[job, slot])

    def _lost(self, job: Job, one: Standing) -> dt.datetime | None:
        """The turn that makes up for a run lost with its process: the moment at which that was noticed."""
        if one.last_result is not JobResult.LOST:
            return None
        with transaction(self._pools.calls) as session:
            return one.last_at if job_ledger.lost_in_row(session, job.name) <= job.again else None

    def _heed_pauses(self, standings: Mapping[str, Standing]) -> None:
        """Once somebody has paused or resumed a job, the rows say anew when each is due."""
        paused = _paused(standings)
        if paused != self._work.paused:
            with transaction(self._pools.calls) as session:
                job_ledger.declare(session, self._jobs)
            self._work.paused = paused

    def _look_after_runs(self) -> None:
        """Those at work here are spoken for, those that nobody speaks for are lost."""
        try:
            self._work.speak()
            with transaction(self._pools.calls) as session:
                for lost in job_ledger.lose_silent(session):
                    log.error("job.lost", run=str(lost))
        except PoolTimeout:  # all connections are in use: no reason to give up the lead
            log.warning("scheduler.busy")

    def _at_its_time(self, job: Job) -> None:
        self._work.take(job, job.slot(clock.now()))

    def _see_off(self, connection: Connection) -> None:
        """Keep the lead until what is at work has ended: an orderly end overlaps with nobody."""
        while not self._work.idle(SECONDS_BETWEEN_LOOKS):
            connection.execute(text("SELECT 1"))
            self._work.speak()


def _paused(standings: Mapping[str, Standing]) -> frozenset[str]:
    return frozenset(name for name, one in standings.items() if one.status is JobStatus.PAUSED)


def _trigger(job: Job) -> CronTrigger | IntervalTrigger:
    if isinstance(job.when, dt.time):
        at = {"hour": job.when.hour, "minute": job.when.minute, "second": job.when.second}
        return CronTrigger(**at, timezone=clock.COMPANY_ZONE)
    start = job.next_slot(clock.now()) if job.each_told else None
    return IntervalTrigger(seconds=job.when, start_date=start, timezone=dt.UTC)
