"""A drill whose process, or whose starter, is killed: its PostgreSQL and its folder are gone with it, or with the next one."""

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import pytest

from fofal_server.cluster import orphan, state
from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.url import connected
from fofal_server.ops import backups, scratch
from tests.faults.conftest import Company, Survived
from tests.support.until import until

DRILL = ("-m", "fofal_server.console.main", "backup", "drill", "latest", "--json")
UNPACKED = "fofal_server.backup.trees:unpacked"
STARTER = """
import sys
from pathlib import Path
from fofal_server.ops.child import asked
asked(Path(sys.argv[1]), "backup", "drill", "latest", "--json", within=600)
"""


def databases(place: Path) -> list[int]:
    """Processes of PostgreSQL that run below the folder."""
    homes = [state.place_of(data_dir) for data_dir in place.glob("drill-*/data")]
    return [pid for home in homes for pid in orphan.processes_of(home / "postgres")]


def test_what_a_drill_left_takes_no_database_along_that_somebody_serves(company: Company) -> None:
    """Sets of before brought along where the company's own files lie, and a drill could be killed right after that."""
    place, mine = company.cluster.data_dir / backups.SCRATCH, state.place_of(company.cluster.data_dir)
    left = place / "drill-before" / "data"
    left.mkdir(parents=True)
    state.save(left, replace(state.load(company.cluster.data_dir), place=str(mine)))
    serving = orphan.leader_of(company.pgdata)
    assert scratch.forget_left_over(place) == ["drill-before"]
    assert (orphan.leader_of(company.pgdata), list(place.iterdir())) == (serving, [])
    with connected(company.cluster.superuser_url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM parties_party")


def test_a_drill_killed_while_it_unpacks_leaves_nothing_that_the_next_one_does_not_clear(company: Company) -> None:
    """All but the base is laid then."""
    code, said = company.ended("-m", "tests.faults.cut_off", "kill", UNPACKED, "4", "backup", "drill", "latest")
    assert code == -signal.SIGKILL, said
    place = company.cluster.data_dir / backups.SCRATCH
    (left,) = scratch.left_over(place)
    assert state.place_of(left / "data") != state.place_of(company.cluster.data_dir)
    with pytest.raises(ClusterError):  # by halves it is no database, and none is made anew in its place
        Cluster(left / "data").start()
    assert scratch.forget_left_over(place) == [left.name]
    assert list(place.iterdir()) == []


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
