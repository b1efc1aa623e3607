"""The server's clock as far as this desktop has heard it; the computer's own may be wrong by days."""

import datetime as dt
import time
from zoneinfo import ZoneInfo

COMPANY_ZONE = ZoneInfo("Africa/Douala")


class ServerClock:
    """Corrected by every answer; before the first one it is the computer's clock."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def hear(self, moment: float | None) -> None:
        """Take note of the server's time, in seconds since 1970."""
        if moment is not None:
            self._ahead = moment - time.time()

    @property
    def ahead(self) -> float:
        """Seconds by which the server is ahead of this computer, as of its last answer."""
        return self._ahead

    def now(self) -> dt.datetime:
        return dt.datetime.fromtimestamp(time.time() + self._ahead, dt.UTC)

    def today(self) -> dt.date:
        """Tell the business day of the company, whatever zone the computer believes to be in."""
        return self.now().astimezone(COMPANY_ZONE).date()

    def time_of_day(self, form: str = "%H:%M") -> str:
        """This moment as people of the company say it, wherever the computer believes to be."""
        return self.now().astimezone(COMPANY_ZONE).strftime(form)
