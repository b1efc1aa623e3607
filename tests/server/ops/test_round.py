"""A set taken while people write comes back to its own moment, to the last row; and a damaged one says so."""

import dataclasses
import hashlib
import io
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest
from sqlalchemy import create_engine, text

from fofal_server.backup import manifest, moment, restoring, taking, wal
from fofal_server.backup.errors import BackupError, Busy
from fofal_server.backup.manifest import Manifest, load
from fofal_server.backup.places.access import Access
from fofal_server.cluster.url import connected
from fofal_server.console import answering
from fofal_server.core import clock, seal
from fofal_server.core.db import transaction
from fofal_server.mail import enclosures
from fofal_server.ops import backups, books, drill
from fofal_server.ops.shelf import KEY_FILE, Shelf
from tests.server.ops.conftest import Company, marked
from tests.support.patience import PATIENCE
from tests.support.until import until

PAGE = b"%PDF-1.7 le mois"
DIGEST = hashlib.sha256(PAGE).hexdigest()
WRITE = text(
    "INSERT INTO parties_party (id, code, name, kind, payment_days, archived, version, created_at, updated_at)"
    " VALUES (gen_random_uuid(), :code, 'Essai', 'other', 0, false, 1, now(), now())"
)


@contextmanager
def somebody_writes(url: str) -> Iterator[list[str]]:
    """Parties, one transaction each, as fast as they go; answers the codes that were acknowledged."""
    written: list[str] = []
    over, engine = threading.Event(), create_engine(url)

    def write() -> None:
        while not over.is_set():
            with engine.begin() as connection:
                connection.execute(WRITE, {"code": f"ESSAI-{len(written)}"})
            written.append(f"ESSAI-{len(written)}")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield written
    finally:
        over.set()
        writer.join()
        engine.dispose()


@pytest.fixture(scope="module")
def taken(company: Company) -> Manifest:
    """A set of the demo company, with a file that waits to leave with a letter."""
    enclosures.store_in(company.data_dir).keep(DIGEST, io.BytesIO(PAGE))
    return backups.take(company.shelf, company.source, clock.now())


def proved(company: Company, folder: Path, serve: drill.Serve | None = None) -> drill.Report:
    return backups.drilled(company.shelf, folder, company.shelf.key(), clock.now(), serve=serve)


