"""Foundation: every table of the first version, with the rules that PostgreSQL keeps itself."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from fofal_server.core.migrations import DataWouldBeLost

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


BEFORE = (
    """
    CREATE OR REPLACE FUNCTION fold(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN lower(public.unaccent('public.unaccent'::regdictionary, value))
    """,
)

AFTER = (
    """
    DO $$ BEGIN
      IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fofal_app') THEN
        REVOKE UPDATE, DELETE, TRUNCATE ON audit_event, audit_seal FROM fofal_app;
      END IF;
    END $$
    """,
    """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'append_only' USING ERRCODE = 'P0001';
    END $$
    """,
    """
    CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
    """
    CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
    """
    ALTER TABLE agronomy_crop_cycle ADD CONSTRAINT ex_agronomy_crop_cycle_days
    EXCLUDE USING gist (plot_id WITH =, crop_id WITH =, daterange(started_on, ended_on, '[]') WITH &&)
    """,
    """
    CREATE FUNCTION agronomy_harvest_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      loose text[] := ARRAY['status', 'version', 'updated_at', 'updated_by'];
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
    "CREATE INDEX ix_audit_event_key ON audit_event ((lpad(to_hex(id), 32, '0')::uuid))",
    """
    ALTER TABLE hr_team ADD CONSTRAINT fk_hr_team_leader_id FOREIGN KEY (leader_id, id)
    REFERENCES hr_employee (id, team_id) DEFERRABLE INITIALLY DEFERRED
    """,
    """
    CREATE FUNCTION inventory_move_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      loose text[] := ARRAY['status', 'version', 'updated_at', 'updated_by'];
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


def upgrade() -> None:
    for statement in BEFORE:
        op.get_bind().exec_driver_sql(statement)
    # ### commands auto generated by Alembic - please adjust! ###
    op.create_table(
        "audit_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column(
            "xact", sa.BigInteger(), server_default=sa.text("(pg_current_xact_id()::text)::bigint"), nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("resource", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("record_label", sa.Text(), nullable=True),
        sa.Column("before", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("after", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    op.create_index("ix_audit_event_at", "audit_event", ["at"], unique=False)
    op.create_index("ix_audit_event_record", "audit_event", ["record_id", "id"], unique=False)
    op.create_index("ix_audit_event_xact", "audit_event", ["xact", "resource"], unique=False)
    op.create_table(
        "auth_failure",
        sa.Column("name_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name_hash", "address", name=op.f("pk_auth_failure")),
    )
    op.create_index(op.f("ix_auth_failure_last_at"), "auth_failure", ["last_at"], unique=False)
    op.create_table(
        "auth_role",
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("permissions", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("system", sa.Boolean(), nullable=False),
        sa.Column("seeded", sa.String(length=64), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auth_role")),
        sa.UniqueConstraint("code", name=op.f("uq_auth_role_code")),
    )
    op.create_index(
        "ix_auth_role_search",
        "auth_role",
        [sa.literal_column("fold(coalesce(code, '') || ' ' || coalesce(name, ''))").label("words")],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_table(
        "auth_setup_code",
        sa.Column("one", sa.Boolean(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("one", name=op.f("ck_auth_setup_code_one")),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_auth_setup_code")),
    )
    op.create_table(
        "data_import",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("resource", sa.String(length=200), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("stored", "undone", name="importstatus", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_import")),
    )
    op.create_index("ix_data_import_by", "data_import", ["by"], unique=False)
    op.create_index("ix_data_import_resource_at", "data_import", ["resource", "at"], unique=False)
    op.create_table(
        "documents_attachment",
        sa.Column("resource", sa.String(length=50), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "contract",
                "invoice",
                "delivery_note",
                "report",
                "attachment",
                "other",
                name="documentkind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("media_type", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_documents_attachment_sha256")),
        sa.CheckConstraint("size > 0", name=op.f("ck_documents_attachment_size")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents_attachment")),
    )
    op.create_index("ix_documents_attachment_created_at", "documents_attachment", ["created_at", "id"], unique=False)
    op.create_index("ix_documents_attachment_record", "documents_attachment", ["resource", "record_id"], unique=False)
    op.create_index(
        "ix_documents_attachment_search",
        "documents_attachment",
        [sa.literal_column("fold(coalesce(name, ''))").label("words")],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_index("ix_documents_attachment_sha256", "documents_attachment", ["sha256"], unique=False)
    op.create_table(
        "hr_team",
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("leader_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["leader_id", "id"],
            ["hr_employee.id", "hr_employee.team_id"],
            name="fk_hr_team_leader_id",
            initially="DEFERRED",
            deferrable=True,
            use_alter=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_team")),
        sa.UniqueConstraint("code", name=op.f("uq_hr_team_code")),
    )
    op.create_index("ix_hr_team_leader_id", "hr_team", ["leader_id"], unique=False)
    op.create_index(
        "ix_hr_team_search",
        "hr_team",
        [sa.literal_column("fold(coalesce(code, '') || ' ' || coalesce(name, ''))").label("words")],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_table(
        "number_series",
        sa.Column("series", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("series", "year", name=op.f("pk_number_series")),
    )
    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
    )
    op.create_index(
        "ix_outbox_message_waiting",
        "outbox_message",
        ["next_at"],
        unique=False,
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_table(
        "parties_party",
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "customer",
                "supplier",
                "both",
                "other",
                name="partykind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("tax_id", sa.String(length=50), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("payment_days", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.CheckConstraint("payment_days BETWEEN 0 AND 365", name=op.f("ck_parties_party_payment_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parties_party")),
        sa.UniqueConstraint("code", name=op.f("uq_parties_party_code")),
    )
    op.create_index("ix_parties_party_kind", "parties_party", ["kind", "name", "id"], unique=False)
    op.create_index("ix_parties_party_name", "parties_party", ["name", "id"], unique=False)
    op.create_index(
        "ix_parties_party_search",
        "parties_party",
        [
            sa.literal_column(
                "fold(coalesce(code, '') || ' ' || coalesce(name, '') || ' ' || coalesce(tax_id, '') || ' ' || coalesce(phone, '') || ' ' || coalesce(email, ''))"
            ).label("words")
        ],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_index("ix_parties_party_tax_id", "parties_party", ["tax_id"], unique=False)
    op.create_table(
        "settings_company",
        sa.Column("singleton", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("tax_id", sa.String(length=50), nullable=True),
        sa.Column("cnps_number", sa.String(length=50), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("currency", sa.String(length=50), nullable=False),
        sa.Column("fiscal_year_start_month", sa.Integer(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("singleton", name=op.f("ck_settings_company_singleton")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings_company")),
        sa.UniqueConstraint("singleton", name=op.f("uq_settings_company_singleton")),
    )
    op.create_table(
        "settings_currency",
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("decimals", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.CheckConstraint("decimals BETWEEN 0 AND 4", name=op.f("ck_settings_currency_decimals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings_currency")),
        sa.UniqueConstraint("code", name=op.f("uq_settings_currency_code")),
    )
    op.create_table(
        "settings_parameter",
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("value", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("unit", sa.String(length=50), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=200), nullable=True),
        sa.Column("category", sa.String(length=50), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_settings_parameter_days")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings_parameter")),
    )
    op.create_index("ix_settings_parameter_code_from", "settings_parameter", ["code", "valid_from"], unique=False)
    op.create_table(
        "settings_site",
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("latitude", sa.Numeric(precision=11, scale=8), nullable=True),
        sa.Column("longitude", sa.Numeric(precision=11, scale=8), nullable=True),
        sa.Column("timezone", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name=op.f("ck_settings_site_latitude")),
        sa.CheckConstraint("longitude BETWEEN -180 AND 180", name=op.f("ck_settings_site_longitude")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings_site")),
        sa.UniqueConstraint("code", name=op.f("uq_settings_site_code")),
    )
    op.create_index(
        "ix_settings_site_search",
        "settings_site",
        [sa.literal_column("fold(coalesce(code, '') || ' ' || coalesce(name, ''))").label("words")],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_table(
        "settings_unit",
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "dimension",
            sa.Enum(
                "mass",
                "volume",
                "count",
                "length",
                "area",
                name="dimension",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("factor", sa.Numeric(precision=18, scale=6), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.CheckConstraint("factor > 0", name=op.f("ck_settings_unit_factor")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings_unit")),
        sa.UniqueConstraint("code", name=op.f("uq_settings_unit_code")),
    )
    op.create_index(
        "ix_settings_unit_search",
        "settings_unit",
        [sa.literal_column("fold(coalesce(code, '') || ' ' || coalesce(name, ''))").label("words")],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_table(
        "stored_answer",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("headers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "key", name=op.f("pk_stored_answer")),
    )
    op.create_index(op.f("ix_stored_answer_at"), "stored_answer", ["at"], unique=False)
    op.create_table(
        "audit_seal",
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["audit_event.id"], name=op.f("fk_audit_seal_event_id")),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_audit_seal")),
        sa.UniqueConstraint("event_id", name=op.f("uq_audit_seal_event_id")),
    )
    op.create_table(
        "data_import_row",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column(
            "deed",
            sa.Enum("created", "updated", name="importdeed", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"], ["data_import.id"], name=op.f("fk_data_import_row_import_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_import_row")),
    )
    op.create_index("ix_data_import_row_import_id_position", "data_import_row", ["import_id", "position"], unique=False)
    op.create_table(
        "hr_employee",
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("last_name", sa.String(length=200), nullable=False),
        sa.Column("first_name", sa.String(length=200), nullable=True),
        sa.Column("hired_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column(
            "staff_kind",
            sa.Enum(
                "permanent",
                "seasonal",
                "temporary",
                "trainee",
                name="staffkind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "department",
            sa.Enum(
                "production",
                "finance",
                "hr",
                "logistics",
                "quality",
                "maintenance",
                "administration",
                name="department",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column("job_title", sa.String(length=200), nullable=True),
        sa.Column(
            "sex",
            sa.Enum("female", "male", name="sex", native_enum=False, create_constraint=True, length=30),
            nullable=True,
        ),
        sa.Column("born_on", sa.Date(), nullable=True),
        sa.Column("birth_place", sa.String(length=200), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("cnps_number", sa.String(length=50), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.CheckConstraint("code ~ '^[A-Z0-9]{3,10}$'", name=op.f("ck_hr_employee_code")),
        sa.CheckConstraint("born_on < hired_on", name=op.f("ck_hr_employee_born_on")),
        sa.CheckConstraint("left_on >= hired_on", name=op.f("ck_hr_employee_left_on")),
        sa.ForeignKeyConstraint(["team_id"], ["hr_team.id"], name=op.f("fk_hr_employee_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hr_employee")),
        sa.UniqueConstraint("cnps_number", name=op.f("uq_hr_employee_cnps_number")),
        sa.UniqueConstraint("code", name=op.f("uq_hr_employee_code")),
        sa.UniqueConstraint("id", "team_id", name="uq_hr_employee_id_team_id"),
    )
    op.create_index("ix_hr_employee_name", "hr_employee", ["last_name", "first_name", "id"], unique=False)
    op.create_index(
        "ix_hr_employee_search",
        "hr_employee",
        [
            sa.literal_column(
                "fold(coalesce(code, '') || ' ' || coalesce(last_name, '') || ' ' || coalesce(first_name, ''))"
            ).label("words")
        ],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_index("ix_hr_employee_team_id", "hr_employee", ["team_id"], unique=False)
    op.create_table(
        "inventory_item",
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "input",
                "equipment",
                "harvest",
                "packaging",
                "spare_part",
                name="itemcategory",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("unit", sa.String(length=50), nullable=False),
        sa.Column(
            "valuation",
            sa.Enum("average", "fifo", name="valuation", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("alert_quantity", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("minimum_quantity", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("maximum_quantity", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("shelf_life_days", sa.Integer(), nullable=True),
        sa.Column("active_ingredient", sa.String(length=200), nullable=True),
        sa.Column("registration", sa.String(length=50), nullable=True),
        sa.Column("pre_harvest_days", sa.Integer(), nullable=True),
        sa.Column("reentry_hours", sa.Integer(), nullable=True),
        sa.Column("storage_temperature_min", sa.Numeric(precision=5, scale=1), nullable=True),
        sa.Column("storage_temperature_max", sa.Numeric(precision=5, scale=1), nullable=True),
        sa.Column("storage_humidity_min", sa.Numeric(precision=7, scale=3), nullable=True),
        sa.Column("storage_humidity_max", sa.Numeric(precision=7, scale=3), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "category = 'input' OR num_nonnulls(active_ingredient, registration, pre_harvest_days, reentry_hours) = 0",
            name=op.f("ck_inventory_item_category"),
        ),
        sa.CheckConstraint("alert_quantity >= 0", name=op.f("ck_inventory_item_alert_quantity")),
        sa.CheckConstraint(
            "maximum_quantity >= coalesce(minimum_quantity, 0)", name=op.f("ck_inventory_item_maximum_quantity")
        ),
        sa.CheckConstraint("minimum_quantity >= 0", name=op.f("ck_inventory_item_minimum_quantity")),
        sa.CheckConstraint("pre_harvest_days >= 0", name=op.f("ck_inventory_item_pre_harvest_days")),
        sa.CheckConstraint("reentry_hours >= 0", name=op.f("ck_inventory_item_reentry_hours")),
        sa.CheckConstraint("shelf_life_days > 0", name=op.f("ck_inventory_item_shelf_life_days")),
        sa.CheckConstraint(
            "storage_humidity_max >= storage_humidity_min", name=op.f("ck_inventory_item_storage_humidity_max")
        ),
        sa.CheckConstraint(
            "storage_temperature_max >= storage_temperature_min", name=op.f("ck_inventory_item_storage_temperature_max")
        ),
        sa.ForeignKeyConstraint(["unit"], ["settings_unit.code"], name=op.f("fk_inventory_item_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_item")),
        sa.UniqueConstraint("code", name=op.f("uq_inventory_item_code")),
    )
    op.create_index("ix_inventory_item_category", "inventory_item", ["category"], unique=False)
    op.create_index(
        "ix_inventory_item_search",
        "inventory_item",
        [sa.literal_column("fold(coalesce(code, '') || ' ' || coalesce(name, ''))").label("words")],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_table(
        "inventory_warehouse",
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "dry",
                "cold",
                "chemical",
                "open_air",
                "tank",
                name="storagekind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("capacity", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("capacity_unit", sa.String(length=50), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_inventory_warehouse_capacity")),
        sa.ForeignKeyConstraint(
            ["capacity_unit"], ["settings_unit.code"], name=op.f("fk_inventory_warehouse_capacity_unit")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["settings_site.id"], name=op.f("fk_inventory_warehouse_site_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_warehouse")),
        sa.UniqueConstraint("code", name=op.f("uq_inventory_warehouse_code")),
    )
    op.create_index(
        "ix_inventory_warehouse_search",
        "inventory_warehouse",
        [sa.literal_column("fold(coalesce(code, '') || ' ' || coalesce(name, ''))").label("words")],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_index(op.f("ix_inventory_warehouse_site_id"), "inventory_warehouse", ["site_id"], unique=False)
    op.create_table(
        "parties_party_contact",
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=200), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["parties_party.id"], name=op.f("fk_parties_party_contact_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parties_party_contact")),
    )
    op.create_index(op.f("ix_parties_party_contact_party_id"), "parties_party_contact", ["party_id"], unique=False)
    op.create_table(
        "agronomy_crop",
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("variety", sa.String(length=200), nullable=True),
        sa.Column("scientific_name", sa.String(length=200), nullable=True),
        sa.Column("perennial", sa.Boolean(), nullable=False),
        sa.Column("density_per_ha", sa.Integer(), nullable=True),
        sa.Column("harvest_interval_days", sa.Integer(), nullable=True),
        sa.Column("first_harvest_months", sa.Integer(), nullable=True),
        sa.Column("in_bunches", sa.Boolean(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.CheckConstraint("density_per_ha > 0", name=op.f("ck_agronomy_crop_density")),
        sa.CheckConstraint("first_harvest_months >= 0", name=op.f("ck_agronomy_crop_first_harvest")),
        sa.CheckConstraint("harvest_interval_days BETWEEN 1 AND 366", name=op.f("ck_agronomy_crop_interval")),
        sa.ForeignKeyConstraint(["item_id"], ["inventory_item.id"], name=op.f("fk_agronomy_crop_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agronomy_crop")),
        sa.UniqueConstraint("code", name=op.f("uq_agronomy_crop_code")),
    )
    op.create_index(op.f("ix_agronomy_crop_item_id"), "agronomy_crop", ["item_id"], unique=False)
    op.create_index(
        "ix_agronomy_crop_search",
        "agronomy_crop",
        [
            sa.literal_column(
                "fold(coalesce(code, '') || ' ' || coalesce(name, '') || ' ' || coalesce(variety, ''))"
            ).label("words")
        ],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_table(
        "auth_user",
        sa.Column("username", sa.String(length=50), nullable=False),
        sa.Column("full_name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("password_hash", sa.String(length=100), nullable=True),
        sa.Column("employee_id", sa.Uuid(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column(
            "language",
            sa.Enum("fr", "en", name="language", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("preferences", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["employee_id"], ["hr_employee.id"], name=op.f("fk_auth_user_employee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auth_user")),
        sa.UniqueConstraint("employee_id", name=op.f("uq_auth_user_employee_id")),
    )
    op.create_index(
        "ix_auth_user_search",
        "auth_user",
        [
            sa.literal_column(
                "fold(coalesce(username, '') || ' ' || coalesce(full_name, '') || ' ' || coalesce(email, ''))"
            ).label("words")
        ],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_index("uq_auth_user_username", "auth_user", [sa.literal_column("fold(username)")], unique=True)
    op.create_table(
        "inventory_bin",
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("warehouse_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["inventory_warehouse.id"], name=op.f("fk_inventory_bin_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_bin")),
        sa.UniqueConstraint("code", name=op.f("uq_inventory_bin_code")),
        sa.UniqueConstraint("id", "warehouse_id", name=op.f("uq_inventory_bin_id_warehouse_id")),
    )
    op.create_index(
        "ix_inventory_bin_search",
        "inventory_bin",
        [sa.literal_column("fold(coalesce(code, '') || ' ' || coalesce(name, ''))").label("words")],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_index(op.f("ix_inventory_bin_warehouse_id"), "inventory_bin", ["warehouse_id"], unique=False)
    op.create_table(
        "inventory_stock_count",
        sa.Column("number", sa.String(length=50), nullable=True),
        sa.Column("warehouse_id", sa.Uuid(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "frozen",
                "counted",
                "approved",
                "cancelled",
                name="countstatus",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted_by", sa.Uuid(), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "status <> 'approved' OR approved_by <> ALL (ARRAY[created_by, counted_by])",
            name=op.f("ck_inventory_stock_count_approved_by"),
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["inventory_warehouse.id"], name=op.f("fk_inventory_stock_count_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_stock_count")),
        sa.UniqueConstraint("number", name=op.f("uq_inventory_stock_count_number")),
    )
    op.create_index(
        op.f("ix_inventory_stock_count_warehouse_id"), "inventory_stock_count", ["warehouse_id"], unique=False
    )
    op.create_index(
        "uq_inventory_stock_count_warehouse_id",
        "inventory_stock_count",
        ["warehouse_id"],
        unique=True,
        postgresql_where="status IN ('frozen', 'counted')",
    )
    op.create_table(
        "agronomy_plot",
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.Column("crop_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "in_preparation",
                "active",
                "harvesting",
                "resting",
                name="plotstatus",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("geometry", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("area_ha", sa.Numeric(precision=12, scale=4), nullable=True),
        sa.Column(
            "area_source",
            sa.Enum("measured", "declared", name="areasource", native_enum=False, create_constraint=True, length=30),
            nullable=True,
        ),
        sa.Column("declared_area_ha", sa.Numeric(precision=12, scale=4), nullable=True),
        sa.Column("net_area_ha", sa.Numeric(precision=12, scale=4), nullable=True),
        sa.Column("perimeter_m", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("longitude", sa.Numeric(precision=11, scale=8), nullable=True),
        sa.Column("latitude", sa.Numeric(precision=11, scale=8), nullable=True),
        sa.Column("west", sa.Numeric(precision=11, scale=8), nullable=True),
        sa.Column("south", sa.Numeric(precision=11, scale=8), nullable=True),
        sa.Column("east", sa.Numeric(precision=11, scale=8), nullable=True),
        sa.Column("north", sa.Numeric(precision=11, scale=8), nullable=True),
        sa.Column("planted_on", sa.Date(), nullable=True),
        sa.Column("plant_count", sa.Integer(), nullable=True),
        sa.Column("material", sa.String(length=200), nullable=True),
        sa.Column("manager_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("soil", sa.String(length=200), nullable=True),
        sa.Column(
            "drainage",
            sa.Enum(
                "good",
                "moderate",
                "poor",
                "flooded",
                name="drainage",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column("road_access", sa.String(length=200), nullable=True),
        sa.Column("land_title", sa.String(length=200), nullable=True),
        sa.Column("cleared_on", sa.Date(), nullable=True),
        sa.Column("evidence_on", sa.Date(), nullable=True),
        sa.Column("evidence_reference", sa.String(length=200), nullable=True),
        sa.Column(
            "eudr_state",
            sa.Enum(
                "missing",
                "complete",
                "excluded",
                name="eudrstate",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(geometry IS NULL) = (west IS NULL)", name=op.f("ck_agronomy_plot_box")),
        sa.CheckConstraint("area_ha > 0", name=op.f("ck_agronomy_plot_area")),
        sa.CheckConstraint("net_area_ha > 0", name=op.f("ck_agronomy_plot_net_area")),
        sa.CheckConstraint("plant_count >= 0", name=op.f("ck_agronomy_plot_plant_count")),
        sa.ForeignKeyConstraint(["crop_id"], ["agronomy_crop.id"], name=op.f("fk_agronomy_plot_crop_id")),
        sa.ForeignKeyConstraint(["manager_id"], ["hr_employee.id"], name=op.f("fk_agronomy_plot_manager_id")),
        sa.ForeignKeyConstraint(["site_id"], ["settings_site.id"], name=op.f("fk_agronomy_plot_site_id")),
        sa.ForeignKeyConstraint(["team_id"], ["hr_team.id"], name=op.f("fk_agronomy_plot_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agronomy_plot")),
        sa.UniqueConstraint("code", name=op.f("uq_agronomy_plot_code")),
    )
    op.create_index(
        "ix_agronomy_plot_box",
        "agronomy_plot",
        [sa.literal_column("box(point(west::float8, south::float8), point(east::float8, north::float8))")],
        unique=False,
        postgresql_using="gist",
    )
    op.create_index(op.f("ix_agronomy_plot_crop_id"), "agronomy_plot", ["crop_id"], unique=False)
    op.create_index(op.f("ix_agronomy_plot_manager_id"), "agronomy_plot", ["manager_id"], unique=False)
    op.create_index(
        "ix_agronomy_plot_search",
        "agronomy_plot",
        [sa.literal_column("fold(coalesce(code, '') || ' ' || coalesce(name, ''))").label("words")],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_index(op.f("ix_agronomy_plot_site_id"), "agronomy_plot", ["site_id"], unique=False)
    op.create_index(op.f("ix_agronomy_plot_team_id"), "agronomy_plot", ["team_id"], unique=False)
    op.create_table(
        "auth_session",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("device", sa.String(length=200), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("idle_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "reason",
            sa.Enum(
                "signed_out",
                "ended_by_user",
                "ended_by_admin",
                "password_changed",
                "disabled",
                "refresh_reused",
                name="ending",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["auth_user.id"], name=op.f("fk_auth_session_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_auth_session")),
    )
    op.create_index(op.f("ix_auth_session_user_id"), "auth_session", ["user_id"], unique=False)
    op.create_table(
        "auth_ticket",
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["auth_user.id"], name=op.f("fk_auth_ticket_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_auth_ticket")),
    )
    op.create_index(op.f("ix_auth_ticket_expires_at"), "auth_ticket", ["expires_at"], unique=False)
    op.create_index(op.f("ix_auth_ticket_user_id"), "auth_ticket", ["user_id"], unique=False)
    op.create_table(
        "auth_user_role",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("role_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["role_id"], ["auth_role.id"], name=op.f("fk_auth_user_role_role_id")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["auth_user.id"], name=op.f("fk_auth_user_role_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "role_id", name=op.f("pk_auth_user_role")),
    )
    op.create_index(op.f("ix_auth_user_role_role_id"), "auth_user_role", ["role_id"], unique=False)
    op.create_table(
        "agronomy_bunch_weight",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("plot_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("sample_bunches", sa.Integer(), nullable=False),
        sa.Column("sample_kg", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column("average_kg", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column(
            "source",
            sa.Enum("sample", "tickets", name="weightsource", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("extract(day from month) = 1", name=op.f("ck_agronomy_bunch_weight_month")),
        sa.CheckConstraint("sample_bunches > 0", name=op.f("ck_agronomy_bunch_weight_sample_bunches")),
        sa.CheckConstraint("sample_kg > 0", name=op.f("ck_agronomy_bunch_weight_sample_kg")),
        sa.ForeignKeyConstraint(["plot_id"], ["agronomy_plot.id"], name=op.f("fk_agronomy_bunch_weight_plot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agronomy_bunch_weight")),
        sa.UniqueConstraint("plot_id", "month", name=op.f("uq_agronomy_bunch_weight_plot_id_month")),
    )
    op.create_index(
        "ix_agronomy_bunch_weight_search",
        "agronomy_bunch_weight",
        [sa.literal_column("fold(coalesce(name, ''))").label("words")],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_table(
        "agronomy_crop_cycle",
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("plot_id", sa.Uuid(), nullable=False),
        sa.Column("crop_id", sa.Uuid(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column(
            "stage",
            sa.Enum(
                "planning",
                "preparation",
                "planting",
                "upkeep",
                "harvest",
                "analysis",
                name="cyclestage",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum("open", "closed", name="cyclestatus", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("target_yield_kg_ha", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("harvested_kg", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column("actual_yield_kg_ha", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("budget", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("status = 'open' OR ended_on IS NOT NULL", name=op.f("ck_agronomy_crop_cycle_closed")),
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name=op.f("ck_agronomy_crop_cycle_days")),
        sa.CheckConstraint("target_yield_kg_ha > 0", name=op.f("ck_agronomy_crop_cycle_target_yield")),
        sa.ForeignKeyConstraint(["crop_id"], ["agronomy_crop.id"], name=op.f("fk_agronomy_crop_cycle_crop_id")),
        sa.ForeignKeyConstraint(["plot_id"], ["agronomy_plot.id"], name=op.f("fk_agronomy_crop_cycle_plot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agronomy_crop_cycle")),
        sa.UniqueConstraint("code", name=op.f("uq_agronomy_crop_cycle_code")),
    )
    op.create_index(op.f("ix_agronomy_crop_cycle_crop_id"), "agronomy_crop_cycle", ["crop_id"], unique=False)
    op.create_index("ix_agronomy_crop_cycle_plot_day", "agronomy_crop_cycle", ["plot_id", "started_on"], unique=False)
    op.create_index(
        "ix_agronomy_crop_cycle_search",
        "agronomy_crop_cycle",
        [sa.literal_column("fold(coalesce(code, ''))").label("words")],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_table(
        "agronomy_observation",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("plot_id", sa.Uuid(), nullable=False),
        sa.Column("observed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "growth",
                "pest",
                "disease",
                "maturity",
                "weather_damage",
                "stand",
                "soil",
                "incident",
                "other",
                name="observationkind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("organism", sa.String(length=200), nullable=True),
        sa.Column(
            "severity",
            sa.Enum(
                "none", "low", "medium", "high", name="severity", native_enum=False, create_constraint=True, length=30
            ),
            nullable=False,
        ),
        sa.Column("affected_count", sa.Integer(), nullable=True),
        sa.Column("sample_count", sa.Integer(), nullable=True),
        sa.Column("affected_percent", sa.Numeric(precision=7, scale=3), nullable=True),
        sa.Column("latitude", sa.Numeric(precision=11, scale=8), nullable=True),
        sa.Column("longitude", sa.Numeric(precision=11, scale=8), nullable=True),
        sa.Column("observer_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_agronomy_observation_point")),
        sa.CheckConstraint("affected_count <= sample_count", name=op.f("ck_agronomy_observation_share")),
        sa.CheckConstraint("affected_count >= 0", name=op.f("ck_agronomy_observation_affected_count")),
        sa.CheckConstraint("sample_count > 0", name=op.f("ck_agronomy_observation_sample_count")),
        sa.ForeignKeyConstraint(["observer_id"], ["hr_employee.id"], name=op.f("fk_agronomy_observation_observer_id")),
        sa.ForeignKeyConstraint(["plot_id"], ["agronomy_plot.id"], name=op.f("fk_agronomy_observation_plot_id")),
        sa.ForeignKeyConstraint(["team_id"], ["hr_team.id"], name=op.f("fk_agronomy_observation_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agronomy_observation")),
    )
    op.create_index(op.f("ix_agronomy_observation_observer_id"), "agronomy_observation", ["observer_id"], unique=False)
    op.create_index("ix_agronomy_observation_plot_at", "agronomy_observation", ["plot_id", "observed_at"], unique=False)
    op.create_index(
        "ix_agronomy_observation_search",
        "agronomy_observation",
        [sa.literal_column("fold(coalesce(name, '') || ' ' || coalesce(organism, ''))").label("words")],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_index(op.f("ix_agronomy_observation_team_id"), "agronomy_observation", ["team_id"], unique=False)
    op.create_table(
        "agronomy_planting",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("plot_id", sa.Uuid(), nullable=False),
        sa.Column("crop_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "planting",
                "replanting",
                "supplying",
                "felling",
                name="plantingkind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("planted_on", sa.Date(), nullable=False),
        sa.Column("plant_count", sa.Integer(), nullable=False),
        sa.Column("material", sa.String(length=200), nullable=True),
        sa.Column("seed_lot", sa.String(length=200), nullable=True),
        sa.Column("spacing_m", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("plant_count > 0", name=op.f("ck_agronomy_planting_plant_count")),
        sa.CheckConstraint("spacing_m > 0", name=op.f("ck_agronomy_planting_spacing")),
        sa.ForeignKeyConstraint(["crop_id"], ["agronomy_crop.id"], name=op.f("fk_agronomy_planting_crop_id")),
        sa.ForeignKeyConstraint(["plot_id"], ["agronomy_plot.id"], name=op.f("fk_agronomy_planting_plot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agronomy_planting")),
    )
    op.create_index(op.f("ix_agronomy_planting_crop_id"), "agronomy_planting", ["crop_id"], unique=False)
    op.create_index("ix_agronomy_planting_plot_day", "agronomy_planting", ["plot_id", "planted_on"], unique=False)
    op.create_index(
        "ix_agronomy_planting_search",
        "agronomy_planting",
        [sa.literal_column("fold(coalesce(name, '') || ' ' || coalesce(material, ''))").label("words")],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_table(
        "auth_refresh",
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("successor", sa.LargeBinary(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["auth_session.id"], name=op.f("fk_auth_refresh_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_auth_refresh")),
    )
    op.create_index(op.f("ix_auth_refresh_session_id"), "auth_refresh", ["session_id"], unique=False)
    op.create_table(
        "inventory_lot",
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("produced_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column(
            "quality_status",
            sa.Enum(
                "available",
                "quarantine",
                "rejected",
                name="qualitystatus",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "origin",
            sa.Enum(
                "purchase",
                "harvest",
                "split",
                "merge",
                "other",
                name="lotorigin",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("origin_id", sa.Uuid(), nullable=True),
        sa.Column("plot_id", sa.Uuid(), nullable=True),
        sa.Column("supplier_id", sa.Uuid(), nullable=True),
        sa.Column("supplier_lot", sa.String(length=50), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("expires_on >= produced_on", name=op.f("ck_inventory_lot_expires_on")),
        sa.ForeignKeyConstraint(["item_id"], ["inventory_item.id"], name=op.f("fk_inventory_lot_item_id")),
        sa.ForeignKeyConstraint(["plot_id"], ["agronomy_plot.id"], name=op.f("fk_inventory_lot_plot_id")),
        sa.ForeignKeyConstraint(["supplier_id"], ["parties_party.id"], name=op.f("fk_inventory_lot_supplier_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_lot")),
        sa.UniqueConstraint("code", name=op.f("uq_inventory_lot_code")),
        sa.UniqueConstraint("id", "item_id", name=op.f("uq_inventory_lot_id_item_id")),
    )
    op.create_index("ix_inventory_lot_item_id_expires_on", "inventory_lot", ["item_id", "expires_on"], unique=False)
    op.create_index(op.f("ix_inventory_lot_origin_id"), "inventory_lot", ["origin_id"], unique=False)
    op.create_index(op.f("ix_inventory_lot_plot_id"), "inventory_lot", ["plot_id"], unique=False)
    op.create_index(
        "ix_inventory_lot_search",
        "inventory_lot",
        [sa.literal_column("fold(coalesce(code, '') || ' ' || coalesce(supplier_lot, ''))").label("words")],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_index(op.f("ix_inventory_lot_supplier_id"), "inventory_lot", ["supplier_id"], unique=False)
    op.create_table(
        "agronomy_field_operation",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("plot_id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "fertilisation",
                "treatment",
                "pruning",
                "weeding",
                "irrigation",
                "drainage",
                "supplying",
                "census",
                "roads",
                "other",
                name="operationkind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("done_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("area_done_ha", sa.Numeric(precision=12, scale=4), nullable=True),
        sa.Column("warehouse_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("operator_id", sa.Uuid(), nullable=True),
        sa.Column("equipment", sa.String(length=200), nullable=True),
        sa.Column("protective_equipment", sa.Boolean(), nullable=False),
        sa.Column("weather", sa.String(length=200), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "confirmed",
                "cancelled",
                name="operationstatus",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("input_cost", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("labour_hours", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("area_done_ha > 0", name=op.f("ck_agronomy_field_operation_area_done")),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["agronomy_crop_cycle.id"], name=op.f("fk_agronomy_field_operation_cycle_id")
        ),
        sa.ForeignKeyConstraint(
            ["operator_id"], ["hr_employee.id"], name=op.f("fk_agronomy_field_operation_operator_id")
        ),
        sa.ForeignKeyConstraint(["plot_id"], ["agronomy_plot.id"], name=op.f("fk_agronomy_field_operation_plot_id")),
        sa.ForeignKeyConstraint(["team_id"], ["hr_team.id"], name=op.f("fk_agronomy_field_operation_team_id")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["inventory_warehouse.id"], name=op.f("fk_agronomy_field_operation_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agronomy_field_operation")),
    )
    op.create_index(
        op.f("ix_agronomy_field_operation_cycle_id"), "agronomy_field_operation", ["cycle_id"], unique=False
    )
    op.create_index("ix_agronomy_field_operation_day", "agronomy_field_operation", ["done_on"], unique=False)
    op.create_index(
        op.f("ix_agronomy_field_operation_operator_id"), "agronomy_field_operation", ["operator_id"], unique=False
    )
    op.create_index(
        "ix_agronomy_field_operation_plot_day", "agronomy_field_operation", ["plot_id", "done_on"], unique=False
    )
    op.create_index(
        "ix_agronomy_field_operation_search",
        "agronomy_field_operation",
        [sa.literal_column("fold(coalesce(name, '') || ' ' || coalesce(reason, ''))").label("words")],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_index(op.f("ix_agronomy_field_operation_team_id"), "agronomy_field_operation", ["team_id"], unique=False)
    op.create_table(
        "agronomy_harvest",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("plot_id", sa.Uuid(), nullable=False),
        sa.Column("harvested_on", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("warehouse_id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("checker_id", sa.Uuid(), nullable=True),
        sa.Column(
            "weather",
            sa.Enum(
                "dry",
                "showers",
                "rain",
                "stopped",
                name="harvestweather",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column(
            "grade",
            sa.Enum("a", "b", "c", name="grade", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "confirmed",
                "cancelled",
                name="harveststatus",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("total_bunches", sa.Integer(), nullable=False),
        sa.Column("total_weight_kg", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column("bunch_weight_kg", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("unripe_percent", sa.Numeric(precision=7, scale=3), nullable=True),
        sa.Column("unripe_warnings", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.Column("lot_id", sa.Uuid(), nullable=True),
        sa.Column("lot_code", sa.String(length=50), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "status <> 'confirmed' OR (lot_id IS NOT NULL AND total_weight_kg > 0)",
            name=op.f("ck_agronomy_harvest_confirmed"),
        ),
        sa.CheckConstraint("total_weight_kg >= 0", name=op.f("ck_agronomy_harvest_total_weight")),
        sa.ForeignKeyConstraint(["checker_id"], ["hr_employee.id"], name=op.f("fk_agronomy_harvest_checker_id")),
        sa.ForeignKeyConstraint(["cycle_id"], ["agronomy_crop_cycle.id"], name=op.f("fk_agronomy_harvest_cycle_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["inventory_lot.id"], name=op.f("fk_agronomy_harvest_lot_id")),
        sa.ForeignKeyConstraint(["plot_id"], ["agronomy_plot.id"], name=op.f("fk_agronomy_harvest_plot_id")),
        sa.ForeignKeyConstraint(["team_id"], ["hr_team.id"], name=op.f("fk_agronomy_harvest_team_id")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["inventory_warehouse.id"], name=op.f("fk_agronomy_harvest_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agronomy_harvest")),
        sa.UniqueConstraint(
            "plot_id", "harvested_on", "sequence", name=op.f("uq_agronomy_harvest_plot_id_harvested_on_sequence")
        ),
    )
    op.create_index(op.f("ix_agronomy_harvest_checker_id"), "agronomy_harvest", ["checker_id"], unique=False)
    op.create_index(op.f("ix_agronomy_harvest_cycle_id"), "agronomy_harvest", ["cycle_id"], unique=False)
    op.create_index("ix_agronomy_harvest_day", "agronomy_harvest", ["harvested_on"], unique=False)
    op.create_index(op.f("ix_agronomy_harvest_lot_id"), "agronomy_harvest", ["lot_id"], unique=False)
    op.create_index(
        "ix_agronomy_harvest_search",
        "agronomy_harvest",
        [sa.literal_column("fold(coalesce(name, '') || ' ' || coalesce(lot_code, ''))").label("words")],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_index(op.f("ix_agronomy_harvest_team_id"), "agronomy_harvest", ["team_id"], unique=False)
    op.create_index(op.f("ix_agronomy_harvest_warehouse_id"), "agronomy_harvest", ["warehouse_id"], unique=False)
    op.create_table(
        "inventory_lot_parent",
        sa.Column("lot_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("lot_id <> parent_id", name=op.f("ck_inventory_lot_parent_own_parent")),
        sa.ForeignKeyConstraint(["lot_id"], ["inventory_lot.id"], name=op.f("fk_inventory_lot_parent_lot_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["inventory_lot.id"], name=op.f("fk_inventory_lot_parent_parent_id")),
        sa.PrimaryKeyConstraint("lot_id", "parent_id", name=op.f("pk_inventory_lot_parent")),
    )
    op.create_index(op.f("ix_inventory_lot_parent_parent_id"), "inventory_lot_parent", ["parent_id"], unique=False)
    op.create_table(
        "inventory_stock_balance",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("warehouse_id", sa.Uuid(), nullable=False),
        sa.Column("bin_id", sa.Uuid(), nullable=True),
        sa.Column("lot_id", sa.Uuid(), nullable=True),
        sa.Column("quantity", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column("reserved", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column(
            "available",
            sa.Numeric(precision=14, scale=3),
            sa.Computed("quantity - reserved", persisted=True),
            nullable=False,
        ),
        sa.Column("unit_cost", sa.Numeric(precision=18, scale=4), nullable=False),
        sa.Column("value", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("quantity >= 0", name=op.f("ck_inventory_stock_balance_quantity")),
        sa.CheckConstraint("reserved >= 0 AND reserved <= quantity", name=op.f("ck_inventory_stock_balance_reserved")),
        sa.CheckConstraint("value >= 0 AND (quantity > 0 OR value = 0)", name=op.f("ck_inventory_stock_balance_value")),
        sa.ForeignKeyConstraint(
            ["bin_id", "warehouse_id"],
            ["inventory_bin.id", "inventory_bin.warehouse_id"],
            name=op.f("fk_inventory_stock_balance_bin_id_warehouse_id"),
        ),
        sa.ForeignKeyConstraint(["item_id"], ["inventory_item.id"], name=op.f("fk_inventory_stock_balance_item_id")),
        sa.ForeignKeyConstraint(
            ["lot_id", "item_id"],
            ["inventory_lot.id", "inventory_lot.item_id"],
            name=op.f("fk_inventory_stock_balance_lot_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["inventory_warehouse.id"], name=op.f("fk_inventory_stock_balance_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_stock_balance")),
        sa.UniqueConstraint(
            "item_id",
            "warehouse_id",
            "bin_id",
            "lot_id",
            name="uq_inventory_stock_balance_place",
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(op.f("ix_inventory_stock_balance_lot_id"), "inventory_stock_balance", ["lot_id"], unique=False)
    op.create_index(
        "ix_inventory_stock_balance_there",
        "inventory_stock_balance",
        ["item_id"],
        unique=False,
        postgresql_where="quantity > 0",
    )
    op.create_index(
        op.f("ix_inventory_stock_balance_warehouse_id"), "inventory_stock_balance", ["warehouse_id"], unique=False
    )
    op.create_table(
        "inventory_stock_count_gap",
        sa.Column("count_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("lot_id", sa.Uuid(), nullable=True),
        sa.Column("bin_id", sa.Uuid(), nullable=True),
        sa.Column("theoretical", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column("counted", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("gap", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("value", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["bin_id"], ["inventory_bin.id"], name=op.f("fk_inventory_stock_count_gap_bin_id")),
        sa.ForeignKeyConstraint(
            ["count_id"], ["inventory_stock_count.id"], name=op.f("fk_inventory_stock_count_gap_count_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["inventory_item.id"], name=op.f("fk_inventory_stock_count_gap_item_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["inventory_lot.id"], name=op.f("fk_inventory_stock_count_gap_lot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_stock_count_gap")),
        sa.UniqueConstraint(
            "count_id",
            "item_id",
            "lot_id",
            "bin_id",
            name="uq_inventory_stock_count_gap_place",
            postgresql_nulls_not_distinct=True,
        ),
    )
    op.create_index(
        op.f("ix_inventory_stock_count_gap_count_id"), "inventory_stock_count_gap", ["count_id"], unique=False
    )
    op.create_table(
        "inventory_stock_count_line",
        sa.Column("count_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("lot_id", sa.Uuid(), nullable=True),
        sa.Column("bin_id", sa.Uuid(), nullable=True),
        sa.Column("counted", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("counted_by", sa.Uuid(), nullable=True),
        sa.Column("theoretical", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("gap", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("counted >= 0", name=op.f("ck_inventory_stock_count_line_counted")),
        sa.ForeignKeyConstraint(["bin_id"], ["inventory_bin.id"], name=op.f("fk_inventory_stock_count_line_bin_id")),
        sa.ForeignKeyConstraint(
            ["count_id"], ["inventory_stock_count.id"], name=op.f("fk_inventory_stock_count_line_count_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["inventory_item.id"], name=op.f("fk_inventory_stock_count_line_item_id")),
        sa.ForeignKeyConstraint(
            ["lot_id", "item_id"],
            ["inventory_lot.id", "inventory_lot.item_id"],
            name=op.f("fk_inventory_stock_count_line_lot_id_item_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_stock_count_line")),
    )
    op.create_index(
        op.f("ix_inventory_stock_count_line_count_id"), "inventory_stock_count_line", ["count_id"], unique=False
    )
    op.create_table(
        "inventory_stock_move",
        sa.Column("number", sa.String(length=50), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "receipt",
                "issue",
                "transfer",
                "adjustment",
                "loss",
                name="movekind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("lot_id", sa.Uuid(), nullable=True),
        sa.Column("new_lot_id", sa.Uuid(), nullable=True),
        sa.Column("quantity", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column("unit_cost", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("value", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("source_bin_id", sa.Uuid(), nullable=True),
        sa.Column("destination_id", sa.Uuid(), nullable=True),
        sa.Column("destination_bin_id", sa.Uuid(), nullable=True),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plot_id", sa.Uuid(), nullable=True),
        sa.Column("cost_center", sa.String(length=50), nullable=True),
        sa.Column("reference", sa.String(length=200), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "draft", "posted", "cancelled", name="movestatus", native_enum=False, create_constraint=True, length=30
            ),
            nullable=False,
        ),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("posted_by", sa.Uuid(), nullable=True),
        sa.Column("reverses_id", sa.Uuid(), nullable=True),
        sa.Column("count_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "\nCASE WHEN number IS NULL THEN status <> 'posted' AND posted_at IS NULL AND value IS NULL\nELSE status <> 'draft' AND posted_at IS NOT NULL AND value IS NOT NULL END\n",
            name=op.f("ck_inventory_stock_move_booked"),
        ),
        sa.CheckConstraint(
            "\nCASE kind\n  WHEN 'receipt' THEN source_id IS NULL AND destination_id IS NOT NULL\n  WHEN 'transfer' THEN source_id IS NOT NULL AND destination_id IS NOT NULL AND (source_id <> destination_id\n    OR source_bin_id IS DISTINCT FROM destination_bin_id OR new_lot_id IS NOT NULL)\n  WHEN 'adjustment' THEN (source_id IS NULL) <> (destination_id IS NULL)\n  ELSE source_id IS NOT NULL AND destination_id IS NULL\nEND\n",
            name=op.f("ck_inventory_stock_move_places"),
        ),
        sa.CheckConstraint(
            "\nquantity <> 0 AND (quantity > 0 OR reverses_id IS NOT NULL OR (kind = 'adjustment' AND destination_id IS NOT NULL))\n",
            name=op.f("ck_inventory_stock_move_quantity"),
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_inventory_stock_move_amount")),
        sa.CheckConstraint(
            "destination_bin_id IS NULL OR destination_id IS NOT NULL",
            name=op.f("ck_inventory_stock_move_destination_bin_id"),
        ),
        sa.CheckConstraint(
            "source_bin_id IS NULL OR source_id IS NOT NULL", name=op.f("ck_inventory_stock_move_source_bin_id")
        ),
        sa.CheckConstraint("unit_cost >= 0", name=op.f("ck_inventory_stock_move_unit_cost")),
        sa.ForeignKeyConstraint(
            ["count_id"], ["inventory_stock_count.id"], name=op.f("fk_inventory_stock_move_count_id")
        ),
        sa.ForeignKeyConstraint(
            ["destination_bin_id", "destination_id"],
            ["inventory_bin.id", "inventory_bin.warehouse_id"],
            name=op.f("fk_inventory_stock_move_destination_bin_id_destination_id"),
        ),
        sa.ForeignKeyConstraint(
            ["destination_id"], ["inventory_warehouse.id"], name=op.f("fk_inventory_stock_move_destination_id")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["inventory_item.id"], name=op.f("fk_inventory_stock_move_item_id")),
        sa.ForeignKeyConstraint(
            ["lot_id", "item_id"],
            ["inventory_lot.id", "inventory_lot.item_id"],
            name=op.f("fk_inventory_stock_move_lot_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["new_lot_id", "item_id"],
            ["inventory_lot.id", "inventory_lot.item_id"],
            name=op.f("fk_inventory_stock_move_new_lot_id_item_id"),
        ),
        sa.ForeignKeyConstraint(["plot_id"], ["agronomy_plot.id"], name=op.f("fk_inventory_stock_move_plot_id")),
        sa.ForeignKeyConstraint(
            ["reverses_id"], ["inventory_stock_move.id"], name=op.f("fk_inventory_stock_move_reverses_id")
        ),
        sa.ForeignKeyConstraint(
            ["source_bin_id", "source_id"],
            ["inventory_bin.id", "inventory_bin.warehouse_id"],
            name=op.f("fk_inventory_stock_move_source_bin_id_source_id"),
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["inventory_warehouse.id"], name=op.f("fk_inventory_stock_move_source_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_stock_move")),
        sa.UniqueConstraint("number", name=op.f("uq_inventory_stock_move_number")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_inventory_stock_move_reverses_id")),
    )
    op.create_index(op.f("ix_inventory_stock_move_count_id"), "inventory_stock_move", ["count_id"], unique=False)
    op.create_index(
        op.f("ix_inventory_stock_move_destination_id"), "inventory_stock_move", ["destination_id"], unique=False
    )
    op.create_index(
        "ix_inventory_stock_move_draft",
        "inventory_stock_move",
        ["created_at"],
        unique=False,
        postgresql_where="status = 'draft'",
    )
    op.create_index("ix_inventory_stock_move_item_id", "inventory_stock_move", ["item_id", "moved_at"], unique=False)
    op.create_index(op.f("ix_inventory_stock_move_lot_id"), "inventory_stock_move", ["lot_id"], unique=False)
    op.create_index("ix_inventory_stock_move_moved_at", "inventory_stock_move", ["moved_at", "id"], unique=False)
    op.create_index(op.f("ix_inventory_stock_move_new_lot_id"), "inventory_stock_move", ["new_lot_id"], unique=False)
    op.create_index(op.f("ix_inventory_stock_move_plot_id"), "inventory_stock_move", ["plot_id"], unique=False)
    op.create_index(
        "ix_inventory_stock_move_search",
        "inventory_stock_move",
        [sa.literal_column("fold(coalesce(number, '') || ' ' || coalesce(reference, ''))").label("words")],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_index(op.f("ix_inventory_stock_move_source_id"), "inventory_stock_move", ["source_id"], unique=False)
    op.create_table(
        "agronomy_harvest_line",
        sa.Column("harvest_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=True),
        sa.Column("bunches_ripe", sa.Integer(), nullable=False),
        sa.Column("bunches_underripe", sa.Integer(), nullable=False),
        sa.Column("bunches_unripe", sa.Integer(), nullable=False),
        sa.Column("bunches_overripe", sa.Integer(), nullable=False),
        sa.Column("bunches_empty", sa.Integer(), nullable=False),
        sa.Column("loose_fruit_kg", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column("weight_kg", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "least(bunches_ripe, bunches_underripe, bunches_unripe, bunches_overripe, bunches_empty) >= 0",
            name=op.f("ck_agronomy_harvest_line_bunches"),
        ),
        sa.CheckConstraint("loose_fruit_kg >= 0", name=op.f("ck_agronomy_harvest_line_loose_fruit_kg")),
        sa.CheckConstraint("weight_kg >= 0", name=op.f("ck_agronomy_harvest_line_weight_kg")),
        sa.ForeignKeyConstraint(["employee_id"], ["hr_employee.id"], name=op.f("fk_agronomy_harvest_line_employee_id")),
        sa.ForeignKeyConstraint(
            ["harvest_id"],
            ["agronomy_harvest.id"],
            name=op.f("fk_agronomy_harvest_line_harvest_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agronomy_harvest_line")),
    )
    op.create_index(
        op.f("ix_agronomy_harvest_line_employee_id"), "agronomy_harvest_line", ["employee_id"], unique=False
    )
    op.create_index(op.f("ix_agronomy_harvest_line_harvest_id"), "agronomy_harvest_line", ["harvest_id"], unique=False)
    op.create_table(
        "agronomy_harvest_round",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("plot_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("expected_bunches", sa.Integer(), nullable=True),
        sa.Column("expected_kg", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "planned",
                "done",
                "missed",
                "cancelled",
                name="roundstatus",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("harvest_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("expected_bunches >= 0", name=op.f("ck_agronomy_harvest_round_expected_bunches")),
        sa.CheckConstraint("expected_kg > 0", name=op.f("ck_agronomy_harvest_round_expected_kg")),
        sa.ForeignKeyConstraint(
            ["harvest_id"], ["agronomy_harvest.id"], name=op.f("fk_agronomy_harvest_round_harvest_id")
        ),
        sa.ForeignKeyConstraint(["plot_id"], ["agronomy_plot.id"], name=op.f("fk_agronomy_harvest_round_plot_id")),
        sa.ForeignKeyConstraint(["team_id"], ["hr_team.id"], name=op.f("fk_agronomy_harvest_round_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agronomy_harvest_round")),
        sa.UniqueConstraint("plot_id", "due_on", name=op.f("uq_agronomy_harvest_round_plot_id_due_on")),
    )
    op.create_index(
        op.f("ix_agronomy_harvest_round_harvest_id"), "agronomy_harvest_round", ["harvest_id"], unique=False
    )
    op.create_index(
        "ix_agronomy_harvest_round_search",
        "agronomy_harvest_round",
        [sa.literal_column("fold(coalesce(name, ''))").label("words")],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_index(
        "ix_agronomy_harvest_round_status_due", "agronomy_harvest_round", ["status", "due_on"], unique=False
    )
    op.create_index(op.f("ix_agronomy_harvest_round_team_id"), "agronomy_harvest_round", ["team_id"], unique=False)
    op.create_table(
        "agronomy_input_usage",
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("lot_id", sa.Uuid(), nullable=True),
        sa.Column("warehouse_id", sa.Uuid(), nullable=True),
        sa.Column("quantity", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column("dose_per_ha", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("pre_harvest_days", sa.Integer(), nullable=True),
        sa.Column("reentry_hours", sa.Integer(), nullable=True),
        sa.Column("target", sa.String(length=200), nullable=True),
        sa.Column("move_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("pre_harvest_days BETWEEN 0 AND 366", name=op.f("ck_agronomy_input_usage_pre_harvest_days")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_agronomy_input_usage_quantity")),
        sa.CheckConstraint("reentry_hours BETWEEN 0 AND 1000", name=op.f("ck_agronomy_input_usage_reentry_hours")),
        sa.ForeignKeyConstraint(["item_id"], ["inventory_item.id"], name=op.f("fk_agronomy_input_usage_item_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["inventory_lot.id"], name=op.f("fk_agronomy_input_usage_lot_id")),
        sa.ForeignKeyConstraint(["move_id"], ["inventory_stock_move.id"], name=op.f("fk_agronomy_input_usage_move_id")),
        sa.ForeignKeyConstraint(
            ["operation_id"],
            ["agronomy_field_operation.id"],
            name=op.f("fk_agronomy_input_usage_operation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["inventory_warehouse.id"], name=op.f("fk_agronomy_input_usage_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agronomy_input_usage")),
    )
    op.create_index(op.f("ix_agronomy_input_usage_item_id"), "agronomy_input_usage", ["item_id"], unique=False)
    op.create_index(op.f("ix_agronomy_input_usage_lot_id"), "agronomy_input_usage", ["lot_id"], unique=False)
    op.create_index(op.f("ix_agronomy_input_usage_move_id"), "agronomy_input_usage", ["move_id"], unique=False)
    op.create_index(
        op.f("ix_agronomy_input_usage_operation_id"), "agronomy_input_usage", ["operation_id"], unique=False
    )
    op.create_table(
        "agronomy_labour_usage",
        sa.Column("operation_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("hours", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("quantity_done", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("unit", sa.String(length=50), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("employee_id IS NOT NULL OR team_id IS NOT NULL", name=op.f("ck_agronomy_labour_usage_who")),
        sa.CheckConstraint("hours >= 0", name=op.f("ck_agronomy_labour_usage_hours")),
        sa.CheckConstraint("quantity_done >= 0", name=op.f("ck_agronomy_labour_usage_quantity_done")),
        sa.ForeignKeyConstraint(["employee_id"], ["hr_employee.id"], name=op.f("fk_agronomy_labour_usage_employee_id")),
        sa.ForeignKeyConstraint(
            ["operation_id"],
            ["agronomy_field_operation.id"],
            name=op.f("fk_agronomy_labour_usage_operation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["team_id"], ["hr_team.id"], name=op.f("fk_agronomy_labour_usage_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agronomy_labour_usage")),
    )
    op.create_index(
        op.f("ix_agronomy_labour_usage_employee_id"), "agronomy_labour_usage", ["employee_id"], unique=False
    )
    op.create_index(
        op.f("ix_agronomy_labour_usage_operation_id"), "agronomy_labour_usage", ["operation_id"], unique=False
    )
    op.create_table(
        "agronomy_quality_check",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("harvest_id", sa.Uuid(), nullable=True),
        sa.Column("lot_id", sa.Uuid(), nullable=True),
        sa.Column("plot_id", sa.Uuid(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("inspector_id", sa.Uuid(), nullable=True),
        sa.Column(
            "grade",
            sa.Enum("a", "b", "c", name="grade", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("conform", sa.Boolean(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "harvest_id IS NOT NULL OR lot_id IS NOT NULL", name=op.f("ck_agronomy_quality_check_subject")
        ),
        sa.ForeignKeyConstraint(
            ["harvest_id"], ["agronomy_harvest.id"], name=op.f("fk_agronomy_quality_check_harvest_id")
        ),
        sa.ForeignKeyConstraint(
            ["inspector_id"], ["hr_employee.id"], name=op.f("fk_agronomy_quality_check_inspector_id")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["inventory_lot.id"], name=op.f("fk_agronomy_quality_check_lot_id")),
        sa.ForeignKeyConstraint(["plot_id"], ["agronomy_plot.id"], name=op.f("fk_agronomy_quality_check_plot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agronomy_quality_check")),
    )
    op.create_index("ix_agronomy_quality_check_at", "agronomy_quality_check", ["checked_at"], unique=False)
    op.create_index(
        op.f("ix_agronomy_quality_check_harvest_id"), "agronomy_quality_check", ["harvest_id"], unique=False
    )
    op.create_index(
        op.f("ix_agronomy_quality_check_inspector_id"), "agronomy_quality_check", ["inspector_id"], unique=False
    )
    op.create_index(op.f("ix_agronomy_quality_check_lot_id"), "agronomy_quality_check", ["lot_id"], unique=False)
    op.create_index(op.f("ix_agronomy_quality_check_plot_id"), "agronomy_quality_check", ["plot_id"], unique=False)
    op.create_index(
        "ix_agronomy_quality_check_search",
        "agronomy_quality_check",
        [sa.literal_column("fold(coalesce(name, ''))").label("words")],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.create_table(
        "inventory_cost_layer",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("move_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column("value", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("quantity_left", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column("value_left", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("quantity > 0 AND value >= 0", name=op.f("ck_inventory_cost_layer_quantity")),
        sa.CheckConstraint(
            "quantity_left >= 0 AND quantity_left <= quantity", name=op.f("ck_inventory_cost_layer_quantity_left")
        ),
        sa.CheckConstraint(
            "value_left >= 0 AND (quantity_left > 0 OR value_left = 0)", name=op.f("ck_inventory_cost_layer_value_left")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["inventory_item.id"], name=op.f("fk_inventory_cost_layer_item_id")),
        sa.ForeignKeyConstraint(["move_id"], ["inventory_stock_move.id"], name=op.f("fk_inventory_cost_layer_move_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_cost_layer")),
        sa.UniqueConstraint("item_id", "position", name=op.f("uq_inventory_cost_layer_item_id_position")),
    )
    op.create_index(
        "ix_inventory_cost_layer_left",
        "inventory_cost_layer",
        ["item_id", "position"],
        unique=False,
        postgresql_where="quantity_left > 0",
    )
    op.create_index(op.f("ix_inventory_cost_layer_move_id"), "inventory_cost_layer", ["move_id"], unique=False)
    op.create_table(
        "inventory_reservation",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("warehouse_id", sa.Uuid(), nullable=False),
        sa.Column("lot_id", sa.Uuid(), nullable=True),
        sa.Column("quantity", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("plot_id", sa.Uuid(), nullable=True),
        sa.Column("needed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "active",
                "consumed",
                "released",
                name="reservationstatus",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("move_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(status = 'consumed') = (move_id IS NOT NULL)", name=op.f("ck_inventory_reservation_consumed")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_inventory_reservation_quantity")),
        sa.ForeignKeyConstraint(["item_id"], ["inventory_item.id"], name=op.f("fk_inventory_reservation_item_id")),
        sa.ForeignKeyConstraint(
            ["lot_id", "item_id"],
            ["inventory_lot.id", "inventory_lot.item_id"],
            name=op.f("fk_inventory_reservation_lot_id_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["move_id"], ["inventory_stock_move.id"], name=op.f("fk_inventory_reservation_move_id")
        ),
        sa.ForeignKeyConstraint(["plot_id"], ["agronomy_plot.id"], name=op.f("fk_inventory_reservation_plot_id")),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["inventory_warehouse.id"], name=op.f("fk_inventory_reservation_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_reservation")),
    )
    op.create_index(op.f("ix_inventory_reservation_item_id"), "inventory_reservation", ["item_id"], unique=False)
    op.create_index(op.f("ix_inventory_reservation_lot_id"), "inventory_reservation", ["lot_id"], unique=False)
    op.create_index(op.f("ix_inventory_reservation_plot_id"), "inventory_reservation", ["plot_id"], unique=False)
    op.create_index(op.f("ix_inventory_reservation_status"), "inventory_reservation", ["status"], unique=False)
    op.create_index(
        op.f("ix_inventory_reservation_warehouse_id"), "inventory_reservation", ["warehouse_id"], unique=False
    )
    op.create_table(
        "inventory_stock_entry",
        sa.Column("move_id", sa.Uuid(), nullable=False),
        sa.Column("warehouse_id", sa.Uuid(), nullable=False),
        sa.Column("bin_id", sa.Uuid(), nullable=True),
        sa.Column("lot_id", sa.Uuid(), nullable=True),
        sa.Column("quantity", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity <> 0", name=op.f("ck_inventory_stock_entry_quantity")),
        sa.ForeignKeyConstraint(["bin_id"], ["inventory_bin.id"], name=op.f("fk_inventory_stock_entry_bin_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["inventory_lot.id"], name=op.f("fk_inventory_stock_entry_lot_id")),
        sa.ForeignKeyConstraint(
            ["move_id"], ["inventory_stock_move.id"], name=op.f("fk_inventory_stock_entry_move_id")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["inventory_warehouse.id"], name=op.f("fk_inventory_stock_entry_warehouse_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_stock_entry")),
    )
    op.create_index(op.f("ix_inventory_stock_entry_lot_id"), "inventory_stock_entry", ["lot_id"], unique=False)
    op.create_index(op.f("ix_inventory_stock_entry_move_id"), "inventory_stock_entry", ["move_id"], unique=False)
    op.create_table(
        "agronomy_quality_criterion",
        sa.Column("check_id", sa.Uuid(), nullable=False),
        sa.Column(
            "criterion",
            sa.Enum(
                "unripe",
                "underripe",
                "overripe",
                "empty",
                "rotten",
                "long_stalk",
                "old",
                "dirty",
                "damaged",
                "small",
                "colour",
                "defects",
                "size",
                "residue",
                "other",
                name="criterion",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("value", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("limit_value", sa.Numeric(precision=14, scale=3), nullable=True),
        sa.Column("unit", sa.String(length=50), nullable=True),
        sa.Column("conform", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["check_id"],
            ["agronomy_quality_check.id"],
            name=op.f("fk_agronomy_quality_criterion_check_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agronomy_quality_criterion")),
    )
    op.create_index(
        op.f("ix_agronomy_quality_criterion_check_id"), "agronomy_quality_criterion", ["check_id"], unique=False
    )
    op.create_table(
        "inventory_layer_use",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("layer_id", sa.Uuid(), nullable=False),
        sa.Column("move_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column("value", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.CheckConstraint("quantity <> 0", name=op.f("ck_inventory_layer_use_quantity")),
        sa.ForeignKeyConstraint(
            ["layer_id"], ["inventory_cost_layer.id"], name=op.f("fk_inventory_layer_use_layer_id")
        ),
        sa.ForeignKeyConstraint(["move_id"], ["inventory_stock_move.id"], name=op.f("fk_inventory_layer_use_move_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_layer_use")),
    )
    op.create_index(op.f("ix_inventory_layer_use_layer_id"), "inventory_layer_use", ["layer_id"], unique=False)
    op.create_index(op.f("ix_inventory_layer_use_move_id"), "inventory_layer_use", ["move_id"], unique=False)
    op.create_table(
        "inventory_reservation_hold",
        sa.Column("reservation_id", sa.Uuid(), nullable=False),
        sa.Column("bin_id", sa.Uuid(), nullable=True),
        sa.Column("lot_id", sa.Uuid(), nullable=True),
        sa.Column("quantity", sa.Numeric(precision=14, scale=3), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_inventory_reservation_hold_quantity")),
        sa.ForeignKeyConstraint(["bin_id"], ["inventory_bin.id"], name=op.f("fk_inventory_reservation_hold_bin_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["inventory_lot.id"], name=op.f("fk_inventory_reservation_hold_lot_id")),
        sa.ForeignKeyConstraint(
            ["reservation_id"], ["inventory_reservation.id"], name=op.f("fk_inventory_reservation_hold_reservation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inventory_reservation_hold")),
    )
    op.create_index(
        op.f("ix_inventory_reservation_hold_reservation_id"),
        "inventory_reservation_hold",
        ["reservation_id"],
        unique=False,
    )
    # ### end Alembic commands ###
    for statement in AFTER:
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    connection = op.get_bind()
    if connection.scalar(sa.text("SELECT count(*) FROM auth_user")):
        raise DataWouldBeLost("Cette base contient des données : un retour en arrière les perdrait toutes.")
    connection.exec_driver_sql("ALTER TABLE hr_team DROP CONSTRAINT fk_hr_team_leader_id")
    op.drop_index(op.f("ix_inventory_reservation_hold_reservation_id"), table_name="inventory_reservation_hold")
    op.drop_table("inventory_reservation_hold")
    op.drop_index(op.f("ix_inventory_layer_use_move_id"), table_name="inventory_layer_use")
    op.drop_index(op.f("ix_inventory_layer_use_layer_id"), table_name="inventory_layer_use")
    op.drop_table("inventory_layer_use")
    op.drop_index(op.f("ix_agronomy_quality_criterion_check_id"), table_name="agronomy_quality_criterion")
    op.drop_table("agronomy_quality_criterion")
    op.drop_index(op.f("ix_inventory_stock_entry_move_id"), table_name="inventory_stock_entry")
    op.drop_index(op.f("ix_inventory_stock_entry_lot_id"), table_name="inventory_stock_entry")
    op.drop_table("inventory_stock_entry")
    op.drop_index(op.f("ix_inventory_reservation_warehouse_id"), table_name="inventory_reservation")
    op.drop_index(op.f("ix_inventory_reservation_status"), table_name="inventory_reservation")
    op.drop_index(op.f("ix_inventory_reservation_plot_id"), table_name="inventory_reservation")
    op.drop_index(op.f("ix_inventory_reservation_lot_id"), table_name="inventory_reservation")
    op.drop_index(op.f("ix_inventory_reservation_item_id"), table_name="inventory_reservation")
    op.drop_table("inventory_reservation")
    op.drop_index(op.f("ix_inventory_cost_layer_move_id"), table_name="inventory_cost_layer")
    op.drop_index(
        "ix_inventory_cost_layer_left", table_name="inventory_cost_layer", postgresql_where="quantity_left > 0"
    )
    op.drop_table("inventory_cost_layer")
    op.drop_index(
        "ix_agronomy_quality_check_search",
        table_name="agronomy_quality_check",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_index(op.f("ix_agronomy_quality_check_plot_id"), table_name="agronomy_quality_check")
    op.drop_index(op.f("ix_agronomy_quality_check_lot_id"), table_name="agronomy_quality_check")
    op.drop_index(op.f("ix_agronomy_quality_check_inspector_id"), table_name="agronomy_quality_check")
    op.drop_index(op.f("ix_agronomy_quality_check_harvest_id"), table_name="agronomy_quality_check")
    op.drop_index("ix_agronomy_quality_check_at", table_name="agronomy_quality_check")
    op.drop_table("agronomy_quality_check")
    op.drop_index(op.f("ix_agronomy_labour_usage_operation_id"), table_name="agronomy_labour_usage")
    op.drop_index(op.f("ix_agronomy_labour_usage_employee_id"), table_name="agronomy_labour_usage")
    op.drop_table("agronomy_labour_usage")
    op.drop_index(op.f("ix_agronomy_input_usage_operation_id"), table_name="agronomy_input_usage")
    op.drop_index(op.f("ix_agronomy_input_usage_move_id"), table_name="agronomy_input_usage")
    op.drop_index(op.f("ix_agronomy_input_usage_lot_id"), table_name="agronomy_input_usage")
    op.drop_index(op.f("ix_agronomy_input_usage_item_id"), table_name="agronomy_input_usage")
    op.drop_table("agronomy_input_usage")
    op.drop_index(op.f("ix_agronomy_harvest_round_team_id"), table_name="agronomy_harvest_round")
    op.drop_index("ix_agronomy_harvest_round_status_due", table_name="agronomy_harvest_round")
    op.drop_index(
        "ix_agronomy_harvest_round_search",
        table_name="agronomy_harvest_round",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_index(op.f("ix_agronomy_harvest_round_harvest_id"), table_name="agronomy_harvest_round")
    op.drop_table("agronomy_harvest_round")
    op.drop_index(op.f("ix_agronomy_harvest_line_harvest_id"), table_name="agronomy_harvest_line")
    op.drop_index(op.f("ix_agronomy_harvest_line_employee_id"), table_name="agronomy_harvest_line")
    op.drop_table("agronomy_harvest_line")
    op.drop_index(op.f("ix_inventory_stock_move_source_id"), table_name="inventory_stock_move")
    op.drop_index(
        "ix_inventory_stock_move_search",
        table_name="inventory_stock_move",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_index(op.f("ix_inventory_stock_move_plot_id"), table_name="inventory_stock_move")
    op.drop_index(op.f("ix_inventory_stock_move_new_lot_id"), table_name="inventory_stock_move")
    op.drop_index("ix_inventory_stock_move_moved_at", table_name="inventory_stock_move")
    op.drop_index(op.f("ix_inventory_stock_move_lot_id"), table_name="inventory_stock_move")
    op.drop_index("ix_inventory_stock_move_item_id", table_name="inventory_stock_move")
    op.drop_index(
        "ix_inventory_stock_move_draft", table_name="inventory_stock_move", postgresql_where="status = 'draft'"
    )
    op.drop_index(op.f("ix_inventory_stock_move_destination_id"), table_name="inventory_stock_move")
    op.drop_index(op.f("ix_inventory_stock_move_count_id"), table_name="inventory_stock_move")
    op.drop_table("inventory_stock_move")
    op.drop_index(op.f("ix_inventory_stock_count_line_count_id"), table_name="inventory_stock_count_line")
    op.drop_table("inventory_stock_count_line")
    op.drop_index(op.f("ix_inventory_stock_count_gap_count_id"), table_name="inventory_stock_count_gap")
    op.drop_table("inventory_stock_count_gap")
    op.drop_index(op.f("ix_inventory_stock_balance_warehouse_id"), table_name="inventory_stock_balance")
    op.drop_index(
        "ix_inventory_stock_balance_there", table_name="inventory_stock_balance", postgresql_where="quantity > 0"
    )
    op.drop_index(op.f("ix_inventory_stock_balance_lot_id"), table_name="inventory_stock_balance")
    op.drop_table("inventory_stock_balance")
    op.drop_index(op.f("ix_inventory_lot_parent_parent_id"), table_name="inventory_lot_parent")
    op.drop_table("inventory_lot_parent")
    op.drop_index(op.f("ix_agronomy_harvest_warehouse_id"), table_name="agronomy_harvest")
    op.drop_index(op.f("ix_agronomy_harvest_team_id"), table_name="agronomy_harvest")
    op.drop_index(
        "ix_agronomy_harvest_search",
        table_name="agronomy_harvest",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_index(op.f("ix_agronomy_harvest_lot_id"), table_name="agronomy_harvest")
    op.drop_index("ix_agronomy_harvest_day", table_name="agronomy_harvest")
    op.drop_index(op.f("ix_agronomy_harvest_cycle_id"), table_name="agronomy_harvest")
    op.drop_index(op.f("ix_agronomy_harvest_checker_id"), table_name="agronomy_harvest")
    op.drop_table("agronomy_harvest")
    op.drop_index(op.f("ix_agronomy_field_operation_team_id"), table_name="agronomy_field_operation")
    op.drop_index(
        "ix_agronomy_field_operation_search",
        table_name="agronomy_field_operation",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_index("ix_agronomy_field_operation_plot_day", table_name="agronomy_field_operation")
    op.drop_index(op.f("ix_agronomy_field_operation_operator_id"), table_name="agronomy_field_operation")
    op.drop_index("ix_agronomy_field_operation_day", table_name="agronomy_field_operation")
    op.drop_index(op.f("ix_agronomy_field_operation_cycle_id"), table_name="agronomy_field_operation")
    op.drop_table("agronomy_field_operation")
    op.drop_index(op.f("ix_inventory_lot_supplier_id"), table_name="inventory_lot")
    op.drop_index(
        "ix_inventory_lot_search",
        table_name="inventory_lot",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_index(op.f("ix_inventory_lot_plot_id"), table_name="inventory_lot")
    op.drop_index(op.f("ix_inventory_lot_origin_id"), table_name="inventory_lot")
    op.drop_index("ix_inventory_lot_item_id_expires_on", table_name="inventory_lot")
    op.drop_table("inventory_lot")
    op.drop_index(op.f("ix_auth_refresh_session_id"), table_name="auth_refresh")
    op.drop_table("auth_refresh")
    op.drop_index(
        "ix_agronomy_planting_search",
        table_name="agronomy_planting",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_index("ix_agronomy_planting_plot_day", table_name="agronomy_planting")
    op.drop_index(op.f("ix_agronomy_planting_crop_id"), table_name="agronomy_planting")
    op.drop_table("agronomy_planting")
    op.drop_index(op.f("ix_agronomy_observation_team_id"), table_name="agronomy_observation")
    op.drop_index(
        "ix_agronomy_observation_search",
        table_name="agronomy_observation",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_index("ix_agronomy_observation_plot_at", table_name="agronomy_observation")
    op.drop_index(op.f("ix_agronomy_observation_observer_id"), table_name="agronomy_observation")
    op.drop_table("agronomy_observation")
    op.drop_index(
        "ix_agronomy_crop_cycle_search",
        table_name="agronomy_crop_cycle",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_index("ix_agronomy_crop_cycle_plot_day", table_name="agronomy_crop_cycle")
    op.drop_index(op.f("ix_agronomy_crop_cycle_crop_id"), table_name="agronomy_crop_cycle")
    op.drop_table("agronomy_crop_cycle")
    op.drop_index(
        "ix_agronomy_bunch_weight_search",
        table_name="agronomy_bunch_weight",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_table("agronomy_bunch_weight")
    op.drop_index(op.f("ix_auth_user_role_role_id"), table_name="auth_user_role")
    op.drop_table("auth_user_role")
    op.drop_index(op.f("ix_auth_ticket_user_id"), table_name="auth_ticket")
    op.drop_index(op.f("ix_auth_ticket_expires_at"), table_name="auth_ticket")
    op.drop_table("auth_ticket")
    op.drop_index(op.f("ix_auth_session_user_id"), table_name="auth_session")
    op.drop_table("auth_session")
    op.drop_index(op.f("ix_agronomy_plot_team_id"), table_name="agronomy_plot")
    op.drop_index(op.f("ix_agronomy_plot_site_id"), table_name="agronomy_plot")
    op.drop_index(
        "ix_agronomy_plot_search",
        table_name="agronomy_plot",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_index(op.f("ix_agronomy_plot_manager_id"), table_name="agronomy_plot")
    op.drop_index(op.f("ix_agronomy_plot_crop_id"), table_name="agronomy_plot")
    op.drop_index("ix_agronomy_plot_box", table_name="agronomy_plot", postgresql_using="gist")
    op.drop_table("agronomy_plot")
    op.drop_index(
        "uq_inventory_stock_count_warehouse_id",
        table_name="inventory_stock_count",
        postgresql_where="status IN ('frozen', 'counted')",
    )
    op.drop_index(op.f("ix_inventory_stock_count_warehouse_id"), table_name="inventory_stock_count")
    op.drop_table("inventory_stock_count")
    op.drop_index(op.f("ix_inventory_bin_warehouse_id"), table_name="inventory_bin")
    op.drop_index(
        "ix_inventory_bin_search",
        table_name="inventory_bin",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_table("inventory_bin")
    op.drop_index("uq_auth_user_username", table_name="auth_user")
    op.drop_index(
        "ix_auth_user_search", table_name="auth_user", postgresql_using="gin", postgresql_ops={"words": "gin_trgm_ops"}
    )
    op.drop_table("auth_user")
    op.drop_index(
        "ix_agronomy_crop_search",
        table_name="agronomy_crop",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_index(op.f("ix_agronomy_crop_item_id"), table_name="agronomy_crop")
    op.drop_table("agronomy_crop")
    op.drop_index(op.f("ix_parties_party_contact_party_id"), table_name="parties_party_contact")
    op.drop_table("parties_party_contact")
    op.drop_index(op.f("ix_inventory_warehouse_site_id"), table_name="inventory_warehouse")
    op.drop_index(
        "ix_inventory_warehouse_search",
        table_name="inventory_warehouse",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_table("inventory_warehouse")
    op.drop_index(
        "ix_inventory_item_search",
        table_name="inventory_item",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_index("ix_inventory_item_category", table_name="inventory_item")
    op.drop_table("inventory_item")
    op.drop_index("ix_hr_employee_team_id", table_name="hr_employee")
    op.drop_index(
        "ix_hr_employee_search",
        table_name="hr_employee",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_index("ix_hr_employee_name", table_name="hr_employee")
    op.drop_table("hr_employee")
    op.drop_index("ix_data_import_row_import_id_position", table_name="data_import_row")
    op.drop_table("data_import_row")
    op.drop_table("audit_seal")
    op.drop_index(op.f("ix_stored_answer_at"), table_name="stored_answer")
    op.drop_table("stored_answer")
    op.drop_index(
        "ix_settings_unit_search",
        table_name="settings_unit",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_table("settings_unit")
    op.drop_index(
        "ix_settings_site_search",
        table_name="settings_site",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_table("settings_site")
    op.drop_index("ix_settings_parameter_code_from", table_name="settings_parameter")
    op.drop_table("settings_parameter")
    op.drop_table("settings_currency")
    op.drop_table("settings_company")
    op.drop_index("ix_parties_party_tax_id", table_name="parties_party")
    op.drop_index(
        "ix_parties_party_search",
        table_name="parties_party",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_index("ix_parties_party_name", table_name="parties_party")
    op.drop_index("ix_parties_party_kind", table_name="parties_party")
    op.drop_table("parties_party")
    op.drop_index("ix_outbox_message_waiting", table_name="outbox_message", postgresql_where=sa.text("done_at IS NULL"))
    op.drop_table("outbox_message")
    op.drop_table("number_series")
    op.drop_index(
        "ix_hr_team_search", table_name="hr_team", postgresql_using="gin", postgresql_ops={"words": "gin_trgm_ops"}
    )
    op.drop_index("ix_hr_team_leader_id", table_name="hr_team")
    op.drop_table("hr_team")
    op.drop_index("ix_documents_attachment_sha256", table_name="documents_attachment")
    op.drop_index(
        "ix_documents_attachment_search",
        table_name="documents_attachment",
        postgresql_using="gin",
        postgresql_ops={"words": "gin_trgm_ops"},
    )
    op.drop_index("ix_documents_attachment_record", table_name="documents_attachment")
    op.drop_index("ix_documents_attachment_created_at", table_name="documents_attachment")
    op.drop_table("documents_attachment")
    op.drop_index("ix_data_import_resource_at", table_name="data_import")
    op.drop_index("ix_data_import_by", table_name="data_import")
    op.drop_table("data_import")
    op.drop_table("auth_setup_code")
    op.drop_index(
        "ix_auth_role_search", table_name="auth_role", postgresql_using="gin", postgresql_ops={"words": "gin_trgm_ops"}
    )
    op.drop_table("auth_role")
    op.drop_index(op.f("ix_auth_failure_last_at"), table_name="auth_failure")
    op.drop_table("auth_failure")
    op.drop_index("ix_audit_event_xact", table_name="audit_event")
    op.drop_index("ix_audit_event_record", table_name="audit_event")
    op.drop_index("ix_audit_event_at", table_name="audit_event")
    op.drop_table("audit_event")
    for function in (
        "fold",
        "refuse_change",
        "agronomy_harvest_stays",
        "agronomy_harvest_line_stays",
        "agronomy_move_stays",
        "inventory_move_stays",
        "inventory_lot_stays",
        "keep_demo",
    ):
        connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {function} CASCADE")
