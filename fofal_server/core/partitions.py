"""Tables in parts, one a month: what makes the parts, and which there are. Months are those of UTC.

A part ``_other`` takes what falls into no month, so that a row is never refused for want of a part.
"""

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
      IF whole IS NULL OR starts NOT BETWEEN now() - interval '14 months' AND now() + interval '1 year' THEN
        RAISE EXCEPTION 'partition_refused' USING ERRCODE = 'P0001';
      END IF;
      IF to_regclass(made) IS NOT NULL THEN
        RETURN NULL;
      END IF;
      EXECUTE 'CREATE TABLE ' || made || ' (LIKE public.' || quote_ident(whole)
        || ' INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED)';
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
"""Run as the owner of the tables: the runtime role may make a month of a table in parts, and nothing else."""


def parts(table: str) -> tuple[str, ...]:
    """What a table in parts begins with: all of the past until next month, what falls into no month, three months."""
    return (
        f"""
    DO $$ BEGIN
      EXECUTE 'CREATE TABLE {table}_first PARTITION OF {table} FOR VALUES FROM (MINVALUE) TO ('
        || quote_literal(to_char(date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month', 'YYYY-MM-DD')
        || 'T00:00:00Z') || ')';
    END $$
    """,
        f"CREATE TABLE {table}_other PARTITION OF {table} DEFAULT",
        f"""
    SELECT make_partition('{table}', ((now() AT TIME ZONE 'UTC') + ahead * interval '1 month')::date)
    FROM generate_series(1, 3) ahead
    """,  # noqa: S608 - tables of ours
    )


AUDIT = (
    """
    DO $$ BEGIN
      EXECUTE 'CREATE TABLE audit_event_first PARTITION OF audit_event FOR VALUES FROM (MINVALUE) TO ('
        || quote_literal(date_trunc('month', now(), 'UTC') + interval '1 month') || ')';
    END $$
    """,
    "CREATE TABLE audit_event_other PARTITION OF audit_event DEFAULT",
    """
    CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION refuse_change()
    """,
    *(
        f"""
    CREATE TRIGGER audit_event_kept BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """
        for table in ("audit_event", "audit_event_first", "audit_event_other")
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
"""The trail in parts; a trigger for each statement guards its own table only, so truncating is refused at each part."""
