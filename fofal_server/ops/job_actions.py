"""What a person does to a job: have it run now, pause it, let it go on."""

from sqlalchemy.orm import Session

from fofal_server.core import clock
from fofal_server.core.actor import Actor
from fofal_server.core.errors import Conflict
from fofal_server.core.job_records import JobStatus, ScheduledJob


def run_now(_session: Session, _actor: Actor, job: ScheduledJob, _body: object) -> None:
    """Ask whoever leads for a run, also of a paused job; he looks every two seconds. 409 while it runs or is asked."""
    if job.running_since is not None:
        raise Conflict("ops.job_running", code="job_running")
    if job.asked_at is not None:
        raise Conflict("ops.job_asked", code="job_asked")
    job.asked_at = clock.now()


def cancel(_session: Session, _actor: Actor, job: ScheduledJob, _body: object) -> None:
    """Have the run at work end; who runs it looks every two seconds. 409 while none is. A short job ends by itself."""
    if job.running_since is None:
        raise Conflict("ops.job_idle", code="job_idle")
    if job.cancel_at is None:
        job.cancel_at = clock.now()


def pause(_session: Session, _actor: Actor, job: ScheduledJob, _body: object) -> None:
    """The clock starts it no more, also after a restart; a run at work goes on to its end."""
    job.status = JobStatus.PAUSED
    job.next_at = None


def resume(_session: Session, _actor: Actor, job: ScheduledJob, _body: object) -> None:
    """From its next turn on; those of the pause are owed by nobody."""
    job.status = JobStatus.SCHEDULED
    job.counts_from = clock.now()
