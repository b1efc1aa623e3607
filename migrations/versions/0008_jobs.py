"""Jobs, whether each is paused, and their runs."""

import sqlalchemy as sa
from alembic import op

from fofal_server.core.migrations import DataWouldBeLost

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

UP = (
    """
    CREATE TABLE scheduled_job (
      id uuid NOT NULL, version integer NOT NULL,
      created_at timestamptz NOT NULL, created_by uuid, updated_at timestamptz NOT NULL, updated_by uuid,
      code varchar(50) NOT NULL, name varchar(200) NOT NULL, rhythm varchar(200) NOT NULL, status varchar(30) NOT NULL,
      counts_from timestamptz NOT NULL, next_at timestamptz, asked_at timestamptz, running_since timestamptz,
      last_slot timestamptz, last_at timestamptz, last_result varchar(30),
      CONSTRAINT pk_scheduled_job PRIMARY KEY (id),
      CONSTRAINT uq_scheduled_job_code UNIQUE (code),
      CONSTRAINT ck_scheduled_job_jobstatus CHECK (status IN ('scheduled', 'paused', 'retired')),
      CONSTRAINT ck_scheduled_job_jobresult CHECK (last_result IN ('running', 'done', 'failed', 'lost'))
    )
    """,
    """
    CREATE TABLE job_run (
      id uuid NOT NULL, version integer NOT NULL,
      created_at timestamptz NOT NULL, created_by uuid, updated_at timestamptz NOT NULL, updated_by uuid,
      job_id uuid NOT NULL, slot timestamptz NOT NULL, asked boolean NOT NULL, status varchar(30) NOT NULL,
      started_at timestamptz NOT NULL, ended_at timestamptz, alive_at timestamptz,
      process varchar(200) NOT NULL, output text,
      CONSTRAINT pk_job_run PRIMARY KEY (id),
      CONSTRAINT uq_job_run_job_id_slot UNIQUE (job_id, slot),
      CONSTRAINT fk_job_run_job_id FOREIGN KEY (job_id) REFERENCES scheduled_job (id),
      CONSTRAINT ck_job_run_jobresult CHECK (status IN ('running', 'done', 'failed', 'lost'))
    )
    """,
    "CREATE UNIQUE INDEX uq_job_run_running ON job_run (job_id) WHERE status = 'running'",
    "CREATE INDEX ix_job_run_started_at ON job_run (started_at)",
)
LOST = "SELECT EXISTS (SELECT FROM scheduled_job WHERE status = 'paused')"


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().scalar(sa.text(LOST)):
        raise DataWouldBeLost("Des travaux sont en pause : la version précédente les exécuterait de nouveau.")
    for table in ("job_run", "scheduled_job"):
        op.execute(f"DROP TABLE {table}")
