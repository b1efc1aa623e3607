"""The second place is away for some nights and back: the job that copies brings there what it lacks, and only that."""

import shutil
from pathlib import Path

from fofal_server.backup.verify import verify
from tests.faults.conftest import Company, Survived
from tests.faults.sets import places
from tests.faults.test_backup_without_room import NOW

COPY = (*NOW[:-1], "copy")


def test_the_second_place_catches_up(company: Company, survived: Survived, tmp_path: Path) -> None:
    """Unplugged for two sets; what the job runs every ten minutes needs no hand."""
    here, there = places(company.shelf)
    unplugged = tmp_path / "débranché"
    shutil.move(there, unplugged)
    known = {entry.name for entry in here.iterdir()}
    for _ in range(2):
        code, said = company.ended(*NOW)
        assert (code, "second lieu" in said) == (1, True), said
    missed = {entry.name for entry in here.iterdir() if entry.is_dir()} - known
    shutil.move(unplugged, there)
    code, said = company.ended(*COPY)
    assert (code, len(missed)) == (0, 2), said
    for name in missed:
        assert verify(there / name, company.shelf.key()) == []
    survived("second lieu absent deux nuits, puis revenu", lost=sum(not (there / name).exists() for name in missed))
