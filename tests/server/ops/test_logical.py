"""A company on a PostgreSQL of somebody else, of another version: dumped, proved, and restored into one of our own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fofal_server.auth.keys import Keys
from fofal_server.backup import restoring
from fofal_server.backup.errors import BackupError
from fofal_server.backup.logical import NO_MOMENT, source
from fofal_server.backup.manifest import Manifest, load
from fofal_server.backup.restoring import Target
from fofal_server.backup.verify import verify
from fofal_server.cluster import credentials, foreign
from fofal_server.cluster.url import connected, with_database, with_role
from fofal_server.console import demo, seeding
from fofal_server.core import clock, migrations
from fofal_server.ops import backups, books
from fofal_server.ops.shelf import Shelf
from tests.support.foreign import execute, foreign_server


@dataclass(frozen=True)
class Guest:
    """A company whose database is somebody else's: the owner may neither replicate nor do what a superuser does."""

    url: str
    shelf: Shelf


@pytest.fixture(scope="module")
def guest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guest]:
    data_dir = tmp_path_factory.mktemp("guest") / "data"
    data_dir.mkdir()
    with foreign_server() as server:
        execute(server, "CREATE ROLE chef LOGIN CREATEROLE", "CREATE ROLE lecture", "CREATE DATABASE erp OWNER chef")
        url = with_role(with_database(server, "erp"), "chef", "x")
        app_url = foreign.prepare(url, credentials.load_or_make(data_dir, False).app)
        migrations.upgrade(url)
        seeding.seed(app_url)
        demo.load(app_url)
        Keys.ensure(data_dir)
        execute(url, "GRANT SELECT ON parties_party TO lecture")
        yield Guest(url, Shelf.of(data_dir, data_dir.parent / "backups"))


@pytest.fixture(scope="module")
def taken(guest: Guest) -> Manifest:
    return backups.take(guest.shelf, source(guest.shelf.data_dir, guest.url), clock.now())


def test_it_is_one_moment_and_says_that_there_is_no_other(guest: Guest, taken: Manifest) -> None:
    with connected(guest.url) as connection:
        assert taken.tables == books.read(connection).tables
    assert (taken.kind, NO_MOMENT in taken.notes) == ("logical", True)
    assert verify(backups.find(guest.shelf, taken.id), guest.shelf.key()) == []


def test_the_drill_restores_it_into_a_postgresql_of_ours(guest: Guest, taken: Manifest) -> None:
    report = backups.drilled(guest.shelf, backups.find(guest.shelf, taken.id), guest.shelf.key(), clock.now())
    assert [(one.name, one.found) for one in report.proofs if not one.ok] == []
    assert {"rows", "totals", "heads", "amcheck", "audit", "books", "sign_in"} <= {one.name for one in report.proofs}


def test_it_comes_back_with_the_rights_that_it_had_and_without_the_roles_of_the_house(
    guest: Guest, taken: Manifest, tmp_path: Path
) -> None:
    tmp_path.chmod(0o755)
    back = tmp_path / "back"
    folder = backups.find(guest.shelf, taken.id)
    backups.restored(folder, guest.shelf.key(), back)
    with restoring.recovered(back) as cluster:
        assert _value(cluster.superuser_url, "SELECT count(*) FROM pg_roles WHERE rolname IN ('chef', 'lecture')") == 0
        owners = "SELECT string_agg(DISTINCT tableowner, ',') FROM pg_tables WHERE schemaname = 'public'"
        assert _value(cluster.superuser_url, owners) == "fofal_owner"
        assert _rights(cluster.superuser_url) == _rights(guest.url)
    with pytest.raises(BackupError, match="propre instant"):
        backups.restored(folder, guest.shelf.key(), tmp_path / "later", Target(latest=True))


def test_a_database_of_the_superuser_comes_back_to_our_owner_and_leaves_him_no_more_rights(
    guest: Guest, tmp_path: Path
) -> None:
    maison = with_database(guest.url.replace("chef:x", "maison"), "postgres")
    execute(maison, "CREATE ROLE postgres LOGIN SUPERUSER", "CREATE DATABASE grande OWNER postgres")
    url = with_role(with_database(maison, "grande"), "postgres", "x")
    foreign.prepare(url, credentials.load_or_make(guest.shelf.data_dir, True).app)
    migrations.upgrade(url)
    shelf = Shelf.of(guest.shelf.data_dir, tmp_path / "sets")
    made = backups.take(shelf, source(shelf.data_dir, url), clock.now())
    tmp_path.chmod(0o755)
    backups.restored(backups.find(shelf, made.id), shelf.key(), tmp_path / "back")
    with restoring.recovered(tmp_path / "back") as cluster:
        assert _rights(cluster.superuser_url) == _rights(url)
        assert _value(cluster.superuser_url, "SELECT pg_has_role('fofal_owner', 'postgres', 'MEMBER')") is False


def _rights(url: str) -> object:
    """What the runtime role may do to each table."""
    kinds = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
    may = ", ".join(f"has_table_privilege('fofal_app', quote_ident(tablename), '{one}')" for one in kinds)
    rows = f"SELECT tablename, {may} FROM pg_tables WHERE schemaname = 'public'"
    return _value(url, f"SELECT jsonb_agg(to_jsonb(known) ORDER BY tablename) FROM ({rows}) AS known")


def _value(url: str, query: str) -> object:
    with connected(url) as connection, connection.cursor() as cursor:
        cursor.execute(query)
        return (cursor.fetchone() or (None,))[0]


def test_the_console_takes_one_and_refuses_to_bring_a_log(guest: Guest) -> None:
    made = _typed(guest, "backup", "now", "--json")
    assert made.returncode == 0, made.stderr
    newest = backups.find(guest.shelf, "latest")
    assert (load(newest, guest.shelf.key()).kind, newest.name in made.stdout) == ("logical", True)
    assert "chef" not in _typed(guest, "backup", "verify").stderr
    said = _typed(guest, "backup", "log")
    assert (said.returncode, "autre serveur PostgreSQL" in said.stderr) == (1, True)


def _typed(guest: Guest, *words: str) -> subprocess.CompletedProcess[str]:
    places = {"FOFAL_DATA_DIR": str(guest.shelf.data_dir), "FOFAL_BACKUP_DIR": str(guest.shelf.folder)}
    return subprocess.run(
        [sys.executable, "-m", "fofal_server.console.main", *words],
        env={**os.environ, **places, "FOFAL_DATABASE_URL": guest.url},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_no_right_to_a_table_is_told(guest: Guest) -> None:
    """What the role may not read is not left out: there is no set then."""
    known = guest.shelf.folder.iterdir()
    before = {one.name for one in known}
    execute(guest.url.replace("chef:x", "maison"), "CREATE TABLE closed (id int)")
    try:
        with pytest.raises(BackupError, match="closed"):
            backups.take(guest.shelf, source(guest.shelf.data_dir, guest.url), clock.now())
    finally:
        execute(guest.url.replace("chef:x", "maison"), "DROP TABLE closed")
    assert {one.name for one in guest.shelf.folder.iterdir()} == before
