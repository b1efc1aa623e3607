"""Files that go with letters."""

import sqlalchemy as sa
from alembic import op

from fofal_server.core.migrations import DataWouldBeLost

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

UP = (
    """
    CREATE TABLE mail_file (
      id uuid NOT NULL, position integer NOT NULL, message_id uuid NOT NULL, name varchar(200) NOT NULL,
      media_type varchar(200) NOT NULL, size integer NOT NULL, sha256 varchar(64) NOT NULL,
      CONSTRAINT pk_mail_file PRIMARY KEY (id),
      CONSTRAINT fk_mail_file_message_id FOREIGN KEY (message_id) REFERENCES mail_message (id) ON DELETE CASCADE,
      CONSTRAINT ck_mail_file_size CHECK (size > 0),
      CONSTRAINT ck_mail_file_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$')
    )
    """,
    "CREATE INDEX ix_mail_file_message_id ON mail_file (message_id)",
    "CREATE INDEX ix_mail_file_sha256 ON mail_file (sha256)",
)
LOST = "SELECT EXISTS (SELECT FROM mail_file f JOIN mail_message m ON m.id = message_id WHERE m.status = 'waiting')"


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().scalar(sa.text(LOST)):
        raise DataWouldBeLost("Des lettres attendent avec des fichiers joints : elles partiraient sans eux.")
    op.execute("DROP TABLE mail_file")
