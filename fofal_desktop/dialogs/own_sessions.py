"""Where I am signed in: see each of my sessions, end one or all others."""

from PySide6.QtCore import QItemSelection
from PySide6.QtWidgets import QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.api.request import Answer, Request
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.gate import ask, message_of
from fofal_desktop.models.sessions import SessionsModel
from fofal_desktop.parts import label
from fofal_desktop.tables.plain import plain_table

_WIDTHS = (290, 120, 150)


class OwnSessions(Dialog):
    """What is ended here is out at its next call; the session that asks is ended by signing out."""

    def __init__(self, client: Client, parent: QWidget) -> None:
        super().__init__(parent, "ownSessions", "", width=640)
        self._client = client
        self.setWindowTitle(self.tr("My sessions"))
        self.title.setText(self.windowTitle())
        self.resize(780, 380)
        words = self.tr("If you do not know one of them, end it and change your password.")
        self.body.addWidget(label(words, "muted", wrap=True))
        self.model = SessionsModel(self)
        self.table = plain_table(self.model, "sessions", self.windowTitle())
        self.table.setSelectionMode(self.table.SelectionMode.SingleSelection)
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, width)
        self.table.selectionModel().selectionChanged.connect(self._select)
        self.body.addWidget(self.table, 1)
        self.one = self.add_button(self.tr("End this session"), "endSession")
        self.one.clicked.connect(self._end_one)
        self.others = self.add_button(self.tr("End all others"), "endOthers", "danger")
        self.others.clicked.connect(lambda: self._end(""))
        self.add_button(self.tr("Close"), "close", "primary").clicked.connect(self.accept)
        self._load()

    def _load(self) -> None:
        self.wait(True)
        request = Request("GET", "/auth/sessions")
        ask(self, lambda: self._client.send(request), self._show, self._fail, self._rest)

    def _show(self, answer: Answer) -> None:
        self.model.show_sessions(answer.json()["items"])

    def _fail(self, error: Exception) -> None:
        self.problem.say(message_of(error))

    def _rest(self) -> None:
        self.wait(False)
        self._select()

    def _select(self, *_changed: QItemSelection) -> None:
        rows = self.table.selectionModel().selectedRows()
        self.one.setEnabled(bool(rows) and not self.model.row(rows[0].row())["current"])
        self.others.setEnabled(self.model.others() > 0)

    def _end_one(self) -> None:
        row = self.table.selectionModel().selectedRows()[0].row()
        self._end(f"/{self.model.row(row)['id']}")

    def _end(self, which: str) -> None:
        """One by its id, or all but the session that asks; then the list is asked anew, whatever came of it."""
        self.problem.say("")
        self.wait(True)
        request = Request("DELETE", f"/auth/sessions{which}")
        ask(self, lambda: self._client.send(request), lambda _answer: None, self._fail, self._load)
