"""The table in which lines are typed: every key of a long sheet, no mouse."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from fofal_desktop.models.lines import LinesModel
from fofal_desktop.parts import application
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta

_CTRL, _ALT, _SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
_WIDTHS = {
    Kind.REFERENCE: 220,
    Kind.NAME: 180,
    Kind.NOTE: 240,
    Kind.CHOICE: 130,
    Kind.MONEY: 120,
    Kind.MOMENT: 140,
    Kind.FLAG: 70,
}
_WORDED = {Kind.REFERENCE, Kind.NAME, Kind.NOTE}
WIDTH, HEAD_ROOM = 100, 28


class Grid(QTableView):
    """Tab and Enter go to the next cell that can be typed in, and from the empty last row out of the grid.

    ``copy_above``, ``remove_rows``, ``clear_cells``, ``copy``, ``paste``, ``pick`` and ``pick_new`` ask the owner.
    """

    copy_above, remove_rows, clear_cells = Signal(), Signal(), Signal()
    copy, paste, pick, pick_new = Signal(), Signal(), Signal(), Signal()

    def __init__(self, model: LinesModel) -> None:
        super().__init__()
        self._lines = model
        self.setModel(model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        for column, field in enumerate(model.fields):
            self.setColumnWidth(column, self._width(field))
        self._fit_heads()
        self.horizontalHeader().sectionResized.connect(lambda *_sizes: self._fit_heads())
        self._left_at: tuple[int, int] | None = None
        model.modelAboutToBeReset.connect(self._remember_place)
        model.modelReset.connect(self._go_back)
        self._acts: dict[QKeyCombination, Callable[[], object]] = {
            _CTRL | Qt.Key.Key_D: self.copy_above.emit,
            _CTRL | Qt.Key.Key_Delete: self.remove_rows.emit,
            _CTRL | Qt.Key.Key_C: self.copy.emit,
            _CTRL | Qt.Key.Key_V: self.paste.emit,
            _CTRL | Qt.Key.Key_Z: model.undo,
            _CTRL | Qt.Key.Key_Y: model.redo,
            _ALT | Qt.Key.Key_Up: lambda: self._carry(-1),
            _ALT | Qt.Key.Key_Down: lambda: self._carry(1),
            QKeyCombination(Qt.Key.Key_Delete): self.clear_cells.emit,
            QKeyCombination(Qt.Key.Key_Backspace): self.clear_cells.emit,
            QKeyCombination(Qt.Key.Key_F2): self._pick_or_edit,
            QKeyCombination(Qt.Key.Key_F3): self.pick_new.emit,
            QKeyCombination(Qt.Key.Key_Return): lambda: self.go_on(1),
            QKeyCombination(Qt.Key.Key_Enter): lambda: self.go_on(1),
            _SHIFT | Qt.Key.Key_Return: lambda: self.go_on(-1),
        }

    @property
    def lines(self) -> LinesModel:
        return self._lines

    # -- moving

    def go_on(self, columns: int, rows: int = 0) -> bool:
        """Move to the next (or previous) cell that can be typed in; False at either end."""
        at = self.currentIndex()
        if rows:
            return self._go_to(at.row() + rows, at.column())
        place = at.row() * self._lines.columnCount() + at.column() if at.isValid() else -1
        while 0 <= (place := place + columns) < self._lines.rowCount() * self._lines.columnCount():
            row, column = divmod(place, self._lines.columnCount())
            if self._lines.flags(self._lines.index(row, column)) & Qt.ItemFlag.ItemIsEditable:
                return self._go_to(row, column)
        return False

    def stay_at(self, row: int, column: int) -> None:
        """Put the cursor there, or into the last row where there are fewer now."""
        self._go_to(min(row, self._lines.rowCount() - 1), column)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_on(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the room that is left to the first column of words, where names are cut short first."""
        super().resizeEvent(event)
        if not self._lines.fields:
            return
        widths = [self.columnWidth(column) for column in range(self._lines.columnCount())]
        words = (column for column, field in enumerate(self._lines.fields) if field.kind in _WORDED)
        column = next(words, len(widths) - 1)
        left = self.viewport().width() - sum(widths) + widths[column]
        self.setColumnWidth(column, max(self._width(self._lines.fields[column]), left))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride and self._act_of(event) is not None:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress and event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
                return self._tab(-1 if event.key() == Qt.Key.Key_Backtab else 1) or super().event(event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._act_of(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def act(self, event: QKeyEvent) -> None:
        """Take a key that was pressed inside a cell: only those that mean nothing to a line of text."""
        wanted = {Qt.Key.Key_D, Qt.Key.Key_F2, Qt.Key.Key_F3} if self.may_pick() else {Qt.Key.Key_D}
        act = self._act_of(event)
        if act is not None and event.key() in wanted:
            if event.type() is QEvent.Type.KeyPress:
                act()
            event.accept()

    def may_pick(self) -> bool:
        """Tell whether the cursor stands on a reference that can be changed."""
        return self._refers() and self._free(self.currentIndex())

    # -- inside

    def _remember_place(self) -> None:
        """Who types in the grid goes on typing where they were: after a step back, or once it is saved."""
        at, cursor = self.currentIndex(), application().focusWidget()
        inside = cursor is not None and (cursor is self or self.isAncestorOf(cursor))
        self._left_at = (at.row(), at.column()) if at.isValid() and inside else None

    def _go_back(self) -> None:
        if self._left_at is not None:
            self.stay_at(*self._left_at)

    def _tab(self, step: int) -> bool:
        """Leave the grid from the row where nothing was begun; a keyboard must not be caught here."""
        idle = step > 0 and self.currentIndex().row() == self._lines.rowCount() - 1 and not self._lines.readonly
        return not idle and self.go_on(step)

    def _act_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return self._acts.get(QKeyCombination(modifiers, Qt.Key(event.key())))

    def _pick_or_edit(self) -> None:
        if self._refers():
            self.pick.emit()
        elif self._free(self.currentIndex()):
            self.edit(self.currentIndex())

    def _refers(self) -> bool:
        at = self.currentIndex()
        return at.isValid() and self._lines.fields[at.column()].kind is Kind.REFERENCE

    def _free(self, index: QModelIndex) -> bool:
        return bool(self._lines.flags(index) & Qt.ItemFlag.ItemIsEditable)

    def _go_to(self, row: int, column: int) -> bool:
        target = self._lines.index(row, column)
        if target.isValid():
            self.setCurrentIndex(target)
        return target.isValid()

    def _carry(self, by: int) -> None:
        at = self.currentIndex()
        if at.isValid() and self._lines.move(at.row(), by):
            self._go_to(at.row() + by, at.column())

    def _width(self, field: FieldMeta) -> int:
        """Make room for what the column holds, for its longest word, and for a head of two lines."""
        measure = self._head_measure()
        words = max(measure.horizontalAdvance(word) for word in (field.label.split() or [""]))
        halved = measure.horizontalAdvance(field.label) * 3 // 5
        return max(_WIDTHS.get(field.kind, WIDTH), words + HEAD_ROOM, halved + HEAD_ROOM)

    def _fit_heads(self) -> None:
        """Let the heads wrap instead of cutting long words of plantations short."""
        heads, measure = self.horizontalHeader(), self._head_measure()
        tallest = 0
        for column in range(self._lines.columnCount()):
            room = QRect(0, 0, heads.sectionSize(column) - HEAD_ROOM, 1000)
            text = str(self._lines.headerData(column, Qt.Orientation.Horizontal))
            tallest = max(tallest, measure.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height())
        heads.setFixedHeight(tallest + HEAD_ROOM // 2)

    def _head_measure(self) -> QFontMetrics:
        font = self.horizontalHeader().font()
        font.setBold(True)
        return QFontMetrics(font)
