"""Readings in parts, one a month; the server's role adds to them, and forgets whole months that are long over."""

FORGET = """
    CREATE FUNCTION forget_readings(before timestamptz) RETURNS SETOF text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
    DECLARE
      part text;
    BEGIN
      IF before > now() - interval '30 days' THEN
        RAISE EXCEPTION 'partition_refused' USING ERRCODE = 'P0001';
      END IF;
      FOR part IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'public.sensors_reading'::regclass AND c.relname ~ '_[0-9]{4}_[0-9]{2}$'
        AND to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= before
        ORDER BY c.relname
      LOOP
        EXECUTE 'DROP TABLE public.' || quote_ident(part);
        RETURN NEXT part;
      END LOOP;
      DELETE FROM public.sensors_reading_other WHERE at < before;
    END $$
    """
"""Run as the owner: of all tables in parts only this one loses any, and never a month that is young."""

CREATE = (
    "CREATE TABLE sensors_reading_other PARTITION OF sensors_reading DEFAULT",
    FORGET,
    "REVOKE ALL ON FUNCTION forget_readings FROM PUBLIC",
    """
    DO $$ BEGIN
      IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fofal_app') THEN
        REVOKE UPDATE, DELETE, TRUNCATE ON sensors_reading FROM fofal_app;
        REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON sensors_reading_other FROM fofal_app;
        GRANT EXECUTE ON FUNCTION forget_readings TO fofal_app;
      END IF;
    END $$
    """,
    """
    SELECT make_partition('sensors_reading', ((now() AT TIME ZONE 'UTC') + ahead * interval '1 month')::date)
    FROM generate_series(-12, 3) ahead
    """,
)
