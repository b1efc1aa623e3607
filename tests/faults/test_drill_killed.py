"""A drill whose process, or whose starter, is killed: its PostgreSQL and its folder are gone with it, or with the next one."""

import os
import signal
import time
from pathlib import Path

from fofal_server.cluster import orphan, state
from fofal_server.ops import backups, scratch
from tests.faults.conftest import Company, Survived
from tests.support.until import until

DRILL = ("-m", "fofal_server.console.main", "backup", "drill", "latest", "--json")
STARTER = """
import sys
from pathlib import Path
from fofal_server.ops.child import asked
asked(Path(sys.argv[1]), "backup", "drill", "latest", "--json", within=600)
"""


def databases(place: Path) -> list[int]:
    """Processes of PostgreSQL that run below the folder."""
    homes = [Path(state.load(data_dir).place or data_dir) for data_dir in place.glob("drill-*/data")]
    return [pid for home in homes for pid in orphan.processes_of(home / "postgres")]


def test_a_killed_drill_leaves_an_orphan_that_the_next_one_ends(company: Company, survived: Survived) -> None:
    place = company.cluster.data_dir / backups.SCRATCH
    with company.started(*DRILL) as child:
        until(lambda: databases(place))
        child.kill()
        child.communicate()
    assert (len(scratch.left_over(place)), bool(databases(place))) == (1, True)
    began = time.monotonic()
    with scratch.working(place) as data_dir:
        assert [data_dir.parent] == list(place.glob("drill-*"))
        assert databases(place) == []
        assert scratch.left_over(place) == []  # who is at work is left alone
    seconds = time.monotonic() - began
    assert list(place.iterdir()) == []
    survived("kill -9 de l'essai", lost=0, seconds=seconds)


def test_a_drill_ends_with_the_server_that_started_it(company: Company, survived: Survived) -> None:
    place = company.cluster.data_dir / backups.SCRATCH
    with company.started("-c", STARTER, str(company.cluster.data_dir)) as starter:
        until(lambda: databases(place) or starter.poll() is not None)
        assert starter.poll() is None, starter.communicate()
        os.kill(starter.pid, signal.SIGKILL)
        began = time.monotonic()
        starter.communicate()
    until(lambda: not databases(place) and not list(place.iterdir()))
    assert company.left_over() == []
    survived("kill -9 du serveur pendant l'essai", lost=0, seconds=time.monotonic() - began)
