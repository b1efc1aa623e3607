"""kill -9 of ``fofal-server backup now`` in every phase: no torn set, nothing lost, nothing left, the next one works."""

import signal

import pytest

from tests.faults.conftest import Company, Survived
from tests.faults.sets import Sets, lost, torn

PHASES = {
    "copie de la base": ("fofal_server.backup.pieces:write", 3),
    "comptage": ("fofal_server.ops.books:_rows", 5),
    "journal": ("fofal_server.backup.trees:packed", 1),
    "fichiers": ("fofal_server.backup.trees:packed", 2),
    "manifeste": ("fofal_server.backup.manifest:_mac", 1),
    "avant le nom": ("fofal_server.backup.making:_finish", 1),
    "copie en second lieu": ("fofal_server.backup.copying:send", 2),
    "relecture de la copie": ("fofal_server.backup.copying:_digest_of", 1),
}


QUICK = ("journal", "copie en second lieu")


def goes_on(company: Company, before: Sets, survived: Survived, fault: str) -> None:
    """No torn set, none lost; the next backup works, and then nothing is left of the one that was killed."""
    assert (lost(company.shelf, before), torn(company.shelf, before)) == (0, [])
    seconds = company.taken_again()
    assert company.left_over() == []
    survived(fault, lost=lost(company.shelf, before), seconds=seconds)


def killed_in(company: Company, before: Sets, survived: Survived, phase: str) -> None:
    where, number = PHASES[phase]
    code, said = company.ended("-m", "tests.faults.cut_off", "kill", where, str(number), "backup", "now")
    assert code == -signal.SIGKILL, said
    goes_on(company, before, survived, f"kill -9 de la sauvegarde : {phase}")


@pytest.mark.parametrize("phase", QUICK)
def test_killed_in_a_phase(company: Company, before: Sets, survived: Survived, phase: str) -> None:
    """The other phases take their time: ``python3 run.py faults``."""
    killed_in(company, before, survived, phase)
