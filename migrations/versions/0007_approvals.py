"""Approvals: rules by amount, requests, the seats they ask for and who filled them."""

import sqlalchemy as sa
from alembic import op

from fofal_server.core.migrations import DataWouldBeLost

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STAMPS = """
      version integer NOT NULL,
      created_at timestamptz NOT NULL,
      created_by uuid,
      updated_at timestamptz NOT NULL,
      updated_by uuid,
"""
TABLES = (
    f"""
    CREATE TABLE approvals_rule (
      id uuid NOT NULL CONSTRAINT pk_approvals_rule PRIMARY KEY,
      matter varchar(50) NOT NULL,
      min_amount numeric(18, 2) NOT NULL,
      level integer NOT NULL,
      role_id uuid NOT NULL CONSTRAINT fk_approvals_rule_role_id REFERENCES auth_role (id),
      persons integer NOT NULL,
      valid_from date NOT NULL,
      valid_to date,
      note text,
      {STAMPS}
      CONSTRAINT ck_approvals_rule_min_amount CHECK (min_amount >= 0),
      CONSTRAINT ck_approvals_rule_level CHECK (level BETWEEN 1 AND 9),
      CONSTRAINT ck_approvals_rule_persons CHECK (persons BETWEEN 1 AND 9),
      CONSTRAINT ck_approvals_rule_valid_to CHECK (valid_to >= valid_from),
      CONSTRAINT ex_approvals_rule_days EXCLUDE USING gist
        (matter WITH =, level WITH =, min_amount WITH =, role_id WITH =, daterange(valid_from, valid_to, '[]') WITH &&)
    )
    """,
    "CREATE INDEX ix_approvals_rule_role_id ON approvals_rule (role_id)",
    f"""
    CREATE TABLE approvals_request (
      id uuid NOT NULL CONSTRAINT pk_approvals_request PRIMARY KEY,
      resource varchar(50) NOT NULL,
      record_id uuid NOT NULL,
      record_version integer NOT NULL,
      title varchar(200),
      action varchar(50) NOT NULL,
      matter varchar(50) NOT NULL,
      amount numeric(18, 2),
      status varchar(30) NOT NULL,
      written_by uuid[] NOT NULL,
      requested_by uuid NOT NULL CONSTRAINT fk_approvals_request_requested_by REFERENCES auth_user (id),
      refused_by uuid CONSTRAINT fk_approvals_request_refused_by REFERENCES auth_user (id),
      closed_at timestamptz,
      reason text,
      {STAMPS}
      CONSTRAINT ck_approvals_request_requeststatus
        CHECK (status IN ('pending', 'granted', 'done', 'refused', 'withdrawn', 'outdated')),
      CONSTRAINT ck_approvals_request_refused_by CHECK ((status = 'refused') = (refused_by IS NOT NULL))
    )
    """,
    "CREATE INDEX ix_approvals_request_record ON approvals_request (record_id, resource)",
    "CREATE INDEX ix_approvals_request_created_at ON approvals_request (created_at, id)",
    """
    CREATE UNIQUE INDEX uq_approvals_request_open ON approvals_request (record_id, action)
    WHERE status IN ('pending', 'granted')
    """,
    """
    CREATE TABLE approvals_seat (
      id uuid NOT NULL CONSTRAINT pk_approvals_seat PRIMARY KEY,
      position integer NOT NULL,
      request_id uuid NOT NULL CONSTRAINT fk_approvals_seat_request_id REFERENCES approvals_request (id),
      level integer NOT NULL,
      role_id uuid NOT NULL CONSTRAINT fk_approvals_seat_role_id REFERENCES auth_role (id),
      persons integer NOT NULL,
      CONSTRAINT ck_approvals_seat_persons CHECK (persons BETWEEN 1 AND 9)
    )
    """,
    "CREATE INDEX ix_approvals_seat_request_id ON approvals_seat (request_id)",
    """
    CREATE TABLE approvals_signature (
      id uuid NOT NULL CONSTRAINT pk_approvals_signature PRIMARY KEY,
      position integer NOT NULL,
      request_id uuid NOT NULL CONSTRAINT fk_approvals_signature_request_id REFERENCES approvals_request (id),
      user_id uuid NOT NULL CONSTRAINT fk_approvals_signature_user_id REFERENCES auth_user (id),
      role_ids uuid[] NOT NULL,
      signed_at timestamptz NOT NULL,
      comment text,
      CONSTRAINT uq_approvals_signature_request_id_user_id UNIQUE (request_id, user_id)
    )
    """,
)
RULES = (
    """
    CREATE FUNCTION approvals_creator_never_signs() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM approvals_request WHERE id = NEW.request_id AND NEW.user_id = ANY (written_by)) THEN
        RAISE EXCEPTION 'creator_signs' USING ERRCODE = 'P0001';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER approvals_signature_creator BEFORE INSERT ON approvals_signature
    FOR EACH ROW EXECUTE FUNCTION approvals_creator_never_signs()
    """,
    """
    CREATE TRIGGER approvals_signature_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON approvals_signature
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
    """
    CREATE TRIGGER approvals_seat_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON approvals_seat
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
    """
    CREATE FUNCTION approvals_every_seat_filled() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF (SELECT count(*) FROM approvals_signature WHERE request_id = NEW.id)
         < (SELECT sum(persons) FROM approvals_seat WHERE request_id = NEW.id) THEN
        RAISE EXCEPTION 'seats_empty' USING ERRCODE = 'P0001';
      END IF;
      RETURN NULL;
    END $$
    """,
    """
    CREATE CONSTRAINT TRIGGER approvals_request_filled AFTER INSERT OR UPDATE ON approvals_request
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.status IN ('granted', 'done'))
    EXECUTE FUNCTION approvals_every_seat_filled()
    """,
    """
    CREATE FUNCTION approvals_request_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      loose text[] := ARRAY['status', 'closed_at', 'refused_by', 'reason', 'version', 'updated_at', 'updated_by'];
    BEGIN
      IF TG_OP = 'UPDATE' AND OLD.closed_at IS NULL AND to_jsonb(OLD) - loose = to_jsonb(NEW) - loose THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'closed_request' USING ERRCODE = 'P0001';
    END $$
    """,
    """
    CREATE TRIGGER approvals_request_stays BEFORE UPDATE OR DELETE ON approvals_request
    FOR EACH ROW EXECUTE FUNCTION approvals_request_stays()
    """,
)
FUNCTIONS = ("approvals_request_stays()", "approvals_every_seat_filled()", "approvals_creator_never_signs()")


def upgrade() -> None:
    for statement in (*TABLES, *RULES):
        op.execute(statement)


def downgrade() -> None:
    """Back only while there is neither a rule nor a request: the version before would let everything pass."""
    held = "SELECT EXISTS (SELECT FROM approvals_rule) OR EXISTS (SELECT FROM approvals_request)"
    if op.get_bind().scalar(sa.text(held)):
        raise DataWouldBeLost("Des règles ou des demandes d'approbation existent : la version d'avant les oublierait.")
    for table in ("approvals_signature", "approvals_seat", "approvals_request", "approvals_rule"):
        op.execute(f"DROP TABLE {table}")
    for function in FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}")
