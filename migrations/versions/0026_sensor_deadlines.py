"""Since when a sensor is weak or under maintenance, so that somebody hears when nobody goes and sees."""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None
compatible_with_previous = True

UP = (
    "ALTER TABLE sensors_sensor ADD COLUMN maintenance_since timestamptz",
    "UPDATE sensors_sensor SET maintenance_since = updated_at WHERE status = 'maintenance'",
    "ALTER TABLE sensors_newest ADD COLUMN signal_low_since timestamptz, ADD COLUMN battery_low_since timestamptz",
    """
    UPDATE sensors_newest SET
      signal_low_since = CASE WHEN signal_percent < 30 THEN at END,
      battery_low_since = CASE WHEN battery_percent < 20 THEN at END
    WHERE signal_percent < 30 OR battery_percent < 20
    """,
)
DOWN = (
    "ALTER TABLE sensors_newest DROP COLUMN signal_low_since, DROP COLUMN battery_low_since",
    "ALTER TABLE sensors_sensor DROP COLUMN maintenance_since",
)


def upgrade() -> None:
    _run(UP)


def downgrade() -> None:
    """The version before knows none of these moments; they come again with the next readings."""
    _run(DOWN)


def _run(statements: tuple[str, ...]) -> None:
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)
