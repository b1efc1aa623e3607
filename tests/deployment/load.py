"""People who work on while servers are restarted under them: every first try counts, nothing is tried again."""

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import requests

from tests.support.api import Api
from tests.support.people import signed_in_token
from tests.support.servers import Server

PEOPLE = 4
PAUSE = 0.2
"""Seconds between two calls of one person."""


@dataclass
class Work:
    """What was answered to whom: calls that went well, those that did not, and the codes of what was made."""

    done: int = 0
    failed: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, what: str, answer: requests.Response | Exception, expected: int) -> bool:
        well = isinstance(answer, requests.Response) and answer.status_code == expected
        told = f"{answer.status_code} {answer.text[:200]}" if isinstance(answer, requests.Response) else repr(answer)
        with self._lock:
            self.done += well
            if not well:
                self.failed.append(f"{what}: {told}")
        return well


@contextmanager
def at_work(server: Server, authority: str) -> Iterator[Work]:
    """People read, list, make and change records, each on a kept connection, until the block ends."""
    work, over = Work(), threading.Event()
    tokens = [signed_in_token(server, ("*:*",)) for _ in range(PEOPLE)]
    threads = [threading.Thread(target=_person, args=(server, authority, one, work, over)) for one in tokens]
    for one in threads:
        one.start()
    try:
        yield work
    finally:
        over.set()
        for one in threads:
            one.join()


def _person(server: Server, authority: str, token: str, work: Work, over: threading.Event) -> None:
    api = Api(server, token)
    api.http.verify = authority
    while not over.is_set():
        _turn(api, work)
        over.wait(PAUSE)
    api.close()


def _turn(api: Api, work: Work) -> None:
    code = f"R{secrets.token_hex(5).upper()}"
    made = _tried(work, "make", 201, lambda: api.post("/parties/parties", key=code, json=_party(code)))
    if made is None:
        return
    work.made.append(code)
    record, path = made.json(), f"/parties/parties/{made.json()['id']}"
    _tried(work, "read", 200, lambda: api.get(path))
    _tried(work, "list", 200, lambda: api.get("/parties/parties", params={"limit": 20}))
    change = {"name": "Changé (essai)"}
    _tried(work, "change", 200, lambda: api.patch(path, key=f"{code}-2", version=record["version"], json=change))


def _party(code: str) -> dict[str, object]:
    return {"code": code, "name": "Fournisseur (essai)"}


def _tried(work: Work, what: str, expected: int, call: Callable[[], requests.Response]) -> requests.Response | None:
    try:
        answer = call()
    except requests.RequestException as error:
        work.note(what, error, expected)
        return None
    return answer if work.note(what, answer, expected) else None
