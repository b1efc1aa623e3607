"""Accounts of services, and their keys."""

import sqlalchemy as sa
from alembic import op

from fofal_server.core.migrations import DataWouldBeLost

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

UP = (
    """
    ALTER TABLE auth_user
      ADD kind varchar(30) NOT NULL DEFAULT 'person',
      ADD CONSTRAINT ck_auth_user_accountkind CHECK (kind IN ('person', 'service'))
    """,
    """
    CREATE TABLE auth_service_key (
      id uuid NOT NULL, version integer NOT NULL,
      created_at timestamptz NOT NULL, created_by uuid, updated_at timestamptz NOT NULL, updated_by uuid,
      user_id uuid NOT NULL, name varchar(200) NOT NULL, scopes text[] NOT NULL, expires_at timestamptz NOT NULL,
      hint varchar(200), last_used_at timestamptz, revoked_at timestamptz, secret_hash bytea,
      CONSTRAINT pk_auth_service_key PRIMARY KEY (id),
      CONSTRAINT uq_auth_service_key_secret_hash UNIQUE (secret_hash),
      CONSTRAINT fk_auth_service_key_user_id FOREIGN KEY (user_id) REFERENCES auth_user (id)
    )
    """,
    "CREATE INDEX ix_auth_service_key_user_id ON auth_service_key (user_id)",
)
LOST = "SELECT EXISTS (SELECT FROM auth_user WHERE kind = 'service')"


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().scalar(sa.text(LOST)):
        raise DataWouldBeLost("Il y a des comptes de service : un retour en arrière perdrait leurs clés.")
    op.execute("DROP TABLE auth_service_key")
    op.execute("ALTER TABLE auth_user DROP kind")
