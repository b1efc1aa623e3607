"""What ``doctor`` says of backups: none yet, a fresh one, one too old, a broken one, a drill that failed."""

import datetime as dt
from pathlib import Path

import pytest

from fofal_server.backup import manifest, sets
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.making import making
from fofal_server.backup.pieces import piece
from fofal_server.backup.sets import new_id
from fofal_server.console.checks import backups
from fofal_server.core import clock
from fofal_server.ops import records, second_place
from fofal_server.ops.backups import SCRATCH, find
from fofal_server.ops.drill import Proof, Report
from fofal_server.ops.scratch import forget_left_over
from fofal_server.ops.shelf import Shelf


@pytest.fixture(autouse=True)
def _beside_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FOFAL_BACKUP_DIR", "FOFAL_BACKUP_COPY"):
        monkeypatch.delenv(name, raising=False)


def a_set(data_dir: Path, hours_ago: int) -> Path:
    """A small whole set of so many hours ago."""
    shelf, moment = Shelf.of(data_dir), clock.now() - dt.timedelta(hours=hours_ago)
    key: BackupKey = shelf.key()
    name = new_id(moment)
    with making(shelf.folder, name) as folder:
        with piece(folder / "dump.sealed", key.public) as written:
            written.write(b"x")
        told = manifest.Manifest(
            id=name, kind="logical", made_at=moment, program_version="0", postgres_version="18", system_identifier=None,
            timeline=None, start_lsn=None, stop_lsn=None, restore_point=None, migration_head="0001", audit_head=None,
            tables={}, totals={}, pieces=[written.piece], seconds=0.0, key_fingerprint=key.fingerprint, notes=[],
        )  # fmt: skip
        manifest.save(told, folder, key)
    return shelf.folder / name


def test_a_new_installation_is_reminded_and_not_called_ill(tmp_path: Path) -> None:
    for check in (backups.fresh, backups.drilled):
        found = check(tmp_path)
        assert (found.ok, found.warns, found.found[:5]) == (True, True, "aucun")


def test_a_second_place_without_its_mark_or_behind_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOFAL_BACKUP_COPY", str(tmp_path / "usb"))
    shelf = Shelf.from_environment(tmp_path)
    said = backups.second(tmp_path)
    assert (said.ok, "backup place init" in said.found) == (False, True)
    assert shelf.second is not None
    second_place.mark(shelf.second, shelf.key())
    for hours in (3, 2, 1):
        a_set(tmp_path, hours)
    assert (backups.second(tmp_path).ok, second_place.catch_up(shelf)[0]) == (False, newest(shelf))
    assert len(second_place.catch_up(shelf)) == 1
    said = backups.second(tmp_path)
    assert (said.ok, "à jour" in said.found) == (True, True)


def newest(shelf: Shelf) -> str:
    return sets.list_sets(shelf.folder)[0].id


@pytest.mark.parametrize(("hours", "well"), [(0, True), (25, True), (27, False)])
def test_the_newest_set_is_not_older_than_a_day(tmp_path: Path, hours: int, well: bool) -> None:
    a_set(tmp_path, 200)
    name = a_set(tmp_path, hours).name
    found = backups.fresh(tmp_path)
    assert (found.ok, name in found.found) == (well, True)


def test_a_set_that_is_dated_to_come_is_told_and_is_not_the_newest(tmp_path: Path) -> None:
    name = a_set(tmp_path, 30).name
    assert backups.dated(tmp_path).ok
    ahead = a_set(tmp_path, -90_000)
    found, dated = backups.fresh(tmp_path), backups.dated(tmp_path)
    assert (found.ok, name in found.found) == (False, True)
    assert (dated.ok, ahead.name in dated.found) == (False, True)
    assert find(Shelf.of(tmp_path), "latest").name == name
    assert find(Shelf.of(tmp_path), ahead.name) == ahead


def test_where_all_are_dated_to_come_the_clock_of_now_lies(tmp_path: Path) -> None:
    name = a_set(tmp_path, -90_000).name
    assert find(Shelf.of(tmp_path), "latest").name == name
    assert not backups.fresh(tmp_path).ok


def test_what_a_killed_drill_left_is_told(tmp_path: Path) -> None:
    assert backups.cleared(tmp_path).ok
    (tmp_path / SCRATCH / "drill-abcd" / "data").mkdir(parents=True)
    assert not backups.cleared(tmp_path).ok
    assert forget_left_over(tmp_path / SCRATCH) == ["drill-abcd"]
    assert backups.cleared(tmp_path).ok


def test_a_broken_set_stands_for_nothing(tmp_path: Path) -> None:
    (a_set(tmp_path, 1) / "dump.sealed").unlink()
    found = backups.fresh(tmp_path)
    assert (found.ok, found.found) == (False, "aucune qui vaille")


@pytest.mark.parametrize(("hours", "proved", "well"), [(1, True, True), (27, True, False), (1, False, False)])
def test_a_drill_proves_for_a_day(tmp_path: Path, hours: int, proved: bool, well: bool) -> None:
    began = clock.now() - dt.timedelta(hours=hours)
    records.keep(tmp_path, Report("20261122T010000Z-abcd", began, 12.5, [Proof("rows", proved, "…")]))
    found = backups.drilled(tmp_path)
    assert found.ok is well
    assert ("rows" in found.found) is (not proved)


def test_a_record_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    (tmp_path / records.FILE).write_text("{", encoding="utf-8")
    assert backups.drilled(tmp_path).warns
