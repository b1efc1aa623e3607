"""How the service was: minutes of several processes add up, and percentiles are those of all calls together."""

import datetime as dt
import secrets
import statistics
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from fofal_server.config import Settings
from fofal_server.core import clock
from fofal_server.core.db import Pools, open_pools
from fofal_server.core.tally import BOUNDS, Minute, Tally, quantile
from fofal_server.ops import service_minutes, service_watches
from fofal_server.ops.service_levels import summed_up
from tests.support.databases import Database
from tests.support.until import until

NOW = dt.datetime(2026, 3, 1, 22, 30, tzinfo=dt.UTC)
"""Half past eleven at night of the first of March in Douala."""


@pytest.fixture
def pools(database: Database) -> Iterator[Pools]:
    found = open_pools(database.app)
    with found.calls.begin() as connection:
        connection.execute(text("DELETE FROM ops_service_minute"))
        connection.execute(text("DELETE FROM ops_service_level"))
    yield found
    found.dispose()


def counted(*calls: tuple[float, int], errors: int = 0) -> Minute:
    """A minute with so many calls of so many seconds each."""
    tally = Tally()
    for seconds, number in calls:
        for place in range(number):
            tally.count(1, seconds, failed=place < errors)
    return tally.take(2)[1]


def minute_of(moment: dt.datetime) -> int:
    return int(moment.timestamp() // 60)


def levels(pools: Pools, period: str) -> dict[str, tuple[int, int, int, bool]]:
    query = text("SELECT begins::text, calls, errors, p95_ms, kept FROM ops_service_level WHERE period = :period")
    with pools.calls.connect() as connection:
        return {row[0]: tuple(row[1:]) for row in connection.execute(query, {"period": period})}


def test_a_quantile_is_within_its_bucket_of_the_true_one() -> None:
    drawn = [secrets.randbelow(400_000) / 1e6 for _ in range(5000)]
    found, true = quantile(counted(*((one, 1) for one in drawn)).buckets, 0.95), statistics.quantiles(drawn, n=20)[-1]
    assert found is not None
    assert next(bound for bound in BOUNDS if bound >= true) == next(bound for bound in BOUNDS if bound >= found)
    assert quantile([0] * (len(BOUNDS) + 1), 0.95) is None


def test_a_month_is_the_percentile_of_its_calls_and_not_of_its_days(pools: Pools) -> None:
    """One busy fast day and one with a few slow calls: the mean of the two p95 would be ten times too long."""
    busy, quiet = NOW - dt.timedelta(hours=30), NOW
    with clock.frozen(NOW + dt.timedelta(days=1)):
        service_minutes.write(pools, {minute_of(quiet): counted((0.9, 10), errors=2)})
        summed_up(pools)
    with clock.frozen(NOW):
        service_minutes.write(pools, {minute_of(busy): counted((0.004, 1000))})
        service_minutes.write(pools, {minute_of(quiet): counted((0.004, 1000))})
        summed_up(pools)
    days = levels(pools, "day")
    assert {day: told[:2] for day, told in days.items()} == {"2026-02-28": (1000, 0), "2026-03-01": (1010, 2)}
    assert levels(pools, "month")["2026-02-01"][:2] == (1000, 0)
    assert levels(pools, "month")["2026-03-01"] == (1010, 2, days["2026-03-01"][2], True)
    assert days["2026-03-01"][2] <= 5


def test_minutes_go_after_their_time_and_days_stay(pools: Pools) -> None:
    with clock.frozen(NOW):
        service_minutes.write(pools, {minute_of(NOW): counted((0.2, 9))})
        summed_up(pools)
    with clock.frozen(NOW + dt.timedelta(days=401)):
        summed_up(pools)
    with pools.calls.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM ops_service_minute")) == 0
    assert levels(pools, "month")["2026-03-01"][0] == 9


@pytest.mark.parametrize(
    ("minute", "slow", "failing"),
    [
        (counted((0.09, 96), (0.2, 4)), False, False),
        (counted((0.09, 90), (0.2, 10)), True, False),
        (counted((0.2, 40)), False, False),
        (counted((0.01, 300), errors=6), False, True),
        (counted((0.01, 300), errors=3), False, False),
    ],
)
def test_five_minutes_are_told_of_when_they_are_slow_or_wrong(
    pools: Pools, minute: Minute, slow: bool, failing: bool
) -> None:
    service_minutes.write(pools, {int(time.time() // 60) - 2: minute})
    assert bool(list(service_watches.slow(pools))) is slow
    assert bool(list(service_watches.failing(pools))) is failing


def test_a_lock_that_nobody_gives_back_is_told_of(pools: Pools, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service_watches, "LOCK_SECONDS", 0.0)
    assert list(service_watches.blocked(pools)) == []
    with pools.calls.begin() as holder, ThreadPoolExecutor(1) as waiting:
        holder.execute(text("INSERT INTO ops_service_minute VALUES (now(), 0, 0, '{}')"))
        at = holder.scalar(text("SELECT now()"))
        twin = waiting.submit(_insert, pools, at)
        told = until(lambda: list(service_watches.blocked(pools)))
        assert told[0].values["count"] == "1"
        holder.rollback()
        twin.result()
    assert list(service_watches.blocked(pools)) == []


def _insert(pools: Pools, at: dt.datetime) -> None:
    with pools.calls.begin() as connection:
        connection.execute(text("INSERT INTO ops_service_minute VALUES (:at, 0, 0, '{}')"), {"at": at})


def test_the_clocks_of_one_machine_agree(pools: Pools) -> None:
    assert list(service_watches.apart(pools)) == []
    with clock.frozen(clock.now() - dt.timedelta(seconds=5)):
        assert len(list(service_watches.apart(pools))) == 1


def test_a_process_over_its_bound_is_named(pools: Pools) -> None:
    large, small = (service_watches.memory_watch(Settings(memory_high=most)) for most in (1, 10**15))
    assert large.look is not None
    assert small.look is not None
    assert [one.subject for one in large.look(pools)] == ["server"]
    assert list(small.look(pools)) == []
