"""The primary's machine goes dark while people write: who is waited for takes over, and nobody loses a form."""

import json
import logging
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests
from sqlalchemy import create_engine

from fofal_server.auth.keys import Keys
from fofal_server.cluster import credentials
from fofal_server.cluster.url import connected, with_role
from tests.faults.conftest import Survived
from tests.faults.outgrown import Outgrown, newest_patroni, outgrown
from tests.server.console.launched import Launched
from tests.support.people import signed_in_token
from tests.support.until import until

CONSOLE = [sys.executable, "-m", "fofal_server.console.main"]
PEOPLE, BOUND = 4, 30.0
log = logging.getLogger(__name__)

pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="network namespaces are made by root"
)


@pytest.fixture
def stand() -> Iterator[Outgrown]:
    folder = Path(tempfile.mkdtemp(prefix="fofal-ha-"))
    folder.chmod(0o755)
    patroni = newest_patroni(folder)
    said = [
        subprocess.run(one, capture_output=True, text=True, check=True).stdout
        for one in (["etcd", "--version"], ["haproxy", "-v"])
    ]
    log.warning("%s, %s", patroni.version, [one.split("\n")[0] for one in said])
    with outgrown(folder, patroni) as found:
        yield found
    shutil.rmtree(folder)


@pytest.fixture
def servers(stand: Outgrown) -> Iterator[list[Launched]]:
    """Two servers without state of their own, on the same secrets."""
    environment = {
        "FOFAL_DATABASE_URL": stand.url("fofal_owner"),
        "FOFAL_WORKERS": "1",
        "FOFAL_LIMITS_REQUESTS_PER_MINUTE": "100000",
    }
    first, second = stand.folder / "serveur1", stand.folder / "serveur2"
    subprocess.run(
        [*CONSOLE, "init"],
        env={**os.environ, **environment, "FOFAL_DATA_DIR": str(first)},
        check=True,
        capture_output=True,
    )
    Keys.ensure(first)
    shutil.copytree(first, second, ignore=shutil.ignore_patterns("log"))
    started = [
        Launched(one, "serve", command=CONSOLE, FOFAL_DATA_DIR=str(one), **environment) for one in (first, second)
    ]
    yield started
    for one in started:
        one.kill()


@dataclass
class Person:
    """Fills in form after form; each is sent again, to whichever server answers, until it is confirmed."""

    number: int
    urls: list[str]
    token: str
    stop: threading.Event
    confirmed: list[tuple[str, float]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    tries: int = 0

    def work(self) -> None:
        with requests.Session() as http:
            http.trust_env = False
            http.headers["Authorization"] = f"Bearer {self.token}"
            while not self.stop.is_set():
                self._send(http, f"HA{self.number}-{len(self.confirmed)}")

    def _send(self, http: requests.Session, code: str) -> None:
        key = secrets.token_hex(16)
        for attempt in range(100_000):
            self.tries += 1
            status, said = self._asked(http, self.urls[attempt % len(self.urls)], code, key)
            if status == 201:
                self.confirmed.append((code, time.monotonic()))
                return
            if status not in {0, 429, 502, 503, 504}:
                self.refused.append(said)
                return
            threading.Event().wait(0.3)

    def _asked(self, http: requests.Session, url: str, code: str, key: str) -> tuple[int, str]:
        try:
            answer = http.post(
                f"{url}/api/v1/parties/parties",
                json={"code": code, "name": code},
                headers={"Idempotency-Key": key},
                timeout=10,
            )
        except requests.RequestException as error:
            return 0, str(error)
        return answer.status_code, answer.text


def _token(stand: Outgrown, folder: Path) -> str:
    password = credentials.load_or_make(folder, True).app
    engine = create_engine(with_role(stand.url("fofal_owner"), "fofal_app", password))
    try:
        return signed_in_token(SimpleNamespace(engine=engine, keys=Keys.load(folder)), ["parties.parties:create"])  # type: ignore[arg-type]
    finally:
        engine.dispose()


def test_the_machine_of_the_primary_goes_dark_under_a_write_load(
    stand: Outgrown, servers: list[Launched], survived: Survived
) -> None:
    urls = [one.told()["url"] for one in servers]
    stop, token = threading.Event(), _token(stand, servers[0].folder)
    people = [Person(number, urls[number % 2 :] + urls[: number % 2], token, stop) for number in range(PEOPLE)]
    threads = [threading.Thread(target=one.work) for one in people]
    for one in threads:
        one.start()
    try:
        until(lambda: sum(len(one.confirmed) for one in people) > 200)
        until(stand.waits)
        primary = stand.primary()
        assert primary is not None
        killed = time.monotonic()
        primary.kill()
        until(lambda: all(one.confirmed[-1][1] > killed + BOUND / 4 and _since(one, killed) > 30 for one in people))
    finally:
        stop.set()
        for one in threads:
            one.join()
    back = max(min(moment for _, moment in one.confirmed if moment > killed + 1) for one in people) - killed
    confirmed = [code for one in people for code, _ in one.confirmed]
    with connected(stand.url("fofal_owner")) as line, line.cursor() as cursor:
        cursor.execute("SELECT code FROM parties_party WHERE code LIKE 'HA%'")
        stored = Counter(code for (code,) in cursor.fetchall())
    lost, doubled = len(set(confirmed) - set(stored)), sum(count - 1 for count in stored.values())
    told = {"confirmed": len(confirmed), "tries": sum(one.tries for one in people), "seconds": round(back, 1)}
    log.warning("%s", json.dumps(told))
    assert [one.refused for one in people] == [[]] * PEOPLE
    assert (lost, doubled, set(stored) - set(confirmed)) == (0, 0, set())
    assert back < BOUND
    survived("machine de la base principale coupée (Patroni, synchrone)", lost=lost, doubled=doubled, seconds=back)


def _since(person: Person, moment: float) -> int:
    return sum(at > moment for _, at in person.confirmed)
