"""What is kept of jobs: one row a job that every process agrees on, and a row for each run worth one."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from fofal_server.core import clock
from fofal_server.core.fields import Code, Flag, Moment, Name, Note
from fofal_server.core.models import Record, searched


class JobStatus(StrEnum):
    """Whether the clock starts the job; ``retired``: this version of the program has no such job."""

    SCHEDULED = "scheduled"
    PAUSED = "paused"
    RETIRED = "retired"


class JobResult(StrEnum):
    """How a run ended; ``lost``: its process died or ended, or was cut off, before the work was done."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    LOST = "lost"
    CANCELLED = "cancelled"


class ScheduledJob(Record):
    """A declared job. The engine stamps it without a new version, so that a person can always pause it.

    ``counts_from``: turns before it are owed by nobody. ``last_slot`` is the newest turn dealt with.
    ``cancel_at``: since when the run at work is to end.
    """

    __tablename__ = "scheduled_job"
    __table_args__ = (*searched("scheduled_job", "code", "name"),)

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    rhythm: Mapped[Name]
    status: Mapped[JobStatus] = mapped_column(default=JobStatus.SCHEDULED)
    counts_from: Mapped[Moment]
    next_at: Mapped[Moment | None]
    asked_at: Mapped[Moment | None]
    cancel_at: Mapped[Moment | None]
    running_since: Mapped[Moment | None]
    last_slot: Mapped[Moment | None]
    last_at: Mapped[Moment | None]
    last_result: Mapped[JobResult | None]


class JobRun(Record):
    """One run. A turn is taken once by its unique key; the process at work keeps ``alive_at`` fresh."""

    __tablename__ = "job_run"
    __audited__ = False
    __table_args__ = (
        UniqueConstraint("job_id", "slot"),
        Index("uq_job_run_running", "job_id", unique=True, postgresql_where=text("status = 'running'")),
        Index("ix_job_run_started_at", "started_at"),
        *searched("job_run", "output"),
    )

    job_id: Mapped[UUID] = mapped_column(ForeignKey("scheduled_job.id"))
    slot: Mapped[Moment]
    asked: Mapped[Flag] = mapped_column(default=False)
    status: Mapped[JobResult] = mapped_column(default=JobResult.RUNNING)
    started_at: Mapped[Moment] = mapped_column(default=clock.now)
    ended_at: Mapped[Moment | None]
    alive_at: Mapped[Moment | None]
    process: Mapped[Name]
    output: Mapped[Note | None]
    progress: Mapped[Name | None]
