"""What cannot wait for the next question: PostgreSQL rings, and whoever waits in this process hears it at once.

One line to the database a process, on which it listens; who waits holds neither a thread nor a connection.
"""

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import Any, TypeVar

import psycopg2
import structlog
from anyio import Event, current_time, move_on_after, sleep, to_thread, wait_readable
from psycopg2.extensions import connection
from sqlalchemy import Engine

from fofal_server.cluster.url import connected
from fofal_server.core import health

Result = TypeVar("Result")
CHANNEL = "fofal_bell"
LONGEST = 5.0
"""Seconds that anybody waits: a process that is to end has to wait for them, too."""
MOST = 400
BREATH, PAUSE, BEAT = 0.25, 5.0, 20.0
"""Seconds between two looks whether the process is to end, before a cut line is laid anew, between signs of life."""

log = structlog.get_logger("fofal.bell")


class Bell:
    """One of a process; ``ring`` is for the event loop alone."""

    def __init__(self) -> None:
        self._rung = Event()
        self._waiting = 0

    def ring(self) -> None:
        """Wake all who wait; who comes later waits for the next time."""
        rung, self._rung = self._rung, Event()
        rung.set()

    async def wait(self, seconds: float) -> float:
        """Until it rings, so many seconds are over, or the process is to end; the seconds that it took.

        When too many wait already nobody more does: they ask again later, as ever.
        """
        if not 0 < seconds <= LONGEST or self._waiting >= MOST:
            return 0.0
        began, rung = current_time(), self._rung
        self._waiting += 1
        try:
            with move_on_after(seconds):
                while not (rung.is_set() or health.ENDING.is_set()):
                    with move_on_after(BREATH):
                        await rung.wait()
        finally:
            self._waiting -= 1
        return current_time() - began

    async def listen(self, engine: Engine) -> None:
        """Until cancelled; while the line is cut everybody asks at the usual intervals."""
        while True:
            try:
                await self._hear(engine)
            except (psycopg2.Error, OSError) as error:
                log.warning("bell.cut", error=type(error).__name__)
            await sleep(PAUSE)

    async def _hear(self, engine: Engine) -> None:
        with ExitStack() as laid:
            line = await _elsewhere(laid.enter_context, connected(_address(engine)))
            await _elsewhere(_say, line, f"LISTEN {CHANNEL}")
            while True:
                with move_on_after(BEAT):
                    await wait_readable(line)
                await _elsewhere(_say, line, "SELECT 1")  # takes in what came, and finds out whether the line is dead
                if line.notifies:
                    line.notifies.clear()
                    self.ring()


async def _elsewhere(work: Callable[..., Result], *given: Any) -> Result:
    """On a thread that nobody waits for when the process is to end: a dead line keeps silent for long."""
    return await to_thread.run_sync(partial(work, *given), abandon_on_cancel=True)


def _say(line: connection, words: str) -> None:
    with line.cursor() as cursor:
        cursor.execute(words)


def _address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)
