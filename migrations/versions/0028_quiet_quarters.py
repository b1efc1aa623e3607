"""Quiet hours of people and rules to the quarter of an hour."""

from alembic import op

from fofal_server.core.migrations import DataWouldBeLost

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None
compatible_with_previous = True

TABLES = ("notifications_rule", "notifications_wish")
ADD = """
    ALTER TABLE {table}
      ADD quiet_from_minute integer NOT NULL DEFAULT 0, ADD quiet_until_minute integer NOT NULL DEFAULT 0,
      ADD CONSTRAINT ck_{table}_quarters
        CHECK (quiet_from_minute IN (0, 15, 30, 45) AND quiet_until_minute IN (0, 15, 30, 45))
"""
USED = "SELECT EXISTS (SELECT FROM {table} WHERE quiet_from_minute + quiet_until_minute > 0)"


def upgrade() -> None:
    for table in TABLES:
        op.get_bind().exec_driver_sql(ADD.format(table=table))


def downgrade() -> None:
    """Full hours are all that the version before knows."""
    for table in TABLES:
        if op.get_bind().exec_driver_sql(USED.format(table=table)).scalar():
            raise DataWouldBeLost(
                "Des heures de silence sont réglées au quart d'heure : la version précédente les perdrait."
            )
        op.get_bind().exec_driver_sql(
            f"ALTER TABLE {table} DROP COLUMN quiet_from_minute, DROP COLUMN quiet_until_minute"
        )
