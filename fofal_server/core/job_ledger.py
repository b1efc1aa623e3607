"""The book of runs: a turn is taken in it before it is run, and whoever runs it says again and again that he lives.

Moments by which processes judge each other come from the database's clock, those of turns from ``core.clock``.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, DateTime, Row, case, cast, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.job_records import JobResult, JobRun, JobStatus, ScheduledJob
from fofal_server.core.jobs import Job
from fofal_server.core.texts import text

SILENCE = dt.timedelta(seconds=20)
"""A run of which nothing was heard for so long is lost."""

KEPT = dt.timedelta(days=90)
LONGEST = 4000

Standing = Row[
    str,
    JobStatus,
    dt.datetime,
    dt.datetime | None,
    dt.datetime | None,
    dt.datetime | None,
    dt.datetime | None,
    JobResult | None,
]


@dataclass(frozen=True)
class Outcome:
    """What became of a run."""

    result: JobResult
    output: str | None
    ended_at: dt.datetime


def declare(session: Session, jobs: Sequence[Job]) -> None:
    """Make the rows agree with what this program declares; pauses stay, also of jobs that it does not have."""
    now = clock.now()
    for job in jobs:
        told = {"name": text(f"job.{job.name}"), "rhythm": rhythm(job)}
        upcoming = job.next_slot(now) if job.each_told else None
        back = ScheduledJob.status == JobStatus.RETIRED
        again = {
            "next_at": case((ScheduledJob.status != JobStatus.PAUSED, cast(upcoming, DateTime(timezone=True)))),
            "status": case((back, JobStatus.SCHEDULED.value), else_=ScheduledJob.status),
            "counts_from": case((back, now), else_=ScheduledJob.counts_from),
        }
        row = insert(ScheduledJob).values(code=job.name, counts_from=now, next_at=upcoming, **told)
        session.execute(row.on_conflict_do_update(index_elements=["code"], set_={**told, **again}))
    unknown = ScheduledJob.code.not_in([job.name for job in jobs]), ScheduledJob.status == JobStatus.SCHEDULED
    session.execute(update(ScheduledJob).where(*unknown).values(status=JobStatus.RETIRED, next_at=None, asked_at=None))


def rhythm(job: Job) -> str:
    """« chaque jour à 02:00 », « toutes les 10 min »."""
    if isinstance(job.when, dt.time):
        return text("job_rhythm.daily", time=f"{job.when:%H:%M}")
    for unit, size in (("hours", 3600), ("minutes", 60)):
        if job.when >= size and job.when % size == 0:
            return text(f"job_rhythm.{unit}", count=int(job.when // size))
    return text("job_rhythm.seconds", count=f"{job.when:g}")


def standings(connection: Connection) -> Mapping[str, Standing]:
    """How every job stands, by name."""
    one = ScheduledJob
    turns = (one.code, one.status, one.counts_from, one.asked_at, one.last_slot)
    asked = select(*turns, one.running_since, one.last_at, one.last_result)
    return {row.code: row for row in connection.execute(asked)}


def begin(session: Session, job: Job, slot: dt.datetime, process: str, *, asked: bool) -> UUID | None:
    """Take a turn; None when it was taken before, the job is at work, or somebody paused it meanwhile."""
    mine, now = ScheduledJob.code == job.name, clock.now()
    row = session.execute(
        select(ScheduledJob.id, ScheduledJob.status, ScheduledJob.running_since).where(mine).with_for_update()
    ).one_or_none()
    if row is None or row.running_since is not None or not (asked or row.status is JobStatus.SCHEDULED):
        return None
    values = {"job_id": row.id, "slot": slot, "asked": asked, "process": process, "started_at": now}
    taking = insert(JobRun).values(**values, alive_at=func.clock_timestamp())
    run_id: UUID | None = session.scalar(
        taking.on_conflict_do_nothing(index_elements=["job_id", "slot"]).returning(JobRun.id)
    )
    upcoming = job.next_slot(now) if job.each_told and row.status is JobStatus.SCHEDULED else None
    turn: dict[str, dt.datetime | None] = {
        "next_at": upcoming,
        **({"asked_at": None} if asked else {"last_slot": job.slot(slot)}),
    }
    session.execute(update(ScheduledJob).where(mine).values(**turn, running_since=now if run_id else None))
    return run_id


def finish(session: Session, run_id: UUID, outcome: Outcome) -> None:
    """Write down how a run ended, also of one that was believed lost."""
    ended = update(JobRun).where(JobRun.id == run_id)
    told = {"status": outcome.result, "output": outcome.output, "ended_at": outcome.ended_at, "progress": None}
    row = session.execute(ended.values(**told).returning(JobRun.job_id, JobRun.started_at)).one_or_none()
    if row is not None:
        _rest(session, row.job_id, row.started_at, outcome)


def lose_silent(session: Session) -> list[UUID]:
    """Give up the runs that nobody has spoken for; answers which."""
    silent = JobRun.status == JobResult.RUNNING, JobRun.alive_at < func.clock_timestamp() - SILENCE
    outcome = Outcome(JobResult.LOST, text("job_lost"), clock.now())
    told = {"status": outcome.result, "output": outcome.output, "ended_at": outcome.ended_at, "progress": None}
    lost = update(JobRun).where(*silent).values(**told).returning(JobRun.id, JobRun.job_id, JobRun.started_at)
    rows = session.execute(lost).all()
    for row in rows:
        _rest(session, row.job_id, row.started_at, outcome)
    return [row.id for row in rows]


def speak_for(session: Session, runs: Mapping[UUID, str | None]) -> set[UUID]:
    """Say that these runs are at work, and how far they are; answers those that a person wants to end."""
    mine = JobRun.id.in_(list(runs)), JobRun.status == JobResult.RUNNING
    progress = case(runs, value=JobRun.id, else_=JobRun.progress)
    living = update(JobRun).where(*mine).values(alive_at=func.clock_timestamp(), progress=progress)
    session.execute(living)
    unwanted = select(JobRun.id).join(ScheduledJob, ScheduledJob.id == JobRun.job_id)
    return set(session.scalars(unwanted.where(*mine, ScheduledJob.cancel_at.is_not(None))))


def lost_in_row(session: Session, name: str) -> int:
    """How many of the job's last runs were lost, one after the other."""
    runs = select(JobRun.status, JobRun.started_at).join(ScheduledJob, ScheduledJob.id == JobRun.job_id)
    mine = runs.where(ScheduledJob.code == name).subquery()
    otherwise = select(func.max(mine.c.started_at)).where(mine.c.status != JobResult.LOST).scalar_subquery()
    lost = select(func.count()).select_from(mine).where((mine.c.started_at > otherwise) | otherwise.is_(None))
    return session.scalar(lost) or 0


