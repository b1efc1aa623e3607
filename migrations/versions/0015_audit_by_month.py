"""The trail by months: what there is becomes the first part as it lies, each later month has a table of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

LAST = "SELECT last_value, is_called FROM audit_event_id_seq"
ASIDE = (
    "ALTER TABLE audit_seal DROP CONSTRAINT fk_audit_seal_event_id",
    "ALTER TABLE audit_event RENAME TO audit_event_first",
    "DROP TRIGGER audit_event_append_only ON audit_event_first",
    "ALTER TABLE audit_event_first DROP CONSTRAINT pk_audit_event",
    "ALTER TABLE audit_event_first ADD CONSTRAINT audit_event_first_pkey PRIMARY KEY (id, at)",
    "ALTER INDEX ix_audit_event_record RENAME TO audit_event_first_record_id_id_idx",
    "ALTER INDEX ix_audit_event_xact RENAME TO audit_event_first_xact_resource_idx",
    "ALTER INDEX ix_audit_event_at RENAME TO audit_event_first_at_idx",
    "ALTER INDEX ix_audit_event_key RENAME TO audit_event_first_lpad_idx",
    "ALTER TABLE audit_event_first ALTER id DROP IDENTITY",
)
INDEXES = (
    "CREATE INDEX ix_audit_event_record ON audit_event (record_id, id)",
    "CREATE INDEX ix_audit_event_xact ON audit_event (xact, resource)",
    "CREATE INDEX ix_audit_event_at ON audit_event (at)",
    "CREATE INDEX ix_audit_event_key ON audit_event ((lpad(to_hex(id), 32, '0')::uuid))",
)
PARENT = (
    "CREATE TABLE audit_event (LIKE audit_event_first INCLUDING DEFAULTS) PARTITION BY RANGE (at)",
    "ALTER TABLE audit_event ALTER id ADD GENERATED ALWAYS AS IDENTITY",
    "ALTER TABLE audit_event ADD CONSTRAINT pk_audit_event PRIMARY KEY (id, at)",
    *INDEXES,
    "CREATE TABLE audit_event_other PARTITION OF audit_event DEFAULT",
)
MAKE = """
    CREATE FUNCTION make_partition(parent regclass, month date) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
    DECLARE
      starts timestamptz := date_trunc('month', month);
      whole text := (
        SELECT relname FROM pg_class WHERE oid = parent AND relkind = 'p'
        AND relnamespace = 'public'::regnamespace AND pg_get_userbyid(relowner) = current_user
      );
      part text := whole || to_char(starts, '_YYYY_MM');
      made text := 'public.' || quote_ident(part);
      guard record;
    BEGIN
      IF whole IS NULL OR starts NOT BETWEEN now() - interval '2 months' AND now() + interval '1 year' THEN
        RAISE EXCEPTION 'partition_refused' USING ERRCODE = 'P0001';
      END IF;
      IF to_regclass(made) IS NOT NULL THEN
        RETURN NULL;
      END IF;
      EXECUTE 'CREATE TABLE ' || made || ' (LIKE public.' || quote_ident(whole)
        || ' INCLUDING DEFAULTS)';
      EXECUTE 'ALTER TABLE public.' || quote_ident(whole) || ' ATTACH PARTITION ' || made
        || ' FOR VALUES FROM (' || quote_literal(starts)
        || ') TO (' || quote_literal(starts + interval '1 month') || ')';
      FOR guard IN
        SELECT tgname, tgfoid::regproc AS refuses FROM pg_trigger
        WHERE tgrelid = parent AND NOT tgisinternal AND tgtype & 32 > 0
      LOOP
        EXECUTE 'CREATE TRIGGER ' || quote_ident(guard.tgname) || ' BEFORE TRUNCATE ON ' || made
          || ' FOR EACH STATEMENT EXECUTE FUNCTION ' || guard.refuses || '()';
      END LOOP;
      IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fofal_app') THEN
        EXECUTE 'REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON ' || made || ' FROM fofal_app';
      END IF;
      RETURN part;
    END $$
    """
GUARDS = (
    """
    CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION refuse_change()
    """,
    *(
        f"""
    CREATE TRIGGER audit_event_kept BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """
        for table in ("audit_event", "audit_event_other")
    ),
    MAKE,
    "REVOKE ALL ON FUNCTION make_partition FROM PUBLIC",
    """
    DO $$ BEGIN
      IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fofal_app') THEN
        REVOKE UPDATE, DELETE, TRUNCATE ON audit_event FROM fofal_app;
        REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON audit_event_first, audit_event_other FROM fofal_app;
        GRANT EXECUTE ON FUNCTION make_partition TO fofal_app;
      END IF;
    END $$
    """,
    """
    SELECT make_partition('audit_event', ((now() AT TIME ZONE 'UTC') + ahead * interval '1 month')::date)
    FROM generate_series(1, 3) ahead
    """,
)
FIRST = (
    """
    INSERT INTO audit_event OVERRIDING SYSTEM VALUE SELECT * FROM audit_event_first
    WHERE at >= date_trunc('month', now(), 'UTC') + interval '1 month' ORDER BY id
    """,
    "DELETE FROM audit_event_first WHERE at >= date_trunc('month', now(), 'UTC') + interval '1 month'",
    """
    DO $$ BEGIN
      EXECUTE 'ALTER TABLE audit_event ATTACH PARTITION audit_event_first FOR VALUES FROM (MINVALUE) TO ('
        || quote_literal(date_trunc('month', now(), 'UTC') + interval '1 month') || ')';
    END $$
    """,
    """
    CREATE TRIGGER audit_event_kept BEFORE TRUNCATE ON audit_event_first
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
)
"""All but what a clock that was wrong dated into months to come stays where it lies."""

SEALS = (
    "ALTER TABLE audit_seal ADD COLUMN event_at timestamptz",
    "ALTER TABLE audit_seal DISABLE TRIGGER audit_seal_append_only",
    "UPDATE audit_seal SET event_at = at FROM audit_event WHERE audit_event.id = event_id",
    "ALTER TABLE audit_seal ENABLE TRIGGER audit_seal_append_only",
    "ALTER TABLE audit_seal ALTER event_at SET NOT NULL",
    """
    ALTER TABLE audit_seal ADD CONSTRAINT fk_audit_seal_event_id
    FOREIGN KEY (event_id, event_at) REFERENCES audit_event (id, at)
    """,
)
BACK = (
    "ALTER TABLE audit_seal DROP CONSTRAINT fk_audit_seal_event_id",
    "ALTER TABLE audit_seal DROP COLUMN event_at",
    "CREATE TABLE audit_event_whole (LIKE audit_event INCLUDING DEFAULTS)",
    "INSERT INTO audit_event_whole SELECT * FROM audit_event ORDER BY id",
    "DROP TABLE audit_event",
    "DROP FUNCTION make_partition",
    "ALTER TABLE audit_event_whole RENAME TO audit_event",
    "ALTER TABLE audit_event ALTER id ADD GENERATED ALWAYS AS IDENTITY",
    "ALTER TABLE audit_event ADD CONSTRAINT pk_audit_event PRIMARY KEY (id)",
    *INDEXES,
    """
    ALTER TABLE audit_seal ADD CONSTRAINT fk_audit_seal_event_id FOREIGN KEY (event_id) REFERENCES audit_event (id)
    """,
    """
    CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
    """
    DO $$ BEGIN
      IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fofal_app') THEN
        REVOKE UPDATE, DELETE, TRUNCATE ON audit_event FROM fofal_app;
      END IF;
    END $$
    """,
)


def upgrade() -> None:
    last = op.get_bind().execute(sa.text(LAST)).one()
    _run(*ASIDE, *PARENT)
    _go_on_after(*last)
    _run(*GUARDS, *FIRST, *SEALS)


def downgrade() -> None:
    last = op.get_bind().execute(sa.text(LAST)).one()
    _run(*BACK)
    _go_on_after(*last)


def _run(*statements: str) -> None:
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)


def _go_on_after(number: int, given: bool) -> None:
    """Numbers of events go on where they were."""
    setting = sa.text("SELECT setval('audit_event_id_seq', :number, :given)")
    op.get_bind().execute(setting, {"number": number, "given": given})
