"""Rules of the settings that PostgreSQL keeps itself."""

CREATE = (
    """
    ALTER TABLE settings_parameter ADD CONSTRAINT ex_settings_parameter_days
    EXCLUDE USING gist (code WITH =, daterange(valid_from, valid_to, '[]') WITH &&)
    """,
    """
    CREATE FUNCTION keep_demo() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' OR NEW.demo IS DISTINCT FROM OLD.demo THEN
        RAISE EXCEPTION 'demo_stays' USING ERRCODE = 'P0001';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER settings_company_keep_demo BEFORE UPDATE OR DELETE ON settings_company
    FOR EACH ROW EXECUTE FUNCTION keep_demo()
    """,
)
