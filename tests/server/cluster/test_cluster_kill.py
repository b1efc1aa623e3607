"""What kill -9 leaves behind: of PostgreSQL, of its supervisor, of both."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg2
import pytest

from fofal_server.cluster import deaths, orphan, watch
from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.installation import Installation
from tests.support.patience import PATIENCE

SUPERVISOR = """
import sys, pathlib
from fofal_server.cluster.cluster import Cluster
with Cluster(pathlib.Path(sys.argv[1])) as cluster:
    print(cluster.owner_url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def supervisor(data_dir):
    """Another process that holds a cluster until it is killed or its input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        process.url = process.stdout.readline().strip()
        yield process
        process.stdin.close()
        process.wait(PATIENCE)


def until(holds, within=PATIENCE):
    give_up, pause = time.monotonic() + within, threading.Event()
    while not holds():
        assert time.monotonic() < give_up
        pause.wait(0.02)


def answers(url):
    try:
        psycopg2.connect(url.replace("+psycopg2", "")).close()
    except psycopg2.OperationalError:
        return False
    return True


def test_a_killed_postgresql_is_started_again_with_what_was_committed(data_dir, ask):
    with Cluster(data_dir) as cluster:
        pgdata = data_dir / "postgres"
        ask(cluster.owner_url, "CREATE TABLE plot (code text)")
        for _ in range(2):
            ask(cluster.owner_url, "INSERT INTO plot VALUES ('A1')")
            killed = orphan.leader_of(pgdata)
            os.kill(killed, signal.SIGKILL)
            until(lambda killed=killed: orphan.leader_of(pgdata) != killed and answers(cluster.app_url))
        assert ask(cluster.app_url, "SELECT count(*) FROM plot") == [(2,)]
        assert cluster.failure is None


def test_what_dies_each_time_before_it_gets_going_is_given_up_and_nothing_else(tmp_path, monkeypatch):
    """The rule is that of any process; it is tried with one that takes no time to start."""
    started = queue.SimpleQueue()

    def start(_cancelled):
        started.put(child := subprocess.Popen(["/usr/bin/sleep", "600"]))
        return child

    watched = watch.Watch(start(None), Installation(None, tmp_path, None, quick=True), start)
    child = started.get()
    for calm in (*[0.0] * 2 * watch.DEATHS_BORNE, *[PATIENCE] * (watch.DEATHS_BORNE - 2)):
        monkeypatch.setattr(deaths, "CALM_SECONDS", calm)
        child.kill()
        child = started.get(timeout=PATIENCE)
    child.kill()
    until(lambda: watched.failure)
    watched.stop()
    assert watched.failure == "PostgreSQL s’est arrêté 10 fois, chaque fois peu après son départ."


def test_a_stop_while_postgresql_is_being_started_again_leaves_nothing(data_dir):
    with Cluster(data_dir, quick=True):
        os.kill(orphan.leader_of(data_dir / "postgres"), signal.SIGKILL)
    until(lambda: orphan.processes_of(data_dir / "postgres") == [])  # those of the killed one see it in a moment


def test_one_that_cannot_start_again_is_given_up_with_its_reason(data_dir, caplog, monkeypatch):
    monkeypatch.setattr(watch, "BACK_OFF", (0.0, 0.1))
    with Cluster(data_dir, quick=True) as cluster:
        pgdata = data_dir / "postgres"
        (pgdata / "global" / "pg_control").rename(pgdata / "taken away")
        os.kill(orphan.leader_of(pgdata), signal.SIGKILL)
        until(lambda: "stays down" in caplog.text)
        assert "pg_control" in cluster.failure


def test_an_orphan_is_ended_and_started_as_our_child(data_dir, supervisor, ask):
    ask(supervisor.url, "CREATE TABLE plot AS SELECT 'A1' AS code")
    left = orphan.leader_of(data_dir / "postgres")
    supervisor.kill()
    supervisor.wait()
    assert answers(supervisor.url)  # PostgreSQL goes on alone
    with Cluster(data_dir) as cluster:
        new = orphan.leader_of(data_dir / "postgres")
        assert new != left
        assert os.waitpid(new, os.WNOHANG) == (0, 0)  # ours: for anybody else's, waitpid raises
        assert ask(cluster.app_url, "SELECT code FROM plot") == [("A1",)]


def test_both_killed_at_once(data_dir, supervisor, ask):
    ask(supervisor.url, "CREATE TABLE plot AS SELECT 'A1' AS code")
    supervisor.kill()
    os.kill(orphan.leader_of(data_dir / "postgres"), signal.SIGKILL)
    supervisor.wait()
    with Cluster(data_dir) as cluster:
        assert ask(cluster.app_url, "SELECT code FROM plot") == [("A1",)]


def test_a_frozen_orphan_does_not_prevent_the_start(data_dir, supervisor, monkeypatch):
    monkeypatch.setattr(orphan, "FAST_STOP_WITHIN", 0.2)
    monkeypatch.setattr(orphan, "HARD_STOP_WITHIN", 0.2)
    frozen = orphan.leader_of(data_dir / "postgres")
    os.kill(frozen, signal.SIGSTOP)
    supervisor.kill()
    supervisor.wait()
    with Cluster(data_dir) as cluster:
        assert answers(cluster.app_url)


@pytest.mark.parametrize(("program", "seconds"), [("gardener", "60"), ("postgres", "1")])
def test_a_number_that_now_belongs_to_another_program_is_no_obstacle(data_dir, program, seconds):
    """Somebody else's PostgreSQL cannot be told from ours being reaped: the start is tried until it is gone."""
    owner = (data_dir / "postgres").stat().st_uid
    with Cluster(data_dir, quick=True):
        pid_file = (data_dir / "postgres" / "postmaster.pid").read_text()
    with subprocess.Popen([program, seconds], executable="/usr/bin/sleep", user=owner) as other:
        stale = pid_file.replace(pid_file.split("\n")[0], str(other.pid), 1)
        (data_dir / "postgres" / "postmaster.pid").write_text(stale)
        with Cluster(data_dir, quick=True) as cluster:
            assert answers(cluster.app_url)
        other.kill()


def test_a_busy_query_of_a_killed_postgresql_does_not_hold_up_the_next(data_dir, ask):
    with Cluster(data_dir, quick=True) as cluster, ThreadPoolExecutor(1) as pool:
        busy = pool.submit(ask, cluster.app_url, "SELECT count(*) FROM generate_series(1, 1000000000000) AS n")
        active = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%generate_series(1, 1%' AND state = 'active'"
        until(lambda: ask(cluster.superuser_url, active) == [(2,)])
        os.kill(orphan.leader_of(data_dir / "postgres"), signal.SIGKILL)
        with pytest.raises(psycopg2.OperationalError):
            busy.result(PATIENCE)
        until(lambda: answers(cluster.app_url), within=60)


def test_a_second_supervisor_is_refused_and_the_first_goes_on(data_dir, supervisor):
    with pytest.raises(ClusterError, match="déjà"):
        Cluster(data_dir).start()
    assert answers(supervisor.url)
