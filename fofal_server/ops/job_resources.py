"""Jobs and their runs as resources: lists that one can filter, and what may be done to a job."""

from fofal_server.core.job_records import JobRun, ScheduledJob
from fofal_server.core.resource import Action, Resource
from fofal_server.ops import job_actions
from fofal_server.ops.job_schemas import JobRead, RunRead

JOBS = Resource(
    name="ops.jobs",
    model=ScheduledJob,
    read=JobRead,
    write=None,
    title=("name",),
    icon="mdi6.timer-cog-outline",
    columns=("name", "rhythm", "status", "next_at", "last_at", "last_result", "running_since"),
    filters=("name", "code", "status", "next_at", "last_at", "last_result"),
    sort=("name",),
    verbs=("read",),
    actions=(
        Action("run", job_actions.run_now, states=("scheduled", "paused"), confirm=True),
        Action("cancel", job_actions.cancel, confirm=True, danger=True),
        Action("pause", job_actions.pause, states=("scheduled",), confirm=True, danger=True),
        Action("resume", job_actions.resume, states=("paused",)),
    ),
    flow={"scheduled": "done", "paused": "active", "retired": "stopped"},
)

RUNS = Resource(
    name="ops.job-runs",
    model=JobRun,
    read=RunRead,
    write=None,
    title=("started_at",),
    icon="mdi6.history",
    columns=("job_id", "slot", "asked", "status", "progress", "started_at", "ended_at", "output"),
    filters=("job_id", "slot", "asked", "status", "started_at", "ended_at", "process"),
    sort=("-started_at",),
    through=("job_id",),
    aside=True,
    verbs=("read",),
    flow={"running": "active", "done": "done", "failed": "stopped", "lost": "stopped", "cancelled": "stopped"},
    natural_key=None,
)
