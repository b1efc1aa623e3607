"""A hand on the mouse: QTest's own moves carry no buttons, so the events are made here as Qt makes them."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
STEPS = 3


def send(widget: QWidget, kind: QEvent.Type, place: QPoint, held: Qt.MouseButton, keys: Qt.KeyboardModifier) -> None:
    at = QPointF(place)
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else LEFT
    QApplication.sendEvent(widget, QMouseEvent(kind, at, widget.mapToGlobal(at), button, held, keys))


def drag(widget: QWidget, start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    """Press, move in a few steps, let go."""
    send(widget, QEvent.Type.MouseButtonPress, start, LEFT, keys)
    for step in range(1, STEPS + 1):
        send(widget, QEvent.Type.MouseMove, start + (end - start) * step / STEPS, LEFT, keys)
    send(widget, QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.NoButton, keys)
