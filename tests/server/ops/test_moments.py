"""Back to any moment between the sets: exactly what was acknowledged until then, from the backup folder alone."""

import datetime as dt
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from fofal_server.backup import continuous, restoring, sets
from fofal_server.backup.errors import BackupError, Damaged
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.restoring import Target
from fofal_server.cluster.url import connected
from fofal_server.core import clock
from fofal_server.ops import backups
from fofal_server.ops.shelf import Shelf
from tests.server.ops.conftest import Company, marked
from tests.server.ops.test_round import WRITE


@pytest.fixture(scope="module")
def engine(company: Company) -> Iterator[Engine]:
    made = create_engine(company.cluster.app_url)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def shelf(company: Company, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """A set, then three marks with the log brought after the first and after the last, on two places."""
    place = tmp_path_factory.mktemp("places")
    found = Shelf.of(company.data_dir, place / "un", marked(place / "deux", company.shelf.key()))
    assert backups.bring_log(found, company.source).gap
    backups.take(found, company.source, clock.now())
    _mark(engine, "MARQUE-1")
    assert not backups.bring_log(found, company.source).gap
    _mark(engine, "MARQUE-2")
    (place / "moment").write_text(_database_now(engine).isoformat(), encoding="utf-8")
    _mark(engine, "MARQUE-3")
    backups.bring_log(found, company.source)
    return found


def _copied(shelf: Shelf, into: Path) -> Path:
    """The log elsewhere, to be spoilt."""
    return Path(shutil.copytree(shelf.folder / backups.LOG, into / "log"))


def _mark(engine: Engine, code: str) -> None:
    with engine.begin() as connection:
        connection.execute(WRITE, {"code": code})


def _database_now(engine: Engine) -> dt.datetime:
    with engine.connect() as connection:
        found: dt.datetime = connection.scalar(text("SELECT clock_timestamp()"))
        return found


def _between(shelf: Shelf) -> dt.datetime:
    return dt.datetime.fromisoformat((shelf.folder.parent / "moment").read_text(encoding="utf-8"))


def _marks(shelf: Shelf, target: Target, into: Path) -> list[str]:
    """The marks of an installation restored to the target."""
    into.parent.chmod(0o755)
    try:
        backups.restored(backups.find(shelf, "latest"), shelf.key(), into, target)
        with restoring.recovered(into) as cluster:
            return _codes(cluster.superuser_url)
    finally:
        restoring.discard(into)


def _codes(url: str) -> list[str]:
    with connected(url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT code FROM parties_party WHERE code LIKE 'MARQUE%' ORDER BY code")
        return [row[0] for row in cursor.fetchall()]


def test_the_set_alone_is_its_own_moment(shelf: Shelf, tmp_path: Path) -> None:
    assert _marks(shelf, backups.OWN_MOMENT, tmp_path / "back") == []


def test_a_moment_in_between_has_what_was_acknowledged_and_nothing_after(shelf: Shelf, tmp_path: Path) -> None:
    target = Target(time=_between(shelf), log=shelf.folder / backups.LOG)
    assert _marks(shelf, target, tmp_path / "back") == ["MARQUE-1", "MARQUE-2"]


def test_to_the_end_has_all_that_was_brought_and_the_second_place_serves_as_well(shelf: Shelf, tmp_path: Path) -> None:
    second = Shelf.of(shelf.data_dir, shelf.folder.parent / "deux")
    target = Target(latest=True, log=second.folder / backups.LOG)
    assert _marks(second, target, tmp_path / "back") == ["MARQUE-1", "MARQUE-2", "MARQUE-3"]


def test_a_moment_in_a_quiet_time_is_the_end_of_what_was_written(
    shelf: Shelf, company: Company, tmp_path: Path
) -> None:
    """Nobody writes after the target, but the log was brought since: PostgreSQL alone would refuse."""
    moment = clock.now()
    backups.bring_log(shelf, company.source)
    target = Target(time=moment, log=shelf.folder / backups.LOG)
    assert _marks(shelf, target, tmp_path / "back") == ["MARQUE-1", "MARQUE-2", "MARQUE-3"]


def test_the_drill_goes_on_to_a_moment_since(shelf: Shelf) -> None:
    report = backups.drilled(shelf, backups.find(shelf, "latest"), shelf.key(), clock.now())
    assert [(one.name, one.found) for one in report.proofs if not one.ok] == []
    assert report.proofs[-1].name == "since"


def test_a_log_that_ends_before_the_set_does_takes_nothing_from_it(
    company: Company, engine: Engine, tmp_path: Path
) -> None:
    """The log came while the set was taken, and then the machine is lost: of the last segment the set has more."""
    brought = list[bool]()

    def tell(_step: str, done: int = 0, _of: int = 0) -> None:
        if done and not brought:
            brought.append(backups.bring_log(found, company.source).gap)

    found = Shelf.of(company.data_dir, tmp_path / "sets")
    backups.take(found, company.source, clock.now())
    _mark(engine, "MARQUE-4")
    began = clock.now()
    backups.take(found, company.source, clock.now(), tell)
    assert brought
    target = Target(latest=True, log=found.folder / backups.LOG)
    assert _marks(found, target, tmp_path / "back")[-1] == "MARQUE-4"
    first, second = sets.list_sets(found.folder)[::-1]
    assert backups.find(found, "latest", before=clock.now()) == second.folder
    assert backups.find(found, "latest", before=began) == first.folder
    assert second.manifest is not None
    assert second.manifest.made_at > second.made_at
    assert backups.find(found, "latest", before=second.manifest.made_at - dt.timedelta(microseconds=1)) == first.folder


def test_a_moment_that_the_log_does_not_know_is_refused(shelf: Shelf, tmp_path: Path) -> None:
    target = Target(time=clock.now() + dt.timedelta(days=1), log=shelf.folder / backups.LOG)
    with pytest.raises(BackupError, match="ne va que jusqu'à"):
        _marks(shelf, target, tmp_path / "back")


def test_a_log_that_somebody_else_wrote_is_refused(shelf: Shelf, company: Company, tmp_path: Path) -> None:
    """Sealed with the public half of the key, which is no secret: only the sum inside tells."""
    store = _copied(shelf, tmp_path)
    forged = tmp_path / "000000010000000000000001"
    forged.write_bytes(b"x" * 1000)
    first = min(store.glob("*.z.sealed")).name.removesuffix(continuous.SEALED)
    other = BackupKey.generate()
    with continuous.piece(tmp_path / "forged.z.sealed", shelf.key().public) as written:
        written.write(other.mac(b"?") + forged.read_bytes())
    (tmp_path / "forged.z.sealed").replace(store / f"{first}{continuous.SEALED}")
    (tmp_path / "wal").mkdir()
    with pytest.raises(Damaged, match="n'est pas celui"):
        continuous.lay(store, "0" * 24, shelf.key(), tmp_path / "wal")


def test_what_is_older_than_the_window_goes(shelf: Shelf, tmp_path: Path) -> None:
    store = _copied(shelf, tmp_path)
    continuous.forget(store, clock.now() - dt.timedelta(days=7))
    assert list(store.glob("*.z.sealed"))
    continuous.forget(store, clock.now() + dt.timedelta(minutes=1))
    assert not list(store.glob("*.z.sealed"))


def test_a_hole_in_the_log_is_refused_and_never_taken_for_a_quiet_time(shelf: Shelf, tmp_path: Path) -> None:
    """PostgreSQL would stop at the hole; what was acknowledged after it must not go unseen."""
    store = _copied(shelf, tmp_path)
    last = max(file.name for file in store.glob("*.z.sealed"))
    beyond = f"{int(last[:24], 16) + 2:024X}"
    (store / last).rename(store / f"{beyond}{continuous.SEALED}")
    for target in (Target(time=clock.now(), log=store), Target(latest=True, log=store)):
        with pytest.raises(BackupError, match="trou"):
            _marks(shelf, target, tmp_path / "back")


def test_a_slot_that_was_given_up_begins_anew(shelf: Shelf, company: Company) -> None:
    with connected(company.cluster.superuser_url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_drop_replication_slot(%s)", (continuous.SLOT,))
        for _ in range(3):
            cursor.execute("SELECT pg_switch_wal(), pg_create_restore_point('essai')")
        cursor.execute("CHECKPOINT")
        cursor.execute("CHECKPOINT")
    assert backups.bring_log(shelf, company.source).gap
    assert not backups.bring_log(shelf, company.source).gap


def test_who_brings_the_log_beside_another_waits_for_him(company: Company, shelf: Shelf) -> None:
    """The minute's turn, a job asked for and the console may come at once."""
    with ThreadPoolExecutor(4) as people:
        brought = list(people.map(lambda _: backups.bring_log(shelf, company.source), range(8)))
    assert [one.gap for one in brought] == [False] * 8
