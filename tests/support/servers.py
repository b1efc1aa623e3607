"""The real application on a real port, in a thread of the test run."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from uvicorn import Config

from fofal_server.app import create_app
from fofal_server.auth.door import AuthDoor
from fofal_server.auth.keys import Keys
from fofal_server.config import Settings
from fofal_server.core.db import Pools, open_pools
from fofal_server.front import taking
from fofal_server.front.listening import configuration
from tests.support.databases import Database
from tests.support.patience import PATIENCE


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, and its insides for arranging what a test needs."""

    url: str
    database: Database
    settings: Settings
    keys: Keys
    pools: Pools

    @property
    def engine(self) -> Engine:
        return self.pools.calls


class _Told(taking.Server):
    """Says when it has started instead of being asked again and again."""

    def __init__(self, config: Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


def _patient(pools: Pools) -> Pools:
    """The limits that keep a busy server answering would refuse a slow machine what it can do in its own time."""
    names = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
    orders = "; ".join(f"SET {name} = '{PATIENCE:.0f}s'" for name in names)

    def relax(connection: Any, _: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(orders)
        connection.commit()

    for engine in (pools.calls, pools.reports):
        event.listen(engine, "connect", relax)
    return pools


@contextmanager
def serving(database: Database, folder: Path, **changes: object) -> Iterator[Server]:
    """The application on ``database`` with a data folder of its own; limits are high unless a test lowers them."""
    rates = ("limits_requests_per_minute", "limits_logins_per_minute", "limits_refused_tokens_per_minute")
    high = {**dict.fromkeys(rates, 10**6), "limits_waiting_sign_ins": 200, "disk_low_percent": 0}
    settings = Settings(data_dir=folder, runtime_url=database.app, **{**high, **changes})  # type: ignore[arg-type]  # pydantic judges
    keys = Keys.ensure(folder)
    pools = _patient(open_pools(database.app, size=settings.pool_size, pool_timeout=PATIENCE))
    app = create_app(settings, pools, AuthDoor.from_settings(keys, settings, rounds=4))
    server = _Told(configuration(app, settings, timeout_graceful_shutdown=3))
    listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
    port = listener.getsockname()[1]
    thread = threading.Thread(target=server.run, args=([listener],), name="server")
    thread.start()
    try:
        if not server.ready.wait(PATIENCE):
            raise TimeoutError("the server did not start")
        yield Server(f"{'https' if settings.tls_cert else 'http'}://127.0.0.1:{port}", database, settings, keys, pools)
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        listener.close()
        pools.dispose()
