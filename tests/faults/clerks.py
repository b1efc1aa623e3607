"""People who enter stock moves and go on until each is acknowledged, with the same key as often as it takes."""

import http.client
import itertools
import json
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.support.patience import PATIENCE

MOVES = "/api/v1/inventory/stock-moves"
AGAIN = frozenset({408, 429, 502, 503, 504, 507})
CALL_SECONDS = 5.0
PAUSES = (0.05, 0.1, 0.2, 0.5)

Errand = dict[str, str]
"""What a stock move says, all but its reference."""
SignedIn = Callable[[str | None], str]
"""A token; asked again with the one that was refused, another one."""


@dataclass
class Work:
    """What was acknowledged: reference of the move to its number; and every answer that came on the way."""

    mark: str
    acknowledged: dict[str, str] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)
    last: float = 0.0
    gone_home: threading.Event = field(default_factory=threading.Event)
    _more: threading.Condition = field(default_factory=threading.Condition)

    def note(self, reference: str, number: str) -> None:
        with self._more:
            self.acknowledged[reference] = number
            self.last = time.monotonic()
            self._more.notify_all()

    def wait_for_more(self, count: int) -> float:
        """Wait until so many more are acknowledged; when the last of them was."""
        with self._more:
            wanted = len(self.acknowledged) + count
            if not self._more.wait_for(lambda: len(self.acknowledged) >= wanted, PATIENCE):
                raise TimeoutError(f"{len(self.acknowledged)} of {wanted}: {self.answers}")
            return self.last


class Clerk(threading.Thread):
    """One person at one desk: a move is typed, sent, posted; the next one only then. Who was refused goes home."""

    def __init__(self, port: int, signed_in: SignedIn, errand: Errand, work: Work, over: threading.Event) -> None:
        super().__init__(name="clerk")
        self._port, self._signed_in, self._errand, self._work, self._over = port, signed_in, errand, work, over
        self._token = signed_in(None)
        self._line: http.client.HTTPConnection | None = None

    def run(self) -> None:
        name = secrets.token_hex(3)
        for number in itertools.count():
            if self._over.is_set():
                break
            reference = f"{self._work.mark}-{name}-{number}"
            made = self._until_answered("POST", MOVES, {**self._errand, "reference": reference})
            posted = made and self._until_answered("POST", f"{MOVES}/{made['id']}/post", {}, made["version"])
            if not posted:
                break
            self._work.note(reference, posted["number"])
        self._hang_up()

    def _until_answered(
        self, method: str, path: str, body: dict[str, str], version: int | None = None
    ) -> dict[str, str] | None:
        """The same call with the same key until it is answered; None when it was refused for good, or nobody waits."""
        headers = {"Idempotency-Key": secrets.token_hex(12), "Content-Type": "application/json"}
        headers |= {"If-Match": f'"{version}"'} if version else {}
        for attempt in itertools.takewhile(lambda _: not self._work.gone_home.is_set(), itertools.count()):
            headers["Authorization"] = f"Bearer {self._token}"
            status, text, pause = self._call(method, path, json.dumps(body), headers)
            self._work.answers[str(status)] += 1
            if 200 <= status < 300:
                found: dict[str, str] = json.loads(text)
                return found
            still_running = status == 409 and b"still-running" in text
            if status == 401:
                self._token = self._signed_in(self._token)
            elif status and status not in AGAIN and not still_running:
                self._work.refused.append(f"{status} {text[:300].decode(errors='replace')}")
                return None
            threading.Event().wait(min(pause, 1.0) or PAUSES[min(attempt, len(PAUSES) - 1)])
        return None

    def _call(self, method: str, path: str, body: str, headers: dict[str, str]) -> tuple[int, bytes, float]:
        """Status (0: nobody answered, or half an answer), body, and the pause that was asked for."""
        if self._line is None:
            self._line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=CALL_SECONDS)
        try:
            self._line.request(method, path, body, headers)
            answer = self._line.getresponse()
            return answer.status, answer.read(), float(answer.headers.get("Retry-After", 0))
        except (OSError, http.client.HTTPException):
            self._hang_up()
            return 0, b"", 0.0

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


@contextmanager
def at_work(port: int, signed_in: SignedIn, errands: Sequence[Errand], count: int) -> Iterator[Work]:
    """So many clerks for the length of the block; whoever is in the middle of something finishes it, if that can be."""
    work, over = Work(secrets.token_hex(4)), threading.Event()
    clerks = [
        Clerk(port, signed_in, errand, work, over) for errand in itertools.islice(itertools.cycle(errands), count)
    ]
    for clerk in clerks:
        clerk.start()
    try:
        yield work
    finally:
        over.set()
        give_up = time.monotonic() + PATIENCE
        try:
            for clerk in clerks:
                clerk.join(max(0.0, give_up - time.monotonic()))
        finally:
            work.gone_home.set()
