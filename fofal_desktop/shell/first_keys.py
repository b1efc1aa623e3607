"""The house's keys go before those of Emacs, which text fields on Linux know: Ctrl+K would cut off a line's end."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from fofal_desktop import commands

_EMACS = (
    QKeySequence.StandardKey.Delete,
    QKeySequence.StandardKey.DeleteEndOfLine,
    QKeySequence.StandardKey.MoveToEndOfLine,
)


class FirstKeys(QObject):
    """Listens to the one widget that has the focus: to listen to the whole program would slow all of it."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._ours = _shared()
        self._watched: QWidget | None = None
        if self._ours:
            app.focusChanged.connect(self._follow)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """A text field claims its keys before shortcuts are tried; ours it may not."""
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        ours = QKeySequence(event.keyCombination()).toString() in self._ours
        if ours:
            event.ignore()
        return ours

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = now
        if now is not None:
            now.installEventFilter(self)


def _shared() -> set[str]:
    """What both want on this system; Windows has no such keys."""
    emacs = {keys.toString() for key in _EMACS for keys in QKeySequence.keyBindings(key)}
    everywhere = (*commands.LIST, *commands.RECORD, *commands.WINDOW)
    return emacs & {QKeySequence(command.shortcut).toString() for command in everywhere if command.shortcut}
