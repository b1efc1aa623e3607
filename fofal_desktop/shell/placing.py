"""Where windows stand: always in sight, whatever became of the screens, and in front when they are asked for."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

FRAME = 32
"""Height that a system's frame takes above a window; it is known only once the window is shown."""


def within(wanted: QRect, rooms: Sequence[QRect]) -> QRect:
    """``wanted``, moved and made smaller to fit into that of ``rooms`` which holds most of it, else into the first."""
    room = max(rooms, key=lambda one: _area(one.intersected(wanted)))
    size = wanted.size().boundedTo(room.size())
    left = min(max(wanted.left(), room.left()), room.left() + room.width() - size.width())
    top = min(max(wanted.top(), room.top()), room.top() + room.height() - size.height())
    return QRect(left, top, size.width(), size.height())


def _area(rect: QRect) -> int:
    return 0 if rect.isEmpty() else rect.width() * rect.height()


def come_into_sight(window: QWidget) -> None:
    """Move ``window`` where the screens of now show all of it."""
    if window.isMaximized() or window.isFullScreen():  # the system sees to those
        return
    rooms = [screen.availableGeometry().adjusted(0, 0, 0, -FRAME) for screen in QGuiApplication.screens()]
    wanted = QRect(window.pos(), window.size())
    seen = within(wanted, rooms)
    if seen != wanted:
        window.resize(seen.size())
        window.move(seen.topLeft())


def come_forward(window: QWidget) -> None:
    """Stand before other windows, as far as the system lets one."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
