"""What has words is found by them in every list: the text that is searched, kept beside each row, with its index."""

from alembic import op

revision = "0035"
down_revision = "0033"
branch_labels = None
depends_on = None

SEARCHED = {
    "approvals_request": ("title", "reason"),
    "audit_event": ("username", "record_label", "address"),
    "auth_factor_reset": ("name", "why"),
    "auth_service_key": ("name", "hint"),
    "auth_session": ("device", "address"),
    "data_import": ("filename",),
    "inventory_reservation": ("purpose", "note"),
    "job_run": ("output",),
    "mail_message": ("subject", "recipient", "error"),
    "notifications_alert": ("title", "told", "subject"),
    "notifications_mailing": ("name", "told"),
    "notifications_rule": ("code", "name"),
    "scheduled_job": ("code", "name"),
    "sensors_rejected_reading": ("sensor_code", "value_given", "told"),
    "settings_currency": ("code", "name"),
    "settings_parameter": ("code", "name", "source"),
}
MAKE = """
    CREATE OR REPLACE FUNCTION make_partition(parent regclass, month date) RETURNS text
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
      IF whole IS NULL OR starts NOT BETWEEN now() - interval '14 months' AND now() + interval '1 year' THEN
        RAISE EXCEPTION 'partition_refused' USING ERRCODE = 'P0001';
      END IF;
      IF to_regclass(made) IS NOT NULL THEN
        RETURN NULL;
      END IF;
      EXECUTE 'CREATE TABLE ' || made || ' (LIKE public.' || quote_ident(whole)
        || ' INCLUDING DEFAULTS INCLUDING CONSTRAINTS{generated})';
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
"""A new month of the trail keeps the text as the whole does: without it, it could not become a part."""


def upgrade() -> None:
    run = op.get_bind().exec_driver_sql
    for table, columns in SEARCHED.items():
        joined = " || ' ' || ".join(f"coalesce({name}, '')" for name in columns)
        run(f"ALTER TABLE {table} ADD search_text text GENERATED ALWAYS AS (fold({joined})) STORED")
        run(f"CREATE INDEX ix_{table}_search ON {table} USING gin (search_text gin_trgm_ops)")
    run(MAKE.replace("{generated}", " INCLUDING GENERATED"))


def downgrade() -> None:
    run = op.get_bind().exec_driver_sql
    run(MAKE.replace("{generated}", ""))
    for table in SEARCHED:
        run(f"DROP INDEX ix_{table}_search")
        run(f"ALTER TABLE {table} DROP search_text")
