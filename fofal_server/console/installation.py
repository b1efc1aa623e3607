"""One installation: its data folder and its database by both roles, whether somebody runs it already or not."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from fofal_server.cluster import credentials, lock, role, state
from fofal_server.cluster.cluster import Cluster
from fofal_server.cluster.errors import ClusterError
from fofal_server.cluster.files import make_folder
from fofal_server.cluster.foreign import prepare
from fofal_server.cluster.initialise import SUPERUSER
from fofal_server.cluster.url import connected, local, with_role
from fofal_server.replica.keeping import Keeper

_TRIES, _PAUSE = 100, 0.1


@dataclass(frozen=True)
class Installation:
    """Where an installation lives and how to reach its database; ``cluster`` when we run that ourselves.

    ``superuser_url`` is absent for a server that somebody else keeps.
    """

    data_dir: Path
    owner_url: str
    app_url: str
    cluster: Cluster | None = None
    superuser_url: str | None = None

    @property
    def failure(self) -> str | None:
        """Why the database is gone for good, None while all is well."""
        return self.cluster.failure if self.cluster else None


@contextmanager
def opened(data_dir: Path, database_url: str | None) -> Iterator[Installation]:
    """The installation with its database running: the server named by FOFAL_DATABASE_URL, else our own cluster."""
    if database_url:
        make_folder(data_dir, 0o700)
        password = credentials.load_or_make(data_dir, False).app
        yield Installation(data_dir, database_url, prepare(database_url, password))
        return
    with Cluster(data_dir) as cluster, Keeper(data_dir, cluster.superuser_url):
        yield Installation(data_dir, cluster.owner_url, cluster.app_url, cluster, cluster.superuser_url)


@contextmanager
def reached(data_dir: Path, database_url: str | None) -> Iterator[Installation]:
    """The installation with its database: the one that runs already, else started for as long as this lasts."""
    held = None if database_url else _held_by_another(data_dir)
    if held:
        yield held
        return
    with opened(data_dir, database_url) as installation:
        yield installation


def running(data_dir: Path, database_url: str | None) -> Installation | None:
    """The installation when its database runs already; starts and changes nothing."""
    if not database_url:
        return _held_by_another(data_dir)
    if not (data_dir / credentials.FILE).exists():
        return None
    app_url = with_role(database_url, role.APP, credentials.load_or_make(data_dir, False).app)
    return Installation(data_dir, database_url, app_url) if _answers(app_url) else None


def exists(data_dir: Path) -> bool:
    """Whether a database of ours was ever made for this folder; a first start that was killed wrote nothing down."""
    return (data_dir / state.FILE).exists() or (data_dir / "postgres").exists()


def _held_by_another(data_dir: Path) -> Installation | None:
    """The database that another process runs on the folder; None when nobody does."""
    pause = threading.Event()
    for _ in range(_TRIES):
        if not data_dir.exists() or not _is_held(data_dir):
            return None
        found = _remembered(data_dir)
        if found and _answers(found.app_url):
            return found
        pause.wait(_PAUSE)  # it is being started, or stopped, at this moment
    raise ClusterError(f"Un autre processus tient le dossier {data_dir}, mais sa base de données ne répond pas.")


def _is_held(data_dir: Path) -> bool:
    try:
        with lock.hold(data_dir):
            return False
    except ClusterError:
        return True


def _remembered(data_dir: Path) -> Installation | None:
    port = state.load(data_dir).port
    if port is None:
        return None
    known = credentials.load_or_make(data_dir, True)
    owner, app, superuser = (
        local(name, password, port, role.DATABASE)
        for name, password in ((role.OWNER, known.owner), (role.APP, known.app), (SUPERUSER, known.superuser))
    )
    return Installation(data_dir, owner, app, superuser_url=superuser)


def _answers(url: str) -> bool:
    try:
        with connected(url, timeout=2):
            return True
    except psycopg2.OperationalError:
        return False
