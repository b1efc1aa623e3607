"""Plays a script against real windows: waits for what a person would wait for, and takes the pictures."""

import sys
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

LOOK_MS = 25
CALM_MS = 150
PATIENCE_SECONDS = 90


@dataclass(frozen=True)
class Wait:
    """What must become true before the script goes on, and how to say what is missing when it does not."""

    until: Callable[[], bool]
    what: str


Script = Generator[Wait, None, None]


class TourError(Exception):
    """The tour cannot go on; the text says what was waited for."""


class Stage(QObject):
    """Runs one script from a timer, so that the event loop is never entered twice. ``ended`` carries the exit code."""

    ended = Signal(int)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder
        self._script: Script | None = None
        self._wait: Wait | None = None
        self._since = 0.0
        self._pictures = 0
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)

    def play(self, script: Script) -> None:
        """Begin; the folder is emptied of the pictures of an earlier tour."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.glob("*.png"):
            old.unlink()
        self._script = script
        self._timer.start()

    def tell(self, words: str) -> None:
        """Say what was seen; the tour's report is what it prints."""
        print(f"▸ {words}", flush=True)

    def picture(self, window: QWidget, name: str) -> None:
        """Keep what the window shows; an open dialog over it is drawn where it stands."""
        self._pictures += 1
        picture = window.grab()
        over = dialog(QDialog)
        if over is not None and over is not window:
            _lay_over(picture, over)
        target = self.folder / f"{self._pictures:02d}-{name}.png"
        if not picture.save(str(target)):
            raise TourError(f"image {target.name}")

    def _look(self) -> None:
        self._timer.stop()
        try:
            if self._wait is None or self._wait.until():
                self._wait, self._since = next(self._script) if self._script else None, time.monotonic()
            else:
                self._check_patience(self._wait)
        except StopIteration:
            self.ended.emit(0)
        except Exception as error:  # noqa: BLE001 - the tour ends here, whatever it was: its trace is the report
            self._give_up(error)
        else:
            self._timer.start()

    def _check_patience(self, wait: Wait) -> None:
        if time.monotonic() - self._since > PATIENCE_SECONDS:
            raise TourError(f"attendu en vain : {wait.what}")

    def _give_up(self, error: Exception) -> None:
        sys.excepthook(type(error), error, error.__traceback__)
        for number, window in enumerate(QApplication.topLevelWidgets()):
            if window.isVisible():
                self.picture(window, f"echec-{number}")
        self.ended.emit(1)


def _lay_over(picture: QPixmap, over: QWidget) -> None:
    """Draw an open dialog in the middle of its dimmed window, as a desktop shows it."""
    front = over.grab()
    size, ratio = picture.size() - front.size(), picture.devicePixelRatio()
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), QColor(0, 0, 0, 90))
    painter.drawPixmap(round(size.width() / 2 / ratio), round(size.height() / 2 / ratio), front)
    painter.end()


def dialog(kind: type[QDialog]) -> QDialog | None:
    """The open dialog of a kind, None while there is none."""
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    return found[-1] if found else None


def calm() -> Wait:
    """A short rest in which pending drawing is done; for pictures only, never for what a script relies on."""
    until = time.monotonic() + CALM_MS / 1000
    return Wait(lambda: time.monotonic() >= until, "un instant de calme")
