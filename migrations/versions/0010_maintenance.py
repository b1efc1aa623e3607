"""Maintenance mode: the one row that every call looks at."""

import sqlalchemy as sa
from alembic import op

from fofal_server.core.migrations import DataWouldBeLost

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

UP = """
    CREATE TABLE auth_maintenance (
      one boolean NOT NULL, message text NOT NULL, starts_at timestamptz NOT NULL, until timestamptz,
      begun_by varchar(200) NOT NULL,
      CONSTRAINT pk_auth_maintenance PRIMARY KEY (one),
      CONSTRAINT ck_auth_maintenance_one CHECK (one),
      CONSTRAINT ck_auth_maintenance_order CHECK (until > starts_at)
    )
    """
LOST = "SELECT EXISTS (SELECT FROM auth_maintenance)"


def upgrade() -> None:
    op.execute(UP)


def downgrade() -> None:
    if op.get_bind().scalar(sa.text(LOST)):
        raise DataWouldBeLost("Une maintenance est en cours ou annoncée : la version précédente laisserait entrer.")
    op.execute("DROP TABLE auth_maintenance")
