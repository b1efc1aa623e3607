"""One field of many records gets the same value: what changes is shown first, record by record; then all or none."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QStackedWidget, QVBoxLayout, QWidget

from fofal_desktop.dialogs.frame import Banner
from fofal_desktop.dialogs.sending import SendingDialog, Work
from fofal_desktop.fields.editors import EditorContext, FieldEditor, editor_for
from fofal_desktop.fields.formats import name_of, text_of
from fofal_desktop.jobs import report_rows
from fofal_desktop.models.worded import WordedTable
from fofal_desktop.parts import GAP, clear, label, named, tab_through, tight
from fofal_desktop.tables.plain import plain_table
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta, ResourceMeta
from fofal_server.contract.wire import ImportedRow, ImportReport

MOST = 500
"""Records of one change: as many as a person can look through before agreeing."""
_ALONE = frozenset({Kind.CODE, Kind.LINES, Kind.FILE, Kind.GEOMETRY, Kind.SECRET, Kind.VALUE})
"""Kinds whose value is one record's own: what names it, its lines, its shape."""

Records = Sequence[dict[str, Any]]
Line = tuple[str, str, str, str]


def changeable(resource: ResourceMeta) -> list[FieldMeta]:
    """The fields of which many records may have the same value."""
    return [field for field in resource.fields.values() if not field.readonly and field.kind not in _ALONE]


class ChangeDialog(SendingDialog):
    """``stored`` carries the report of what was stored."""

    stored = Signal(object)

    def __init__(self, resource: ResourceMeta, context: EditorContext, records: Records, parent: QWidget) -> None:
        super().__init__(parent, "changeDialog", context.client, width=560)
        self.setWindowTitle(self.tr("Change together"))
        self.title.setText(self.tr("Change together: %n record(s)", "", len(records)))
        self.resize(760, 480)
        self._resource, self._context, self._records = resource, context, list(records)
        self._may_store = True
        self._wanted: list[dict[str, Any]] = []
        self.field, self._place = named(QComboBox(), "changeField"), tight(QVBoxLayout(), GAP)
        self.steps, self.outcome = QStackedWidget(), Banner()
        self.lines = WordedTable(self._heads, lambda line: line, self)
        self._lay_out()
        for field in changeable(resource):
            self.field.addItem(field.label, field.name)
        self.field.currentIndexChanged.connect(self._offer)
        self._offer()
        self._show_step(0)

    def _heads(self) -> tuple[str, ...]:
        return (self.tr("Record"), self.tr("Before"), self.tr("After"), self.tr("What is wrong"))

    def _lay_out(self) -> None:
        first, second = QWidget(), QWidget()
        rows = tight(QFormLayout(first), GAP + 2)
        rows.addRow(label(self.tr("Choose a field, then its new value."), "hint", wrap=True))
        rows.addRow(self.tr("Field"), self.field)
        rows.addRow(self.tr("Value"), self._place)
        column = tight(QVBoxLayout(second), GAP)
        self.table = plain_table(self.lines, "changes")
        self.table.setAccessibleName(self.tr("Records that change"))
        column.addWidget(self.outcome)
        column.addWidget(self.table, 1)
        self.steps.addWidget(first)
        self.steps.addWidget(second)
        self.body.addWidget(self.steps, 1)
        leave = self.add_button(self.tr("Cancel"), "cancel")
        leave.setProperty("always", True)
        leave.clicked.connect(self.reject)
        self.back = self.add_button(self.tr("Back"), "back")
        self.back.clicked.connect(lambda: self._show_step(0))
        self.go = self.add_button("", "go", "primary")
        self.go.clicked.connect(self._go)

    def _offer(self) -> None:
        """The editor of the chosen field, empty: nothing of one record is to slip into the others."""
        clear(self._place)
        self.editor: FieldEditor = editor_for(self._chosen, self._context)
        self._place.addWidget(self.editor)
        tab_through(self.field, self.editor)

    @property
    def _chosen(self) -> FieldMeta:
        return self._resource.fields[self.field.currentData()]

    # -- deeds

    def rehearse(self) -> None:
        """Ask what would change: nothing is stored."""
        self.editor.settle()
        value, field = self.editor.value(), self._chosen
        missing = self.tr("Enter a value.") if value in (None, "") and not field.nullable else ""
        self.editor.show_problem(self.editor.problem() or missing)
        if self.editor.problem() or missing:
            return
        self._wanted = [
            {"id": one["id"], "version": one["version"], "values": {field.name: value}} for one in self._records
        ]
        self.send(self._change(), self._rehearsed)

    def store(self) -> None:
        """Change all of the records that differ."""
        self.send(self._change(), self._stored, undone=self.tr("Stopped: nothing was changed."))

    def _change(self) -> Work:
        """For good with a key, as a rehearsal without."""
        client, resource, wanted = self._client, self._resource, list(self._wanted)
        return lambda key: client.change_many(
            resource, wanted, dry_run=key is None, told=report_rows, idempotency_key=key
        )

    # -- what came of them

    def _rehearsed(self, told: ImportReport) -> None:
        asked = [one["id"] for one in self._wanted]
        records = {str(one["id"]): one for one in self._records}
        names = [name_of(self._resource, records[str(key)]) for key in asked]
        changed = [one for one in told.shown if self._differs(one)]
        lines: list[Line] = [(names[one.row - 1], "", "", one.message) for one in told.errors]
        lines += [self._line(names[one.row - 1], one) for one in changed]
        self.lines.show_rows(lines)
        self.table.resizeColumnsToContents()
        self._may_store = bool(changed) and not told.errors
        self.outcome.say(self._words(told, len(changed)), "danger" if told.errors else "info")
        if not told.errors:
            self._wanted = [self._wanted[one.row - 1] for one in changed]
        self._show_step(1)

    def _differs(self, one: ImportedRow) -> bool:
        name = self._chosen.name
        return one.before is None or one.before.get(name) != one.after.get(name)

    def _line(self, name: str, one: ImportedRow) -> Line:
        before = text_of(self._chosen, one.before or {})
        return name, before or "—", text_of(self._chosen, one.after) or "—", ""

    def _words(self, told: ImportReport, changed: int) -> str:
        if told.errors:
            wrong = self.tr("%n error(s)", "", len(told.errors))
            return self.tr("{0}. Nothing is stored while one of the records is refused.").format(wrong)
        if not changed:
            return self.tr("Nothing would change.")
        return self.tr("%n record(s) would change. Nothing is stored yet.", "", changed)

    def _stored(self, told: ImportReport) -> None:
        if told.errors:  # somebody changed something between rehearsal and storing
            self._rehearsed(told)
            return
        self.stored.emit(told)
        self.accept()

    # -- steps

    def _show_step(self, step: int) -> None:
        self._may_store = self._may_store or step == 0
        self.steps.setCurrentIndex(step)
        self.back.setVisible(step == 1)
        self.go.setText(self.tr("Change") if step else self.tr("Look at it first"))
        self.go.setEnabled(self._may_store)

    def _go(self) -> None:
        (self.rehearse, self.store)[self.steps.currentIndex()]()

    def wait(self, on: bool) -> None:
        super().wait(on)
        self.go.setEnabled(not on and self._may_store)
