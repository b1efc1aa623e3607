"""The strip that says that the server is closed for a while, or soon will be; it goes by itself when that is over."""

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from fofal_desktop.api.clock import COMPANY_ZONE
from fofal_desktop.parts import GAP, label, mark, named, picture, tight
from fofal_desktop.theme.icons import icon
from fofal_server.contract.wire import MaintenanceNotice

SIGN, SIGN_SIZE = "mdi6.wrench-clock", 20
ONE_MINUTE = dt.timedelta(minutes=1)


class MaintenanceStrip(QFrame):
    """Hidden while there is nothing to say. Nobody can close it: the open forms below it stay as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("maintenance")
        row = tight(QHBoxLayout(self), GAP, GAP)
        self._sign = picture(SIGN, "warning")
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self.words = named(label("", wrap=True), "maintenanceText")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self.words, 1)
        self.hide()

    def send_away(self, words: str) -> None:
        """The server has closed its doors to this person, with these words."""
        kept = self.tr("What you typed stays here: save it when this message has gone.")
        self._say(f"{words}\n{kept}", "danger")

    def tell(self, notice: MaintenanceNotice | None, now: dt.datetime) -> None:
        """What lies ahead, or goes on around somebody who may work; nothing takes the strip away."""
        if notice is None:
            self.hide()
        elif notice.on:
            words = self.tr("Maintenance is going on, everybody else waits for its end: {0}").format(notice.message)
            self._say(words, "warning")
        else:
            self._announce(notice, now)

    def _announce(self, notice: MaintenanceNotice, now: dt.datetime) -> None:
        minutes = max(1, round((notice.starts_at - now) / ONE_MINUTE))
        at = notice.starts_at.astimezone(COMPANY_ZONE).strftime("%H:%M")
        words = self.tr("Maintenance in %n minute(s), at {0}: {1}", "", minutes).format(at, notice.message)
        save = self.tr("Save what you are working on before.")
        self._say(f"{words}\n{save}", "warning")

    def _say(self, words: str, tone: str) -> None:
        self.words.setText(words)
        mark(self, "notice", tone)
        mark(self.words, "tone", tone)  # or it would keep the colour of the tone before
        self._sign.setPixmap(icon(SIGN, tone).pixmap(SIGN_SIZE, SIGN_SIZE))
        self.show()
