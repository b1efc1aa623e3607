"""The counters behind the rates: windows that end by themselves, no thread, no growth."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from fofal_server.auth import counters
from fofal_server.auth.counters import Counters

LONG, OVER = 60.0, 0.0


def test_a_window_counts_until_it_ends() -> None:
    kept = Counters()
    assert [kept.incr("a", LONG) for _ in range(3)] == [1, 2, 3]
    assert (kept.get("a"), kept.get("b")) == (3, 0)
    assert time.time() < kept.get_expiry("a") <= time.time() + LONG
    assert [kept.incr("b", OVER), kept.incr("b", OVER), kept.get("b")] == [1, 1, 0]
    kept.clear("a")
    assert kept.get("a") == 0


def test_no_count_is_lost_between_threads() -> None:
    kept, before = Counters(), threading.active_count()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: kept.incr("a", LONG), range(4000)))
    assert kept.get("a") == 4000
    assert threading.active_count() == before


def test_windows_that_are_over_are_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Counters()
    for n in range(1000):
        kept.incr(f"address {n}", OVER)
    monkeypatch.setattr(counters, "SWEPT_EVERY", -1.0)
    kept.incr("a", LONG)
    assert len(kept) == 1
    assert (kept.reset(), len(kept)) == (1, 0)


def test_a_clock_that_is_set_back_holds_no_window_open(monkeypatch: pytest.MonkeyPatch) -> None:
    kept, earlier = Counters(), time.time() - 3600
    kept.incr("a", LONG)
    monkeypatch.setattr(time, "time", lambda: earlier)
    assert kept.get_expiry("a") - time.time() <= LONG
