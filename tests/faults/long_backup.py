"""The faults of backups that take their time, and more of the quick ones; collected by ``python3 run.py faults`` only."""

import random
import subprocess
from pathlib import Path

import pytest

from tests.faults import test_backup_killed, test_backup_spoilt, test_backup_without_postgresql
from tests.faults.conftest import Company, Survived
from tests.faults.sets import Sets, lost
from tests.faults.test_backup_killed import PHASES, QUICK, goes_on
from tests.faults.test_backup_spoilt import MORE_CHANGES, PIECES
from tests.faults.test_backup_without_room import NOW

MOMENTS = [random.Random(number).uniform(0.5, 4.0) for number in range(6)]  # noqa: S311 - the same in every run


@pytest.mark.parametrize("phase", sorted(PHASES.keys() - set(QUICK)))
def test_killed_in_the_other_phases(company: Company, before: Sets, survived: Survived, phase: str) -> None:
    test_backup_killed.killed_in(company, before, survived, phase)


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment(company: Company, before: Sets, survived: Survived, moment: float) -> None:
    with company.started(*NOW) as child:
        try:
            child.communicate(timeout=moment)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
    goes_on(company, before, survived, "kill -9 de la sauvegarde : à un moment quelconque")


@pytest.mark.parametrize("change", MORE_CHANGES)
@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_spoilt_elsewhere(
    company: Company, before: Sets, survived: Survived, tmp_path: Path, piece: str, change: str
) -> None:
    test_backup_spoilt.piece_refused(company, tmp_path, survived, piece, change)
    assert lost(company.shelf, before) == 0


@pytest.mark.parametrize("step", ["Copie de la base", "Comptage", "Journal"])
def test_postgresql_is_killed_in_a_step(company: Company, before: Sets, survived: Survived, step: str) -> None:
    test_backup_without_postgresql.killed_in(company, before, survived, step)
