"""The database says which programs its tables serve, so that servers of two versions may work side by side."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE alembic_version ADD COLUMN serves varchar(32)")


def downgrade() -> None:
    op.execute("ALTER TABLE alembic_version DROP COLUMN serves")