def test_what_was_taken_amid_writing_comes_back_to_its_moment(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FOFAL_BACKUP_RATE")  # as slow as it is among people at work
    orders = set[str]()

    def tell(_step: str, done: int = 0, _of: int = 0) -> None:
        if done and not orders:
            orders.update(_sending(company.cluster.superuser_url))

    with somebody_writes(company.cluster.app_url) as written:
        manifest = backups.take(company.shelf, company.source, clock.now(), tell)
    assert len(written) > 20
    assert [f"MAX_RATE {taking.RATE * 1024}," in one for one in orders] == [True]
    report = proved(company, backups.find(company.shelf, manifest.id), answering.signed_in)
    assert [(one.name, one.found) for one in report.proofs if not one.ok] == []
    assert {one.name for one in report.proofs} == set(drill.TITLES) - {"since"}
    assert list((company.data_dir / backups.SCRATCH).iterdir()) == []
    with connected(company.cluster.superuser_url) as connection:
        assert books.read(connection).tables["parties_party"] > manifest.tables["parties_party"] - 1
        assert _slots(connection) == []


def _sending(url: str) -> list[str]:
    """What PostgreSQL was told by who has the base sent."""
    with connected(url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT query FROM pg_stat_activity WHERE query LIKE 'BASE_BACKUP%'")
        return [row[0] for row in cursor.fetchall()]


def _slots(connection: psycopg2.extensions.connection) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT slot_name FROM pg_replication_slots")
        return [row[0] for row in cursor.fetchall()]


def test_a_restored_folder_is_an_installation(company: Company, taken: Manifest, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    data_dir = tmp_path / "back"
    backups.restored(backups.find(company.shelf, taken.id), company.shelf.key(), data_dir)
    with restoring.recovered(data_dir) as cluster, connected(cluster.superuser_url) as connection:
        assert books.read(connection).tables == taken.tables
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_settings WHERE name LIKE 'recovery_target%' AND setting <> boot_val"
            )
            assert cursor.fetchone() == (0,)
    assert (data_dir / KEY_FILE).stat().st_mode & 0o077 == 0
    assert b"".join(enclosures.store_in(data_dir).read(DIGEST)) == PAGE
    with pytest.raises(BackupError, match="n'est pas vide"):
        backups.restored(backups.find(company.shelf, taken.id), company.shelf.key(), data_dir)


def test_a_flipped_byte_fails_the_drill_and_leaves_nothing(company: Company, taken: Manifest, tmp_path: Path) -> None:
    folder = tmp_path / taken.id
    shutil.copytree(backups.find(company.shelf, taken.id), folder)
    with (folder / taking.BASE).open("r+b") as file:
        file.seek(200_000)
        byte = file.read(1)
        file.seek(200_000)
        file.write(bytes([byte[0] ^ 1]))
    report = proved(company, folder)
    assert (report.ok, [one.name for one in report.proofs]) == (False, ["restore"])
    assert list((company.data_dir / backups.SCRATCH).iterdir()) == []


def test_books_that_do_not_come_back_fail_the_drill(company: Company, taken: Manifest, tmp_path: Path) -> None:
    """A manifest that promises one row more, made with the right key: only counting can find it."""
    folder = tmp_path / taken.id
    shutil.copytree(backups.find(company.shelf, taken.id), folder)
    tables = taken.tables | {"parties_party": taken.tables["parties_party"] + 1}
    _rewrite(folder, company, tables)
    failed = {one.name for one in proved(company, folder).proofs if not one.ok}
    assert failed == {"rows"}


def _rewrite(folder: Path, company: Company, tables: dict[str, int]) -> None:
    known = load(folder, company.shelf.key())
    for name in (manifest.FILE, manifest.MAC):
        (folder / name).unlink()
    manifest.save(dataclasses.replace(known, tables=tables), folder, company.shelf.key())


def test_one_backup_at_a_time(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "_PATIENCE", 1)
    with taking.alone(company.cluster.superuser_url), pytest.raises(Busy):
        backups.take(company.shelf, company.source, clock.now())


def test_who_comes_right_after_another_is_not_refused(company: Company) -> None:
    """PostgreSQL gives a lock back a moment after who held it has left: that moment is waited for."""
    url, came = company.cluster.superuser_url, threading.Event()

    def come() -> None:
        with taking.alone(url):
            came.set()

    with connected(url) as watching:
        with connected(url) as leaving, leaving.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", (taking.LOCK,))
            coming = threading.Thread(target=come)
            coming.start()
            until(lambda: _waits(watching) or not coming.is_alive(), every=0.01)
        coming.join(PATIENCE)
    assert came.is_set()


def _waits(connection: psycopg2.extensions.connection) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone() == (1,)


def test_a_long_transaction_is_waited_for_and_then_told(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fofal_server.backup.moment._TRIES", 1)
    engine = create_engine(company.cluster.app_url)
    with engine.begin() as connection:
        connection.execute(WRITE, {"code": "LENT"})
        with pytest.raises(BackupError, match="reste ouverte"):
            backups.take(company.shelf, company.source, clock.now())
        connection.rollback()
    engine.dispose()
    with connected(company.cluster.superuser_url) as known:
        assert _slots(known) == []


def test_who_writes_on_while_the_moment_is_looked_for_is_let_through(company: Company) -> None:
    """He has written one table and comes to another that is held: the backup steps back, and its turn comes after him."""
    url, marks = company.cluster.superuser_url, list[str]()

    def mark() -> None:
        with moment.marked(url, "essai") as found:
            marks.append(found.name)

    marking = threading.Thread(target=mark)
    with connected(company.cluster.app_url) as writing, connected(url) as watching, writing.cursor() as cursor:
        cursor.execute("BEGIN; LOCK TABLE parties_party IN ROW EXCLUSIVE MODE")
        marking.start()
        until(lambda: _waits(watching) or marks, every=0.01)
        cursor.execute("LOCK TABLE audit_event IN ROW EXCLUSIVE MODE; COMMIT")
    marking.join(PATIENCE)
    assert marks == ["essai"]


def test_a_slot_at_which_somebody_still_is_goes_with_its_backup(company: Company, tmp_path: Path) -> None:
    """On a busy machine PostgreSQL's process for the log outlives for a moment who asked for it."""
    with company.source.environment() as environment, connected(company.cluster.superuser_url) as connection:
        with wal.kept(company.source) as slot:
            program = str(company.source.binaries.program("pg_receivewal"))
            lingering = subprocess.Popen([program, "-D", str(tmp_path), "--slot", slot, "--no-loop"], env=environment)
            until(lambda: _active(connection, slot))
        assert _slots(connection) == []
    lingering.wait(PATIENCE)


def _active(connection: psycopg2.extensions.connection, slot: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT active FROM pg_replication_slots WHERE slot_name = %s", (slot,))
        return cursor.fetchone() == (True,)


def test_without_any_set_the_way_is_told(company: Company, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="fofal-server backup now"):
        backups.find(Shelf.of(company.data_dir, tmp_path), "latest")
    with pytest.raises(BackupError, match="fofal-server backup list"):
        backups.find(company.shelf, "20200101T000000Z-0000")


def test_a_second_place_has_the_set_as_well_and_serves_alone(company: Company, tmp_path: Path) -> None:
    first, second = tmp_path / "un", tmp_path / "deux"
    shelf = Shelf.of(company.data_dir, first, marked(second, company.shelf.key()))
    made = backups.take(shelf, company.source, clock.now())
    shutil.rmtree(first)
    assert proved(company, second / made.id).ok


def test_a_second_place_that_fails_is_told_and_the_first_stays(company: Company, tmp_path: Path) -> None:
    blocked = tmp_path / "deux"
    blocked.write_text("un fichier, et pas un dossier", encoding="utf-8")
    shelf = Shelf.of(company.data_dir, tmp_path / "un", Access(str(blocked)))
    with pytest.raises(BackupError, match="second lieu"):
        backups.take(shelf, company.source, clock.now())
    assert proved(company, backups.find(shelf, "latest")).ok


def test_a_trail_that_was_rewritten_is_told_at_the_restore(company: Company, tmp_path: Path) -> None:
    """Somebody with the superuser's power changed an event before the set was taken."""
    with connected(company.cluster.superuser_url) as connection, connection.cursor() as cursor:
        engine = create_engine(company.cluster.app_url)
        with transaction(engine) as session:
            seal.seal(session)
        engine.dispose()
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE audit_event SET username = 'autre' WHERE id = (SELECT min(id) FROM audit_event)")
        shelf = Shelf.of(company.data_dir, tmp_path / "sets")
        made = backups.take(shelf, company.source, clock.now())
        cursor.execute("UPDATE audit_event SET username = 'system' WHERE id = (SELECT min(id) FROM audit_event)")
    tmp_path.chmod(0o755)
    with pytest.raises(BackupError, match="journal d'audit"):
        backups.restored(backups.find(shelf, made.id), shelf.key(), tmp_path / "back")
    restoring.discard(tmp_path / "back")
