"""Rules over records, and what people wish to hear and when."""

import sqlalchemy as sa
from alembic import op

from fofal_server.core.migrations import DataWouldBeLost

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

GRAVE = "('info', 'warning', 'critical')"
HOURS = "(quiet_from IS NULL) = (quiet_until IS NULL) AND quiet_from BETWEEN 0 AND 23 AND quiet_until BETWEEN 0 AND 23"
UP = (
    """
    ALTER TABLE notifications_rule
      ADD resource varchar(80), ADD conditions text[] NOT NULL DEFAULT '{}', ADD each boolean NOT NULL DEFAULT true,
      ADD at_least integer NOT NULL DEFAULT 1, ADD every_minutes integer NOT NULL DEFAULT 5,
      ADD mailed boolean NOT NULL DEFAULT true, ADD quiet_from integer, ADD quiet_until integer
    """,
    """
    ALTER TABLE notifications_rule
      ALTER conditions DROP DEFAULT, ALTER each DROP DEFAULT, ALTER at_least DROP DEFAULT,
      ALTER every_minutes DROP DEFAULT, ALTER mailed DROP DEFAULT
    """,
    f"""
    ALTER TABLE notifications_rule
      ADD CONSTRAINT ck_notifications_rule_resource CHECK ((source = 'rule') = (resource IS NOT NULL)),
      ADD CONSTRAINT ck_notifications_rule_at_least CHECK (at_least >= 1),
      ADD CONSTRAINT ck_notifications_rule_every_minutes CHECK (every_minutes BETWEEN 1 AND 1440),
      ADD CONSTRAINT ck_notifications_rule_quiet CHECK ({HOURS})
    """,
    "ALTER TABLE notifications_alert ADD resource varchar(80), ADD record_id uuid",
    f"""
    CREATE TABLE notifications_wish (
      user_id uuid NOT NULL, mailed boolean NOT NULL, mailed_from varchar(30) NOT NULL, daily boolean NOT NULL,
      daily_hour integer NOT NULL, quiet_from integer, quiet_until integer, urgent boolean NOT NULL,
      shown_from varchar(30) NOT NULL,
      CONSTRAINT pk_notifications_wish PRIMARY KEY (user_id),
      CONSTRAINT fk_notifications_wish_user_id FOREIGN KEY (user_id) REFERENCES auth_user (id) ON DELETE CASCADE,
      CONSTRAINT ck_notifications_wish_daily_hour CHECK (daily_hour BETWEEN 0 AND 23),
      CONSTRAINT ck_notifications_wish_quiet CHECK ({HOURS}),
      CONSTRAINT ck_notifications_wish_mailed_from CHECK (mailed_from IN {GRAVE}),
      CONSTRAINT ck_notifications_wish_shown_from CHECK (shown_from IN {GRAVE})
    )
    """,
    """
    CREATE TABLE notifications_held (
      id uuid NOT NULL, user_id uuid NOT NULL, alert_id uuid NOT NULL, due_at timestamptz NOT NULL,
      CONSTRAINT pk_notifications_held PRIMARY KEY (id),
      CONSTRAINT uq_notifications_held_user_id_alert_id UNIQUE (user_id, alert_id),
      CONSTRAINT fk_notifications_held_user_id FOREIGN KEY (user_id) REFERENCES auth_user (id) ON DELETE CASCADE,
      CONSTRAINT fk_notifications_held_alert_id FOREIGN KEY (alert_id) REFERENCES notifications_alert (id)
    )
    """,
    "CREATE INDEX ix_notifications_held_alert_id ON notifications_held (alert_id)",
    "CREATE INDEX ix_notifications_held_due_at ON notifications_held (due_at)",
)
BEFORE = "'operations', 'alertmanager'"
LOST = """
SELECT EXISTS (SELECT FROM notifications_rule WHERE source = 'rule' AND created_by IS NOT NULL)
    OR EXISTS (SELECT FROM notifications_alert WHERE source = 'rule') OR EXISTS (SELECT FROM notifications_wish)
    OR EXISTS (SELECT FROM notifications_held)
"""


def upgrade() -> None:
    _allow(f"{BEFORE}, 'rule'")
    for statement in UP:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().scalar(sa.text(LOST)):
        raise DataWouldBeLost("Des règles sur des fiches, leurs alertes ou des souhaits de personnes seraient perdus.")
    op.execute("DROP TABLE notifications_held")
    op.execute("DROP TABLE notifications_wish")
    op.execute(
        "DELETE FROM notifications_recipient r USING notifications_rule o WHERE o.id = rule_id AND o.source = 'rule'"
    )
    op.execute("DELETE FROM notifications_rule WHERE source = 'rule'")
    op.execute("ALTER TABLE notifications_alert DROP resource, DROP record_id")
    for column in (
        "resource",
        "conditions",
        "each",
        "at_least",
        "every_minutes",
        "mailed",
        "quiet_from",
        "quiet_until",
    ):
        op.execute(f"ALTER TABLE notifications_rule DROP {column}")
    _allow(BEFORE)


def _allow(sources: str) -> None:
    for table in ("notifications_rule", "notifications_alert"):
        name = f"ck_{table}_alertsource"
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK (source IN ({sources}))")
