"""How the service was: minutes, days and months."""

import sqlalchemy as sa
from alembic import op

from fofal_server.core.migrations import DataWouldBeLost

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

UP = (
    """
    CREATE TABLE ops_service_minute (
      minute timestamptz NOT NULL, errors integer NOT NULL, busiest integer NOT NULL, buckets bigint[] NOT NULL,
      CONSTRAINT pk_ops_service_minute PRIMARY KEY (minute)
    )
    """,
    """
    CREATE TABLE ops_service_level (
      id uuid NOT NULL, version integer NOT NULL,
      created_at timestamptz NOT NULL, created_by uuid, updated_at timestamptz NOT NULL, updated_by uuid,
      period varchar(30) NOT NULL, begins date NOT NULL, calls integer NOT NULL, errors integer NOT NULL,
      p50_ms integer, p95_ms integer, p99_ms integer, busiest integer NOT NULL, minutes integer NOT NULL,
      kept boolean NOT NULL, buckets bigint[] NOT NULL,
      CONSTRAINT pk_ops_service_level PRIMARY KEY (id),
      CONSTRAINT uq_ops_service_level_period_begins UNIQUE (period, begins),
      CONSTRAINT ck_ops_service_level_serviceperiod CHECK (period IN ('day', 'month'))
    )
    """,
)
LOST = "SELECT EXISTS (SELECT FROM ops_service_level)"


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().scalar(sa.text(LOST)):
        raise DataWouldBeLost("Les jours et les mois du service seraient perdus.")
    for table in ("ops_service_level", "ops_service_minute"):
        op.execute(f"DROP TABLE {table}")
