"""What keys and the wheel do to something that is looked at closer: a picture, a page of paper."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent


class Zoomed(Protocol):
    """What can be made larger and smaller, and shown whole."""

    def larger(self) -> None: ...

    def smaller(self) -> None: ...

    def fit(self) -> None: ...


def pressed(view: Zoomed, event: QKeyEvent, more: Mapping[Qt.Key, Callable[[], Any]]) -> bool:
    """Do what ``+``, ``-`` and ``0`` stand for, and ``more`` keys of the view's own; False for any other key."""
    usual = {Qt.Key.Key_Plus: view.larger, Qt.Key.Key_Minus: view.smaller, Qt.Key.Key_0: view.fit}
    deed = {**usual, **more}.get(Qt.Key(event.key()))
    if deed is not None:
        deed()
    return deed is not None


def turned(view: Zoomed, event: QWheelEvent) -> bool:
    """The wheel with Ctrl makes larger or smaller; False without it, when it scrolls."""
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return False
    view.larger() if event.angleDelta().y() > 0 else view.smaller()
    return True
