"""Rows of one resource, fetched a page at a time as the person scrolls."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from fofal_desktop.api.client import Client
from fofal_desktop.fields.formats import alignment_of, text_of
from fofal_desktop.jobs import Job, changes
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import Page

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
PAGE = 100


class RecordModel(QAbstractTableModel):
    loading = Signal(bool)
    failed = Signal(Exception)
    counted = Signal(int)

    def __init__(self, client: Client, resource: ResourceMeta, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.client, self.resource = client, resource
        self.columns = [resource.fields[name] for name in resource.columns]
        self.search = ""
        self.filters: tuple[str, ...] = ()
        self.order: tuple[str, ...] = tuple(resource.sort)
        self._pages: OrderedDict[int, list[dict[str, Any]]] = OrderedDict()
        self._total = 0
        self._jobs: dict[int, Job[Page]] = {}
        changes.happened.connect(self._on_changes)

    def set_search(self, text: str) -> None:
        self.search = text
        self.refresh()

    def set_filters(self, filters: Sequence[str]) -> None:
        self.filters = tuple(filters)
        self.refresh()

    def set_order(self, order: Sequence[str]) -> None:
        """Sort by several fields: ``("-date", "code")``."""
        self.order = tuple(order)
        self.refresh()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        sign = "-" if order is Qt.SortOrder.DescendingOrder else ""
        self.set_order((sign + self.columns[column].name,))

    def record(self, row: int) -> dict[str, Any] | None:
        """Find the record of a row if it is here already."""
        page = self._pages.get(row // PAGE)
        return page[row % PAGE] if page is not None and row % PAGE < len(page) else None

    def refresh(self) -> None:
        for job in self._jobs.values():
            job.cancel()
        self._jobs.clear()
        self._ask(0, first=True)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.columns[section].label if orientation is Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        field = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment_of(field)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        record = self.record(index.row())
        if record is None:
            self._ask(index.row() // PAGE)
            return "…"
        return text_of(field, record)

    def _ask(self, page: int, *, first: bool = False) -> None:
        if page in self._jobs:
            return
        search, filters, order = self.search, self.filters, self.order
        self.loading.emit(True)
        self._jobs[page] = Job(
            self,
            lambda: self.client.page(
                self.resource, offset=page * PAGE, limit=PAGE, search=search, filters=filters, sort=order, total=first
            ),
            lambda answer: self._arrived(page, answer, first=first),
            self.failed.emit,
        ).start()

    def _arrived(self, page: int, answer: Page, *, first: bool) -> None:
        self._jobs.pop(page, None)
        if first:
            self.beginResetModel()
            self._pages.clear()
            self._total = answer.total or 0
            self._pages[page] = answer.items
            self.endResetModel()
            self.counted.emit(self._total)
        else:
            self._pages[page] = answer.items
            last = min(page * PAGE + PAGE, self._total) - 1
            self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(self.columns) - 1))
        self.loading.emit(bool(self._jobs))

    def _on_changes(self, resources: set[str]) -> None:
        if self.resource.name in resources:
            self.refresh()
