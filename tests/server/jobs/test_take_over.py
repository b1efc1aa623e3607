"""Three real server processes and one leader among them, whatever becomes of it."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.pool import NullPool

from fofal_server.auth.keys import Keys
from fofal_server.config import Settings
from fofal_server.console.listening import listen, url_of
from fofal_server.core.db import open_pools
from fofal_server.core.scheduler import LOCK
from tests.support.api import Api, speaking
from tests.support.databases import Database, Databases
from tests.support.patience import PATIENCE
from tests.support.processes import HIGH
from tests.support.proof_server import EVERY, MARK, TABLE
from tests.support.servers import Server
from tests.support.until import until

log = logging.getLogger(__name__)
BOUND = 30.0
"""Seconds that a new leader may take."""

_LEADER = f"""
  SELECT split_part(process, ':', 2)::int FROM job_run r JOIN scheduled_job j ON j.id = r.job_id
  WHERE j.code = '{MARK}' ORDER BY r.started_at DESC LIMIT 1
"""
LEADS = f"SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = {LOCK} AND granted"


class Stand:
    """The processes by number, and their database."""

    def __init__(self, server: Server, engine: Engine, children: list[subprocess.Popen[bytes]]) -> None:
        self.server, self.engine = server, engine
        self.children = {one.pid: one for one in children}

    def ask(self, query: str, **values: Any) -> list[tuple[Any, ...]]:
        with self.engine.begin() as connection:
            done = connection.execute(text(query), values)
            return [tuple(row) for row in done] if done.returns_rows else []

    def leader(self) -> int:
        return int(until(lambda: self.ask(_LEADER))[0][0])

    def slots(self) -> list[tuple[Any, ...]]:
        return self.ask(
            "SELECT extract(epoch FROM slot)::float, r.status FROM job_run r JOIN scheduled_job j ON j.id = r.job_id "
            "WHERE j.code = :code ORDER BY slot",
            code=MARK,
        )

    def more_slots(self, count: int) -> None:
        """Wait until so many more turns have ended."""
        wanted = len(self.slots()) + count
        until(lambda: len([one for one in self.slots() if one[1] != "running"]) >= wanted)

    def taken_over(self, hurt: Callable[[int], None]) -> float:
        """Hurt the leader; seconds until another process holds the lock."""
        [(before,)] = self.ask(LEADS)
        begun = time.monotonic()
        hurt(self.leader())
        until(lambda: [row for row in self.ask(LEADS) if row[0] != before], every=0.05)
        return time.monotonic() - begun

    def kill(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)
        self.children.pop(pid).wait()


@contextmanager
def standing(database: Database, folder: Path) -> Iterator[Stand]:
    keys, engine = Keys.ensure(folder), create_engine(database.owner, poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(text(TABLE))
        connection.execute(text("GRANT SELECT, INSERT ON proof_mark TO fofal_app"))
    pools = open_pools(database.app)
    with listen("127.0.0.1", None, None) as listener:
        environment = {
            **os.environ, **HIGH, "FOFAL_DATA_DIR": str(folder), "FOFAL_RUNTIME_URL": database.app,
            "FOFAL_SOCKET": str(listener.fileno()), "FOFAL_LAUNCHER": str(os.getpid()),
        }  # fmt: skip
        command = [sys.executable, "-m", "tests.support.proof_server"]
        children = [subprocess.Popen(command, env=environment, close_fds=False) for _ in range(3)]
        server = Server(url_of(listener), database, Settings(data_dir=folder, runtime_url=database.app), keys, pools)
        stand = Stand(server, engine, children)
        try:
            yield stand
        finally:
            for one in stand.children.values():
                one.send_signal(signal.SIGCONT)
                one.terminate()
            for one in stand.children.values():
                one.wait(PATIENCE)
    pools.dispose()


@pytest.fixture
def stand(all_databases: Databases, tmp_path: Path) -> Iterator[Stand]:
    with all_databases.fresh() as database, standing(database, tmp_path / "data") as found:
        yield found


@pytest.fixture
def api(stand: Stand) -> Iterator[Api]:
    with speaking(stand.server) as found:
        yield found


def each_slot_once(stand: Stand) -> None:
    """No turn is missing between the first and the last, none was run twice."""
    slots = [slot for slot, _ in stand.slots()]
    assert [later - earlier for earlier, later in pairwise(slots)] == [EVERY] * (len(slots) - 1)
    done = sum(status == "done" for _, status in stand.slots())
    assert {status for _, status in stand.slots()} <= {"done", "lost", "running"}
    [(marks,)] = stand.ask("SELECT count(*) FROM proof_mark")
    assert done <= marks <= len(slots)


def test_two_leaders_are_killed_and_no_turn_is_lost_or_doubled(stand: Stand) -> None:
    stand.more_slots(1)
    seconds = []
    for _ in range(2):
        seconds.append(stand.taken_over(stand.kill))
        stand.more_slots(1)
    log.warning("taken over after (s): %s", seconds)
    assert max(seconds) < BOUND
    assert len(stand.children) == 1
    assert stand.leader() in stand.children
    each_slot_once(stand)
