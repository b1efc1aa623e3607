"""Rows of one resource, fetched a page at a time as the person scrolls."""

from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer, Signal

from fofal_desktop.api.age import Dated, dated, of_kept
from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import Unseen
from fofal_desktop.fields.formats import alignment_of, counted, text_of, tip_of
from fofal_desktop.jobs import Job, changes
from fofal_desktop.line import line
from fofal_desktop.models.index import NOWHERE, Index
from fofal_desktop.models.pages import PAGE, Pages, Record
from fofal_desktop.models.spread import spread
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import Page

AT_ONCE = 3
"""Pages asked for at the same time; of those that wait only the ones seen last are kept."""
GATHER_MS = 15
"""Rows that one paint misses are asked for together; pages that a fast scroll only brushed are never asked for."""
MOST_CARRIED = 5_000
"""Selected rows that are followed to where their records went."""
PENDING = "…"


class Role(IntEnum):
    """What a view may ask beside what Qt names: the whole record, the tone of its state."""

    RECORD = Qt.ItemDataRole.UserRole
    TONE = Qt.ItemDataRole.UserRole + 1


_TOLD = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.ToolTipRole,
        Role.RECORD,
        Role.TONE,
    }
)
"""Of the ten things that Qt asks about each cell it paints; the others are answered before anything is looked up."""


