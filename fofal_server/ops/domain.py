"""Operations as a domain."""

from fofal_server.core.domain import Domain
from fofal_server.ops import (
    backup_jobs,
    database_checks,
    log_jobs,
    mail_trial,
    maintenance,
    maintenance_watch,
    months,
    night_jobs,
    overview,
    replica_watches,
    report_doors,
    service_levels,
    service_watches,
    upkeep_jobs,
)
from fofal_server.ops.job_resources import JOBS, RUNS
from fofal_server.ops.measures import MEASURES
from fofal_server.ops.service_resources import LEVELS
from fofal_server.ops.watches import WATCHES

DOMAIN = Domain(
    "ops",
    icon="mdi6.server-outline",
    resources=(JOBS, RUNS, LEVELS),
    operations=(*maintenance.OPERATIONS, *overview.OPERATIONS, *report_doors.OPERATIONS, *mail_trial.OPERATIONS),
    jobs=(*backup_jobs.JOBS, *night_jobs.JOBS, *upkeep_jobs.JOBS, months.JOB, log_jobs.forget_logs, service_levels.JOB),
    watches=(
        *database_checks.WATCHES,
        *upkeep_jobs.WATCHES,
        *replica_watches.WATCHES,
        *service_watches.WATCHES,
        maintenance_watch.WATCH,
        *WATCHES,
        months.WATCH,
    ),
    measures=MEASURES,
)
