"""Jobs at work in this process: each run is written down before and after, and spoken for while it lasts."""

import datetime as dt
import os
import platform
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError

from fofal_server.core import clock, course, job_ledger
from fofal_server.core.course import Course, Cut
from fofal_server.core.db import Pools, transaction
from fofal_server.core.doing import DOING, Doing
from fofal_server.core.job_ledger import LONGEST, Outcome
from fofal_server.core.job_records import JobResult
from fofal_server.core.jobs import RARE, Job
from fofal_server.core.texts import text

STAMP = dt.timedelta(minutes=1)
SPELL = dt.timedelta(seconds=RARE)
"""How often a frequent job that keeps failing gets a row."""

log = structlog.get_logger("fofal.jobs")


@dataclass
class _Health:
    """What this process knows of a frequent job: how it last ended, and since when and how often it has failed."""

    result: JobResult | None = None
    failures: int = 0
    stamped: dt.datetime | None = None
    told: dt.datetime | None = None


class Work:
    """What this process runs. ``paused`` are names of jobs that the clock must not start."""

    def __init__(self, pools: Pools) -> None:
        self._pools = pools
        self._lock = threading.Lock()
        self._taken: set[str] = set()
        self._running: dict[UUID, tuple[str, Course]] = {}
        self._courses: set[Course] = set()
        self._ending = False
        self._unsettled: dict[UUID, Outcome] = {}
        self._health: dict[str, _Health] = {}
        self._idle = threading.Event()
        self._idle.set()
        self.process = f"{platform.node()}:{os.getpid()}"
        self.paused: frozenset[str] = frozenset()

    def idle(self, seconds: float) -> bool:
        """Wait so long for every run with a row to end and be settled; whether they have."""
        return self._idle.wait(seconds)

    def remember(self, results: dict[str, JobResult | None]) -> None:
        """A new leader begins with what the one before knew."""
        self._health = {name: _Health(result, failures=result is JobResult.FAILED) for name, result in results.items()}

    def take(self, job: Job, slot: dt.datetime, *, asked: bool = False) -> None:
        """Run a turn, unless somebody has taken it, or the job is still at work here."""
        if not self._claim(job.name):
            return
        run_id = None
        try:
            run_id = self._begun(job, slot, asked=asked)
        finally:
            if run_id is None:
                self._release(job.name)
        if run_id is not None:
            self._settle(run_id, self._outcome(job, self._running[run_id][1]))

    def end(self) -> None:
        """Tell all that is at work here, or will be, to end: the process does."""
        with self._lock:
            self._ending = True
            for at_work in self._courses:
                at_work.end()

    def turn(self, job: Job) -> None:
        """A turn of a frequent job: only failures, the end of a failure and a stamp now and then are written down."""
        if job.name in self.paused:
            return
        started = clock.now()
        outcome = self._outcome(job, Course())
        health = self._health.setdefault(job.name, _Health())
        try:
            self._note(job, health, started, outcome)
        except SQLAlchemyError as error:
            log.warning("job.not_noted", job=job.name, error=type(error).__name__)

    def speak(self) -> None:
        """Speak for what is at work, and write down what could not be when it ended."""
        with self._lock:
            unsettled, running = dict(self._unsettled), dict(self._running)
        for run_id, outcome in unsettled.items():
            self._settle(run_id, outcome)
        if running:
            told = {run_id: at_work.progress for run_id, (_, at_work) in running.items()}
            with transaction(self._pools.calls) as session:
                unwanted = job_ledger.speak_for(session, told)
            for run_id in unwanted:
                running[run_id][1].cancel()

    def _claim(self, name: str) -> bool:
        with self._lock:
            free = name not in self._taken
            self._taken.add(name)
            self._idle.clear()
        return free

    def _release(self, name: str) -> None:
        with self._lock:
            self._taken.discard(name)
            if not self._taken:
                self._idle.set()

    def _begun(self, job: Job, slot: dt.datetime, *, asked: bool) -> UUID | None:
        try:
            with transaction(self._pools.calls) as session:
                run_id = job_ledger.begin(session, job, slot, self.process, asked=asked)
        except SQLAlchemyError as error:
            log.warning("job.not_begun", job=job.name, error=type(error).__name__)  # still owed: tried again soon
            return None
        if run_id is not None:
            with self._lock:
                self._running[run_id] = job.name, Course()
        return run_id

    def _outcome(self, job: Job, at_work: Course) -> Outcome:
        DOING.set(Doing(f"job:{job.name}"))
        try:
            with self._attended(at_work):
                said = job.run(self._pools)
        except Cut:
            result = JobResult.CANCELLED if at_work.cancelled else JobResult.LOST
            return Outcome(result, text("job_cancelled" if at_work.cancelled else "job_cut"), clock.now())
        except Exception as error:  # a failed run is told and the next one comes at its time
            log.exception("job.failed", job=job.name, exc_info=error)
            return Outcome(JobResult.FAILED, _bounded(f"{type(error).__name__}: {error}"), clock.now())
        return Outcome(JobResult.DONE, _bounded(said) if said else None, clock.now())

    @contextmanager
    def _attended(self, at_work: Course) -> Iterator[None]:
        """The end of this process is told to whatever works in the block."""
        with self._lock:
            self._courses.add(at_work)
            if self._ending:
                at_work.end()
        try:
            with course.followed(at_work):
                yield
        finally:
            with self._lock:
                self._courses.discard(at_work)

    def _settle(self, run_id: UUID, outcome: Outcome) -> None:
        try:
            with transaction(self._pools.calls) as session:
                job_ledger.finish(session, run_id, outcome)
        except SQLAlchemyError as error:
            log.warning("job.not_settled", run=str(run_id), error=type(error).__name__)
            with self._lock:
                self._unsettled[run_id] = outcome
            return
        with self._lock:
            self._unsettled.pop(run_id, None)
            name, _ = self._running.pop(run_id)
        self._release(name)

    def _note(self, job: Job, health: _Health, started: dt.datetime, outcome: Outcome) -> None:
        failed = outcome.result is JobResult.FAILED
        changed = failed is not (health.result is JobResult.FAILED)
        health.failures += failed
        tells = changed or (failed and (health.told is None or started - health.told >= SPELL))
        if not tells and health.stamped is not None and started - health.stamped < STAMP:
            return
        if changed and not failed:
            outcome = Outcome(outcome.result, text("job_recovered", count=health.failures), outcome.ended_at)
        with transaction(self._pools.calls) as session:
            job_ledger.stamp(session, job, outcome)
            if tells:
                job_ledger.tell(session, job, self.process, started, outcome)
        health.result, health.stamped = outcome.result, started
        health.told = started if tells else health.told
        health.failures = health.failures if failed else 0


def _bounded(said: str) -> str:
    clean = said.replace("\x00", "").encode("utf-8", "replace").decode()
    return clean if len(clean) <= LONGEST else clean[: LONGEST - 1] + "…"
