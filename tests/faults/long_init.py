"""An ``init`` that is killed, wherever it was: what brings the next program is not held up, and the next ``init`` ends well."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from psycopg2 import OperationalError

from fofal_server.cluster.errors import ClusterError
from fofal_server.console import facts
from fofal_server.console.installation import running
from fofal_server.core import migrations
from tests.faults.conftest import Survived
from tests.server.console.launched import open_folder
from tests.support.until import until

CONSOLE = [sys.executable, "-m", "fofal_server.console.main"]


def revision(data: Path) -> str:
    """Where its database stands, as soon as it can be asked."""
    try:
        found = running(data, None) if (data / "cluster.json").exists() else None
        return (facts.read(found.app_url).revision if found else None) or ""
    except (ClusterError, OperationalError):  # what was left is being ended at this moment
        return ""


MOMENTS: tuple[Callable[[Path], bool], ...] = (
    lambda data: (data / "cluster-secrets.json").exists(),
    lambda data: (data / "postgres.part" / "PG_VERSION").exists(),
    lambda data: (data / "postgres").exists(),
    lambda data: (data / "postgres" / "postmaster.pid").exists(),
    lambda data: revision(data) >= "0001",
    lambda data: revision(data) >= "0020",
    lambda data: revision(data) == migrations.head_revision(),
)
"""Before the files of the database, while they are made, laid, opened; among the tables; before what they begin with."""


def ended(data: Path, *words: str) -> Any:
    done = subprocess.run([*CONSOLE, *words, "--json"], env=known(data), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def known(data: Path) -> dict[str, str]:
    return {**os.environ, "FOFAL_DATA_DIR": str(data), "FOFAL_BACKUP_DIR": f"{data}-sauvegardes"}


def killed(data: Path, moment: Callable[[Path], bool]) -> None:
    with subprocess.Popen([*CONSOLE, "init"], env=known(data), stdout=subprocess.PIPE, text=True) as child:
        until(lambda: moment(data) or child.poll() is not None, every=0.005)
        assert child.poll() is None
        child.kill()


def good(data: Path, survived: Survived, fault: str) -> None:
    began = time.monotonic()
    told = ended(data, "init")
    survived(fault, lost=0, seconds=time.monotonic() - began)
    assert (told["revision"], bool(told["first_admin_code"])) == (migrations.head_revision(), True)
    assert len(ended(data, "role", "list")) > 5


def test_an_init_is_killed_again_and_again(survived: Survived) -> None:
    with open_folder() as folder:
        for moment in MOMENTS:
            killed(folder / "data", moment)
        good(folder / "data", survived, "kill -9 d'un init")


@pytest.mark.parametrize("moment", [MOMENTS[2], MOMENTS[3], MOMENTS[5]], ids=["laid", "opened", "tables"])
def test_the_upgrade_of_a_package_comes_between(moment: Callable[[Path], bool], survived: Survived) -> None:
    with open_folder() as folder:
        killed(folder / "data", moment)
        assert ended(folder / "data", "upgrade")["ok"]
        good(folder / "data", survived, "kill -9 d'un init, puis le paquet suivant")
