"""Readings of sensors at a thousand a second beside people who work, how many fit at most, and a year drawn.

``python -m tests.benchmarks.readings``; limits of calls are raised. Wanted: 1,000 readings/s without an error, the
people's p95 below 100 ms beside them.
"""

import asyncio
import datetime as dt
import itertools
import json
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import create_engine, text

from fofal_server.core import clock
from tests.benchmarks.load import closed, request
from tests.benchmarks.open_loop import Answers, sent
from tests.benchmarks.stand import Stand, stand

SENSORS, TOGETHER, WANTED, SECONDS = 100, 100, 1000, 30.0
WORK, WORKING = "/api/v1/settings/sites?limit=50", 40
SIZES = (1, 10, 100, 1000)
_MADE = text("""
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


def most(place: Stand) -> None:
    """As many as fit, with four senders that wait for their answers."""
    for size in SIZES:
        make = batches(place.token, size)
        seen = closed(place.ours, [lambda _n, make=make: make()], 4, 8.0)  # type: ignore[misc]
        print(f"by {size:5}: {seen.rate * size:9,.0f} readings/s, call p50 {seen.p50:.1f} ms, p95 {seen.p95:.1f} ms, "
              f"{seen.errors} errors", flush=True)  # fmt: skip


def year(place: Stand) -> None:
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
        print(f"{days} days of {count:,} readings: median {sorted(times)[3]:.0f} ms, {size:,} bytes", flush=True)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="fofal-bench-") as folder, stand(Path(folder) / "data") as place:
        engine = create_engine(place.owner_url)
        with engine.begin() as connection:
            connection.execute(_MADE, {"count": SENSORS})
        engine.dispose()
        alone = asyncio.run(sent(place.ours, lambda: request("GET", WORK, place.token), WORKING, SECONDS / 3))
        print(f"people alone: {alone}", flush=True)
        sending, working = asyncio.run(beside(place, batches(place.token, TOGETHER)))
        print(f"{WANTED} readings/s by {TOGETHER}: {sending}", flush=True)
        print(f"people beside them: {working}", flush=True)
        most(place)
        year(place)
    return 0


if __name__ == "__main__":
    sys.exit(main())
