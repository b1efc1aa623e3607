"""A second factor of people: demanded by roles, proved by codes, taken away by two persons when it is lost."""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

from fofal_server.core.migrations import DataWouldBeLost

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE auth_factor (
      user_id uuid NOT NULL CONSTRAINT pk_auth_factor PRIMARY KEY
        CONSTRAINT fk_auth_factor_user_id REFERENCES auth_user (id) ON DELETE CASCADE,
      secret bytea,
      confirmed_at timestamptz,
      last_step bigint,
      pending bytea,
      pending_at timestamptz,
      CONSTRAINT ck_auth_factor_confirmed CHECK ((secret IS NULL) = (confirmed_at IS NULL)),
      CONSTRAINT ck_auth_factor_pending CHECK ((pending IS NULL) = (pending_at IS NULL))
    )
    """,
    """
    CREATE TABLE auth_spare_code (
      user_id uuid NOT NULL CONSTRAINT fk_auth_spare_code_user_id REFERENCES auth_user (id) ON DELETE CASCADE,
      hash bytea NOT NULL,
      used_at timestamptz,
      CONSTRAINT pk_auth_spare_code PRIMARY KEY (user_id, hash)
    )
    """,
    """
    CREATE TABLE auth_factor_reset (
      user_id uuid NOT NULL CONSTRAINT fk_auth_factor_reset_user_id REFERENCES auth_user (id),
      name varchar(200) NOT NULL,
      why varchar(200) NOT NULL,
      status varchar(30) NOT NULL,
      requested_by uuid NOT NULL CONSTRAINT fk_auth_factor_reset_requested_by REFERENCES auth_user (id),
      decided_by uuid CONSTRAINT fk_auth_factor_reset_decided_by REFERENCES auth_user (id),
      decided_at timestamptz,
      id uuid NOT NULL CONSTRAINT pk_auth_factor_reset PRIMARY KEY,
      version integer NOT NULL,
      created_at timestamptz NOT NULL,
      created_by uuid,
      updated_at timestamptz NOT NULL,
      updated_by uuid,
      CONSTRAINT ck_auth_factor_reset_factorresetstatus CHECK (status IN ('pending', 'approved', 'refused')),
      CONSTRAINT ck_auth_factor_reset_not_for_oneself CHECK (requested_by <> user_id),
      CONSTRAINT ck_auth_factor_reset_two_persons CHECK
        (status <> 'approved' OR (decided_by IS NOT NULL AND decided_by NOT IN (requested_by, user_id))),
      CONSTRAINT ck_auth_factor_reset_decided CHECK ((status = 'pending') = (decided_at IS NULL))
    )
    """,
    "CREATE INDEX ix_auth_factor_reset_user_id ON auth_factor_reset (user_id)",
    "CREATE UNIQUE INDEX uq_auth_factor_reset_pending ON auth_factor_reset (user_id) WHERE status = 'pending'",
)
ENDINGS = ("signed_out", "ended_by_user", "ended_by_admin", "password_changed", "disabled", "refresh_reused")
FLAGGED = ("auth_role", "auth_user")
ROLES = ("administrator", "owner", "director", "hr-officer", "accountant", "finance-head")
"""Default roles that demand a second factor from now on, where nobody changed them since they were seeded."""


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    for table in FLAGGED:
        op.execute(f"ALTER TABLE {table} ADD second_factor boolean NOT NULL DEFAULT false")
        op.execute(f"ALTER TABLE {table} ALTER second_factor DROP DEFAULT")
    _endings((*ENDINGS, "factor_changed"))
    _demand(True)


def downgrade() -> None:
    """Back only while nobody has a second factor: the version before would let everybody in by password alone."""
    held = "SELECT EXISTS (SELECT FROM auth_factor) OR EXISTS (SELECT FROM auth_factor_reset)"
    if op.get_bind().scalar(sa.text(held)):
        raise DataWouldBeLost("Des seconds facteurs sont en place : la version d'avant ne les demanderait plus.")
    _demand(False)
    if op.get_bind().scalar(sa.text("SELECT EXISTS (SELECT FROM auth_role WHERE second_factor)")):
        raise DataWouldBeLost("Des rôles exigent un second facteur : la version d'avant l'oublierait.")
    op.execute("UPDATE auth_session SET reason = 'ended_by_user' WHERE reason = 'factor_changed'")
    _endings(ENDINGS)
    for table in FLAGGED:
        op.execute(f"ALTER TABLE {table} DROP second_factor")
    for table in ("auth_factor_reset", "auth_spare_code", "auth_factor"):
        op.execute(f"DROP TABLE {table}")


def _demand(now: bool) -> None:
    """Set or take back the demand of the default roles, and how they looked when they were seeded."""
    asked = sa.text("SELECT id, name, permissions, seeded FROM auth_role WHERE code = ANY(:codes)")
    changed = sa.text("UPDATE auth_role SET second_factor = :now, seeded = :print WHERE id = :id")
    for role in op.get_bind().execute(asked, {"codes": list(ROLES)}).all():
        prints = {
            demand: _print([role.name, role.permissions, *([True] if demand else [])]) for demand in (True, False)
        }
        if role.seeded == prints[not now]:
            op.get_bind().execute(changed, {"now": now, "print": prints[now], "id": role.id})


def _print(look: list[object]) -> str:
    return hashlib.sha256(json.dumps(look).encode()).hexdigest()


def _endings(words: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{word}'" for word in words)
    op.execute("ALTER TABLE auth_session DROP CONSTRAINT ck_auth_session_ending")
    op.execute(f"ALTER TABLE auth_session ADD CONSTRAINT ck_auth_session_ending CHECK (reason IN ({listed}))")
