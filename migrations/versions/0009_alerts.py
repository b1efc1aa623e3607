"""Rules of alerts, alerts with their timeline, and the beat of the service."""

import sqlalchemy as sa
from alembic import op

from fofal_server.core.migrations import DataWouldBeLost

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

RECORD = """
      id uuid NOT NULL, version integer NOT NULL,
      created_at timestamptz NOT NULL, created_by uuid, updated_at timestamptz NOT NULL, updated_by uuid
"""
GRAVE = "('info', 'warning', 'critical')"
UP = (
    f"""
    CREATE TABLE notifications_rule ({RECORD},
      code varchar(50) NOT NULL, name varchar(200) NOT NULL, source varchar(30) NOT NULL, active boolean NOT NULL,
      usual varchar(30) NOT NULL, severity varchar(30), lasting boolean NOT NULL, holds_seconds integer NOT NULL,
      escalate_minutes integer, returns_minutes integer NOT NULL,
      CONSTRAINT pk_notifications_rule PRIMARY KEY (id),
      CONSTRAINT uq_notifications_rule_code UNIQUE (code),
      CONSTRAINT ck_notifications_rule_alertsource CHECK (source IN ('operations', 'alertmanager')),
      CONSTRAINT ck_notifications_rule_usual CHECK (usual IN {GRAVE}),
      CONSTRAINT ck_notifications_rule_severity CHECK (severity IN {GRAVE}),
      CONSTRAINT ck_notifications_rule_holds_seconds CHECK (holds_seconds BETWEEN 0 AND 86400),
      CONSTRAINT ck_notifications_rule_escalate_minutes CHECK (escalate_minutes BETWEEN 1 AND 10080),
      CONSTRAINT ck_notifications_rule_returns_minutes CHECK (returns_minutes BETWEEN 0 AND 1440)
    )
    """,
    """
    CREATE TABLE notifications_recipient (
      id uuid NOT NULL, position integer NOT NULL, rule_id uuid NOT NULL, level integer NOT NULL,
      role_id uuid, user_id uuid,
      CONSTRAINT pk_notifications_recipient PRIMARY KEY (id),
      CONSTRAINT fk_notifications_recipient_rule_id FOREIGN KEY (rule_id) REFERENCES notifications_rule (id),
      CONSTRAINT fk_notifications_recipient_role_id FOREIGN KEY (role_id) REFERENCES auth_role (id),
      CONSTRAINT fk_notifications_recipient_user_id FOREIGN KEY (user_id) REFERENCES auth_user (id),
      CONSTRAINT ck_notifications_recipient_level CHECK (level BETWEEN 1 AND 9),
      CONSTRAINT ck_notifications_recipient_one CHECK ((role_id IS NULL) <> (user_id IS NULL))
    )
    """,
    "CREATE INDEX ix_notifications_recipient_rule_id ON notifications_recipient (rule_id)",
    "CREATE INDEX ix_notifications_recipient_role_id ON notifications_recipient (role_id)",
    "CREATE INDEX ix_notifications_recipient_user_id ON notifications_recipient (user_id)",
    f"""
    CREATE TABLE notifications_alert ({RECORD},
      source varchar(30) NOT NULL, code varchar(50) NOT NULL, subject varchar(200) NOT NULL,
      title varchar(200) NOT NULL, told text NOT NULL, values jsonb NOT NULL, severity varchar(30) NOT NULL,
      status varchar(30) NOT NULL, since timestamptz NOT NULL, seen boolean NOT NULL, returns integer NOT NULL,
      level integer NOT NULL, escalate_at timestamptz, end_told_at timestamptz, acknowledged_at timestamptz,
      acknowledged_by uuid, resolved_at timestamptz, closed_at timestamptz, planned boolean NOT NULL,
      guide varchar(200) NOT NULL,
      CONSTRAINT pk_notifications_alert PRIMARY KEY (id),
      CONSTRAINT fk_notifications_alert_acknowledged_by FOREIGN KEY (acknowledged_by) REFERENCES auth_user (id),
      CONSTRAINT ck_notifications_alert_alertsource CHECK (source IN ('operations', 'alertmanager')),
      CONSTRAINT ck_notifications_alert_severity CHECK (severity IN {GRAVE}),
      CONSTRAINT ck_notifications_alert_alertstate
        CHECK (status IN ('active', 'acknowledged', 'resolved', 'closed'))
    )
    """,
    """
    CREATE UNIQUE INDEX uq_notifications_alert_open ON notifications_alert (code, subject)
    WHERE status IN ('active', 'acknowledged')
    """,
    "CREATE INDEX ix_notifications_alert_code ON notifications_alert (code, since)",
    "CREATE INDEX ix_notifications_alert_since ON notifications_alert (since, id)",
    """
    CREATE INDEX ix_notifications_alert_escalate_at ON notifications_alert (escalate_at)
    WHERE escalate_at IS NOT NULL
    """,
    """
    CREATE INDEX ix_notifications_alert_end_told_at ON notifications_alert (end_told_at)
    WHERE end_told_at IS NOT NULL
    """,
    """
    CREATE TABLE notifications_step (
      id uuid NOT NULL, position integer NOT NULL, alert_id uuid NOT NULL, at timestamptz NOT NULL,
      what varchar(30) NOT NULL, user_id uuid, words text,
      CONSTRAINT pk_notifications_step PRIMARY KEY (id),
      CONSTRAINT fk_notifications_step_alert_id FOREIGN KEY (alert_id) REFERENCES notifications_alert (id),
      CONSTRAINT fk_notifications_step_user_id FOREIGN KEY (user_id) REFERENCES auth_user (id),
      CONSTRAINT ck_notifications_step_stepkind CHECK (what IN ('opened', 'told', 'nobody', 'escalated', 'worsened',
        'acknowledged', 'noted', 'resolved', 'returned', 'planned', 'closed'))
    )
    """,
    "CREATE INDEX ix_notifications_step_alert_id ON notifications_step (alert_id, position)",
    "CREATE INDEX ix_notifications_step_told ON notifications_step (user_id, alert_id) WHERE what = 'told'",
    """
    CREATE TABLE notifications_heartbeat (
      id integer NOT NULL, began timestamptz NOT NULL, at timestamptz NOT NULL,
      CONSTRAINT pk_notifications_heartbeat PRIMARY KEY (id),
      CONSTRAINT ck_notifications_heartbeat_only CHECK (id = 1)
    )
    """,
)
TABLES = ("notifications_heartbeat", "notifications_step", "notifications_alert", "notifications_recipient",
          "notifications_rule")  # fmt: skip
LOST = "SELECT EXISTS (SELECT FROM notifications_alert)"


def upgrade() -> None:
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().scalar(sa.text(LOST)):
        raise DataWouldBeLost("Des alertes sont écrites : la version précédente les oublierait.")
    for table in TABLES:
        op.execute(f"DROP TABLE {table}")
