"""The migrations build what the models declare, and a database can go back where nothing would be lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from fofal_server.console import demo
from fofal_server.core import migrations
from fofal_server.core.db import transaction
from fofal_server.core.models import Base
from tests.support import schema
from tests.support.databases import Database, Databases


@pytest.fixture(scope="module")
def migrated(all_databases: Databases) -> Iterator[Database]:
    """A database that went all the way, without a row; a test that leaves the way comes back to its end."""
    with all_databases.fresh(empty=True) as found:
        migrations.upgrade(found.owner)
        yield found


def _rules(url: str) -> set[tuple[str, str]]:
    """Every constraint, index, trigger and function, as PostgreSQL tells them."""
    engine = create_engine(url)
    asked = """
      SELECT conrelid::regclass || ' ' || conname, pg_get_constraintdef(oid) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND conrelid <> 0
      AND NOT (contype = 'f' AND conparentid <> 0)
      UNION SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
      UNION SELECT tgrelid::regclass || ' ' || tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
      UNION SELECT p.oid::regprocedure::text, prosrc || coalesce(pg_get_function_sqlbody(p.oid), '') || procost FROM pg_proc p
      WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND deptype = 'e')
    """
    with engine.connect() as connection:
        found = {(str(name), str(told)) for name, told in connection.execute(text(asked)) if "alembic" not in name}
    engine.dispose()
    return found


PARTS = ("audit_event_", "weather_hour_", "weather_day_", "sensors_reading_")


def _comparable(found: Any, name: str | None, kind: str, *_: object) -> bool:
    """Alembic cannot compare indexes on expressions, and knows no parts of tables; ``_rules`` does."""
    if kind == "foreign_key_constraint" and found.elements[0].target_fullname.startswith(PARTS):
        return False
    if kind == "table" and (name or "").startswith(PARTS):
        return False
    return not (kind == "index" and (name or "").endswith(("_search", "_event_key")))


def test_the_migrations_build_what_the_models_declare(migrated: Database, all_databases: Databases) -> None:
    engine = create_engine(migrated.owner)
    with engine.connect() as connection:
        found = compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True, "include_object": _comparable}),
            Base.metadata,
        )
    engine.dispose()
    assert found == []
    with all_databases.fresh(empty=True) as declared:
        schema.create(declared.owner)
        assert _rules(migrated.owner) ^ _rules(declared.owner) == set()


def test_down_and_up_again(migrated: Database) -> None:
    before = _rules(migrated.owner)
    migrations.downgrade(migrated.owner, "base")
    engine = create_engine(migrated.owner)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    engine.dispose()
    migrations.upgrade(migrated.owner)
    assert _rules(migrated.owner) == before


def test_a_filled_database_goes_to_the_version_before_and_comes_back_whole(all_databases: Databases) -> None:
    with all_databases.fresh() as filled:
        _farm(filled.app)
        before = _content(filled.owner)
        migrations.downgrade(filled.owner, "-1")
        migrations.upgrade(filled.owner)
        assert _content(filled.owner) == before
        assert before["parties_party"] != "0 "


def _farm(url: str) -> None:
    """The demo company without what a version before would rightly refuse to forget."""
    engine = create_engine(url)
    with transaction(engine) as session:
        demo.farm(session)
    engine.dispose()


def _content(url: str) -> dict[str, str]:
    """Of each table how many rows it has, and a checksum of them all."""
    engine = create_engine(url)
    with engine.connect() as connection:
        tables = [name for name in inspect(engine).get_table_names() if name != "alembic_version"]
        asked = "SELECT count(*) || ' ' || coalesce(md5(string_agg(t, '' ORDER BY t)), '') FROM (SELECT x::text t FROM {} x)"
        found = {name: str(connection.scalar(text(asked.format(name) + " y"))) for name in tables}
    engine.dispose()
    return found


def test_going_back_refuses_to_lose_people(database: Database) -> None:
    engine = create_engine(database.owner)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO auth_user (id, version, created_at, updated_at, username, full_name, active, "
                "must_change_password, second_factor, language, preferences) "
                "VALUES (gen_random_uuid(), 1, now(), now(), 'essai', 'Essai', true, false, false, 'fr', '{}')"
            )
        )
    with pytest.raises(migrations.DataWouldBeLost):
        migrations.downgrade(database.owner, "base")
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM auth_user")) == 1
    engine.dispose()
