"""The database rules that are no table: functions and triggers, gathered from the domains for migrations and tests."""

from importlib import import_module
from importlib.util import find_spec

from fofal_server.core import partitions, registry
from fofal_server.core.models import FOLD

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
        if find_spec(module := f"fofal_server.{name}.ddl") is not None:
            found.extend(import_module(module).CREATE)
    return tuple(found)
