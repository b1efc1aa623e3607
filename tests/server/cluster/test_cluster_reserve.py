"""Room put aside for PostgreSQL: taken from plenty only, given back when there is no other."""

import shutil
from types import SimpleNamespace

import pytest

from fofal_server.cluster import reserve


@pytest.fixture
def disk(monkeypatch):
    """A disk with as much free room as the test says."""
    said = {"free": 10**12}
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: SimpleNamespace(free=said["free"]))
    return said


def test_the_room_is_truly_taken_and_only_once(tmp_path, disk):
    reserve.keep(tmp_path)
    file = tmp_path / reserve.FILE
    first = file.stat()
    assert (first.st_size, first.st_blocks * 512 >= reserve.SIZE) == (reserve.SIZE, True)
    reserve.keep(tmp_path)
    assert file.stat().st_mtime_ns == first.st_mtime_ns


def test_nothing_is_taken_from_little(tmp_path, disk):
    disk["free"] = reserve.PLENTY - 1
    reserve.keep(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_it_is_given_back_on_a_full_disk_alone(tmp_path, disk):
    reserve.keep(tmp_path)
    assert (reserve.give(tmp_path), (tmp_path / reserve.FILE).exists()) == (False, True)
    disk["free"] = reserve.SHORT - 1
    assert (reserve.give(tmp_path), (tmp_path / reserve.FILE).exists()) == (True, False)
    assert reserve.give(tmp_path) is False
