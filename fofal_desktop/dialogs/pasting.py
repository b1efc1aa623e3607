"""Rows from a spreadsheet: what each would do is shown first, errors at their cell; then all of them or none."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.api.request import Content
from fofal_desktop.dialogs.frame import Banner
from fofal_desktop.dialogs.question import Answer, ask_person
from fofal_desktop.dialogs.sending import SendingDialog
from fofal_desktop.jobs import report_rows
from fofal_desktop.models.pasted import PastedModel
from fofal_desktop.parts import label
from fofal_desktop.tables.cells import ToneDelegate
from fofal_desktop.tables.plain import plain_table
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import ImportReport

MOST = 500
"""Rows of one paste, of each of which the server tells what it does; more go by a file."""


class PasteDialog(SendingDialog):
    """``stored`` carries the report of what was stored."""

    stored = Signal(object)

    def __init__(
        self, client: Client, resource: ResourceMeta, names: Sequence[str], rows: Sequence[Sequence[str]],
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent, "pasteDialog", client, width=720)
        self.setWindowTitle(self.tr("Paste"))
        self.title.setText(self.tr("Paste: {0}").format(resource.label))
        self.resize(920, 560)
        self._resource, self._may_store, self._corrected = resource, False, False
        self.rows = PastedModel(resource, names, rows, self)
        self.outcome, self.told_here = Banner(), label("", "hint", wrap=True)
        self.table = self._make_table()
        self._lay_out(any(not name for name in names))
        self.rows.edited.connect(self._doubt)
        self.check()

    def _make_table(self) -> QTableView:
        table = plain_table(self.rows, "pasted", stretch=False)
        table.setItemDelegate(ToneDelegate(table))
        table.setAccessibleName(self.tr("Pasted rows"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        table.verticalHeader().show()
        table.selectionModel().currentChanged.connect(self._tell_cell)
        return table

    def _lay_out(self, left_out: bool) -> None:
        self.body.addWidget(self.outcome)
        if left_out:
            words = self.tr("Columns that the program fills itself are left out.")
            self.body.addWidget(label(words, "hint", wrap=True))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.told_here)
        leave = self.add_button(self.tr("Cancel"), "cancel")
        leave.setProperty("always", True)
        leave.clicked.connect(self.reject)
        self.again = self.add_button(self.tr("Check again"), "checkAgain", "", "mdi6.refresh")
        self.again.clicked.connect(self.check)
        self.go = self.add_button(self.tr("Store"), "go", "primary")
        self.go.clicked.connect(self.store)

    # -- deeds

    def check(self) -> None:
        """Have the rows judged: nothing is stored."""
        content = self.rows.content()
        self.send(lambda _key: self._import(content), self._judged)

    def store(self) -> None:
        """Store all of the rows."""
        content = self.rows.content()
        self.send(lambda key: self._import(content, key), self._stored, undone=self.tr("Nothing was stored."))

    def _import(self, content: Content, key: str | None = None) -> ImportReport:
        """Runs off the GUI thread; for good with a key, as a rehearsal without."""
        return self._client.import_file(
            self._resource, content, dry_run=key is None, shown=MOST, told=report_rows, idempotency_key=key
        )

    # -- what came of them

    def _judged(self, told: ImportReport) -> None:
        self.rows.judge(told)
        self._may_store = not told.errors and told.rows > 0
        self.outcome.say(self._words(told), "danger" if told.errors else "info")
        self.table.resizeColumnsToContents()
        wrong = self.rows.first_problem()
        self.table.setCurrentIndex(wrong if isinstance(wrong, QModelIndex) else self.rows.index(0, 0))
        self.table.setFocus()
        self._tell_cell()

    def _words(self, told: ImportReport) -> str:
        if told.errors:
            wrong = self.tr("%n error(s)", "", len(told.errors))
            return self.tr("{0}. Nothing is stored while a cell is wrong: correct it here, then check again.").format(
                wrong
            )
        made, changed = self.tr("%n to add", "", told.created), self.tr("%n to change", "", told.updated)
        return self.tr("{0}, {1}. Nothing is stored yet.").format(made, changed)

    def _stored(self, told: ImportReport) -> None:
        if told.errors:  # somebody changed something between rehearsal and storing
            self._judged(told)
            return
        self.stored.emit(told)
        self.accept()

    def _doubt(self) -> None:
        """What was corrected has to be judged before it is stored."""
        self._may_store, self._corrected = False, True
        self.go.setEnabled(False)
        self.outcome.say(self.tr("Corrected: check again before you store."), "warning")

    def reject(self) -> None:
        """Stop what is under way, or close: what was corrected stands nowhere else, so ask before."""
        if not self._corrected or self.sending:
            super().reject()
            return
        answers = (Answer("stay", self.tr("Go on correcting")), Answer("drop", self.tr("Discard"), "danger"))
        words = self.tr("What you have corrected here is kept nowhere else.")
        ask_person(self, self.tr("Discard the corrections?"), words, answers, self._leave)

    def _leave(self, name: str) -> None:
        if name == "drop":
            self._corrected = False
            self.reject()

    def _tell_cell(self, *_places: object) -> None:
        index = self.table.currentIndex()
        words = (
            self.rows.problem(index) or self.rows.problem(self.rows.index(index.row(), 0)) if index.isValid() else ""
        )
        self.told_here.setText(words)

    def wait(self, on: bool) -> None:
        super().wait(on)
        self.go.setEnabled(not on and self._may_store)
