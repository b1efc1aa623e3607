"""Rules of the stock that PostgreSQL keeps itself: what is posted stays as it was posted."""

CREATE = (
    """
    CREATE FUNCTION inventory_move_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      loose text[] := ARRAY['status', 'version', 'updated_at', 'updated_by', 'search_text'];
    BEGIN
      IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - loose = to_jsonb(NEW) - loose
         AND (NEW.status = OLD.status OR (OLD.status = 'posted' AND NEW.status = 'cancelled')) THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'posted_move' USING ERRCODE = 'P0001';
    END $$
    """,
    """
    CREATE TRIGGER inventory_stock_move_stays BEFORE UPDATE OR DELETE ON inventory_stock_move
    FOR EACH ROW WHEN (OLD.status <> 'draft') EXECUTE FUNCTION inventory_move_stays()
    """,
    """
    CREATE TRIGGER inventory_stock_move_kept BEFORE TRUNCATE ON inventory_stock_move
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
    """
    CREATE TRIGGER inventory_stock_entry_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON inventory_stock_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
    """
    CREATE TRIGGER inventory_layer_use_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON inventory_layer_use
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
    """
    CREATE TRIGGER inventory_stock_count_stays BEFORE UPDATE OR DELETE ON inventory_stock_count
    FOR EACH ROW WHEN (OLD.status = 'approved') EXECUTE FUNCTION refuse_change()
    """,
    """
    CREATE FUNCTION inventory_lot_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'lot_identity' USING ERRCODE = 'P0001';
    END $$
    """,
    """
    CREATE TRIGGER inventory_lot_stays BEFORE UPDATE ON inventory_lot
    FOR EACH ROW WHEN (OLD.code <> NEW.code OR OLD.item_id <> NEW.item_id) EXECUTE FUNCTION inventory_lot_stays()
    """,
)
DROP = (
    "DROP TRIGGER inventory_lot_stays ON inventory_lot",
    "DROP FUNCTION inventory_lot_stays()",
    "DROP TRIGGER inventory_stock_count_stays ON inventory_stock_count",
    "DROP TRIGGER inventory_layer_use_kept ON inventory_layer_use",
    "DROP TRIGGER inventory_stock_entry_kept ON inventory_stock_entry",
    "DROP TRIGGER inventory_stock_move_kept ON inventory_stock_move",
    "DROP TRIGGER inventory_stock_move_stays ON inventory_stock_move",
    "DROP FUNCTION inventory_move_stays()",
)
