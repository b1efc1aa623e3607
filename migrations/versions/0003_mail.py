"""Mail waits in a table of its own; codes for a lost password; what a person is told at the next sign-in."""

import sqlalchemy as sa
from alembic import op

from fofal_server.core.migrations import DataWouldBeLost

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

UP = (
    """
    CREATE TABLE mail_message (
      id uuid NOT NULL, version integer NOT NULL,
      created_at timestamptz NOT NULL, created_by uuid, updated_at timestamptz NOT NULL, updated_by uuid,
      letter varchar(60) NOT NULL, user_id uuid, recipient varchar(254) NOT NULL, language varchar(2) NOT NULL,
      subject varchar(200) NOT NULL, values jsonb NOT NULL, status varchar(30) NOT NULL, tries integer NOT NULL,
      next_at timestamptz, until timestamptz, sent_at timestamptz, error text,
      CONSTRAINT pk_mail_message PRIMARY KEY (id),
      CONSTRAINT fk_mail_message_user_id FOREIGN KEY (user_id) REFERENCES auth_user (id),
      CONSTRAINT ck_mail_message_mailstate CHECK (status IN ('waiting', 'sent', 'given_up', 'expired'))
    )
    """,
    "CREATE INDEX ix_mail_message_due ON mail_message (next_at) WHERE status = 'waiting'",
    "CREATE INDEX ix_mail_message_user_id ON mail_message (user_id, created_at)",
    """
    CREATE TABLE auth_recovery_code (
      hash bytea NOT NULL, user_id uuid NOT NULL, expires_at timestamptz NOT NULL,
      CONSTRAINT pk_auth_recovery_code PRIMARY KEY (hash),
      CONSTRAINT fk_auth_recovery_code_user_id FOREIGN KEY (user_id) REFERENCES auth_user (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_auth_recovery_code_user_id ON auth_recovery_code (user_id)",
    "CREATE INDEX ix_auth_recovery_code_expires_at ON auth_recovery_code (expires_at)",
    """
    CREATE TABLE auth_untold (
      id uuid NOT NULL, user_id uuid NOT NULL, what varchar(60) NOT NULL, values jsonb NOT NULL,
      CONSTRAINT pk_auth_untold PRIMARY KEY (id),
      CONSTRAINT fk_auth_untold_user_id FOREIGN KEY (user_id) REFERENCES auth_user (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_auth_untold_user_id ON auth_untold (user_id)",
)
LOST = "SELECT EXISTS (SELECT FROM mail_message WHERE status = 'waiting') OR EXISTS (SELECT FROM auth_untold)"


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().scalar(sa.text(LOST)):
        raise DataWouldBeLost("Des messages attendent encore : un retour en arrière les perdrait.")
    for table in ("mail_message", "auth_recovery_code", "auth_untold"):
        op.execute(f"DROP TABLE {table}")
