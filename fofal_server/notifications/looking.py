"""Looking at one watch without waiting for it too long: a look that hangs or fails stops nobody else."""

import contextvars
import datetime as dt
import threading
from collections.abc import Iterable

import structlog

from fofal_server.core import clock
from fofal_server.core.db import Pools
from fofal_server.core.watch import Sighting, Watch
from fofal_server.notifications.incidents import Seen

PATIENCE = 5.0
"""Seconds that a round waits for one look."""

log = structlog.get_logger("fofal.watch")


class Look:
    """What one process knows of a watch: when it looked last, what it saw, and since when."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.failure: str | None = None
        self._thread: threading.Thread | None = None
        self._saw: list[Sighting] | None = None
        self._began: dt.datetime | None = None
        self._since: dict[str, dt.datetime] = {}

    def is_due(self) -> bool:
        """One look of a watch at a time, however long it takes."""
        if self._thread is not None or self._began is None:
            return True
        return clock.now() - self._began >= dt.timedelta(seconds=self.watch.every)

    def look(self, pools: Pools) -> list[Sighting] | None:
        """What is seen, once the look has ended; None while it goes on, or when it failed (``failure`` says how)."""
        patience = 0.0
        if self._thread is None:
            self._thread, patience = self._begun(pools), PATIENCE
        self._thread.join(patience)
        if self._thread.is_alive():
            late = self._began is not None and clock.now() - self._began >= dt.timedelta(seconds=self.watch.within)
            self.failure = "hangs" if late else self.failure
            return None
        self._thread = None
        saw, self._saw = self._saw, None
        return saw

    def fail(self, why: str) -> None:
        """What it saw could not be written down: told like a look that failed, and looked at again at once."""
        self.failure, self._began = why, None

    def ripe(self, saw: Iterable[Sighting], holds: float) -> list[Seen]:
        """Each sighting with the moment from which it has been there at every look."""
        now, sightings = clock.now(), list(saw)
        self._since = {one.subject: self._since.get(one.subject, now) for one in sightings}
        since = self._since
        return [Seen(one, since[one.subject], (now - since[one.subject]).total_seconds() >= holds) for one in sightings]

    def _begun(self, pools: Pools) -> threading.Thread:
        self._began = clock.now()
        context = contextvars.copy_context()
        name = f"watch-{self.watch.code}"
        thread = threading.Thread(target=context.run, args=(self._see, pools), name=name, daemon=True)
        thread.start()
        return thread

    def _see(self, pools: Pools) -> None:
        try:
            saw = list(self.watch.look(pools)) if self.watch.look else []
        except Exception as error:  # what cannot be looked at is itself an alert
            log.exception("watch.failed", watch=self.watch.code, exc_info=error)
            self.failure = type(error).__name__
        else:
            self._saw, self.failure = saw, None
