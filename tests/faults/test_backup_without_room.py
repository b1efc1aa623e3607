"""Disks that are full or gone under a backup: told in French with the way on, nothing torn, and the next one works."""

from pathlib import Path

from tests.faults.conftest import Company, Survived
from tests.faults.sets import Sets
from tests.faults.test_backup_killed import goes_on

NOW = ("-m", "fofal_server.console.main", "backup", "now")


def test_no_room_for_a_file(company: Company, before: Sets, survived: Survived) -> None:
    """In the middle of the base, where nobody may mount a disk."""
    code, said = company.ended("-m", "tests.faults.cut_off", "full", "300000", "0", "backup", "now")
    assert (code, "Traceback" in said, "place" in said) == (1, False, True), said
    goes_on(company, before, survived, "plus de place pour un fichier")


def test_the_second_place_is_gone(company: Company, before: Sets, survived: Survived, tmp_path: Path) -> None:
    (tmp_path / "clé USB").write_text("un fichier là où le disque était", encoding="utf-8")
    gone = tmp_path / "clé USB" / "fofal"
    code, said = company.ended(*NOW, FOFAL_BACKUP_COPY=gone)
    assert (code, "Traceback" in said, "second lieu" in said, str(gone) in said) == (1, False, True, True), said
    goes_on(company, before, survived, "second lieu absent")
