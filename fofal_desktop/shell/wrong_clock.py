"""Says once when the clock of this computer is wrong: what is read here goes by the server's, other programs do not."""

import datetime as dt

from PySide6.QtCore import QObject

from fofal_desktop.api.clock import ServerClock
from fofal_desktop.fields.formats import moment_text
from fofal_desktop.shell.teller import Teller

WRONG_S = 300.0
"""Codes of a second factor and certificates put up with less than this."""


class WrongClock(Teller):
    """Over once the clock is right again."""

    def __init__(self, clock: ServerClock, parent: QObject) -> None:
        super().__init__("wrong-clock", parent)
        self._clock = clock

    def look(self) -> None:
        """The server has answered: its clock is known."""
        wrong = abs(self._clock.ahead) > WRONG_S
        self.tell(True if wrong else None, self._words)

    def _words(self) -> str:
        right = self._clock.now()
        own = right - dt.timedelta(seconds=self._clock.ahead)
        return self.tr(
            "The clock of this computer is wrong: it says {0}, that of the server {1}. FOFAL goes by the server; have "
            "the date and time of this computer set."
        ).format(moment_text(own.isoformat()), moment_text(right.isoformat()))