def stamp(session: Session, job: Job, outcome: Outcome) -> None:
    """Note when a frequent job last ran, and how; such a run has no row."""
    values = {"last_at": outcome.ended_at, "last_result": outcome.result}
    session.execute(update(ScheduledJob).where(ScheduledJob.code == job.name).values(**values))


def tell(session: Session, job: Job, process: str, started: dt.datetime, outcome: Outcome) -> None:
    """A row for a run of a frequent job that deserves one."""
    job_id = session.scalar(select(ScheduledJob.id).where(ScheduledJob.code == job.name))
    values = {"job_id": job_id, "slot": started, "started_at": started, "process": process}
    values |= {"status": outcome.result, "output": outcome.output, "ended_at": outcome.ended_at}
    if job_id is not None:
        session.execute(insert(JobRun).values(**values).on_conflict_do_nothing(index_elements=["job_id", "slot"]))


def last_results(session: Session) -> dict[str, JobResult | None]:
    """How each job ended last, by name."""
    return {row.code: row.last_result for row in session.execute(select(ScheduledJob.code, ScheduledJob.last_result))}


def forget_old(session: Session) -> int:
    """Drop runs that ended more than 90 days ago; answers how many."""
    old = delete(JobRun).where(JobRun.ended_at < clock.now() - KEPT)
    return len(session.execute(old.returning(JobRun.id)).all())


def _rest(session: Session, job_id: UUID, started: dt.datetime, outcome: Outcome) -> None:
    """The job is at work no more, unless it is by a later run."""
    values = {"running_since": None, "cancel_at": None, "last_at": outcome.ended_at, "last_result": outcome.result}
    mine = ScheduledJob.id == job_id, ScheduledJob.running_since == started
    session.execute(update(ScheduledJob).where(*mine).values(**values))
