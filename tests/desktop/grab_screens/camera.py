"""Grabs screens of one desktop once they rest."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from fofal_desktop.app import Desktop
from fofal_desktop.views.page import Page, Place
from tests.desktop.grab_screens.findings import Findings
from tests.desktop.looks.walk import lay_out, rests
from tests.support.servers import Server

TARGET = Path("build/screens")
LONGEST_MS = 10_000
SETTLE_MS, JUDGED_MS = 40, 15
"""Between two looks: what is judged needs its place, not its picture."""


class Camera:
    """``prefix`` names theme and language; ``only`` is part of the names of the screens that are kept.

    ``server`` is the one that ``user`` is signed in to. With ``findings`` screens are judged, and only those kept with
    which something is wrong.
    """

    def __init__(
        self, desktop: Desktop, prefix: str, only: str, server: Server, user: str, findings: Findings | None = None
    ) -> None:
        self.desktop, self.prefix, self.only = desktop, prefix, only
        self.server, self.user, self.findings = server, user, findings

    def on(self, desktop: Desktop) -> "Camera":
        """The same camera before another desktop."""
        return Camera(desktop, self.prefix, self.only, self.server, self.user, self.findings)

    def wait(self, done: Callable[[], bool] = lambda: True) -> None:
        """Let the program run until ``done`` and what it started has been drawn."""
        pause = SETTLE_MS if self.findings is None else JUDGED_MS
        loop, tries = QEventLoop(), iter(range(LONGEST_MS // pause))
        timer = QTimer(interval=pause)
        timer.timeout.connect(lambda: loop.quit() if done() or next(tries, None) is None else None)
        timer.start()
        loop.exec()

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        if self.only not in name:
            return
        self.wait()
        shown = widget or self.desktop.window
        if self.findings is not None:
            self.desktop.window.resize(self.findings.room)  # what one screen needed is not the next one's
            lay_out()
            if not self.findings.judge(name, shown):
                return
        shown.grab()  # a chart knows the room that its axes want once it has been drawn
        self.wait()
        TARGET.mkdir(parents=True, exist_ok=True)
        shown.grab().save(str(TARGET / f"{name}-{self.prefix}.png"))

    def open(self, place: Place) -> Page | None:
        page = self.desktop.window.go(place)
        self.wait(lambda: page is None or rests(page))
        return page

    def close(self) -> None:
        self.desktop.window.workspace.close_all(lambda _gone: None)

    def dialog(self, name: str, dialog: QWidget) -> None:
        """Grab a dialog once it rests, then close it."""
        dialog.show()
        self.wait(lambda: rests(dialog))
        self.shoot(name, dialog)
        dialog.close()
