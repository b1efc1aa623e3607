"""How each person arranged the dashboard."""

import sqlalchemy as sa
from alembic import op

from fofal_server.core.migrations import DataWouldBeLost

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

TABLE = """
    CREATE TABLE insight_dashboard (
      user_id uuid NOT NULL,
      tiles jsonb NOT NULL,
      CONSTRAINT pk_insight_dashboard PRIMARY KEY (user_id),
      CONSTRAINT fk_insight_dashboard_user_id FOREIGN KEY (user_id) REFERENCES auth_user (id) ON DELETE CASCADE
    )
    """
LOST = "SELECT EXISTS (SELECT FROM insight_dashboard)"


def upgrade() -> None:
    op.get_bind().exec_driver_sql(TABLE)


def downgrade() -> None:
    if op.get_bind().scalar(sa.text(LOST)):
        raise DataWouldBeLost("Des tableaux de bord ont été arrangés : la version précédente oublierait leurs tuiles.")
    op.drop_table("insight_dashboard")