class RecordModel(QAbstractTableModel):
    """Up to a million rows of which only the pages in sight are here.

    A refresh leaves the rows, the selection and the scroll position in place until the fresh rows arrive; a selected
    record keeps its selection where it went. ``loading`` tells when fetching begins and ends, ``counted`` the number
    of rows after each refresh, ``failed`` why fetching stopped (``refresh()`` tries again), ``aged`` when the oldest of
    the rows were read, if that was not now.
    """

    loading = Signal(bool)
    failed = Signal(Exception)
    counted = Signal(int)
    aged = Signal(object)

    def __init__(self, client: Client, resource: ResourceMeta, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.client, self.resource = client, resource
        self.columns = [resource.fields[name] for name in resource.columns]
        self._beside = {field.name for field in self.columns}  # a unit in a column of its own is not said twice
        self.search = ""
        self.filters: tuple[str, ...] = ()
        self.order: tuple[str, ...] = tuple(resource.sort)
        self._tones = {state.value: state.tone for state in resource.states}
        self._pages, self._total, self._seen = Pages(), 0, 0
        self._jobs: dict[int, Job[Dated[Page]]] = {}
        self._wanted: list[int] = []
        self._unseen: set[int] = set()
        self.read_at: datetime | None = None
        self._busy = self._stuck = self._opening = False
        self._anew = True
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(GATHER_MS)
        self._gather.timeout.connect(self._ask_wanted)
        changes.happened.connect(self._on_changes)
        line.lost.connect(self._on_lost)
        self.destroyed.connect(lambda _gone, jobs=self._jobs: [one.cancel() for one in jobs.values()])

    # -- what to show

    def set_search(self, text: str) -> None:
        self.search = text
        self._begin(anew=True)

    def set_filters(self, filters: Sequence[str]) -> None:
        """Show the rows that pass all of these (``field:op:value``)."""
        self.filters = tuple(filters)
        self._begin(anew=True)

    def set_order(self, order: Sequence[str]) -> None:
        """Sort by several fields, the first counts most: ``("-done_on", "code")``."""
        self.order = tuple(order)
        self._begin(anew=True)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        sign = "-" if order is Qt.SortOrder.DescendingOrder else ""
        if 0 <= column < len(self.columns):
            self.set_order((sign + self.columns[column].name,))

    def succeed(self, before: "RecordModel") -> None:
        """Show the rows that ``before`` had, and fetch them anew: in another language they may read otherwise."""
        self.beginResetModel()
        self.search, self.filters, self.order = before.search, before.filters, before.order
        self._pages, self._total, self._seen, self._anew = before.give_away()
        self.endResetModel()
        if not self._anew:
            self.counted.emit(self._total)
        self.refresh()

    def give_away(self) -> tuple[Pages, int, int, bool]:
        """Rows that are here, how many there are, the page in sight, whether the answer to the question lacks."""
        self._drop_questions()
        return self._pages, self._total, self._seen, self._anew

    @property
    def answers(self) -> bool:
        """Whether the rows on show are those that are asked for, not those of the question before."""
        return not self._anew

    def refresh(self) -> None:
        """Fetch again what is in sight; the rest is fetched again when it comes into sight."""
        self._pages.doubt()
        self._begin(anew=False)

    def record(self, row: int) -> Record | None:
        """Find the record of a row, if it is here already."""
        return self._pages.record(row)

    def row_of(self, key: str) -> int | None:
        """Find the row of a record by its id, among the rows that are here."""
        return next((row for row, record in self._pages.rows() if record["id"] == key and row < self._total), None)

    # -- what Qt asks

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        field = self.columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return field.label
            case Qt.ItemDataRole.TextAlignmentRole:
                return alignment_of(field)
            case Qt.ItemDataRole.ToolTipRole:
                return tip_of("\n".join(filter(None, (field.label, field.help))))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _TOLD or not index.isValid():
            return None
        field = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment_of(field)
        if role == Qt.ItemDataRole.DisplayRole:
            self._look_at(index.row() // PAGE)
        record = self._pages.record(index.row())
        if record is None:
            return PENDING if role == Qt.ItemDataRole.DisplayRole else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text_of(field, record) if field.unit in self._beside else counted(field, record, record)
            case Qt.ItemDataRole.ToolTipRole:
                return tip_of(str(record.get(field.name) or "")) if field.kind is Kind.NOTE else None
            case Role.RECORD:
                return record
            case Role.TONE:
                return self._tones.get(str(record.get(field.name))) if field.kind is Kind.CHOICE else None
        return None

    # -- fetching

    def _begin(self, *, anew: bool) -> None:
        """Ask for one page and the count, dropping what was asked before; ``anew`` when the question has changed."""
        self._drop_questions()
        self._unseen.clear()
        self._anew, self._opening, self._stuck = self._anew or anew, True, False
        self._ask(0 if self._anew else self._seen)

    def _look_at(self, page: int) -> None:
        self._seen = page
        self._pages.touch(page)
        if not self._pages.needs(page) or page in self._jobs or page in self._unseen or self._stuck:
            return
        if page in self._wanted:
            self._wanted.remove(page)
        self._wanted.append(page)
        if not self._gather.isActive():
            self._gather.start()

    def _ask_wanted(self) -> None:
        if self._opening:
            return
        del self._wanted[: -2 * AT_ONCE]
        while self._wanted and len(self._jobs) < AT_ONCE:
            self._ask(self._wanted.pop())

    def _ask(self, page: int) -> None:
        client, resource, opening = self.client, self.resource, self._opening
        search, filters, sort = self.search, self.filters, self.order

        def work() -> Page:
            return client.page(
                resource, offset=page * PAGE, limit=PAGE, search=search, filters=filters, sort=sort, total=opening
            )

        self._question = work
        self._jobs[page] = Job(
            self, dated(work), partial(self._arrived, page), lambda error: self._not_arrived(page, error)
        ).start()
        self._tell_busy()

    def stand_in(self) -> None:
        """The answer to a new question is late: what is kept of it is shown until it comes."""
        if not (self._opening and self._anew and self._jobs):
            return
        [(page, asked)] = self._jobs.items()

        def show(kept: Dated[Page]) -> None:
            if self._jobs.get(page) is asked:
                self._grow_old(kept.read_at, opening=True)
                self._open(page, kept.value)

        Job(self, of_kept(self._question), show, lambda _none: None, long=True).start()  # the short ones may all wait

    def give_up(self) -> None:
        """Wait no more for what is under way; ``refresh()`` tries again."""
        self._drop_questions()
        self._opening, self._stuck = False, True
        self._tell_busy()

    def _arrived(self, page: int, answer: Dated[Page]) -> None:
        del self._jobs[page]
        self._grow_old(answer.read_at, opening=self._opening)
        if self._opening:
            self._opening = False
            self._open(page, answer.value)
        else:
            self._take(page, answer.value.items)
        self._ask_wanted()
        self._tell_busy()

    def _grow_old(self, read_at: datetime | None, *, opening: bool) -> None:
        """Tell how old the oldest rows are of those that answer the question of now."""
        known = [one for one in (read_at, None if opening else self.read_at) if one is not None]
        self.read_at = min(known, default=None)
        self.aged.emit(self.read_at)

    def _not_arrived(self, page: int, error: Exception) -> None:
        """Stop asking: the line is down for the other pages too, and one telling is enough.

        Of a list that is kept here only this page lacks.
        """
        del self._jobs[page]
        if isinstance(error, Unseen) and not self._opening:
            self._unseen.add(page)
            self._ask_wanted()
            self._tell_busy()
            self.failed.emit(error)
            return
        same = self._opening and not self._anew  # the rows on show are those that were asked for
        self._drop_questions()
        self._opening, self._stuck = False, True
        self._tell_busy()
        self.failed.emit(error.nobody if same and isinstance(error, Unseen) else error)

    def _on_lost(self) -> None:
        """An answer under way will hardly come: what is kept here is shown instead."""
        if self._jobs:
            self.refresh()

    def _drop_questions(self) -> None:
        for job in self._jobs.values():
            job.cancel()
        self._jobs.clear()
        self._wanted.clear()

    def _tell_busy(self) -> None:
        busy = bool(self._jobs)
        if busy is not self._busy:
            self._busy = busy
            self.loading.emit(busy)

    # -- taking rows in

    def _open(self, page: int, answer: Page) -> None:
        """Take the first answer to a question: the count, and the rows in sight."""
        total = answer.total
        if total is None:  # a page that was kept without its count
            total = max(self._total, answer.offset + len(answer.items))
        self._grow(total)
        self._take(page, answer.items)
        self._shrink(total)
        self._anew = False
        self.counted.emit(total)

    def _take(self, page: int, items: list[Record]) -> None:
        known = self._pages.ids(page)
        if not self._anew and (not known or known == [record["id"] for record in items]):
            self._pages.keep(page, items)
            self._redraw(page)
        elif spread(self.persistentIndexList(), len(self.columns)) > MOST_CARRIED:
            self._begin_afresh(page, items)
        else:
            self._rearrange(page, items)

    def _begin_afresh(self, page: int, items: list[Record]) -> None:
        """Let go of a selection too large to carry: following half a million rows would take Qt half a minute."""
        self.beginResetModel()
        self._pages.clear()
        self._pages.keep(page, items)
        self.endResetModel()

    def _rearrange(self, page: int, items: list[Record]) -> None:
        """Put rows where others stood; what is selected goes with its record, so that nobody deletes its neighbour."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        names = [record["id"] if (record := self._pages.record(index.row())) else None for index in held]
        if self._anew:
            self._pages.clear()
        self._pages.keep(page, items)
        rows = {record["id"]: row for row, record in self._pages.rows()} if held else {}
        rows |= {record["id"]: row for row, record in enumerate(items, page * PAGE)}
        moved = [self._moved(index, rows.get(name)) for index, name in zip(held, names, strict=True)]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _moved(self, index: QModelIndex, row: int | None) -> QModelIndex:
        """Say where a held row went: with its record, else where it was unless other rows stand there now."""
        if row is not None:
            return self.index(row, index.column())
        return NOWHERE if self._pages.record(index.row()) else index

    def _grow(self, total: int) -> None:
        if total > self._total:
            self.beginInsertRows(NOWHERE, self._total, total - 1)
            self._total = total
            self.endInsertRows()

    def _shrink(self, total: int) -> None:
        if total < self._total:
            self.beginRemoveRows(NOWHERE, total, self._total - 1)
            self._total = total
            self.endRemoveRows()

    def _redraw(self, page: int) -> None:
        last = min((page + 1) * PAGE, self._total) - 1
        if last >= page * PAGE:
            self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(self.columns) - 1))

    def _on_changes(self, resources: set[str]) -> None:
        if self.resource.name in resources:
            self.refresh()
