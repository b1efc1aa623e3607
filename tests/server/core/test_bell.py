"""Waiting for what is urgent: an alert ends it at once, anything else at its time, and nobody holds a thread meanwhile."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from fofal_server.core import clock
from fofal_server.core.db import transaction
from fofal_server.core.watch import Sighting
from fofal_server.notifications import incidents, rules
from fofal_server.notifications.incidents import Seen
from fofal_server.notifications.own_watches import WATCHES
from tests.support.api import Api, code
from tests.support.until import until

SOON = 2.0


def alarm(server: Any) -> None:
    """A new alert."""
    with transaction(server.engine) as session:
        rules.declare(session, WATCHES)
        rule = rules.load(session, "alertmanager")["alertmanager"]
        seen = Seen(Sighting(code("a"), {"name": "Essai", "summary": "Essai."}), clock.now())
        incidents.present(session, rule, None, seen)


def asked(api: Api, wait: float) -> tuple[Any, float]:
    began = time.monotonic()
    since = api.get("/changes", params={"since": 0}).json()["last"]
    answer = api.get("/changes", params={"since": since, "wait": wait})
    return answer, time.monotonic() - began


def meanwhile(work: Callable[[], Any]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_an_alert_ends_the_waiting_at_once(api: Api, server: Any) -> None:
    found: list[tuple[Any, float]] = []
    waiting = meanwhile(lambda: found.append(asked(api, 5.0)))
    ringing = Api(server, None)
    until(lambda: alarm(server) or not waiting.is_alive())
    waiting.join()
    ringing.close()
    [(answer, seconds)] = found
    assert answer.status_code == 200
    assert seconds < 5.0
    assert 0 < answer.json()["waited"] < 5000


def test_without_one_it_takes_the_time_that_was_asked_for(api: Api) -> None:
    answer, seconds = asked(api, 0.3)
    assert (seconds >= 0.3, 250 <= answer.json()["waited"] < 2000) == (True, True)


def test_who_asks_to_wait_too_long_or_nonsense_is_refused(api: Api) -> None:
    for wrong in ("x", "-1", "nan", "6"):
        assert api.get("/changes", params={"since": 0, "wait": wrong}).status_code == 422, wrong


def test_who_waits_holds_no_thread(api: Api, server: Any) -> None:
    """Three times as many wait as there are threads, and a call in between is answered as ever."""
    people = [api.as_user("settings.sites:read") for _ in range(3 * server.settings.pool_size)]
    threads = [meanwhile(lambda one=one: asked(one, 3.0)) for one in people]  # type: ignore[misc]  # a lambda with a default
    began = time.monotonic()
    assert api.get("/settings/sites").status_code == 200
    assert time.monotonic() - began < SOON
    for thread in threads:
        thread.join()
    for one in people:
        one.close()


def test_a_stranger_is_not_let_in_to_wait(api: Api) -> None:
    api.http.headers.pop("Authorization")
    began = time.monotonic()
    assert api.get("/changes", params={"since": 0, "wait": 5}).status_code == 401
    assert time.monotonic() - began < SOON


@pytest.mark.parametrize("wait", [0, 0.5])
def test_waiting_is_not_counted_as_slowness(api: Api, wait: float) -> None:
    def spent() -> float:
        text = api.get("/metrics").text
        return sum(float(line.rsplit(" ", 1)[1]) for line in text.splitlines()
                   if line.startswith("fofal_call_seconds_sum") and "/changes" in line)  # fmt: skip

    before = spent()
    asked(api, wait)
    assert spent() - before < 0.4
