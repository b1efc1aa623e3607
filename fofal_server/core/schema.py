"""The database rules that are no table: functions and triggers, gathered from the domains for migrations and tests."""

from importlib import import_module
from pathlib import Path

from fofal_server.core import partitions, registry
from fofal_server.core.models import FOLD

ROOT = Path(__file__).resolve().parent.parent

FROM_CORE = (
    """
    DO $$ BEGIN
      IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'fofal_app') THEN
        REVOKE UPDATE, DELETE, TRUNCATE ON audit_seal FROM fofal_app;
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
    CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
    *partitions.AUDIT,
)


def before_tables() -> tuple[str, ...]:
    """Statements that tables and indexes build on."""
    return (FOLD,)


def after_tables() -> tuple[str, ...]:
    """Triggers and constraints, the engine's first, then ``ddl.CREATE`` of each registered domain by name."""
    found = list(FROM_CORE)
    for name in sorted(registry.DOMAINS):
        if (ROOT / name / "ddl.py").exists():
            found.extend(import_module(f"fofal_server.{name}.ddl").CREATE)
    return tuple(found)
