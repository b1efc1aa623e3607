"""How jobs and their runs look to an administrator."""

from typing import Annotated
from uuid import UUID

from fofal_server.core.fields import Code, Flag, Moment, Name, Note, refers
from fofal_server.core.job_records import JobResult, JobStatus
from fofal_server.core.resource import Read

JobId = Annotated[UUID, refers("ops.jobs")]


class JobRead(Read):
    name: Name
    code: Code
    rhythm: Name
    status: JobStatus
    next_at: Moment | None
    last_at: Moment | None
    last_result: JobResult | None
    running_since: Moment | None
    asked_at: Moment | None
    cancel_at: Moment | None


class RunRead(Read):
    job_id: JobId
    slot: Moment
    asked: Flag
    status: JobResult
    started_at: Moment
    ended_at: Moment | None
    process: Name
    progress: Name | None
    output: Note | None
