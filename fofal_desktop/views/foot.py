"""The foot of a list: how many rows are selected and what they come to."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fofal_desktop.gate import message_of
from fofal_desktop.jobs import Job
from fofal_desktop.models.marked import reading
from fofal_desktop.models.sums import added_up, sums_of
from fofal_desktop.parts import GAP, Elided, label, tight
from fofal_desktop.tables.records import RecordTable
from fofal_server.contract.meta import FieldMeta, ResourceMeta

MOST_SUMMED = 5_000
"""Rows that are added up; those that were never seen are read for it."""
REST_MS = 60


class ListFoot(QWidget):
    """Follows the selection of ``table``; nothing is said of a single row, which says it all itself."""

    def __init__(self, table: RecordTable, resource: ResourceMeta) -> None:
        super().__init__()
        self.setObjectName("foot")
        self._table, self._resource = table, resource
        self._job: Job[list[dict[str, Any]]] | None = None
        self.marked, self.sums = label("", "markedCount"), Elided("sums")
        row = tight(QHBoxLayout(self), 2 * GAP)
        row.addWidget(self.marked)
        row.addWidget(self.sums, 1)
        row.addWidget(label(" ", "strut"))  # as high when nothing is said: the table above must not jump
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._add_up)
        table.marked.connect(self._count)
        table.records.modelReset.connect(lambda: self._count(table.marked_count()))
        table.records.dataChanged.connect(lambda *_what: self._rest.start())
        table.heads.changed.connect(self._rest.start)

    def _count(self, count: int) -> None:
        self.marked.setText(self.tr("%n selected", "", count) if count > 1 else "")
        self._say("")
        self._rest.start()

    def _add_up(self) -> None:
        """At once when all the rows are here; what lacks is read beside."""
        if self._job is not None:
            self._job.cancel()
        count, columns = self._table.marked_count(), self._columns()
        if count < 2 or not columns:
            self._say("")
        elif count > MOST_SUMMED:
            self._say(self.tr("Sums are made of %n row(s) at most", "", MOST_SUMMED))
        elif len(rows := self._table.marked_records()) == count:
            self._show(rows)
        else:
            self._say(self.tr("Adding up…"))
            self._read()

    def _columns(self) -> list[FieldMeta]:
        return [field for field in self._table.shown_fields() if added_up(field)]

    def _read(self) -> None:
        work = reading(self._table.records, self._table.marked_spans())
        self._job = Job(self, work, self._show, lambda error: self._say(message_of(error))).start()

    def _show(self, rows: list[dict[str, Any]]) -> None:
        self._say("   ·   ".join(sums_of(self._resource, self._columns(), rows)))

    def _say(self, words: str) -> None:
        self.sums.setText(words)
        self.sums.setAccessibleName(words)
