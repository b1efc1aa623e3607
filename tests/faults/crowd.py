"""People who write all the while at an office that has outgrown its box, and what became of all that was confirmed."""

import contextlib
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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests
from sqlalchemy import create_engine

from fofal_server.auth.keys import Keys
from fofal_server.cluster import credentials
from fofal_server.cluster.url import connected, with_role
from tests.faults.outgrown import Outgrown, newest_patroni, outgrown
from tests.server.console.launched import Launched
from tests.support.people import signed_in_token
from tests.support.until import until

CONSOLE = [sys.executable, "-m", "fofal_server.console.main"]
PEOPLE = 4
STANDSTILL = 1.0
"""Seconds without a confirmation that are no chance."""
BY_ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="network namespaces are made by root"
)
log = logging.getLogger(__name__)


@contextlib.contextmanager
def office() -> Iterator[tuple[Outgrown, list[Launched]]]:
    """The machines of the databases, and two servers without state of their own, on the same secrets."""
    folder = Path(tempfile.mkdtemp(prefix="fofal-ha-"))
    folder.chmod(0o755)
    patroni = newest_patroni(folder)
    said = [
        subprocess.run(one, capture_output=True, text=True, check=True).stdout
        for one in (["etcd", "--version"], ["haproxy", "-v"])
    ]
    log.warning("%s, %s", patroni.version, [one.split("\n")[0] for one in said])
    with outgrown(folder, patroni) as stand, _servers(stand) as servers:
        yield stand, servers
    shutil.rmtree(folder)


@contextlib.contextmanager
def _servers(stand: Outgrown) -> Iterator[list[Launched]]:
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
    try:
        yield started
    finally:
        for one in started:
            one.kill()


@dataclass
class Person:
    """Fills in form after form; each is sent again, to whichever server answers, until it is confirmed."""

    name: str
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
                self._send(http, f"{self.name}-{len(self.confirmed)}")

    def silence(self, since: float) -> float:
        """The longest time without a confirmation since then, of those that are over."""
        times = [since, *(at for _, at in self.confirmed if at > since)]
        return max((later - before for before, later in pairwise(times)), default=0.0)

    def is_back(self, since: float) -> bool:
        """Whether nothing was confirmed for a while since then, and much is again."""
        times = [since, *(at for _, at in self.confirmed if at > since)]
        gaps = [place for place, (before, later) in enumerate(pairwise(times), 1) if later - before > STANDSTILL]
        return bool(gaps) and len(times) - gaps[-1] > 30

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


@contextlib.contextmanager
def writing(stand: Outgrown, servers: Sequence[Launched], urls: Sequence[str], mark: str) -> Iterator[list[Person]]:
    """Everybody at work, and a replica that is waited for; at the end all have stopped. ``mark`` begins their codes."""
    stop, token = threading.Event(), _token(stand, servers[0].folder)
    people = [
        Person(f"{mark}{number}", [*urls[number % 2 :], *urls[: number % 2]], token, stop) for number in range(PEOPLE)
    ]
    threads = [threading.Thread(target=one.work) for one in people]
    for one in threads:
        one.start()
    try:
        until(lambda: sum(len(one.confirmed) for one in people) > 200)
        until(stand.waits)
        yield people
    finally:
        stop.set()
        for one in threads:
            one.join()


def _token(stand: Outgrown, folder: Path) -> str:
    password = credentials.load_or_make(folder, True).app
    engine = create_engine(with_role(stand.url("fofal_owner"), "fofal_app", password))
    try:
        return signed_in_token(SimpleNamespace(engine=engine, keys=Keys.load(folder)), ["parties.parties:create"])  # type: ignore[arg-type]  # as much of a server as it takes
    finally:
        engine.dispose()


@dataclass(frozen=True)
class Account:
    """``lost``: confirmed and not there; ``doubled``: there twice; ``unasked``: there and confirmed to nobody."""

    lost: int
    doubled: int
    unasked: int


def accounted(stand: Outgrown, people: Sequence[Person], mark: str) -> Account:
    """All that was confirmed beside all that is stored, once everybody has stopped."""
    confirmed = {code for one in people for code, _ in one.confirmed}
    with connected(stand.url("fofal_owner")) as line, line.cursor() as cursor:
        cursor.execute("SELECT code FROM parties_party WHERE starts_with(code, %s)", (mark,))
        stored = Counter(code for (code,) in cursor.fetchall())
    doubled = sum(count - 1 for count in stored.values())
    log.warning("confirmed %d in %d tries", len(confirmed), sum(one.tries for one in people))
    return Account(len(confirmed - set(stored)), doubled, len(set(stored) - confirmed))
