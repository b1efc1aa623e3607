"""The house closed for a while: nearly everybody is sent away with the administrator's words, and told before."""

from dataclasses import dataclass
from datetime import datetime

from fofal_server.contract.wire import MaintenanceNotice
from fofal_server.core import clock
from fofal_server.core.errors import Unavailable

CODE = "maintenance"
SOONEST, LATEST = 10, 60
"""Seconds after which somebody sent away may ask again: whatever end was promised, it may come sooner."""


@dataclass(frozen=True)
class Maintenance:
    """From when, and until when as far as anybody knows; ``message`` is for everybody to read."""

    message: str
    starts_at: datetime
    until: datetime | None = None

    @property
    def on(self) -> bool:
        return self.starts_at <= clock.now()

    def refusal(self) -> Unavailable:
        """What somebody hears who comes meanwhile."""
        left = (self.until - clock.now()).total_seconds() if self.until else LATEST
        wait, code = round(min(max(left, SOONEST), LATEST)), CODE
        if self.until is None or left < 0:  # a promise that was not kept says nothing any more
            return Unavailable("maintenance", retry_after=wait, code=code, message=self.message)
        return Unavailable(
            "maintenance_until", retry_after=wait, code=code, message=self.message, until=clock.told(self.until)
        )

    def notice(self) -> MaintenanceNotice:
        """What desktops show beforehand, and to those who may go on meanwhile."""
        return MaintenanceNotice(on=self.on, message=self.message, starts_at=self.starts_at, until=self.until)
