"""The list that hangs under a picker: seen, pointed at, never in possession of the keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

ROWS, NARROWEST = 10, 320


class OfferList(QListWidget):
    """``taken`` tells the place of the offer that was clicked; arrows move the mark through ``step``."""

    taken = Signal(int)

    def __init__(self, under: QWidget) -> None:
        super().__init__(under)
        self._under = under
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setObjectName("offers")
        self.setUniformItemSizes(True)
        self.itemClicked.connect(lambda item: self.taken.emit(self.row(item)))

    def offer(self, titles: Sequence[str], nothing: str) -> None:
        """Show these titles with the first one marked, or the word ``nothing``."""
        self.clear()
        self.addItems(list(titles))
        if titles:
            self.setCurrentRow(0)
        else:
            empty = QListWidgetItem(nothing, self)
            empty.setFlags(Qt.ItemFlag.NoItemFlags)
        self._hang()
        self.show()

    def step(self, by: int) -> None:
        if self.count():
            self.setCurrentRow(max(0, min(self.count() - 1, self.currentRow() + by)))

    def _hang(self) -> None:
        """Stand below the field, or above it where the screen ends."""
        height = self.sizeHintForRow(0) * min(self.count(), ROWS) + 2 * self.frameWidth() + 2
        self.resize(max(self._under.width(), NARROWEST), height)
        below = self._under.mapToGlobal(QPoint(0, self._under.height()))
        room = self._under.screen().availableGeometry()
        if below.y() + height > room.bottom():
            below.setY(self._under.mapToGlobal(QPoint(0, 0)).y() - height)
        below.setX(max(room.left(), min(below.x(), room.right() - self.width())))
        self.move(below)
