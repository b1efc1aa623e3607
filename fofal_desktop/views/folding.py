"""Buttons beside each other that give way: those that find no room stand in a menu at their end."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QToolButton, QWidget

from fofal_desktop.fields.formats import tip_of
from fofal_desktop.parts import GAP, named, tab_through


class FoldingRow(QWidget):
    """The first ones are shown first; a single one is never folded away."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._buttons: list[QAbstractButton] = []
        self.more = named(QToolButton(self), name)
        self.more.setText(self.tr("More…"))
        self.more.setToolTip(tip_of(self.tr("More deeds")))
        self.more.setProperty("framed", True)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setMenu(QMenu(self.more))
        self.more.hide()

    def put(self, buttons: Sequence[QAbstractButton]) -> None:
        """Show these and no others; those before are destroyed."""
        for gone in self._buttons:
            gone.hide()
            gone.deleteLater()
        self._buttons = list(buttons)
        for one in self._buttons:
            one.setParent(self)
        self.updateGeometry()
        self._fold()

    def stand_between(self, before: QWidget, after: QWidget) -> None:
        """Let Tab come to them where one sees them, though they were made later."""
        tab_through(before, *self._buttons, self.more, after)

    def sizeHint(self) -> QSize:
        return QSize(self._width(self._buttons), self._height())

    def minimumSizeHint(self) -> QSize:
        least = [self.more] if len(self._buttons) > 1 else self._buttons
        return QSize(min(self._width(least), self._width(self._buttons)), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        """Another font or theme needs another room."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.updateGeometry()
            self._fold()

    def _fold(self) -> None:
        """Show as many as there is room for, and the others in the menu."""
        folds = self._width(self._buttons) > self.width() and len(self._buttons) > 1
        fitting = len(self._buttons)
        while folds and fitting and self._width([*self._buttons[:fitting], self.more]) > self.width():
            fitting -= 1
        shown, folded = self._buttons[:fitting], self._buttons[fitting:]
        menu = self.more.menu()
        menu.clear()
        for one in folded:
            one.hide()
            menu.addAction(one.text(), one.click)
        left = 0
        for one in [*shown, *([self.more] if folded else [])]:
            size = one.sizeHint()
            one.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())
            one.show()
            left += size.width() + GAP
        self.more.setVisible(bool(folded))

    @staticmethod
    def _width(buttons: Sequence[QAbstractButton]) -> int:
        return sum(one.sizeHint().width() for one in buttons) + GAP * max(0, len(buttons) - 1)

    def _height(self) -> int:
        high = [one.sizeHint().height() for one in (*self._buttons, self.more)]
        return max(high) if self._buttons else 0
