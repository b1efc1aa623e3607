"""Rules of approvals that PostgreSQL keeps itself: nobody approves what he wrote, and no seat stays empty."""

CREATE = (
    """
    ALTER TABLE approvals_rule ADD CONSTRAINT ex_approvals_rule_days EXCLUDE USING gist
    (matter WITH =, level WITH =, min_amount WITH =, role_id WITH =, daterange(valid_from, valid_to, '[]') WITH &&)
    """,
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
      loose text[] := ARRAY[
        'status', 'closed_at', 'refused_by', 'reason', 'version', 'updated_at', 'updated_by', 'search_text'
      ];
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
DROP = (
    "DROP TRIGGER approvals_request_stays ON approvals_request",
    "DROP FUNCTION approvals_request_stays()",
    "DROP TRIGGER approvals_request_filled ON approvals_request",
    "DROP FUNCTION approvals_every_seat_filled()",
    "DROP TRIGGER approvals_seat_kept ON approvals_seat",
    "DROP TRIGGER approvals_signature_kept ON approvals_signature",
    "DROP TRIGGER approvals_signature_creator ON approvals_signature",
    "DROP FUNCTION approvals_creator_never_signs()",
)
