"""Readings of sensors at a thousand a second beside people who work, how many fit at most, and a year drawn.

``python -m tests.benchmarks.readings``; limits of calls are raised. Wanted: 1,000 readings/s without an error, the
people's p95 below 100 ms beside them. Writes what it measured into ``docs/performance.md``.
"""

import asyncio
import datetime as dt
import itertools
import json
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import create_engine, text

from fofal_server.core import clock
from tests.benchmarks import lent, report
from tests.benchmarks.load import Seen, closed, request
from tests.benchmarks.open_loop import Answers, sent
from tests.benchmarks.stand import Stand, stand

SENSORS, TOGETHER, WANTED, SECONDS = 100, 100, 1000, 30.0
WORK, WORKING = "/api/v1/settings/sites?limit=50", 40
SIZES, SENDERS = (1, 10, 100, 1000), (1, 4)
TITLE = "Readings over HTTP"
MADE = text("""
    WITH site AS (INSERT INTO settings_site (id, version, created_at, updated_at, archived, code, name, timezone)
      VALUES (gen_random_uuid(), 1, now(), now(), false, 'MESURE', 'Mesure', 'Africa/Douala') RETURNING id)
    INSERT INTO sensors_sensor (id, version, created_at, updated_at, archived, code, name, kind, site_id,
      interval_seconds, status, in_service_since)
    SELECT gen_random_uuid(), 1, now(), now(), false, 'M' || n, 'Mesure', 'air_temperature', site.id, 300,
      'in_service', now() FROM site, generate_series(1, :count) n
""")
_YEAR = text("""
    INSERT INTO sensors_reading (sensor_id, at, value, received_at)
    SELECT id, at, 25 + 5 * sin(extract(epoch FROM at) / 13751), now() FROM sensors_sensor,
      generate_series(now() - interval '364 days', now() - interval '1 day', interval '5 minutes') at
    WHERE code = 'M1'
""")


def batches(token: str, size: int) -> Callable[[], bytes]:
    """Calls of so many readings each, of sensors in turn and moments that are never twice."""
    numbers, begun = itertools.count(), clock.now() - dt.timedelta(hours=20)

    def made() -> bytes:
        places = [next(numbers) for _ in range(size)]
        readings = [
            {"sensor": f"M{one % SENSORS + 1}", "at": (begun + dt.timedelta(milliseconds=one)).isoformat(),
             "value": 20 + one % 70 / 10, "battery": 80, "signal": 60}
            for one in places
        ]  # fmt: skip
        body = json.dumps({"readings": readings}).encode()
        return request("POST", "/api/v1/sensors/readings", token, body)

    return made


async def beside(place: Stand, send: Callable[[], bytes]) -> tuple[Answers, Answers]:
    """The readings at their pace and the people at theirs, both whatever becomes of the calls before."""
    async with asyncio.TaskGroup() as group:
        sending = group.create_task(sent(place.ours, send, WANTED // TOGETHER, SECONDS))
        working = group.create_task(sent(place.ours, lambda: request("GET", WORK, place.token), WORKING, SECONDS))
    return sending.result(), working.result()


def most(place: Stand) -> Iterator[str]:
    """As many as fit, with senders that wait for their answers."""
    for size, senders in ((size, senders) for size in SIZES for senders in SENDERS):
        make = batches(place.token, size)
        seen = max((closed(place.ours, [lambda _n, make=make: make()], senders, 4.0) for _ in range(3)), key=_rate)  # type: ignore[misc]  # a lambda with a default
        yield f"| {size} | {senders} | {seen.rate * size:,.0f} | {seen.p50:.1f} | {seen.p95:.1f} | {seen.errors} |"


def _rate(seen: Seen) -> float:
    return seen.rate


def year(place: Stand) -> Iterator[str]:
    """A year of five minutes in a thousand steps, and a week of it."""
    engine = create_engine(place.owner_url)
    with engine.begin() as connection:
        count = connection.execute(_YEAR).rowcount
        key = connection.scalar(text("SELECT id FROM sensors_sensor WHERE code = 'M1'"))
    engine.dispose()
    for days in (7, 364):
        since = (clock.now() - dt.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
        url = f"http://127.0.0.1:{place.ours}/api/v1/sensors/sensors/{key}/series?points=1000&since={since}"
        asked, times = urllib.request.Request(url, headers={"Authorization": f"Bearer {place.token}"}), []
        for _ in range(7):
            started = time.perf_counter()
            with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310 - our own server
                size = len(answer.read())
            times.append((time.perf_counter() - started) * 1000)
        yield f"A chart of {days} days of {count:,} readings: median {sorted(times)[3]:.0f} ms, {size:,} bytes."


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="fofal-bench-") as folder, stand(Path(folder) / "data") as place:
        engine = create_engine(place.owner_url)
        with engine.begin() as connection:
            connection.execute(MADE, {"count": SENSORS})
        engine.dispose()
        before = lent.ticks()
        alone = asyncio.run(sent(place.ours, lambda: request("GET", WORK, place.token), WORKING, SECONDS / 3))
        sending, working = asyncio.run(beside(place, batches(place.token, TOGETHER)))
        lines = [
            f"{WANTED} readings a second by {TOGETHER}: {sending}.",
            f"People at {WORKING} calls a second beside them: {working}; alone: {alone}.",
            "",
            "| readings of a call | senders | readings/s, the best of three | call p50, ms | p95, ms | errors |",
            "| --- | --- | --- | --- | --- | --- |",
            *most(place),
            "",
            *year(place),
        ]
        taken = f"others took {lent.taken_since(before):.0%} of the processors"
    report.put(TITLE, [f"{report.measured('readings')}; {taken}. Two server processes.", "", *lines])
    return 0


if __name__ == "__main__":
    sys.exit(main())
