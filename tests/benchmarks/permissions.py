"""What permission checks add to a call: the same calls with and without them, in turn, in one process.

``python -m tests.benchmarks.permissions``; wanted: at most 0.3 ms at the median.
"""

import asyncio
import os
import secrets
import statistics
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, create_engine, select, text
from sqlalchemy.orm import Session

from fofal_server.app import create_app
from fofal_server.auth import sessions, tokens
from fofal_server.auth.door import AuthDoor
from fofal_server.auth.keys import Keys
from fofal_server.auth.models import Role, User, UserSession
from fofal_server.auth.sessions import Lifetimes
from fofal_server.cluster.cluster import Cluster
from fofal_server.config import Settings
from fofal_server.console import seeding
from fofal_server.core import clock, logs, migrations
from fofal_server.core.actor import Actor
from fofal_server.core.db import open_pools, transaction
from fofal_server.core.door import Claims
from fofal_server.core.prepared import Prepared, prepared, run
from tests.benchmarks import data

PAIRS, WARM, WANTED = 1500, 200, 0.3
LIST = "/api/v1/parties/parties"
HELD = ("parties.*:*", "inventory.*:read", "agronomy.*:*@team", "hr.*:read@team", "documents.*:read", "settings.*:read")


class Switched(AuthDoor):
    """While ``checking`` is off it asks for session and account alone, and whoever comes may do everything."""

    checking = True

    def actor(self, session: Session, claims: Claims) -> Actor:
        if self.checking:
            return super().actor(session, claims)
        values = str(claims.session_id), str(claims.user_id), clock.now()
        row = run(session.connection(), _alive(), *values).one_or_none()
        if row is None:
            raise tokens.refused()
        return Actor(claims.user_id, row.username, claims.session_id, everything=True)


@cache
def _alive() -> Prepared:
    """The question of each call without roles, gang and what else belongs to permissions."""
    user, living = (model.__table__.c for model in (User, UserSession))
    now: Any = bindparam("now")
    found = (
        select(user.username, living.last_seen)
        .where(living.id == bindparam("sid"), user.id == bindparam("uid"), living.user_id == user.id)
        .where(user.active, living.revoked_at.is_(None), living.idle_until > now, living.expires_at > now)
    )
    return prepared(found, {"sid": "uuid", "uid": "uuid", "now": "timestamptz"})


async def called(app: Any, path: str, token: str) -> float:
    """Milliseconds of a call, without a line between."""
    where, _, query = path.partition("?")
    scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "path": where, "raw_path": where.encode(),
        "query_string": query.encode(), "root_path": "", "client": ("127.0.0.1", 1), "server": ("127.0.0.1", 2),
        "headers": [(b"authorization", f"Bearer {token}".encode())], "state": {},
    }  # fmt: skip
    seen: list[int] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            seen.append(message["status"])

    started = time.perf_counter()
    await app(scope, receive, send)
    if seen != [200]:
        raise AssertionError(seen)
    return (time.perf_counter() - started) * 1000


async def compared(app: Any, door: Switched, path: str, token: str) -> tuple[float, float]:
    """Medians with and without checks, in milliseconds; which of a pair comes first is drawn."""
    times: dict[bool, list[float]] = {True: [], False: []}
    for n in range(WARM + PAIRS):
        first = secrets.randbelow(2) == 1
        for checking in (first, not first):
            door.checking = checking
            taken = await called(app, path, token)
            if n >= WARM:
                times[checking].append(taken)
    return statistics.median(times[True]), statistics.median(times[False])


def main() -> int:
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="fofal-bench-") as folder, Cluster(Path(folder) / "data") as cluster:
        logs.configure("info", cluster.data_dir / "log")
        migrations.upgrade(cluster.owner_url)
        seeding.seed(cluster.app_url)
        data.fill_parties(cluster.owner_url, 1, 1000)
        keys = Keys.ensure(cluster.data_dir)
        settings = Settings(data_dir=cluster.data_dir, runtime_url=cluster.app_url, limits_requests_per_minute=10**8)
        door = Switched.from_settings(keys, settings)
        app = create_app(settings, open_pools(cluster.app_url), door)
        token, key = _somebody(cluster.app_url, keys)
        worst = 0.0
        for name, path in (("lecture", f"{LIST}/{key}"), ("liste de 50", f"{LIST}?limit=50&sort=name")):
            checked, open_ = asyncio.run(compared(app, door, path, token))
            worst = max(worst, checked - open_)
            print(f"{name} : {checked:.3f} ms avec droits, {open_:.3f} ms sans, différence {checked - open_:+.3f} ms")
    print(f"voulu : ≤ {WANTED} ms ; charge de la machine {before:.2f} avant, {os.getloadavg()[0]:.2f} après")
    return 0 if worst <= WANTED else 1


def _somebody(url: str, keys: Keys) -> tuple[str, str]:
    """The token of a person with some rights, and the id of a party."""
    engine = create_engine(url)
    with transaction(engine) as session:
        role = Role(code="mesure", name="Mesure", permissions=list(HELD))
        person = User(username="mesure", full_name="Mesure", roles=[role])
        session.add(person)
        session.flush()
        begun, _ = sessions.begin(session, Lifetimes(), person, "mesure", "127.0.0.1")
        token = tokens.access_token(keys, person.id, begun.id)
        key = str(session.scalar(text("SELECT id FROM parties_party LIMIT 1")))
    engine.dispose()
    return token, key


if __name__ == "__main__":
    sys.exit(main())
