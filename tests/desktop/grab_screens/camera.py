"""Grabs screens of one desktop once they rest."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from fofal_desktop.app import Desktop
from fofal_desktop.views.page import Page, Place
from tests.desktop.looks.clipped import clipped
from tests.desktop.looks.walk import rests
from tests.support.servers import Server

TARGET = Path("build/screens")
LONGEST_MS = 10_000
SETTLE_MS = 40


class Camera:
    """``prefix`` names theme and language; ``only`` is part of the names of the screens that are kept.

    ``server`` is the one that ``user`` is signed in to; ``tell`` hears of each text that is cut.
    """

    def __init__(
        self, desktop: Desktop, prefix: str, only: str, server: Server, user: str, tell: Callable[[str], object] | None
    ) -> None:
        self.desktop, self.prefix, self.only = desktop, prefix, only
        self.server, self.user, self._tell = server, user, tell

    def wait(self, done: Callable[[], bool] = lambda: True) -> None:
        """Let the program run until ``done`` and what it started has been drawn."""
        loop, tries = QEventLoop(), iter(range(LONGEST_MS // SETTLE_MS))
        timer = QTimer(interval=SETTLE_MS)
        timer.timeout.connect(lambda: loop.quit() if done() or next(tries, None) is None else None)
        timer.start()
        loop.exec()

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        if self.only not in name:
            return
        TARGET.mkdir(parents=True, exist_ok=True)
        self.wait()
        shown = widget or self.desktop.window
        shown.grab()  # a chart knows the room that its axes want once it has been drawn
        self.wait()
        shown.grab().save(str(TARGET / f"{name}-{self.prefix}.png"))
        if self._tell is not None:
            for told in clipped(shown):
                self._tell(f"{name}-{self.prefix}: {told}")

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
