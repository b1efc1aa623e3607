"""The list that hangs under a picker: seen, pointed at, never in possession of the keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from fofal_desktop.parts import read_out
from fofal_desktop.theme.icons import icon

ROWS, NARROWEST, SYMBOL = 10, 320, 14


class OfferList(QListWidget):
    """``taken`` tells the place of the offer that was clicked; arrows move the mark through ``step``.

    ``wanted`` when the last line was clicked, which makes a new one; it is never marked by itself. That there is
    nothing to offer is written otherwise than an offer, is no line that can be marked, and is read out.
    """

    taken = Signal(int)
    wanted = Signal()

    def __init__(self, under: QWidget) -> None:
        super().__init__(under)
        self._under, self._first, self._making = under, 0, -1
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setObjectName("offers")
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(SYMBOL, SYMBOL))
        self.itemClicked.connect(lambda item: self._take(self.row(item)))

    @property
    def making(self) -> bool:
        """Whether the line that makes a new one is marked."""
        return 0 <= self._making == self.currentRow()

    def _take(self, row: int) -> None:
        if row == self._making:
            self.wanted.emit()
        elif row >= self._first:
            self.taken.emit(row)

    def offer(self, titles: Sequence[str], nothing: str, create: str = "") -> None:
        """Show these titles with the first one marked, or the word ``nothing``, and what makes a new one below."""
        self.clear()
        self.addItems(list(titles))
        self._first, self._making = 0 if titles else 1, -1
        if titles:
            self.setCurrentRow(0)
        else:
            self._say(nothing)
        if create:
            QListWidgetItem(icon("mdi6.plus", "brand"), create, self)
            self._making = self.count() - 1
        self._hang()
        self.show()

    def _say(self, words: str) -> None:
        """Say why nothing is offered; the cursor never comes here, so that a screen reader would say nothing of it."""
        told = QListWidgetItem(words, self)
        told.setFlags(Qt.ItemFlag.NoItemFlags)
        font = told.font()
        font.setItalic(True)
        told.setFont(font)
        read_out(self._under, words)

    def step(self, by: int) -> None:
        if self.count() > self._first:
            self.setCurrentRow(max(self._first, min(self.count() - 1, self.currentRow() + by)))

    def _hang(self) -> None:
        """Stand below the field, or above it where the screen ends."""
        line = max(
            self.sizeHintForRow(0), self.sizeHintForRow(self.count() - 1)
        )  # all are as high as the one with a sign
        height = line * min(self.count(), ROWS) + 2 * self.frameWidth() + 2
        self.resize(max(self._under.width(), NARROWEST), height)
        below = self._under.mapToGlobal(QPoint(0, self._under.height()))
        room = self._under.screen().availableGeometry()
        if below.y() + height > room.bottom():
            below.setY(self._under.mapToGlobal(QPoint(0, 0)).y() - height)
        below.setX(max(room.left(), min(below.x(), room.right() - self.width())))
        self.move(below)
