"""Two servers on one PostgreSQL that somebody else runs, behind Nginx, as ``fofal@8001`` and ``fofal@8002`` are."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.util import cache_from_source
from pathlib import Path

from fofal_server.auth.keys import Keys
from fofal_server.cluster import credentials
from fofal_server.cluster import port as ports
from fofal_server.cluster.cluster import Cluster
from fofal_server.config import Settings
from fofal_server.core.db import open_pools
from tests.deployment.nginx import Nginx, nginx
from tests.server.console.launched import Launched
from tests.support.databases import Database
from tests.support.processes import HIGH
from tests.support.servers import Server

ROOT = Path(__file__).resolve().parents[2]
TREE = ("fofal_server", "migrations")


@dataclass
class Pair:
    """``program`` is the tree that a server is started from: this one, or a later version of it."""

    share: Path
    cluster: Cluster
    nginx: Nginx
    ports: tuple[int, int]
    people: Server
    program: Path = ROOT
    running: dict[int, Launched] = field(default_factory=dict)

    def environment(self, port: int) -> dict[str, str]:
        return {
            **HIGH, "FOFAL_DATA_DIR": str(self.share), "FOFAL_DATABASE_URL": self.cluster.owner_url, "FOFAL_WORKERS": "1",
            "FOFAL_HOST": "127.0.0.1", "FOFAL_PORT": str(port), "FOFAL_TRUSTED_PROXIES": "127.0.0.1",
            "FOFAL_DRAIN_SECONDS": "1", **running(self.program),
        }  # fmt: skip

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-P", "-m", "fofal_server.console.main", *words]

    def start(self, port: int) -> None:
        started = Launched(self.share, command=self.command("serve"), **self.environment(port))
        self.running[port] = started
        assert started.told()["url"] == f"http://127.0.0.1:{port}"

    def stop(self, port: int) -> int:
        stopped = self.running.pop(port)
        code = stopped.stop()
        stopped.process.stdout.close()  # type: ignore[union-attr]  # both are pipes
        stopped.process.stderr.close()  # type: ignore[union-attr]  # as above
        return code

    def restart_all(self) -> None:
        """One after the other, each only when the one before is ready: what « systemctl restart » does for units that
        say when they are."""
        for port in self.ports:
            assert self.stop(port) == 0
            self.start(port)


def running(tree: Path) -> dict[str, str]:
    """The environment that runs the program of a tree; what another one than this was compiled to lies beside it."""
    return {"PYTHONPATH": str(tree)} | ({} if tree == ROOT else {"PYTHONPYCACHEPREFIX": ""})


def later_version(folder: Path, name: str, migration: str) -> Path:
    """The program as it will be: this one with one migration more, compiled as far as this one is."""
    for one in TREE:
        shutil.copytree(ROOT / one, folder / one)
        for source in (folder / one).rglob("*.py"):
            _take_compiled(ROOT / source.relative_to(folder), source.parent / "__pycache__")
    (folder / "migrations" / "versions" / f"{name}.py").write_text(migration, encoding="utf-8")
    return folder


def _take_compiled(source: Path, into: Path) -> None:
    """To compile all of it again takes longer than to start it."""
    compiled = Path(cache_from_source(str(source)))
    if compiled.exists():
        into.mkdir(exist_ok=True)
        shutil.copy2(compiled, into)


@contextmanager
def pair(database: Path, folder: Path, front: Path) -> Iterator[Pair]:
    """Both run, and Nginx before them, for the block.

    ``database`` is the data folder of their PostgreSQL, ``front`` the folder of Nginx.
    """
    share = folder / "partage"
    share.mkdir(mode=0o700)
    with ExitStack() as held:
        cluster = held.enter_context(Cluster(database))
        shutil.copy2(cluster.data_dir / credentials.FILE, share / credentials.FILE)
        pools = open_pools(cluster.app_url)
        held.callback(pools.dispose)
        ours = (ports.choose(None), ports.choose(None))
        found_nginx = held.enter_context(nginx(front, ours))
        urls = Database("fofal", cluster.owner_url, cluster.app_url)
        settings = Settings(data_dir=share, runtime_url=cluster.app_url)
        people = Server(found_nginx.url, urls, settings, Keys.ensure(share), pools)
        found = Pair(share, cluster, found_nginx, ours, people)
        held.callback(_end, found)
        for port in ours:
            found.start(port)
        yield found


def _end(found: Pair) -> None:
    for port in list(found.running):
        found.stop(port)
