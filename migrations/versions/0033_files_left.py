"""Files of a record that was deleted wait for a day: whoever takes the deletion back has them again."""

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

INDEX = "CREATE INDEX ix_documents_attachment_created_by ON documents_attachment (created_by) INCLUDE (size)"
UP = (
    "ALTER TABLE documents_attachment ADD left_at timestamptz",
    "DROP INDEX ix_documents_attachment_created_by",
    f"{INDEX} WHERE left_at IS NULL",
)
DOWN = (
    "DROP INDEX ix_documents_attachment_created_by",
    INDEX,
    "ALTER TABLE documents_attachment DROP left_at",
)


def upgrade() -> None:
    for statement in UP:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    for statement in DOWN:
        op.get_bind().exec_driver_sql(statement)
