"""Rules of agronomy that PostgreSQL keeps itself; a move of a confirmed sheet is taken back by the sheet alone."""

CREATE = (
    """
    ALTER TABLE agronomy_crop_cycle ADD CONSTRAINT ex_agronomy_crop_cycle_days
    EXCLUDE USING gist (plot_id WITH =, crop_id WITH =, daterange(started_on, ended_on, '[]') WITH &&)
    """,
    """
    CREATE FUNCTION agronomy_harvest_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      loose text[] := ARRAY['status', 'version', 'updated_at', 'updated_by', 'search_text'];
    BEGIN
      IF TG_OP = 'UPDATE' AND OLD.status = 'confirmed' AND NEW.status = 'cancelled'
         AND to_jsonb(OLD) - loose = to_jsonb(NEW) - loose THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'confirmed_harvest' USING ERRCODE = 'P0001';
    END $$
    """,
    """
    CREATE TRIGGER agronomy_harvest_stays BEFORE UPDATE OR DELETE ON agronomy_harvest
    FOR EACH ROW WHEN (OLD.status <> 'draft') EXECUTE FUNCTION agronomy_harvest_stays()
    """,
    """
    CREATE FUNCTION agronomy_harvest_line_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      parent uuid := CASE WHEN TG_OP = 'INSERT' THEN NEW.harvest_id ELSE OLD.harvest_id END;
    BEGIN
      IF EXISTS (SELECT FROM agronomy_harvest WHERE id = parent AND status <> 'draft') THEN
        RAISE EXCEPTION 'confirmed_harvest' USING ERRCODE = 'P0001';
      END IF;
      RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END $$
    """,
    """
    CREATE TRIGGER agronomy_harvest_line_stays BEFORE INSERT OR UPDATE OR DELETE ON agronomy_harvest_line
    FOR EACH ROW EXECUTE FUNCTION agronomy_harvest_line_stays()
    """,
    """
    CREATE FUNCTION agronomy_move_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.kind = 'receipt' AND EXISTS (
        SELECT FROM agronomy_harvest h
        WHERE h.lot_id = OLD.lot_id AND h.plot_id = OLD.plot_id AND h.status = 'confirmed'
      ) THEN
        RAISE EXCEPTION 'move_of_harvest' USING ERRCODE = 'P0001';
      END IF;
      IF EXISTS (
        SELECT FROM agronomy_input_usage u JOIN agronomy_field_operation o ON o.id = u.operation_id
        WHERE u.move_id = OLD.id AND o.status = 'confirmed'
      ) THEN
        RAISE EXCEPTION 'move_of_operation' USING ERRCODE = 'P0001';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER agronomy_move_stays BEFORE UPDATE ON inventory_stock_move
    FOR EACH ROW WHEN (OLD.status = 'posted' AND NEW.status = 'cancelled') EXECUTE FUNCTION agronomy_move_stays()
    """,
)
DROP = (
    "DROP TRIGGER agronomy_move_stays ON inventory_stock_move",
    "DROP FUNCTION agronomy_move_stays()",
    "DROP TRIGGER agronomy_harvest_line_stays ON agronomy_harvest_line",
    "DROP FUNCTION agronomy_harvest_line_stays()",
    "DROP TRIGGER agronomy_harvest_stays ON agronomy_harvest",
    "DROP FUNCTION agronomy_harvest_stays()",
    "ALTER TABLE agronomy_crop_cycle DROP CONSTRAINT ex_agronomy_crop_cycle_days",
)
