"""How far a farm goes: sites get an outline."""

import sqlalchemy as sa
from alembic import op

from fofal_server.core.migrations import DataWouldBeLost

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

LOST = "SELECT EXISTS (SELECT FROM settings_site WHERE geometry IS NOT NULL)"


def upgrade() -> None:
    op.get_bind().exec_driver_sql("ALTER TABLE settings_site ADD COLUMN geometry jsonb")


def downgrade() -> None:
    if op.get_bind().scalar(sa.text(LOST)):
        raise DataWouldBeLost("Des sites ont un contour : la version précédente l'oublierait.")
    op.get_bind().exec_driver_sql("ALTER TABLE settings_site DROP COLUMN geometry")
