"""How long after its commit an alert is told to desktops that stand at the bell.

``python -m tests.benchmarks.alert_bell``; two server processes. Time counts from just before the commit of the alert to
the last byte of the answer. Writes what it measured into ``docs/performance.md``.
"""

import asyncio
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine, create_engine, event

from fofal_server.core import clock
from fofal_server.core.db import transaction
from fofal_server.core.watch import Sighting
from fofal_server.notifications import incidents, own_watches, rules
from fofal_server.notifications.incidents import Seen
from tests.benchmarks import lent, report
from tests.benchmarks.load import request
from tests.benchmarks.stand import Stand, stand

WAIT, STANDING, CODE = 4, {1: 120, 50: 30}, "alertmanager"
"""Seconds of a wait; how many stand there together, and how often an alert comes."""
ARRIVED = 0.5
"""Seconds until all who asked stand at the bell."""
TITLE = "From an alert to the desktop that waits"


def ring(engine: Engine) -> float:
    """A new alert, as the engine writes one; answers the moment just before its commit."""
    rang = [0.0]

    def note(_: object) -> None:
        rang[0] = time.perf_counter()

    event.listen(engine, "commit", note)
    with transaction(engine) as session:
        rule = rules.load(session, CODE)[CODE]
        sighting = Sighting(uuid4().hex, {"name": "Mesure", "summary": "Mesure."})
        incidents.present(session, rule, None, Seen(sighting, clock.now()))
    event.remove(engine, "commit", note)
    return rang[0]


async def stood(port: int, token: str) -> tuple[float, float]:
    """One call that waits; when it began and when it was answered."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    began = time.perf_counter()
    writer.write(request("GET", f"/api/v1/changes?since=1&wait={WAIT}", token))
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    await reader.readexactly(int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0))
    writer.close()
    if int(head[9:12]) != 200:
        raise RuntimeError(head.decode())
    return began, time.perf_counter()


async def told(place: Stand, engine: Engine, together: int) -> list[float]:
    """Milliseconds for each who stood there when it rang; none of who was answered by something else before."""
    async with asyncio.TaskGroup() as group:
        waits = [group.create_task(stood(place.ours, place.token)) for _ in range(together)]
        await asyncio.sleep(ARRIVED + random.random() / 2)
        rang = await asyncio.to_thread(ring, engine)
    return [(answered - rang) * 1000 for _, answered in (one.result() for one in waits) if answered > rang]


async def measured(place: Stand, engine: Engine) -> dict[int, list[float]]:
    found: dict[int, list[float]] = {}
    for together, times in STANDING.items():
        found[together] = [one for _ in range(times) for one in await told(place, engine, together)]
    return found


def _row(together: int, times: Sequence[float]) -> str:
    p95 = statistics.quantiles(times, n=20)[18]
    return f"| {together} | {len(times)} | {statistics.median(times):.1f} | {p95:.1f} | {max(times):.1f} |"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="fofal-bench-") as folder, stand(Path(folder) / "data") as place:
        engine, before = create_engine(os.environ["FOFAL_RUNTIME_URL"]), lent.ticks()
        with transaction(engine) as session:
            rules.declare(session, own_watches.WATCHES)
        found = asyncio.run(measured(place, engine))
        engine.dispose()
        taken = lent.taken_since(before)
    report.put(TITLE, [
        f"{report.measured('alert_bell')}; others took {taken:.0%} of the processors. Two server processes; from just before the commit",
        "of an alert to the last byte of the answer to `GET /changes?wait=4`. Without a wait a desktop would hear within 4 s.",
        "",
        "| standing together | answers | p50, ms | p95, ms | longest, ms |",
        "| --- | --- | --- | --- | --- |",
        *(_row(together, times) for together, times in found.items()),
    ])  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
