"""Lists that are sent by letter again and again."""

import sqlalchemy as sa
from alembic import op

from fofal_server.core.migrations import DataWouldBeLost

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

UP = (
    """
    CREATE TABLE notifications_mailing (
      id uuid NOT NULL, version integer NOT NULL,
      created_at timestamptz NOT NULL, created_by uuid, updated_at timestamptz NOT NULL, updated_by uuid,
      name varchar(200) NOT NULL, active boolean NOT NULL, resource varchar(80) NOT NULL, conditions text[] NOT NULL,
      sort varchar(200), format varchar(30) NOT NULL, rhythm varchar(30) NOT NULL, day integer NOT NULL,
      hour integer NOT NULL, next_at timestamptz NOT NULL, last_at timestamptz, told text,
      CONSTRAINT pk_notifications_mailing PRIMARY KEY (id),
      CONSTRAINT ck_notifications_mailing_day CHECK (day BETWEEN 1 AND 28 AND (rhythm <> 'weekly' OR day <= 7)),
      CONSTRAINT ck_notifications_mailing_hour CHECK (hour BETWEEN 0 AND 23),
      CONSTRAINT ck_notifications_mailing_listformat CHECK (format IN ('xlsx', 'csv')),
      CONSTRAINT ck_notifications_mailing_rhythm CHECK (rhythm IN ('daily', 'weekly', 'monthly'))
    )
    """,
    "CREATE INDEX ix_notifications_mailing_next_at ON notifications_mailing (next_at) WHERE active",
    """
    CREATE TABLE notifications_mailing_recipient (
      id uuid NOT NULL, position integer NOT NULL, mailing_id uuid NOT NULL, user_id uuid NOT NULL,
      CONSTRAINT pk_notifications_mailing_recipient PRIMARY KEY (id),
      CONSTRAINT fk_notifications_mailing_recipient_mailing_id
        FOREIGN KEY (mailing_id) REFERENCES notifications_mailing (id),
      CONSTRAINT fk_notifications_mailing_recipient_user_id FOREIGN KEY (user_id) REFERENCES auth_user (id)
    )
    """,
    "CREATE INDEX ix_notifications_mailing_recipient_mailing_id ON notifications_mailing_recipient (mailing_id)",
    "CREATE INDEX ix_notifications_mailing_recipient_user_id ON notifications_mailing_recipient (user_id)",
)
LOST = "SELECT EXISTS (SELECT FROM notifications_mailing)"


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().scalar(sa.text(LOST)):
        raise DataWouldBeLost("Des envois réguliers sont commandés : la version précédente les oublierait.")
    for table in ("notifications_mailing_recipient", "notifications_mailing"):
        op.execute(f"DROP TABLE {table}")
