"""How much room the files of a person take is one look into an index."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE INDEX ix_documents_attachment_created_by ON documents_attachment (created_by) INCLUDE (size)")


def downgrade() -> None:
    op.execute("DROP INDEX ix_documents_attachment_created_by")
