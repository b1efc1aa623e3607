"""A request that is being decided stays otherwise as it is: the text it is searched by is worked out after that look."""

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

STAYS = """
    CREATE OR REPLACE FUNCTION approvals_request_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      loose text[] := ARRAY[
        'status', 'closed_at', 'refused_by', 'reason', 'version', 'updated_at', 'updated_by'{searched}
      ];
    BEGIN
      IF TG_OP = 'UPDATE' AND OLD.closed_at IS NULL AND to_jsonb(OLD) - loose = to_jsonb(NEW) - loose THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'closed_request' USING ERRCODE = 'P0001';
    END $$
    """


def upgrade() -> None:
    op.get_bind().exec_driver_sql(STAYS.replace("{searched}", ", 'search_text'"))


def downgrade() -> None:
    op.get_bind().exec_driver_sql(STAYS.replace("{searched}", ""))
