"""Work that comes round by itself; of all processes only the one that holds the advisory lock does it."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from fofal_server.core.db import Pools

LOCK = 0xF0FA1
SECONDS_BETWEEN_TRIES = 5.0

log = structlog.get_logger("fofal.jobs")


@dataclass(frozen=True)
class Job:
    """``run`` every so many seconds; a run that takes longer than its turn is not started twice."""

    name: str
    seconds: float
    run: Callable[[Pools], None]


class Scheduler:
    """Waits for the lock on a connection of its own, then runs the jobs for as long as that connection lives."""

    def __init__(self, pools: Pools, jobs: Sequence[Job]) -> None:
        self._pools = pools
        self._jobs = jobs
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="scheduler", daemon=True)
        self.leading = threading.Event()

    @property
    def alive(self) -> bool:
        """Whether this process runs the jobs or stands ready to."""
        return self._thread.is_alive()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End within a moment; a job at work is waited for."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(30)

    def _watch(self) -> None:
        while not self._stop.is_set():
            try:
                with self._pools.reports.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    self._lead(connection)
            except SQLAlchemyError as error:
                log.warning("scheduler.database_away", error=type(error).__name__)
            self._stop.wait(SECONDS_BETWEEN_TRIES)

    def _lead(self, connection: Connection) -> None:
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": LOCK}):
            return
        engine = BackgroundScheduler(job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None})
        for job in self._jobs:
            engine.add_job(self._run, "interval", seconds=job.seconds, args=[job], id=job.name)
        engine.start()
        self.leading.set()
        try:
            while not self._stop.wait(SECONDS_BETWEEN_TRIES):
                connection.execute(text("SELECT 1"))
        finally:
            self.leading.clear()
            engine.shutdown(wait=True)
            if not connection.invalidated:
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})

    def _run(self, job: Job) -> None:
        try:
            job.run(self._pools)
        except Exception as error:  # a failed run is told and the next one comes at its time
            log.exception("job.failed", job=job.name, exc_info=error)
