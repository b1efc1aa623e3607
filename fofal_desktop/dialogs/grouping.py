"""The rows of a list by groups: how many each has and what they come to; a group opens the rows that it counts."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from fofal_desktop import commands
from fofal_desktop.api.client import Client
from fofal_desktop.api.paper import Paper, of_groups
from fofal_desktop.commands import bind
from fofal_desktop.dialogs.exporting import ExportDialog
from fofal_desktop.dialogs.frame import Banner, Dialog
from fofal_desktop.dialogs.preview import PreviewDialog
from fofal_desktop.fields.tabular import text_from
from fofal_desktop.gate import ask, message_of
from fofal_desktop.jobs import Job
from fofal_desktop.models.groups import GroupTable, groupable
from fofal_desktop.parts import GAP, label, named, tight
from fofal_desktop.tables.plain import plain_table
from fofal_server.contract.grouping import DATED, Groups, Step
from fofal_server.contract.meta import FieldMeta, ResourceMeta


class GroupDialog(Dialog):
    """``chosen`` carries the filters of a group and what it is called; ``selection`` says which rows are grouped."""

    chosen = Signal(list, str)
    told = Signal(object)

    def __init__(
        self, client: Client, resource: ResourceMeta, selection: Mapping[str, Any], added: Sequence[FieldMeta],
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent, "groupDialog", "", width=560)
        self.setWindowTitle(self.tr("Groups"))
        self.title.setText(self.tr("Groups: {0}").format(resource.label))
        self.resize(760, 520)
        self._client, self._resource = client, resource
        self._asked = {**selection, "fields": [field.name for field in added] or ["id"]}
        self._job: Job[Groups] | None = None
        self.field, self.step = named(QComboBox(), "groupField"), named(QComboBox(), "groupStep")
        self.groups, self.note = GroupTable(added, self), Banner()
        self.table = plain_table(self.groups, "groups", stretch=False)
        self._lay_out()
        self.field.currentIndexChanged.connect(self.ask)
        self.step.currentIndexChanged.connect(self.ask)
        self.table.doubleClicked.connect(lambda _index: self.open_group())
        self.finished.connect(lambda _result: self._job.cancel() if self._job else None)
        self.ask()

    def _lay_out(self) -> None:
        for field in groupable(self._resource):
            self.field.addItem(field.label, field.name)
        steps = {Step.MONTH: self.tr("by month"), Step.YEAR: self.tr("by year"), Step.DAY: self.tr("by day")}
        for step, words in steps.items():
            self.step.addItem(words, step.value)
        self.field.setAccessibleName(self.tr("Group by"))
        self.step.setAccessibleName(self.tr("Length of a group"))
        self.table.setAccessibleName(self.tr("Groups"))
        row = tight(QHBoxLayout(), GAP)
        row.addWidget(label(self.tr("Group by")))
        row.addWidget(self.field)
        row.addWidget(self.step)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.note)
        self.body.addWidget(self.table, 1)
        leave = self.add_button(self.tr("Close"), "cancel")
        leave.setProperty("always", True)
        leave.clicked.connect(self.reject)
        copy = bind(self.table, commands.COPY, self.copy)
        self.add_button(copy.text(), "copyGroups", symbol=commands.COPY.icon).clicked.connect(copy.trigger)
        for command, open_it in ((commands.PRINT, self.print_groups), (commands.EXPORT, self.export_groups)):
            self.add_button(command.label, f"{command.name}Groups", symbol=command.icon).clicked.connect(open_it)
            bind(self, command, open_it)
        self.go = self.add_button(self.tr("Show these rows"), "showRows", "primary")
        self.go.clicked.connect(self.open_group)

    def ask(self) -> None:
        """Have the rows grouped as is chosen now; what was asked before is not waited for."""
        if self._job is not None:
            self._job.cancel()
        field = self._resource.fields[self.field.currentData()]
        self.step.setVisible(field.kind in DATED)
        client, resource, asked, step = self._client, self._resource, self._asked, self.step.currentData()
        self.problem.say("")
        self.wait(True)
        self._job = ask(
            self,
            lambda: client.groups(resource, field.name, step, **asked),
            lambda groups: self._show(field, groups),
            lambda error: self.problem.say(message_of(error)),
            lambda: self.wait(False),
            long=True,
        )

    def _show(self, field: FieldMeta, groups: Groups) -> None:
        self.groups.show_groups(field, groups)
        more = self.tr("%n smaller group(s) are not shown.", "", groups.left_out) if groups.left_out else ""
        self.note.say(more or ("" if groups.items else self.tr("Nothing matches")), "info")
        self.table.resizeColumnsToContents()
        self.table.setCurrentIndex(self.groups.index(0, 0))
        self.table.setFocus()

    def copy(self) -> None:
        """Put all groups into the clipboard as a spreadsheet takes them."""
        heads, *rows = self.groups.copied()
        if rows:
            QGuiApplication.clipboard().setText(text_from([heads, *rows]))
            self.note.say(self.tr("%n group(s) copied.", "", len(rows) - 1), "info")

    def print_groups(self) -> None:
        """Show the groups on paper, to be printed or kept as a PDF."""
        self._open(PreviewDialog(self._client, self.as_paper(), self))

    def export_groups(self) -> None:
        """Write the groups into a file."""
        self._open(ExportDialog(self._client, self.as_paper(), self))

    def _open(self, dialog: ExportDialog | PreviewDialog) -> None:
        dialog.told.connect(self.told)
        dialog.open()

    def as_paper(self) -> Paper:
        """The groups as they are shown, for the server to lay out or to write."""
        field = self._resource.fields[self.field.currentData()]
        title = f"{self._resource.label} · {field.label}"
        return of_groups(self._resource, title, by=field.name, step=self.step.currentData(), **self._asked)

    def open_group(self) -> None:
        """Show the rows of the group in the list; all rows together are there already."""
        index = self.table.currentIndex()
        if index.isValid():
            group = self.groups.row(index.row())
            self.chosen.emit(group.filters, group.label)
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.table.hasFocus():
            self.open_group()
            return
        super().keyPressEvent(event)
