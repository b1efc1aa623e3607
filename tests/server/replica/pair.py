"""A primary and its replica on this machine: real clusters, made the way two machines would be."""

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import psycopg2

from fofal_server.cluster import lock, state
from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.orphan import processes_of
from fofal_server.cluster.url import connected
from fofal_server.replica import inviting, making, standing
from fofal_server.replica.asking import rows, value
from fofal_server.replica.invitation import Invitation
from fofal_server.replica.standing import Standing

HERE = "127.0.0.1"


def asked(name: str, ours: str) -> inviting.Asked:
    return inviting.Asked(name, HERE, HERE, ours)


@dataclass
class Pair:
    """``primary`` runs from the beginning; ``standby`` from when it is started."""

    folder: Path
    primary: Cluster
    standby: Cluster
    invitation: Invitation

    def stands(self, cluster: Cluster) -> Standing:
        with connected(cluster.superuser_url) as line:
            return standing.read(lambda question: rows(line, question))

    def ask(self, cluster: Cluster, question: str) -> Any:
        with connected(cluster.superuser_url) as line:
            return value(line, question)

    def streams(self) -> bool:
        return any(one.streams for one in self.stands(self.primary).followers)


def make_primary(data_dir: Path) -> None:
    """A base that nobody follows yet; it is left at rest."""
    with Cluster(data_dir) as primary, connected(primary.owner_url) as line, line.cursor() as cursor:
        cursor.execute("CREATE TABLE written (number int PRIMARY KEY)")


@contextlib.contextmanager
def made(folder: Path) -> Iterator[Pair]:
    """A pair in two folders below, of which the first has its base; whatever runs at the end is stopped."""
    with contextlib.ExitStack() as held:
        primary, standby = Cluster(folder / "un"), Cluster(folder / "deux")
        for one in (standby, primary):
            held.callback(one.stop)
        primary.start()
        invitation = inviting.invite(primary.data_dir, primary.superuser_url, asked("deux", "un"))
        making.make(invitation, standby.data_dir)
        standby.start()
        yield Pair(folder, primary, standby, invitation)


def pgdata(cluster: Cluster) -> Path:
    return state.place_of(cluster.data_dir) / "postgres"


def killed_for_good(cluster: Cluster) -> None:
    """As when the machine goes: nobody starts it again, and its supervisor is gone with it."""
    watch = cluster._watch
    assert watch is not None
    watch._stopping.set()
    for number in processes_of(pgdata(cluster)):
        os.kill(number, signal.SIGKILL)
    cluster.stop()
    with lock.hold(cluster.data_dir):
        pass


@dataclass
class Writer:
    """Writes numbers one after the other on a thread, each its own commit, until it cannot or is told to stop."""

    url: str
    acknowledged: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._write, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _write(self) -> None:
        with contextlib.suppress(psycopg2.Error), connected(self.url) as line, line.cursor() as cursor:
            number = 0
            while not self._stop.is_set():
                number += 1
                cursor.execute("INSERT INTO written VALUES (%s)", (number,))
                self.acknowledged.append(number)
