"""Says once when the clock of this computer is wrong: what is read here goes by the server's, other programs do not."""

import datetime as dt
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from fofal_desktop.api.clock import ServerClock
from fofal_desktop.fields.formats import moment_text
from fofal_desktop.notices import Notice

WRONG_S = 300.0
"""Codes of a second factor and certificates put up with less than this."""
ABOUT = "wrong-clock"


class WrongClock(QObject):
    """``told`` carries the notice, ``over`` what it was about once the clock is right again."""

    told = Signal(object)
    over = Signal(str)

    def __init__(self, clock: ServerClock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock, self._said = clock, False

    def look(self) -> None:
        """The server has answered: its clock is known."""
        wrong = abs(self._clock.ahead) > WRONG_S
        if wrong is self._said:
            return
        self._said = wrong
        if wrong:
            self.told.emit(Notice(self._words(), "warning", about=ABOUT))
        else:
            self.over.emit(ABOUT)

    def tell_again(self, shown: Iterable[str]) -> None:
        """In the language of now; what somebody has closed stays closed."""
        if ABOUT in shown:
            self.over.emit(ABOUT)
            self._said = False
            self.look()

    def _words(self) -> str:
        right = self._clock.now()
        own = right - dt.timedelta(seconds=self._clock.ahead)
        return self.tr(
            "The clock of this computer is wrong: it says {0}, that of the server {1}. FOFAL goes by the server; have "
            "the date and time of this computer set."
        ).format(moment_text(own.isoformat()), moment_text(right.isoformat()))
