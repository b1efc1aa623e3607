"""Rows from a spreadsheet: what each would do is shown first, errors at their cell; then all of them or none."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTableView, QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.dialogs.frame import Banner
from fofal_desktop.dialogs.question import Answer, ask_person
from fofal_desktop.dialogs.sending import SendingDialog, Work
from fofal_desktop.jobs import report_rows
from fofal_desktop.models.pasted import PastedModel
from fofal_desktop.parts import label, named
from fofal_desktop.tables.cells import ToneDelegate
from fofal_desktop.tables.plain import plain_table
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import ImportReport

MOST = 500
"""Rows of one paste, of each of which the server tells what it does; more go by a file."""


class PasteDialog(SendingDialog):
    """``stored`` carries the report of what was stored.

    ``over`` are records that the rows may be laid over, as many as there are rows; ``new``: they may become new ones.
    """

    stored = Signal(object)

    def __init__(
        self, client: Client, resource: ResourceMeta, names: Sequence[str], rows: Sequence[Sequence[str]],
        parent: QWidget, *, over: Sequence[dict[str, Any]] = (), new: bool = True,
    ) -> None:  # fmt: skip
        super().__init__(parent, "pasteDialog", client, width=720)
        self.setWindowTitle(self.tr("Paste"))
        self.title.setText(self.tr("Paste: {0}").format(resource.label))
        self.resize(920, 560)
        self._resource, self._may_store, self._corrected, self._over = resource, False, False, list(over)
        self.rows = PastedModel(resource, names, rows, self)
        self.outcome, self.told_here = Banner(), label("", "hint", wrap=True)
        self.where, self.left_out = named(QComboBox(), "pasteWhere"), label("", "hint", wrap=True)
        self.table = self._make_table()
        self._lay_out()
        self._offer_places(new)
        self.rows.edited.connect(self._doubt)
        self._lay_rows()
        self.where.currentIndexChanged.connect(self._lay_rows)

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

    def _lay_out(self) -> None:
        self.where.setAccessibleName(self.tr("What becomes of the rows"))
        self.body.addWidget(self.where)
        self.body.addWidget(self.outcome)
        self.body.addWidget(self.left_out)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.told_here)
        leave = self.add_button(self.tr("Cancel"), "cancel")
        leave.setProperty("always", True)
        leave.clicked.connect(self.reject)
        self.again = self.add_button(self.tr("Check again"), "checkAgain", "", "mdi6.refresh")
        self.again.clicked.connect(self.check)
        self.go = self.add_button(self.tr("Store"), "go", "primary")
        self.go.clicked.connect(self.store)

    def _offer_places(self, new: bool) -> None:
        """One row alone is taken for a new one, as there is nearly always a row under the cursor."""
        if self._over:
            words = self.tr("Over the %n selected row(s), in their order", "", len(self._over))
            self.where.addItem(words, True)
        if new:
            self.where.addItem(self.tr("As new rows"), False)
        self.where.setCurrentIndex(0 if len(self._over) > 1 else self.where.count() - 1)
        self.where.setVisible(self.where.count() > 1)

    # -- deeds

    def _lay_rows(self) -> None:
        self.rows.lay_over(self._over if self.where.currentData() else [])
        self.left_out.setText(
            self.tr("Columns that the program fills itself are left out.") if self.rows.leaves_out else ""
        )
        self.left_out.setVisible(self.rows.leaves_out)
        self.check()

    def check(self) -> None:
        """Have the rows judged: nothing is stored."""
        self.send(self._work(), self._judged)

    def store(self) -> None:
        """Store all of the rows."""
        self.send(self._work(), self._stored, undone=self.tr("Nothing was stored."))

    def _work(self) -> Work:
        """For good with a key, as a rehearsal without."""
        client, resource, content = self._client, self._resource, self.rows.content()
        changes, columns = self.rows.changes(), self.rows.columns()
        if changes:
            return lambda key: client.change_many(
                resource, changes, columns=columns, dry_run=key is None, told=report_rows, idempotency_key=key
            )
        return lambda key: client.import_file(
            resource, content, dry_run=key is None, shown=MOST, told=report_rows, idempotency_key=key
        )

    # -- what came of them

    def _judged(self, told: ImportReport) -> None:
        self.rows.judge(told)
        self._may_store = not told.errors and told.created + told.updated > 0
        doubt = self._doubt_of_order()
        words = " ".join(filter(None, (self._words(told), doubt)))
        self.outcome.say(words, "danger" if told.errors else "warning" if doubt else "info")
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
        if not told.created + told.updated:
            return self.tr("Nothing would change.")
        made, changed = self.tr("%n to add", "", told.created), self.tr("%n to change", "", told.updated)
        return self.tr("{0}, {1}. Nothing is stored yet.").format(made, changed)

    def _doubt_of_order(self) -> str:
        name, count = self.rows.reordered()
        words = self.tr("“{0}” changes in %n row(s): do they stand in the order of the list?", "", count)
        return words.format(name) if name else ""

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
