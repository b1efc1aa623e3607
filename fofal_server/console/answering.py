"""The last proof of a drill: the server itself on the restored database, and somebody who signs in over HTTP.

It is reached from this machine alone and does nothing of itself: without its life (``lifespan``) it has no jobs, so
that no letter which waits in the restored outbox goes out a second time; and no setting of the environment reaches it.
"""

import contextlib
import json
import secrets
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fofal_server.app import create_app
from fofal_server.auth import services
from fofal_server.auth.door import AuthDoor
from fofal_server.auth.keys import Keys
from fofal_server.config import Settings
from fofal_server.console import desk
from fofal_server.console.workers import connection
from fofal_server.core.db import Pools, open_pools
from fofal_server.core.operation import API
from fofal_server.front.listening import configuration
from fofal_server.front.taking import Server

_HERE = "127.0.0.1"
_WITHIN = 60.0


def signed_in(app_url: str, data_dir: Path) -> tuple[bool, str]:
    """Whether a person made for this signs in and is known by the token; the database is to be thrown away after it."""
    settings = Settings.model_construct(data_dir=data_dir, runtime_url=app_url)
    door, pools = AuthDoor.from_settings(Keys.load(data_dir), settings), open_pools(app_url)
    try:
        name, password = f"exercice-{secrets.token_hex(4)}", secrets.token_urlsafe(24)
        _make(pools, door, name, password)
        with _served(settings, pools, door) as port:
            tokens = _asked(port, "POST", "/auth/login", json.dumps({"username": name, "password": password}))
            me = _asked(port, "GET", "/auth/me", token=tokens["access_token"])
    finally:
        pools.dispose()
    return me["user"]["username"] == name, "une personne est entrée par HTTP"


def _make(pools: Pools, door: AuthDoor, name: str, password: str) -> None:
    stored = door.passwords.hashed(password)
    desk.in_name(
        pools.calls,
        lambda session: services.create_user(session, name, "Exercice de restauration", password_hash=stored),
    )


@contextlib.contextmanager
def _served(settings: Settings, pools: Pools, door: AuthDoor) -> Iterator[int]:
    """The port at which the application answers while the block lasts."""
    app = create_app(settings, pools, door)
    server = Server(configuration(app, settings, lifespan="off", timeout_graceful_shutdown=5))
    with socket.create_server((_HERE, 0)) as listener:
        port = listener.getsockname()[1]
        serving = threading.Thread(target=server.run, args=([listener],), name="drill")
        serving.start()
        try:
            yield port
        finally:
            server.should_exit = True
            serving.join()


def _asked(port: int, method: str, path: str, body: str | None = None, token: str = "") -> dict[str, Any]:
    """What is answered to one call; raises ``OSError`` in words where that is a refusal."""
    heads = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    line = connection("http", _HERE, port, _WITHIN)
    try:
        line.request(method, API + path, body, heads)
        answer = line.getresponse()
        words = answer.read().decode()
    finally:
        line.close()
    if answer.status != 200:
        raise OSError(f"{method} {path} : {answer.status} {words[:200]}")
    told: dict[str, Any] = json.loads(words)
    return told
