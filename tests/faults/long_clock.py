"""Clocks that jump: the server's by a day and back while people work, and those of desks that were always wrong."""

import datetime as dt
import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fofal_server.backup.verify import verify
from fofal_server.core import clock
from fofal_server.ops import backups, drill
from tests.faults.clerks import Work
from tests.faults.clock_of_day import astray, set_to
from tests.faults.conftest import Company, Survived
from tests.faults.office import CLERKS, NAME, Office, opened
from tests.faults.sets import places
from tests.support.patience import PATIENCE
from tests.support.until import until

DAY = 86400
MOST_RUNS = 4
NO_KEYRING = "keyring.backends.null.Keyring"
RUNS = "SELECT j.code, r.status, count(*) FROM job_run r JOIN scheduled_job j ON j.id = r.job_id GROUP BY 1, 2"
AT_WORK = "SELECT 1 FROM scheduled_job WHERE running_since IS NOT NULL AND code <> 'backup-log'"


@pytest.fixture(scope="module")
def misled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, Path]]:
    """An office whose server processes go by a clock of their own; PostgreSQL goes by the right one."""
    folder = tmp_path_factory.mktemp("horloge")
    folder.chmod(0o755)
    watch = folder / "clock"
    with opened(folder, astray(watch)) as office:
        yield office, watch


@pytest.mark.parametrize(
    ("wrong_by", "fault"),
    [("+1d", "horloge du serveur : un jour d'avance"), ("-1d", "horloge du serveur : un jour de retard")],
)
def test_the_clock_of_the_server_jumps(
    misled: tuple[Office, Path], survived: Survived, wrong_by: str, fault: str
) -> None:
    office, watch = misled
    with office.at_work() as work:
        there = jumped(office, work, watch, wrong_by)
        back = jumped(office, work, watch, "+0")
    lost, doubled = office.missing(work), office.doubled(work)
    survived(fault, lost=lost, doubled=doubled, seconds=there)
    survived(f"{fault}, puis l'heure juste", lost=lost, doubled=doubled, seconds=back)
    assert (lost, doubled, office.gaps(), work.refused, work.answers["500"]) == (0, 0, 0, [], 0), work.answers
    assert work.answers["401"] > 0, work.answers
    assert drill.chain(office.cluster).ok


def jumped(office: Office, work: Work, watch: Path, wrong_by: str) -> float:
    """Set the clock; seconds until everybody works again and the jobs have come round."""
    set_to(watch, wrong_by)
    began = time.monotonic()
    work.wait_for_more(4 * CLERKS)
    [(newest,)] = office.rows("SELECT max(id) FROM audit_event")
    until(lambda: office.rows("SELECT max(event_id) >= %s FROM audit_seal", newest) == [(True,)])
    return time.monotonic() - began


def test_what_was_owed_meanwhile_was_run_once_a_jump(misled: tuple[Office, Path]) -> None:
    """A night that the clock has jumped over is made up once, whichever way it jumps later.

    The two jobs that call programs of PostgreSQL are left out: those do not run under the library that misleads.
    """
    office, _ = misled
    until(lambda: not office.rows(AT_WORK))
    runs = {
        (code, status): count for code, status, count in office.rows(RUNS) if code not in {"backup", "backup-drill"}
    }
    assert {status for _, status in runs} == {"done"}, runs
    assert ("reindex", "done") in runs
    assert max(runs.values()) <= MOST_RUNS, runs


def test_a_set_that_is_dated_tomorrow_costs_no_other_one_its_place(company: Company, survived: Survived) -> None:
    tomorrow = clock.now() + dt.timedelta(days=1)
    with clock.frozen(tomorrow):
        ahead = backups.take(company.shelf, company.source, clock.now())
        assert backups.prune(company.shelf, clock.now()) == []
    made = backups.take(company.shelf, company.source, clock.now())
    assert backups.prune(company.shelf, clock.now()) == []
    for place in places(company.shelf):
        assert verify(place / ahead.id, company.shelf.key()) == []
        assert verify(place / made.id, company.shelf.key()) == []
    survived("sauvegarde prise à une horloge d'un jour d'avance", lost=0)


@pytest.mark.parametrize(
    ("wrong_by", "fault"),
    [(DAY, "horloge du poste : un jour d'avance"), (-400 * DAY, "horloge du poste : 400 jours de retard")],
)
def test_the_clock_of_a_desk_is_wrong(
    office: Office, survived: Survived, tmp_path: Path, wrong_by: int, fault: str
) -> None:
    """It goes by the server's: signs in, works, and says the right day."""
    code, own = f"J{secrets.token_hex(3).upper()}", tmp_path / "clock"
    environment = {
        **os.environ,
        **astray(own),
        "FOFAL_PROOF_PASSWORD": office.password,
        "PYTHON_KEYRING_BACKEND": NO_KEYRING,
    }
    set_to(own, f"{wrong_by:+d}")
    command = [sys.executable, "-m", "tests.faults.desk_of_another_day", office.url, NAME, code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert abs(told["own"] - time.time() - wrong_by) < 60, told
    assert abs(told["now"] - time.time()) < 60, told
    there = office.rows("SELECT count(*) FROM settings_site WHERE code = %s", code)
    survived(fault, lost=1 - there[0][0], doubled=0)
    assert there == [(1,)]
