"""Small disks that fill up under a backup, for real: ENOSPC is what nothing else gives."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fofal_server.backup.sets import list_sets
from tests.faults.conftest import Company, Survived
from tests.faults.sets import Sets
from tests.faults.small_disk import small_disk
from tests.faults.test_backup_killed import goes_on
from tests.faults.test_backup_without_room import NOW


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB of its own."""
    place = tmp_path / "petit disque"
    place.mkdir()
    with small_disk(place, "2m"):
        yield place


def test_the_disk_of_the_sets_is_full(company: Company, before: Sets, survived: Survived, disk: Path) -> None:
    code, said = company.ended(*NOW, FOFAL_BACKUP_DIR=disk)
    assert (code, "Traceback" in said, str(disk) in said, "place" in said) == (1, False, True, True), said
    assert [entry.name for entry in disk.iterdir()] == [".lock"]
    goes_on(company, before, survived, "disque des sauvegardes plein")


def test_the_second_place_is_full(company: Company, before: Sets, survived: Survived, disk: Path) -> None:
    sets_before = len(list_sets(company.shelf.folder))
    code, said = company.ended(*NOW, FOFAL_BACKUP_COPY=disk)
    assert (code, "Traceback" in said, "second lieu" in said, str(disk) in said) == (1, False, True, True), said
    assert list(disk.iterdir()) == []
    assert len(list_sets(company.shelf.folder)) == sets_before + 1
    goes_on(company, before, survived, "second lieu plein")
