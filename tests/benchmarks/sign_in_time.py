"""``python -m tests.benchmarks.sign_in_time``: whether an unknown name answers sooner than a wrong password.

200 interleaved pairs against real server processes with the cost of production, the limiter off; each name is used
once, for the lock-out would answer otherwise. Two minutes.
"""

import json
import os
import secrets
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from pathlib import Path

from sqlalchemy import create_engine

from fofal_server.auth.keys import Keys
from fofal_server.auth.models import User
from fofal_server.auth.passwords import Passwords
from fofal_server.cluster.cluster import Cluster
from fofal_server.console import seeding
from fofal_server.console.installation import Installation
from fofal_server.console.listening import listen
from fofal_server.console.workers import Workers
from fofal_server.core import migrations
from fofal_server.core.db import transaction
from tests.benchmarks.stand import HIGH, WORKERS
from tests.support.pairs import Pairs, interleaved

PAIRS, MOST = 200, 5.0
"""Pairs, and the milliseconds that the median of their differences may have."""
OFF = HIGH | {"FOFAL_LIMITS_FAILED_LOGINS_PER_MINUTE": "100000000"}


def main() -> int:
    """Measure, say so, and exit 1 beyond the bound."""
    with tempfile.TemporaryDirectory(prefix="fofal-bench-") as folder, Cluster(Path(folder) / "data") as cluster:
        data = Path(folder) / "data"
        migrations.upgrade(cluster.owner_url)
        seeding.seed(cluster.app_url)
        known = _people(cluster.app_url, Keys.ensure(data))
        os.environ.update(OFF)
        installation = Installation(data, cluster.owner_url, cluster.app_url)
        with listen("127.0.0.1", None, None) as listener, Workers(installation, listener) as ours:
            ours.start(WORKERS, (), threading.Event())
            found = _measure(listener.getsockname()[1], known)
    load = os.getloadavg()[0]
    print(
        f"{PAIRS} paires : médiane des différences {found.difference:+.2f} ms (borne {MOST} ms), "
        f"une connexion {found.usual:.0f} ms, dispersion {found.noise:.1f} ms, charge {load:.1f}"
    )
    return 0 if abs(found.difference) <= MOST else 1


def _people(url: str, keys: Keys) -> list[str]:
    """So many accounts with a password each; nobody will give it."""
    stored = Passwords(keys.pepper).hashed(secrets.token_urlsafe(16))
    names = [f"mesure-{secrets.token_hex(4)}" for _ in range(PAIRS)]
    engine = create_engine(url)
    with transaction(engine) as session:
        session.add_all(User(username=name, full_name="Mesure", password_hash=stored) for name in names)
    engine.dispose()
    return names


def _measure(port: int, known: list[str]) -> Pairs:
    unknown = [f"mesure-{secrets.token_hex(4)}" for _ in known]
    for name in ("échauffement-1", "échauffement-2", "échauffement-3", "échauffement-4"):
        _knock(port, name)
    return interleaved(lambda n: _knock(port, known[n]), lambda n: _knock(port, unknown[n]), len(known))


def _knock(port: int, name: str) -> None:
    body = json.dumps({"username": name, "password": "un mauvais mot de passe"}).encode()
    url = f"http://127.0.0.1:{port}/api/v1/auth/login"
    asked = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    try:
        urllib.request.urlopen(asked, timeout=60).close()  # noqa: S310 - our own address
    except urllib.error.HTTPError as refusal:
        refusal.close()
        if refusal.code != 401:
            raise


if __name__ == "__main__":
    sys.exit(main())
