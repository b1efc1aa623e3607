"""The grid of the rain book: digits at once, Enter goes down, arrows everywhere, no mouse."""

from PySide6.QtCore import QEvent, QKeyCombination, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from fofal_desktop.fields.tabular import cells_of
from fofal_desktop.models.rain_book import BookRole, RainBookModel
from fofal_desktop.theme.icons import colour

Index = QModelIndex | QPersistentModelIndex
Step = tuple[int, int]
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_GROUNDS = ((BookRole.SUM, "hover"), (BookRole.TO_COME, "window"), (BookRole.CHANGED, "soft"))
WIDTH, WIDEST = 130, 260


def step_of(event: QKeyEvent) -> Step | None:
    """Where a key that leaves a cell leads: columns, rows."""
    back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    if event.key() in _ENTER:
        return 0, -1 if back else 1
    steps = {Qt.Key.Key_Tab: (1, 0), Qt.Key.Key_Backtab: (-1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
    return steps.get(Qt.Key(event.key()))


class RainDelegate(QStyledItemDelegate):
    """One line of text in a cell; ``left`` tells that a key has left it, and where to go on."""

    left = Signal(int, int)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        line = QLineEdit(parent)
        line.setObjectName("cellEditor")
        line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QLineEdit) and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = step_of(event)
            if step is not None:
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                self.left.emit(*step)
                return True
        return super().eventFilter(watched, event)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.data(BookRole.SUM):
            option.font.setWeight(QFont.Weight.DemiBold)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = next((role for name, role in _GROUNDS if index.data(name)), "")
        if ground:
            painter.fillRect(option.rect, colour(ground))
        super().paint(painter, option, index)
        if index.data(BookRole.PROBLEM):
            painter.save()
            painter.setPen(QPen(colour("danger"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
            painter.restore()


class RainGrid(QTableView):
    """``moved`` whenever the cursor stands elsewhere."""

    moved = Signal()

    def __init__(self, book: RainBookModel) -> None:
        super().__init__()
        self.setObjectName("rainGrid")
        self.book = book
        self.setModel(book)
        self._delegate = RainDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setHighlightSections(True)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)
        self.verticalHeader().setSectionsClickable(False)
        self._delegate.left.connect(self.go_on)
        self.selectionModel().currentChanged.connect(lambda *_ends: self.moved.emit())
        book.modelReset.connect(self._settle)

    def go_on(self, columns: int, rows: int) -> bool:
        """To the next day that can be typed in; down from the last day is the first one of the next site."""
        at, count = self.currentIndex(), self.book.rowCount()
        if columns:
            return self._go_to(at.row(), at.column() + columns)
        place = at.column() * count + at.row()
        while 0 <= (place := place + rows) < count * self.book.columnCount():
            column, row = divmod(place, count)
            if self.book.flags(self.book.index(row, column)) & Qt.ItemFlag.ItemIsEditable:
                return self._go_to(row, column)
        return False

    def settle(self) -> None:
        """What stands in an open cell counts."""
        line = self.viewport().findChild(QLineEdit, "cellEditor")
        if line is not None:
            self._delegate.commitData.emit(line)

    def clear_marked(self) -> None:
        """Days that are marked were not read after all."""
        for index in self.selectedIndexes():
            self.book.setData(index, "")

    def paste(self) -> None:
        """A column or a block from a spreadsheet, from the cursor on; sums are passed over."""
        at = self.currentIndex()
        try:
            rows = cells_of(QGuiApplication.clipboard().text())
        except ValueError:
            return
        days = [row for row in range(at.row(), self.book.rowCount()) if self.book.lines[row].is_day]
        for row, cells in zip(days, rows, strict=False):
            for column, words in enumerate(cells, at.column()):
                if column < self.book.columnCount():
                    self.book.setData(self.book.index(row, column), words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and not event.modifiers():
            self.clear_marked()
        elif event.key() == Qt.Key.Key_F2:
            self.edit(self.currentIndex())
        elif event.keyCombination() in _WAYS:
            self.go_on(*_WAYS[event.keyCombination()])
        else:
            super().keyPressEvent(event)

    def _go_to(self, row: int, column: int) -> bool:
        target = self.book.index(row, column)
        if target.isValid():
            self.setCurrentIndex(target)
        return target.isValid()

    def _settle(self) -> None:
        """Columns as wide as their heads, and the cursor on the first day that was not read."""
        for column in range(self.book.columnCount()):
            self.setColumnWidth(column, max(WIDTH, min(WIDEST, self.horizontalHeader().sectionSizeHint(column))))
        rows = [row for row, line in enumerate(self.book.lines) if line.is_day]
        unread = (row for row in rows if not self.book.index(row, 0).data())
        self._go_to(next(unread, 0), 0)


_WAYS = {
    QKeyCombination(Qt.Key.Key_Return): (0, 1),
    QKeyCombination(Qt.KeyboardModifier.KeypadModifier, Qt.Key.Key_Enter): (0, 1),
    QKeyCombination(Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Return): (0, -1),
    QKeyCombination(Qt.Key.Key_Up): (0, -1),
    QKeyCombination(Qt.Key.Key_Down): (0, 1),
}
