"""The details beside a list: the record of the row where the cursor is, read without opening it."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout

from fofal_desktop.api.age import Dated
from fofal_desktop.api.client import Client
from fofal_desktop.dialogs.frame import Banner
from fofal_desktop.fields.formats import name_of
from fofal_desktop.gate import ask, message_of
from fofal_desktop.jobs import Job
from fofal_desktop.models.details import changes_of, parts_of
from fofal_desktop.models.layouts import Layouts
from fofal_desktop.parts import GAP, Elided, icon_button, label, tight
from fofal_desktop.tables.records import RecordTable
from fofal_desktop.views.as_read import AsRead
from fofal_desktop.views.details_text import DetailsText
from fofal_desktop.views.heading import show_state
from fofal_desktop.views.patience import Busy, Questions
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import History

Record = dict[str, Any]
WIDTH, LEAST, SHARE = 340, 240, 2
"""In pixels; the list begins so many times as wide."""
ROOMY = 1200
"""Pixels that a window needs for a list that was left with its details to open with them."""
REST_MS = 150
"""How long the cursor rests on a row before its record is asked for: who moves on with the arrows asks for nothing."""


class DetailsPane(QFrame):
    """``opened`` carries the record to be opened.

    What the row itself says stands there at once, the rest as soon as it was read; an answer that comes after the
    cursor has moved on is dropped.
    """

    opened = Signal(dict)

    def __init__(self, client: Client, resource: ResourceMeta, table: RecordTable, layouts: Layouts) -> None:
        super().__init__()
        self.setObjectName("pane")
        self.setMinimumWidth(LEAST)
        self._client, self._resource, self._table, self._layouts = client, resource, table, layouts
        self._row: Record | None = None
        self.record: Record | None = None
        self._jobs: list[Job[Any]] = []
        self._doubtful = False
        self.title, self.state = Elided("sectionTitle"), label("", "state")
        self.as_read, self.problem, self.text = AsRead(), Banner(), DetailsText()
        self.busy = Busy()
        self._questions = Questions(self)
        self._questions.waits.connect(self.busy.setVisible)
        self._lay_out()
        self.hide()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._read)
        table.selectionModel().currentRowChanged.connect(lambda *_rows: self.look())
        for happened in (table.records.dataChanged, table.records.layoutChanged, table.records.counted):
            happened.connect(lambda *_what: self.look())

    # -- seen or not

    def restore(self, room: int) -> None:
        """As the person left it; in a narrow window the list begins without it."""
        self.show_on(on=bool(self._layouts.of(self._resource.name).get("details")) and room >= ROOMY)

    def turn(self) -> None:
        """Show or hide it from now on, for this person and list."""
        on, held = self.isHidden(), self.isAncestorOf(QApplication.focusWidget() or self._table)
        self.show_on(on=on)
        self._layouts.keep(self._resource.name, {"details": on or None})
        if held:
            self._table.setFocus()

    def show_on(self, *, on: bool) -> None:
        """Let it be seen or not; hidden it asks for nothing."""
        self.setVisible(on)
        self._row = None
        self._drop()
        if on:
            self.look()

    def look(self) -> None:
        """Show the record of the row where the cursor is, as far as it is known."""
        if self.isHidden():
            return
        index = self._table.currentIndex()
        row = self._table.records.record(index.row()) if index.isValid() else None
        if row is None:
            self._show_nothing()
        elif self._row is None or _known(row) != _known(self._row) or self._doubtful:
            self._begin(row)

    # -- reading

    def _begin(self, row: Record) -> None:
        self._drop()
        if self.record is None or row["id"] != self.record["id"]:
            self._show(row)
            self.text.verticalScrollBar().setValue(0)
            self.as_read.tell(None)
        self._row, self._doubtful = row, False
        self._rest.start()

    def _read(self) -> None:
        if self._row is None:
            return
        key = str(self._row["id"])
        self._questions.ask(partial(self._client.read, self._resource, key), self._take, self._fail)

    def _take(self, found: Dated[Record]) -> None:
        if self._row is None or found.value["id"] != self._row["id"]:  # it had waited for a sign-in
            return
        self.problem.say("")
        self.as_read.tell(found.read_at)
        self._show(found.value)
        self._doubtful = found.read_at is not None
        if not self._doubtful:
            work = partial(self._client.history, self._resource, str(found.value["id"]))
            done = partial(self._add_changes, found.value)
            self._jobs = [ask(self, work, done, lambda _error: None)]

    def _add_changes(self, record: Record, history: History) -> None:
        if self.record is record and history.items:
            self.text.show_parts([*parts_of(self._resource, record), changes_of(self._resource, history.items)])

    def _fail(self, error: Exception) -> None:
        """What the row says stays; it is tried again when the list was read anew."""
        self._doubtful = True
        self.problem.say(message_of(error), "warning")

    def _drop(self) -> None:
        self._rest.stop()
        self._questions.drop()
        for job in self._jobs:
            job.cancel()
        self._jobs = []
        self.problem.say("")

    # -- showing

    def _show(self, record: Record) -> None:
        self.record = record
        self.title.setText(name_of(self._resource, record))
        show_state(self.state, self._resource, record)
        self.open.setEnabled(True)
        self.text.show_parts(parts_of(self._resource, record))

    def _show_nothing(self) -> None:
        self._drop()
        self._row = self.record = None
        self.title.setText(self._resource.label_one)
        self.state.hide()
        self.as_read.tell(None)
        self.open.setEnabled(False)
        self.text.show_parts(())

    def _open(self) -> None:
        if self.record is not None:
            self.opened.emit(self.record)

    # -- put together

    def _lay_out(self) -> None:
        self.busy.hide()
        self.text.setAccessibleName(self.tr("Details"))
        self.text.setPlaceholderText(self.tr("Choose a row to read its record here."))
        self.open = icon_button("mdi6.open-in-app", self.tr("Open the record"), "openDetails", self._open)
        shut = icon_button("mdi6.close", self.tr("Hide the details"), "hideDetails", self.turn)
        row = tight(QHBoxLayout(), GAP)
        row.addWidget(self.title, 1)
        row.addWidget(self.open)
        row.addWidget(shut)
        column = tight(QVBoxLayout(self), GAP, GAP)
        column.setContentsMargins(2 * GAP, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.state, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.as_read, self.problem, self.busy):
            column.addWidget(widget)
        column.addWidget(self.text, 1)


def _known(row: Record) -> tuple[Any, Any]:
    return row["id"], row.get("version")
