"""What PostgreSQL does of itself around alerts: whoever wrote one, it rings when that is committed."""

CREATE = (
    """
    CREATE FUNCTION notifications_ring() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_notify('fofal_bell', '');
      RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER notifications_alert_rings AFTER INSERT OR UPDATE ON notifications_alert
    FOR EACH STATEMENT EXECUTE FUNCTION notifications_ring()
    """,
)
