"""Cleaning, rebuilding and looking at the database: by the server's role at night, by its owner from the console."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from fofal_server.cluster import role
from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.url import connected, with_database
from fofal_server.core.db import Pools, open_pools
from fofal_server.ops import bloat, database_checks, night_jobs, reindexing
from fofal_server.ops.may import GRANT
from fofal_server.ops.patience import patient
from tests.server.console.typing_in import Terminal

Ask = Callable[..., list[tuple[object, ...]]]
ROWS = 450_000


@pytest.fixture
def pools(company: Cluster) -> Iterator[Pools]:
    found = open_pools(company.app_url)
    yield found
    found.dispose()


@pytest.fixture
def owner(company: Cluster) -> Iterator[Ask]:
    """Statements as the owner of the tables."""

    def asked(statement: str) -> list[tuple[object, ...]]:
        with connected(company.owner_url) as connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    yield asked
    asked("DROP TABLE IF EXISTS proof")


def _used(owner: Ask) -> None:
    """A table that was written and emptied again, with its figures told."""
    owner("CREATE TABLE proof (id bigint PRIMARY KEY, word text) WITH (autovacuum_enabled = off)")
    owner("INSERT INTO proof SELECT n, 'mot' FROM generate_series(1, 5000) n")
    owner("DELETE FROM proof WHERE id > 100; SELECT pg_stat_force_next_flush()")


def _dead(ask: Ask) -> object:
    ((dead,),) = ask("SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'proof'")
    return dead


def test_the_servers_role_cleans_what_others_left(owner: Ask, ask: Ask, pools: Pools) -> None:
    _used(owner)
    assert _dead(ask) == 4900
    told = night_jobs.vacuum(pools)
    assert "lignes mortes" in told
    assert "droit" not in told
    assert _dead(ask) == 0


def test_what_the_role_may_not_is_told_with_the_way_out(owner: Ask, ask: Ask, pools: Pools, typed: Terminal) -> None:
    _used(owner)
    owner("REVOKE MAINTAIN ON proof FROM fofal_app")
    told = night_jobs.vacuum(pools)
    assert f"Le rôle du serveur n'en a pas le droit : proof. À faire : {GRANT};" in told
    assert _dead(ask) == 4900
    assert "proof" in typed("db", "vacuum", "--json").json["vacuumed"]
    assert _dead(ask) == 0


def test_a_table_in_use_is_left_for_the_next_night(owner: Ask, ask: Ask, company: Cluster, pools: Pools) -> None:
    _used(owner)
    with connected(company.owner_url) as holding, holding.cursor() as cursor:
        cursor.execute("BEGIN; LOCK TABLE proof IN SHARE UPDATE EXCLUSIVE MODE")
        assert "Occupés, laissés pour la nuit prochaine : proof." in night_jobs.vacuum(pools)
    assert _dead(ask) == 4900


def test_a_bloated_index_is_made_anew_and_a_full_one_is_let_be(
    owner: Ask, pools: Pools, company: Cluster, typed: Terminal
) -> None:
    owner("CREATE TABLE proof (n int, id uuid) WITH (autovacuum_enabled = off)")
    owner(f"INSERT INTO proof SELECT n, gen_random_uuid() FROM generate_series(1, {ROWS}) n")
    owner("CREATE INDEX proof_id ON proof (id); CREATE INDEX proof_text ON proof ((id::text))")
    owner("ANALYZE proof")
    with pools.reports.connect() as connection:
        assert bloat.indexes(connection) == []
    owner("DELETE FROM proof WHERE n % 10 <> 0")
    owner("VACUUM (ANALYZE) proof")
    with pools.reports.connect() as connection:
        assert {one.name for one in bloat.indexes(connection)} == {"proof_id"}
    with patient(company.owner_url) as connection:
        found = {one.name: one for one in bloat.indexes(connection)}
    assert set(found) == {"proof_id", "proof_text"}
    assert night_jobs.reindex(pools).startswith("1 index reconstruits : ")
    assert [one["name"] for one in typed("db", "reindex", "--json").json["rebuilt"]] == ["proof_text"]
    sizes = {str(name): size for name, size in owner(_SIZES)}
    for name, one in found.items():
        freed = one.size - int(str(sizes[name]))
        assert abs(freed - one.wasted) < 0.1 * one.size, name  # what was reckoned is what came free


_SIZES = (
    "SELECT indexrelid::regclass::text, pg_relation_size(indexrelid) FROM pg_index WHERE indrelid = 'proof'::regclass"
)


def test_an_invalid_index_is_made_anew_and_remains_of_a_cut_one_go(
    owner: Ask, ask: Ask, pools: Pools, typed: Terminal
) -> None:
    owner("CREATE TABLE proof (id bigint PRIMARY KEY); CREATE INDEX proof_a ON proof (id)")
    owner("CREATE INDEX proof_a_ccnew ON proof (id)")
    ask("UPDATE pg_index SET indisvalid = false WHERE indexrelid::regclass::text LIKE 'proof_a%%'")
    told = night_jobs.reindex(pools)
    assert "proof_a (" in told
    assert "n'en a pas le droit : proof_a_ccnew." in told
    assert typed("db", "reindex", "--json").json["dropped"] == ["proof_a_ccnew"]
    assert ask("SELECT count(*) FROM pg_index WHERE NOT indisvalid") == [(0,)]


def test_when_the_window_is_over_no_other_index_is_begun(owner: Ask, company: Cluster) -> None:
    owner("CREATE TABLE proof (id bigint PRIMARY KEY)")
    with patient(company.app_url) as connection:
        done = reindexing.rebuild(connection, ["proof_pkey"], window=-1.0)
    assert (done.rebuilt, done.left, done.unfinished) == ([], ["proof_pkey"], True)


def _seen(pools: Pools) -> dict[str, list[str]]:
    """What each watch sees, by its code: the same as job, doctor and console."""
    return {one.code: [told.subject for told in one.look(pools)] for one in database_checks.WATCHES}


def test_a_sound_database_gives_nothing_to_say(pools: Pools, typed: Terminal) -> None:
    assert _seen(pools) == {one.code: [] for one in database_checks.CHECKS}
    assert night_jobs.check(pools) == f"{len(database_checks.CHECKS)} points examinés, 0 remarques."
    assert typed("db", "check").code == 0


def test_each_thing_that_goes_wrong_is_seen(owner: Ask, ask: Ask, pools: Pools, typed: Terminal) -> None:
    owner("CREATE TABLE proof (id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, word text)")
    owner("CREATE INDEX proof_a ON proof (word); CREATE INDEX proof_b ON proof (word)")
    owner("SELECT setval('proof_id_seq', 32000)")
    ask("UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'proof_pkey'::regclass")
    seen = _seen(pools)
    assert seen["database-sequences"] == ["proof_id_seq"]
    assert seen["database-indexes"] == ["proof_pkey"]
    assert seen["database-spare-indexes"] == ["proof_b"]
    said = typed("db", "check", "--json")
    assert said.code == 1
    assert {one["name"] for one in said.json["checks"] if not one["ok"]} == {"sequences", "indexes"}
    assert "La suite proof_id_seq a donné 98% de ses numéros" in night_jobs.check(pools)


def test_rows_that_were_never_frozen_are_seen(pools: Pools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_checks, "FREEZING_LATE", 0)
    assert "fofal" in _seen(pools)["database-freezing"]


def test_another_order_of_texts_is_seen_until_it_is_settled(ask: Ask, company: Cluster) -> None:
    """In a database whose order has a version; those of our own clusters compare bytes, which never change."""
    ask("CREATE DATABASE proof TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' OWNER fofal_owner")
    try:
        with patient(with_database(company.owner_url, "proof")) as connection:
            assert list(database_checks.collation(connection)) == []
            ask("UPDATE pg_database SET datcollversion = '0' WHERE datname = 'proof'")
            (seen,) = database_checks.collation(connection)
            assert seen.values == {"database": "proof", "made": "0", "now": "1"}
            reindexing.settle_collation(connection)
            assert list(database_checks.collation(connection)) == []
    finally:
        ask("DROP DATABASE proof WITH (FORCE)")


def test_all_indexes_are_made_anew_when_that_is_asked_also_guards_by_exclusion(
    typed: Terminal, monkeypatch: pytest.MonkeyPatch, company: Cluster
) -> None:
    with patient(company.owner_url) as connection:
        known = set(reindexing.every(connection))
    of_a_part = next(name for name in sorted(known) if name.startswith("audit_event_"))
    chosen = ["ex_settings_parameter_days", "pk_audit_seal", of_a_part]
    assert known >= set(chosen)
    monkeypatch.setattr(reindexing, "every", lambda _: chosen)
    told = typed("db", "reindex", "--all", "--json")
    assert (told.code, [one["name"] for one in told.json["rebuilt"]]) == (0, chosen)


def test_a_database_that_goes_away_in_the_middle_is_exit_3(typed: Terminal, company: Cluster, ask: Ask) -> None:
    """It waits for a table that somebody holds, past the first look at the database; there its connection is cut off."""
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = %s"
    with connected(company.superuser_url) as holder, holder.cursor() as held, ThreadPoolExecutor(1) as pool:
        held.execute("BEGIN; LOCK TABLE pg_sequence")
        command = pool.submit(typed, "db", "check")
        while not command.done():
            ask(cut, role.APP)
        held.execute("ROLLBACK")
    said = command.result()
    assert (said.code, said.out) == (3, "")
    assert "connection" in said.err, "as the driver says it"
