"""What the engine itself says of its state: jobs and who leads them, promises that wait, events to seal."""

from fofal_server.core import registry
from fofal_server.core.measures import Asked, Measure
from fofal_server.core.scheduler import LOCK

_HERE = "(SELECT oid FROM pg_database WHERE datname = current_database())"
_JOBS = "FROM scheduled_job WHERE status <> 'retired'"
_PROMISES = "FROM outbox_message WHERE done_at IS NULL"
_STATES = "FROM (VALUES ('waiting'), ('given_up')) AS known(state)"
_STATE = "CASE WHEN next_at IS NULL THEN 'given_up' ELSE 'waiting' END"

MEASURES = (
    Asked(
        "fofal_scheduler_leader", "Whether some process leads the jobs.",
        "count(*)", f"FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = {LOCK} AND database = {_HERE}",
    ),
    Asked(
        "fofal_job_last_run_timestamp_seconds", "When a job last ended.",
        "code, extract(epoch FROM last_at)", f"{_JOBS} AND last_at IS NOT NULL", ("job",),
    ),
    Asked(
        "fofal_job_failed", "Whether the last run of a job failed or was lost.",
        "code, (last_result IN ('failed', 'lost'))::int", f"{_JOBS} AND last_result IS NOT NULL", ("job",),
    ),
    Asked("fofal_job_paused", "Whether somebody paused a job.", "code, (status = 'paused')::int", _JOBS, ("job",)),
    Asked(
        "fofal_job_running_seconds", "For how long a job has been at work.",
        "code, extract(epoch FROM now() - running_since)", f"{_JOBS} AND running_since IS NOT NULL", ("job",),
    ),
    Asked(
        "fofal_job_late_seconds", "How long ago a job that does not run should have begun.",
        "code, greatest(0, extract(epoch FROM now() - next_at))",
        f"{_JOBS} AND status = 'scheduled' AND next_at IS NOT NULL AND running_since IS NULL", ("job",),
    ),
    Asked(
        "fofal_outbox_messages", "Promises not kept yet; given up ones wait for a person.",
        "state, count(id)",
        f"{_STATES} LEFT JOIN outbox_message ON done_at IS NULL AND state = {_STATE} GROUP BY state", ("state",),
    ),
    Asked(
        "fofal_outbox_oldest_seconds", "Age of the oldest promise that is still tried.",
        "coalesce(extract(epoch FROM now() - min(created_at)), 0)", f"{_PROMISES} AND next_at IS NOT NULL",
    ),
    Asked(
        "fofal_audit_unsealed_seconds", "Age of the oldest event of the trail behind its last seal.",
        "coalesce(extract(epoch FROM now() - min(at)), 0)",
        "FROM audit_event WHERE id > (SELECT coalesce(max(event_id), 0) FROM audit_seal)",
    ),
)  # fmt: skip


def everything() -> list[Measure]:
    """What the engine and all domains have to say."""
    return [*MEASURES, *(one for domain in registry.DOMAINS.values() for one in domain.measures)]
