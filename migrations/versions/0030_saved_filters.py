"""Filters of lists that people keep, for themselves or for all who may read the list."""

import sqlalchemy as sa
from alembic import op

from fofal_server.core.migrations import DataWouldBeLost

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

UP = (
    """
    CREATE TABLE lists_filter (
      id uuid NOT NULL, version integer NOT NULL,
      created_at timestamptz NOT NULL, created_by uuid, updated_at timestamptz NOT NULL, updated_by uuid,
      owner_id uuid NOT NULL, resource varchar(80) NOT NULL, name varchar(200) NOT NULL,
      conditions text[] NOT NULL, search varchar(200), shared boolean NOT NULL,
      CONSTRAINT pk_lists_filter PRIMARY KEY (id),
      CONSTRAINT uq_lists_filter_owner_id_resource_name UNIQUE (owner_id, resource, name),
      CONSTRAINT fk_lists_filter_owner_id FOREIGN KEY (owner_id) REFERENCES auth_user (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_lists_filter_shared ON lists_filter (resource) WHERE shared",
)
LOST = "SELECT EXISTS (SELECT FROM lists_filter)"


def upgrade() -> None:
    for statement in UP:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    if op.get_bind().scalar(sa.text(LOST)):
        raise DataWouldBeLost("Des filtres sont enregistrés : la version précédente les oublierait.")
    op.drop_table("lists_filter")
