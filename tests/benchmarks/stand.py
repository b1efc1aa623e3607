"""The two servers side by side on one durable database: ours and the bare one, same workers, same pool."""

import os
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import jwt
from sqlalchemy import create_engine

from fofal_server.auth import sessions, tokens
from fofal_server.auth.keys import Keys
from fofal_server.auth.models import Role, User
from fofal_server.auth.passwords import Passwords
from fofal_server.auth.sessions import Lifetimes
from fofal_server.cluster.cluster import Cluster
from fofal_server.console import seeding
from fofal_server.console.installation import Installation
from fofal_server.console.listening import listen
from fofal_server.console.workers import Workers
from fofal_server.core import migrations
from fofal_server.core.db import transaction

WORKERS = 2
HIGH = {"FOFAL_LIMITS_REQUESTS_PER_MINUTE": "100000000", "FOFAL_LIMITS_LOGINS_PER_MINUTE": "100000000"}


@dataclass(frozen=True)
class Stand:
    """Ports of the two servers, the database, and a token for both."""

    ours: int
    bare: int
    owner_url: str
    token: str
    username: str
    password: str


@contextmanager
def stand(folder: Path) -> Iterator[Stand]:
    """Everything up for the block, nothing left afterwards."""
    with Cluster(folder) as cluster:
        migrations.upgrade(cluster.owner_url)
        seeding.seed(cluster.app_url)
        keys = Keys.ensure(folder)
        token, password = person(cluster.app_url, keys)
        os.environ.update(HIGH | {"FOFAL_DATA_DIR": str(folder), "FOFAL_RUNTIME_URL": cluster.app_url})
        installation = Installation(folder, cluster.owner_url, cluster.app_url)
        with listen("127.0.0.1", None, None) as listener, Workers(installation, listener) as ours, _bare() as bare_port:
            ours.start(WORKERS, {}, threading.Event())
            yield Stand(listener.getsockname()[1], bare_port, cluster.owner_url, token, "mesure", password)


def person(app_url: str, keys: Keys) -> tuple[str, str]:
    """Somebody with all rights; an access token made for long enough, and a password for the sign-in storm."""
    password = "une-phrase-de-mesure-assez-longue"
    engine = create_engine(app_url)
    with transaction(engine) as session:
        role = Role(code="mesure", name="Mesure", permissions=["*:*"])
        stored = Passwords(keys.pepper).hashed(password)
        person = User(username="mesure", full_name="Mesure", roles=[role], password_hash=stored)
        session.add(person)
        session.flush()
        begun, _ = sessions.begin(session, Lifetimes(), person, "mesure", "127.0.0.1")
        ids = person.id, begun.id
    engine.dispose()
    return _long_token(keys, *ids), password


def _long_token(keys: Keys, *ids: object) -> str:
    """The run outlives a token of ten minutes: the bench signs one for two hours with the same key and claims."""
    short = jwt.decode(
        tokens.access_token(keys, *ids),  # type: ignore[arg-type]  # the two ids
        keys.signing[keys.current],
        ["HS256"],
        audience=tokens.AUDIENCE,
    )
    return jwt.encode({**short, "exp": short["iat"] + 7200}, keys.signing[keys.current], "HS256", {"kid": keys.current})


@contextmanager
def _bare() -> Iterator[int]:
    """The bare server, ready, on a port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = ["-m", "uvicorn", "tests.benchmarks.bare:app", "--port", str(port), "--workers", str(WORKERS)]
    quiet = ["--no-access-log", "--log-level", "warning"]
    with subprocess.Popen([sys.executable, *command, *quiet], stdin=subprocess.DEVNULL) as child:
        try:
            _wait(port, "/openapi.json")
            yield port
        finally:
            child.terminate()


def _wait(port: int, path: str) -> None:
    never = threading.Event()
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            never.wait(0.1)
    raise TimeoutError(f"port {port}")
