"""Alerts ring: a change of them is heard of at once."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

UP = (
    """
    CREATE FUNCTION notifications_ring() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_notify('fofal_bell', '');
      RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER notifications_alert_rings AFTER INSERT OR UPDATE ON notifications_alert
    FOR EACH STATEMENT EXECUTE FUNCTION notifications_ring()
    """,
)


def upgrade() -> None:
    for statement in UP:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    op.execute("DROP TRIGGER notifications_alert_rings ON notifications_alert")
    op.execute("DROP FUNCTION notifications_ring()")
