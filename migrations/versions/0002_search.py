"""Searched text is kept beside each row, and names are sorted as a reader looks for them: É beside E."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SEARCHED = {
    "agronomy_bunch_weight": ("name",),
    "agronomy_crop": ("code", "name", "variety"),
    "agronomy_crop_cycle": ("code",),
    "agronomy_field_operation": ("name", "reason"),
    "agronomy_harvest": ("name", "lot_code"),
    "agronomy_harvest_round": ("name",),
    "agronomy_observation": ("name", "organism"),
    "agronomy_planting": ("name", "material"),
    "agronomy_plot": ("code", "name"),
    "agronomy_quality_check": ("name",),
    "auth_role": ("code", "name"),
    "auth_user": ("username", "full_name", "email"),
    "documents_attachment": ("name",),
    "hr_employee": ("code", "last_name", "first_name"),
    "hr_team": ("code", "name"),
    "inventory_bin": ("code", "name"),
    "inventory_item": ("code", "name"),
    "inventory_lot": ("code", "supplier_lot"),
    "inventory_stock_move": ("number", "reference"),
    "inventory_warehouse": ("code", "name"),
    "parties_party": ("code", "name", "tax_id", "phone", "email"),
    "settings_site": ("code", "name"),
    "settings_unit": ("code", "name"),
}
BY_NAME = {
    "ix_hr_employee_name": (
        "hr_employee (last_name, first_name, id)",
        "hr_employee (fold(last_name), fold(first_name), id)",
    ),
    "ix_parties_party_name": (
        "parties_party (name, id)",
        "parties_party (fold(name), id) INCLUDE (name, archived)",
    ),
    "ix_parties_party_kind": (
        "parties_party (kind, name, id)",
        "parties_party (kind, fold(name), id) INCLUDE (name, archived)",
    ),
}
"""Index, how it was, how it is."""
GUARDS = (
    """
    CREATE OR REPLACE FUNCTION inventory_move_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      loose text[] := ARRAY['status', 'version', 'updated_at', 'updated_by'{loose}];
    BEGIN
      IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - loose = to_jsonb(NEW) - loose
         AND (NEW.status = OLD.status OR (OLD.status = 'posted' AND NEW.status = 'cancelled')) THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'posted_move' USING ERRCODE = 'P0001';
    END $$
    """,
    """
    CREATE OR REPLACE FUNCTION agronomy_harvest_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      loose text[] := ARRAY['status', 'version', 'updated_at', 'updated_by'{loose}];
    BEGIN
      IF TG_OP = 'UPDATE' AND OLD.status = 'confirmed' AND NEW.status = 'cancelled'
         AND to_jsonb(OLD) - loose = to_jsonb(NEW) - loose THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'confirmed_harvest' USING ERRCODE = 'P0001';
    END $$
    """,
)
"""Before a row is stored its generated columns are empty: what must stay is compared without them."""

MISSED = (
    """
    CREATE OR REPLACE FUNCTION agronomy_move_stays() RETURNS trigger LANGUAGE plpgsql AS $$
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
    CREATE OR REPLACE TRIGGER agronomy_move_stays BEFORE UPDATE ON inventory_stock_move
    FOR EACH ROW WHEN (OLD.status = 'posted' AND NEW.status = 'cancelled') EXECUTE FUNCTION agronomy_move_stays()
    """,
    "CREATE INDEX IF NOT EXISTS ix_agronomy_input_usage_move_id ON agronomy_input_usage (move_id)",
)
"""What the very first form of 0001 did not have: a database made by it catches up, any other one has it already."""


def upgrade() -> None:
    for statement in MISSED:
        op.execute(statement)
    op.execute("ALTER FUNCTION fold(text) COST 10")
    for table, columns in SEARCHED.items():
        op.execute(f"DROP INDEX ix_{table}_search")
        op.execute(f"ALTER TABLE {table} ADD search_text text GENERATED ALWAYS AS ({_joined(columns)}) STORED")
        op.execute(f"CREATE INDEX ix_{table}_search ON {table} USING gin (search_text gin_trgm_ops)")
    for name, (_, now) in BY_NAME.items():
        _index(name, now)
    _guard(", 'search_text'")


def downgrade() -> None:
    _guard("")
    op.execute("ALTER FUNCTION fold(text) COST 100")
    for name, (before, _) in BY_NAME.items():
        _index(name, before)
    for table, columns in SEARCHED.items():
        op.execute(f"DROP INDEX ix_{table}_search")
        op.execute(f"ALTER TABLE {table} DROP search_text")
        op.execute(f"CREATE INDEX ix_{table}_search ON {table} USING gin ({_joined(columns)} gin_trgm_ops)")


def _joined(columns: tuple[str, ...]) -> str:
    return "fold(" + " || ' ' || ".join(f"coalesce({name}, '')" for name in columns) + ")"


def _guard(loose: str) -> None:
    for function in GUARDS:
        op.execute(function.replace("{loose}", loose))


def _index(name: str, on: str) -> None:
    op.execute(f"DROP INDEX {name}")
    op.execute(f"CREATE INDEX {name} ON {on}")
