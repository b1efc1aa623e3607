"""Work that comes round by itself, as data: what a job is called, when its turn is, and which turn it is now."""

import datetime as dt
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from fofal_server.core import clock
from fofal_server.core.db import Pools

RARE = 600.0
"""Seconds between two turns from which each run is worth a row of its own."""

LATE = dt.timedelta(minutes=1)
"""How late a turn may be that is not made up: longer than a change of leader takes."""


@dataclass(frozen=True)
class Job:
    """``run`` every ``when`` seconds, or daily at a time in the company's zone. What it returns is kept as its output.

    ``made_up``: of turns that nobody could take (machine off, all servers down) the newest is made up, once.
    ``told``: each run is a row; unless said, for daily jobs and those with ten minutes and more between turns.
    ``again``: how often in a row a run that was lost with its process is made up, by whoever leads then.
    """

    name: str
    when: float | dt.time
    run: Callable[[Pools], str | None]
    made_up: bool = True
    told: bool | None = None
    again: int = 0

    @property
    def each_told(self) -> bool:
        return self.told if self.told is not None else isinstance(self.when, dt.time) or self.when >= RARE

    def slot(self, now: dt.datetime) -> dt.datetime:
        """The newest turn that is not after ``now``, the same in whatever process asks."""
        if isinstance(self.when, dt.time):
            day = clock.day_of(now)
            today = self._on(day)
            return today if today <= now else self._on(day - dt.timedelta(days=1))
        turns = int((now.timestamp() - self._phase) // self.when)
        return dt.datetime.fromtimestamp(turns * self.when + self._phase, dt.UTC)

    def next_slot(self, now: dt.datetime) -> dt.datetime:
        """The first turn after ``now``."""
        if isinstance(self.when, dt.time):
            day = clock.day_of(now)
            today = self._on(day)
            return today if today > now else self._on(day + dt.timedelta(days=1))
        return self.slot(now) + dt.timedelta(seconds=self.when)

    @property
    def _phase(self) -> float:
        """Seconds by which turns are shifted, so that hourly jobs do not all come at the full hour."""
        return 0.0 if isinstance(self.when, dt.time) else zlib.crc32(self.name.encode()) % max(1.0, self.when)

    def _on(self, day: dt.date) -> dt.datetime:
        """By the rules of the zone: a time that a day leaves out is taken as if the clock had not been changed yet."""
        assert isinstance(self.when, dt.time)  # noqa: S101 - only daily jobs have days
        return dt.datetime.combine(day, self.when, clock.COMPANY_ZONE).astimezone(dt.UTC)


def owed(job: Job, now: dt.datetime, counts_from: dt.datetime, last: dt.datetime | None) -> dt.datetime | None:
    """The turn to be taken at ``now``; None when it was dealt with (``last``) or came before turns counted."""
    slot = job.slot(now)
    if slot <= counts_from or slot == last or (not job.made_up and now - slot > LATE):
        return None
    return slot
