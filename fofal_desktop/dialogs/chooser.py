"""F2 on a relation: the whole list of its target to search, sort and choose from."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.fields.editor import Chosen
from fofal_desktop.gate import message_of
from fofal_desktop.parts import clearable, label, named
from fofal_desktop.tables.records import RecordTable
from fofal_server.contract.meta import ResourceMeta

PAUSE_MS = 200


class Chooser(Dialog):
    """``take`` hears the chosen record; closing chooses nothing."""

    def __init__(self, client: Client, resource: ResourceMeta, parent: QWidget, take: Chosen) -> None:
        super().__init__(parent, "chooser", resource.label, width=760)
        self.resize(860, 560)
        self._take = take
        self.search = clearable(named(QLineEdit(placeholderText=self.tr("Search")), "chooserSearch"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.table = RecordTable(client, resource)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.count = label("", "count")
        for widget in (self.search, self.table, self.count):
            self.body.addWidget(widget)
        self.add_button(self.tr("Cancel"), "cancel").clicked.connect(self.reject)
        self.choose = self.add_button(self.tr("Choose"), "choose", "primary")
        self.choose.setEnabled(False)
        self.choose.clicked.connect(self._choose_marked)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(lambda: self.table.records.set_search(self.search.text()))
        self._connect()
        self.table.records.refresh()
        self.search.setFocus()

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.search.returnPressed.connect(self.table.setFocus)
        self.table.opened.connect(self._done)
        self.table.marked.connect(lambda count: self.choose.setEnabled(count == 1))
        self.table.records.counted.connect(lambda total: self.count.setText(self.tr("%n record(s)", "", total)))
        self.table.records.failed.connect(lambda error: self.problem.say(message_of(error)))

    def _choose_marked(self) -> None:
        for record in self.table.marked_records()[:1]:
            self._done(record)

    def _done(self, record: dict[str, Any]) -> None:
        self.accept()
        self._take(record)


def choose(client: Client, over: QWidget, resource: ResourceMeta, take: Chosen) -> None:
    """Let the person choose a record of the resource."""
    Chooser(client, resource, over, take).open()
