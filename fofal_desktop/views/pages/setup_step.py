"""One step of the set-up: what is there already, and a form for the next one."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fofal_desktop.dialogs.chooser import choose
from fofal_desktop.dialogs.frame import Banner
from fofal_desktop.dialogs.importing import ImportWizard
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.fields.formats import title_of
from fofal_desktop.gate import ask, message_of
from fofal_desktop.jobs import changes
from fofal_desktop.parts import GAP, button, label, tight
from fofal_desktop.views.form import RecordForm
from fofal_desktop.views.leaving import ask_to_save
from fofal_desktop.views.saving import Saving
from fofal_desktop.views.summary import ProblemSummary
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import FieldProblem, Page

Record = dict[str, Any]
NAMED = 8


class SetupStep(QWidget):
    """``done`` when one wants to go on; a ``single`` record is edited again, others are added.

    ``shown`` once what is there already has been read, ``settled`` when nothing typed is left to save.
    """

    done = Signal()
    told = Signal(object)
    settled = Signal()
    shown = Signal()

    def __init__(self, resource: ResourceMeta, context: EditorContext, words: str, *, single: bool) -> None:
        super().__init__()
        self.setObjectName(f"step-{resource.name}")
        self.resource, self.client, self._single = resource, context.client, single
        self.record: Record | None = None
        self.context = EditorContext(context.client, context.metas, choose=partial(choose, context.client, self))
        self.form = RecordForm(resource, self.context, self)
        self.saving = Saving(self.client, resource, self)
        self.there, self.summary, self.problem = Banner(), ProblemSummary(), Banner()
        self._lay_out(words)
        self.saving.busy.connect(lambda on: self.buttons.setEnabled(not on))
        self.saving.refused.connect(self._refused)
        self.summary.chosen.connect(self.form.go_to)
        changes.happened.connect(self._on_changes)
        self._begin()
        self.refresh()

    @property
    def title(self) -> str:
        """What a person calls what the form is about."""
        if self.record is not None:
            return title_of(self.resource, self.record)
        return self.tr("New: {0}").format(self.resource.label_one)

    def succeed(self, before: "SetupStep") -> None:
        """Go on with what was typed into the same step in another language."""
        if before.record is not None:
            self.record = before.record
            self.form.fill(before.record)
        self.form.type_again(before.form.typed(secrets=True))
        self.saving.succeed(before.saving)

    def refresh(self) -> None:
        """Ask what is there already."""
        ask(self, lambda: self.client.page(self.resource, offset=0, limit=NAMED), self._show_there, self._not_read)

    def _on_changes(self, names: set[str]) -> None:
        if self.resource.name in names:
            self.refresh()

    def save(self, then: Callable[[], Any]) -> None:
        """Store what was typed; an untouched form stores nothing."""

        def kept(record: Record) -> None:
            self._kept(record, then)

        self.form.settle()
        unreadable = self.form.unreadable()
        if unreadable:
            self._refused(self.tr("%n field(s) to correct", "", len(unreadable)), unreadable)
        elif not self.form.dirty:
            then()
        elif self.record is not None:
            self.saving.update(
                self.record, self.form.changed(), self.form.labelled(), lambda record: self._kept(record, then)
            )
        else:
            self.saving.create(self.form.filled(), kept)

    def leave(self, then: Callable[[bool], Any]) -> None:
        """Ask what becomes of what was typed and not saved."""
        words = self.tr("What you typed under “{0}” is not saved.").format(self.resource.label)
        ask_to_save(self, words, self.save, then, self.settled.emit)

    def _begin(self) -> None:
        self.form.begin({})
        self.form.show_computed(False)

    def _kept(self, record: Record, then: Callable[[], Any]) -> None:
        self.summary.show_problems("", [])
        if self._single:
            self.record = record
            self.form.fill(record)
        else:
            self._begin()
        self.settled.emit()
        then()

    def _show_there(self, page: Page) -> None:
        names = ", ".join(title_of(self.resource, record) for record in page.items)
        more = "…" if (page.total or 0) > len(page.items) else ""
        self.there.say(self.tr("Already there: {0}").format(names + more) if names else "", "info")
        if self._single and page.items and not self.form.dirty:
            self._edit(str(page.items[0]["id"]))
        else:
            self.shown.emit()

    def _edit(self, key: str) -> None:
        ask(self, lambda: self.client.read(self.resource, key), self._show_record, self._not_read)

    def _show_record(self, record: Record) -> None:
        if not self.form.dirty:
            self.record = record
            self.form.fill(record)
        self.shown.emit()

    def _not_read(self, error: Exception) -> None:
        self.problem.say(message_of(error))

    def _refused(self, words: str, problems: list[FieldProblem]) -> None:
        self.form.show_problems(problems)
        self.summary.show_problems(words, [(self.form.name_of(one), one) for one in problems])

    def _import(self) -> None:
        wizard = ImportWizard(self.client, self.resource, self)
        wizard.told.connect(self.told)
        wizard.open()

    def _lay_out(self, words: str) -> None:
        self.column = column = tight(QVBoxLayout(self), GAP + 2)
        column.addWidget(label(words, "muted", wrap=True))
        for widget in (self.there, self.problem, self.summary, self.form):
            column.addWidget(widget)
        self.buttons = QWidget()
        row = tight(QHBoxLayout(self.buttons), GAP)
        row.addStretch(1)
        if self.resource.importable:
            bring = button(self.tr("Import a file"), "setupImport", "", "mdi6.upload-outline")
            bring.clicked.connect(self._import)
            row.addWidget(bring)
        if not self._single:
            another = button(self.tr("Save and add another"), "setupAnother")
            another.clicked.connect(lambda: self.save(lambda: None))
            row.addWidget(another)
        go_on = button(self.tr("Save and go on"), "setupNext", "primary")
        go_on.clicked.connect(lambda: self.save(self.done.emit))
        row.addWidget(go_on)
        column.addWidget(self.buttons)
        column.addStretch(1)
