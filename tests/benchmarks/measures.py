"""What is measured: each operation beside the bare endpoint, the mix, long lists, and a storm of sign-ins."""

import json
import secrets
import threading
import time
import urllib.request
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.benchmarks import data
from tests.benchmarks.load import Request, Seen, closed, request
from tests.benchmarks.stand import Stand

RUNS, SECONDS, CLIENTS = 3, 2.0, (1, 8, 32)
PATH = "/api/v1/parties/parties"
HALF = 250
"""Each server changes parties of its own, for the other one would move their versions."""


@dataclass(frozen=True)
class Compared:
    """One operation at one number of clients: the best run of each server."""

    operation: str
    clients: int
    ours: Seen
    bare: Seen

    @property
    def share(self) -> float:
        """Our throughput as a part of the bare one's."""
        return self.ours.rate / self.bare.rate


def get(port: int, path: str, token: str) -> Any:
    """One answer, parsed."""
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310 - our own address
        return json.loads(answer.read())


def _pairs(stand: Stand) -> dict[str, tuple[Request, Request]]:
    """For each operation what is sent to us and to the bare server."""
    token = stand.token
    known = get(stand.ours, f"{PATH}?limit=500&total=false&sort=code", token)["items"]
    ids = [one["id"] for one in known]
    versions = {one["id"]: one["version"] for one in known}
    words = ("mbanga", "edea", "kribi", "nkong", "limbe 1", "ebolowa a")

    def changed(n: int) -> bytes:
        key = ids[n % HALF]
        current = versions[key]
        versions[key] = current + 1
        body = json.dumps({"name": f"Nom {n}"}).encode()
        return request(
            "PATCH", f"{PATH}/{key}", token, body, If_Match=f'"{current}"', Idempotency_Key=secrets.token_hex(8)
        )

    return {
        "liste de 50": (
            lambda _: request("GET", f"{PATH}?limit=50&sort=name", token),
            lambda _: request("GET", "/parties", token),
        ),
        "recherche": (
            lambda n: request("GET", f"{PATH}?limit=50&sort=name&search={words[n % 6].replace(' ', '%20')}", token),
            lambda n: request("GET", f"/parties?search={words[n % 6].replace(' ', '%20')}", token),
        ),
        "lecture": (
            lambda n: request("GET", f"{PATH}/{ids[n % len(ids)]}", token),
            lambda n: request("GET", f"/parties/{ids[n % len(ids)]}", token),
        ),
        "création": (
            lambda _: request("POST", PATH, token, new_party(), Idempotency_Key=secrets.token_hex(8)),
            lambda _: request("POST", "/parties", token, new_party(), Idempotency_Key=secrets.token_hex(8)),
        ),
        "modification": (
            changed,
            lambda n: request(
                "PATCH",
                f"/parties/{ids[HALF + n % HALF]}",
                token,
                b'{"name": "Nom"}',
                Idempotency_Key=secrets.token_hex(8),
            ),
        ),
    }


def new_party() -> bytes:
    """A body for a record that nobody has yet."""
    return json.dumps({"code": "N" + secrets.token_hex(8), "name": "Nouveau", "kind": "customer"}).encode()


def compare(stand: Stand, told: Callable[[str], None]) -> list[Compared]:
    """Each operation at 1, 8 and 32 clients, the two servers in turn, the best of three runs each."""
    found = []
    for name, (ours, bare) in _pairs(stand).items():
        for clients in CLIENTS:
            runs = [
                (closed(stand.ours, [ours], clients, SECONDS), closed(stand.bare, [bare], clients, SECONDS))
                for _ in range(RUNS)
            ]
            best = Compared(name, clients, *(max(side, key=lambda one: one.rate) for side in zip(*runs, strict=True)))
            told(
                f"{name} × {clients} : {best.ours.rate:.0f}/s contre {best.bare.rate:.0f}/s, erreurs {best.ours.errors}"
            )
            found.append(best)
    return found


def mix(stand: Stand) -> Seen:
    """32 people who wait a quarter of a second between calls: mostly lists and reads, some writing; best of three."""
    pairs = _pairs(stand)
    weights = {"liste de 50": 5, "recherche": 3, "lecture": 9, "création": 2}
    asks = [pairs[name][0] for name, weight in weights.items() for _ in range(weight)]
    return min((closed(stand.ours, asks, 32, 10.0, pause=0.25) for _ in range(RUNS)), key=lambda seen: seen.p95)


@dataclass(frozen=True)
class Grown:
    """Times in milliseconds on a list of so many rows: first page without count, far pages, the count."""

    rows: int
    first: float
    far: float
    count: float


def grown(stand: Stand, sizes: Sequence[int], there: int) -> list[Grown]:
    """The same list as it grows."""
    found = []
    for size in sizes:
        data.fill_parties(stand.owner_url, there + 1, size)
        there = max(there, size)
        first = _best(stand, f"{PATH}?limit=100&sort=name&total=false")
        jumps = [int(size * part) for part in (0.1, 0.5, 0.9)]
        # As the scroll bar asks: the list has told how many rows there are when it was opened.
        far = max(_best(stand, f"{PATH}?limit=100&sort=name&total=false&offset={jump}", 3) for jump in jumps)
        count = _best(stand, f"{PATH}?limit=1&sort=code", 3)
        found.append(Grown(size, first, far, count))
    return found


def _best(stand: Stand, path: str, times: int = 15) -> float:
    best = float("inf")
    for _ in range(times):
        started = time.perf_counter()
        get(stand.ours, path, stand.token)
        best = min(best, (time.perf_counter() - started) * 1000)
    return best


@dataclass(frozen=True)
class Storm:
    """Reads alone and beside sign-ins as fast as they come."""

    calm: Seen
    stormy: Seen
    sign_ins: int

    @property
    def factor(self) -> float:
        """How much longer the slow reads take in the storm."""
        return self.stormy.p95 / self.calm.p95


def storm(stand: Stand) -> Storm:
    """The mildest of three."""
    return min((_storm(stand) for _ in range(RUNS)), key=lambda one: one.factor)


def _storm(stand: Stand) -> Storm:
    """Eight readers, alone, then while four threads sign in without a pause, right and wrong in turn."""
    reading = _pairs(stand)["lecture"][0]
    calm = closed(stand.ours, [reading], 8, 6.0, pause=0.05)
    stop, done = threading.Event(), []

    def sign_in() -> None:
        while not stop.is_set():
            right = len(done) % 2 == 0
            name, password = (stand.username, stand.password) if right else (f"inconnu-{uuid.uuid4().hex[:8]}", "faux")
            call = request(
                "POST", "/api/v1/auth/login", "-", json.dumps({"username": name, "password": password}).encode()
            )
            closed(stand.ours, [lambda _, call=call: call], 1, 0.01)
            done.append(right)

    threads = [threading.Thread(target=sign_in) for _ in range(4)]
    for thread in threads:
        thread.start()
    stormy = closed(stand.ours, [reading], 8, 6.0, pause=0.05)
    stop.set()
    for thread in threads:
        thread.join()
    return Storm(calm, stormy, len(done))
