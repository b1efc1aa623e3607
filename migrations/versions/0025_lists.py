"""How each person left each list: columns, order, widths."""

import sqlalchemy as sa
from alembic import op

from fofal_server.core.migrations import DataWouldBeLost

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TABLE = """
    CREATE TABLE lists_layout (
      user_id uuid NOT NULL,
      resource varchar(50) NOT NULL,
      layout jsonb NOT NULL,
      CONSTRAINT pk_lists_layout PRIMARY KEY (user_id, resource),
      CONSTRAINT fk_lists_layout_user_id FOREIGN KEY (user_id) REFERENCES auth_user (id) ON DELETE CASCADE
    )
    """
LOST = "SELECT EXISTS (SELECT FROM lists_layout)"


def upgrade() -> None:
    op.get_bind().exec_driver_sql(TABLE)


def downgrade() -> None:
    if op.get_bind().scalar(sa.text(LOST)):
        raise DataWouldBeLost("Des listes ont été réglées : la version précédente oublierait leurs colonnes.")
    op.drop_table("lists_layout")
