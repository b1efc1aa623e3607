"""Which device runs which version of the desktop, and how many may have the one that was published."""

from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None
compatible_with_previous = True

UP = """
    CREATE TABLE updates_device (
      device uuid NOT NULL, name varchar(200) NOT NULL, platform varchar(50) NOT NULL, channel varchar(50) NOT NULL,
      version varchar(50) NOT NULL, first_seen timestamptz NOT NULL, last_seen timestamptz NOT NULL,
      CONSTRAINT pk_updates_device PRIMARY KEY (device)
    );
    CREATE INDEX ix_updates_device_last_seen ON updates_device (last_seen);
    CREATE TABLE updates_share (
      channel varchar(50) NOT NULL, version varchar(50) NOT NULL, percent integer NOT NULL,
      CONSTRAINT pk_updates_share PRIMARY KEY (channel),
      CONSTRAINT ck_updates_share_percent CHECK (percent BETWEEN 0 AND 100)
    )
    """


def upgrade() -> None:
    op.get_bind().exec_driver_sql(UP)


def downgrade() -> None:
    """Devices tell of themselves again; a share is typed again."""
    op.get_bind().exec_driver_sql("DROP TABLE updates_device, updates_share")
