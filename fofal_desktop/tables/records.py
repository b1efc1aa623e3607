"""The table of one resource's records: fetched as one scrolls, sorted at the heads, opened by Enter."""

from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.models.records import RecordModel
from fofal_desktop.tables.cells import StateDelegate
from fofal_desktop.tables.columns import ColumnHeader
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta, ResourceMeta

ROW_ROOM = 14


class RecordTable(QTableView):
    """``opened`` carries a record; ``marked`` the number of selected rows."""

    opened = Signal(dict)
    marked = Signal(int)

    def __init__(self, client: Client, resource: ResourceMeta, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("records")
        self.setAccessibleName(resource.label)
        self.records = RecordModel(client, resource, self)
        self.heads = ColumnHeader(self.records.columns, self)
        self.setHorizontalHeader(self.heads)
        self.heads.setResizeContentsPrecision(0)  # widths are measured on the rows in sight, not on a thousand
        self.setModel(self.records)
        self._free = True
        self._look()
        for column, field in enumerate(self.records.columns):
            if resource.states and field.kind is Kind.CHOICE and _is_state(resource, field.name):
                self.setItemDelegateForColumn(column, StateDelegate(self))
        self.heads.set_order(resource.sort)
        self.heads.ordered.connect(self.records.set_order)
        self.heads.changed.connect(self._set_by_person)
        self.heads.forgotten.connect(self._free_again)
        self._soon = QTimer(self, singleShot=True, interval=0)  # once the rows are laid out
        self._soon.timeout.connect(self.fit_columns)
        self.records.counted.connect(lambda _total: self._fit_arrived())
        self.doubleClicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(lambda *_sets: self.marked.emit(self.marked_count()))
        # Heads that show what is selected ask each of a million rows in turn, at every paint.
        self.heads.setSelectionModel(QItemSelectionModel(self.records, self.heads))

    def _look(self) -> None:
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + ROW_ROOM)

    # -- rows

    def marked_rows(self) -> list[int]:
        return sorted({row for span in self._spans() for row in range(span.top(), span.bottom() + 1)})

    def marked_count(self) -> int:
        return sum(span.height() for span in self._spans())

    def marked_spans(self) -> list[tuple[int, int]]:
        """First and last row of each range that is selected, from top to bottom."""
        return sorted((span.top(), span.bottom()) for span in self._spans())

    def _spans(self) -> list[QItemSelectionRange]:
        """What is selected, by ranges: rows one by one would be a million for Ctrl+A."""
        selection = self.selectionModel().selection()
        return [selection.at(place) for place in range(selection.count())]

    def marked_records(self) -> list[dict[str, Any]]:
        """Selected records that are here already."""
        found = (self.records.record(row) for row in self.marked_rows())
        return [record for record in found if record is not None]

    def succeed(self, before: "RecordTable") -> None:
        """Show the rows of the same table in another language, in their order."""
        self.records.succeed(before.records)
        self.heads.set_order(self.records.order)

    def mark_like(self, before: "RecordTable") -> None:
        """Select what is selected there; rows that go elsewhere later take it with them."""
        selection, last = QItemSelection(), self.records.columnCount() - 1
        for first, end in before.marked_spans():
            selection.select(self.records.index(first, 0), self.records.index(end, last))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def neighbour(self, key: str, step: int) -> str | None:
        """The key of the record ``step`` rows from the one of ``key``, if both are here; the cursor moves there."""
        row = self.records.row_of(key) if self.records.answers else None
        if row is None or not 0 <= row + step < self.records.rowCount():
            return None
        beside = self.records.record(row + step)
        if beside is None:
            return None
        self.selectRow(row + step)
        return str(beside["id"])

    def point_at(self, row: int) -> None:
        """Move the cursor to a row; one that is not here yet is fetched."""
        self.selectRow(row)
        self.records.index(row, 0).data()  # looking at it has it fetched

    def _shown_columns(self) -> list[int]:
        columns = [self.heads.logicalIndex(place) for place in range(self.heads.count())]
        return [column for column in columns if not self.heads.isSectionHidden(column)]

    def shown_fields(self) -> list[FieldMeta]:
        """What the columns on show stand for, from left to right."""
        return [self.records.columns[column] for column in self._shown_columns()]

    def fields_from_cursor(self) -> list[FieldMeta]:
        """The columns on show from that of the cursor to the right."""
        shown, at = self._shown_columns(), self.currentIndex().column()
        return self.shown_fields()[shown.index(at) if at in shown else 0 :]

    def _open(self, index: QModelIndex) -> None:
        record = self.records.record(index.row())
        if record is not None:
            self.opened.emit(record)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    # -- heads

    def sort_at_cursor(self, *, add: bool = False) -> None:
        """Sort by the column of the cursor as a click on its head does; ``add`` as Shift and a click."""
        place = self.currentIndex().column() if self.currentIndex().isValid() else self._shown_columns()[0]
        self.heads.sort_by_column(place, add=add)

    def restore_layout(self, data: dict[str, Any]) -> None:
        """Columns as this person left them, or as at the beginning, and the rows in that order."""
        self.heads.restore(data)
        self._free = not data.get("widths")
        self._fit_later()
        names = {field.name for field in self.records.columns}
        order = tuple(key for key in data.get("sort", ()) if str(key).removeprefix("-") in names)
        self._show_in(order or tuple(self.records.resource.sort))

    def _show_in(self, order: tuple[str, ...]) -> None:
        self.heads.set_order(order)
        self.records.set_order(order)

    def _fit_arrived(self) -> None:
        """Rows that come are painted once, in the widths that suit them."""
        if self._fits:
            self.executeDelayedItemsLayout()  # a scroll bar beside them takes room
            self.fit_columns()

    def _fit_later(self) -> None:
        if self._fits:
            self._soon.start()

    @property
    def _fits(self) -> bool:
        """Widths follow the rows and the window until the person sets them."""
        return self._free and self.isVisible() and self.records.rowCount() > 0

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_later()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_later()

    def _set_by_person(self) -> None:
        self._free = False

    def _free_again(self) -> None:
        self._free = True
        self.fit_columns()
        self._show_in(tuple(self.records.resource.sort))

    def fit_columns(self) -> None:
        """Widths that suit the rows in sight; of a table that is hidden Qt would measure each of a million rows."""
        if not self.isVisible():
            return
        columns = range(self.records.columnCount())
        self.heads.fit(self.viewport().width(), [self.sizeHintForColumn(column) for column in columns])


def _is_state(resource: ResourceMeta, name: str) -> bool:
    values = {choice.value for choice in resource.fields[name].choices}
    return values >= {state.value for state in resource.states}
