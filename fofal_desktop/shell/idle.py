"""Notices that nobody touched keyboard or mouse for a while, by the events themselves."""

import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

_ACTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """``idle`` after so many milliseconds without an act, ``called`` at Ctrl+L also where a dialog holds the keys.

    A computer that slept counts as idle: its first act is swallowed and locks. Windows are watched, not the program:
    a filter of the program is asked about each of the thousands of events that a form takes to be built.
    """

    idle = Signal()
    called = Signal()

    def __init__(self, app: QGuiApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)
        self._last, self._watching = 0.0, False

    def start(self, limit_ms: int) -> None:
        """Watch from now on; 0 never becomes idle."""
        self._timer.setInterval(limit_ms)
        for window in self._app.topLevelWindows():
            self._watch(window)
        if not self._watching:
            self._app.focusWindowChanged.connect(self._watch)
            self._watching = True
        self._touch()

    def stop(self) -> None:
        if self._watching:
            self._app.focusWindowChanged.disconnect(self._watch)
            self._watching = False
        for window in self._app.topLevelWindows():
            window.removeEventFilter(self)
        self._timer.stop()

    def _watch(self, window: QWindow | None) -> None:
        """A dialog has a window of its own, known from when it takes the keys."""
        if window is not None:
            window.installEventFilter(self)

    @property
    def limit_ms(self) -> int:
        """What counts as idle now; 0 for never, or while nothing is watched."""
        return self._timer.interval() if self._timer.isActive() else 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in _ACTS:
            return False
        if isinstance(event, QKeyEvent) and _asks_to_lock(event):
            self.called.emit()
            return True
        if self._timer.isActive() and (time.time() - self._last) * 1000 > self._timer.interval():
            self._timer.stop()
            self.idle.emit()
            return True
        self._touch()
        return False

    def _touch(self) -> None:
        self._last = time.time()
        if self._timer.interval() > 0:
            self._timer.start()


def _asks_to_lock(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier
