"""The server as it really runs: several processes on one socket, brought up as the launcher does."""

import contextlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from fofal_server.auth.keys import Keys
from fofal_server.config import Settings
from fofal_server.console.installation import Installation
from fofal_server.console.listening import listen
from fofal_server.console.workers import Workers
from fofal_server.core.db import open_pools
from tests.support.api import Api
from tests.support.databases import Database
from tests.support.patience import PATIENCE
from tests.support.servers import Server

HIGH = dict.fromkeys(
    (f"FOFAL_LIMITS_{name}_PER_MINUTE" for name in ("REQUESTS", "LOGINS", "REFUSED_TOKENS")), "1000000"
)


@contextmanager
def processes(database: Database, folder: Path, count: int, environment: Mapping[str, str]) -> Iterator[Server]:
    """So many server processes for the block; ``environment`` is settings of theirs."""
    keys, stop = Keys.ensure(folder), threading.Event()
    settings = Settings(data_dir=folder, runtime_url=database.app)
    pools = open_pools(database.app)
    with listen("127.0.0.1", None, None) as listener, pytest.MonkeyPatch.context() as patch:
        for name, value in {**HIGH, **environment}.items():
            patch.setenv(name, value)
        with Workers(Installation(folder, database.owner, database.app), listener) as workers:
            workers.start(count, (), stop)
            yield Server(workers.url, database, settings, keys, pools)
    pools.dispose()


def one_of_each(server: Server, count: int, token: str) -> list[Api]:
    """A client with a kept connection to each of the processes."""
    found: dict[int, Api] = {}
    pause = threading.Event()
    for _ in range(int(PATIENCE / 0.05)):
        api = Api(server, token)
        known = found.setdefault(_answering(api), api)
        if known is not api:
            api.close()
            pause.wait(0.05)  # the others may still be on their way up
        if len(found) == count:
            return list(found.values())
    raise TimeoutError(f"{len(found)} of {count} processes answer")


def _answering(api: Api) -> int:
    """Which process holds the other end of this client's connection, as Linux tells."""
    answer = api.http.get(f"{api.server.url}/health/live", stream=True, timeout=PATIENCE)
    port = answer.raw.connection.sock.getsockname()[1]
    assert answer.json() == {"live": True}  # read to its end, or the connection would not be kept
    inode = next(line[9] for line in _lines("/proc/net/tcp") if line[2].endswith(f":{port:04X}") and line[3] == "01")
    return next(pid for pid, held in _sockets() if held == f"socket:[{inode}]")


def _lines(table: str) -> Iterator[list[str]]:
    yield from (line.split() for line in Path(table).read_text(encoding="ascii").splitlines()[1:])


def _sockets() -> Iterator[tuple[int, str]]:
    for entry in Path("/proc").glob("[0-9]*/fd/*"):
        with contextlib.suppress(OSError):  # closed meanwhile, or somebody else's
            yield int(entry.parts[2]), str(entry.readlink())
