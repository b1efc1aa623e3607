"""How far a run is, and runs that a person ended."""

import sqlalchemy as sa
from alembic import op

from fofal_server.core.migrations import DataWouldBeLost

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

RESULTS = {"job_run": "status", "scheduled_job": "last_result"}
BEFORE = "'running', 'done', 'failed', 'lost'"
LOST = "SELECT EXISTS (SELECT FROM job_run WHERE status = 'cancelled')"


def upgrade() -> None:
    op.execute("ALTER TABLE job_run ADD progress varchar(200)")
    op.execute("ALTER TABLE scheduled_job ADD cancel_at timestamptz")
    _allow(f"{BEFORE}, 'cancelled'")


def downgrade() -> None:
    if op.get_bind().scalar(sa.text(LOST)):
        raise DataWouldBeLost("Des travaux ont été arrêtés par quelqu'un : la version précédente ne sait pas le dire.")
    op.execute("UPDATE scheduled_job SET last_result = NULL WHERE last_result = 'cancelled'")
    _allow(BEFORE)
    op.execute("ALTER TABLE scheduled_job DROP cancel_at")
    op.execute("ALTER TABLE job_run DROP progress")


def _allow(results: str) -> None:
    for table, column in RESULTS.items():
        name = f"ck_{table}_jobresult"
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({column} IN ({results}))")
