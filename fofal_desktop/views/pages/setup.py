"""The set-up of an empty installation, step by step; each step is on the server once it is done, so one may stop."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.gate import ask, message_of
from fofal_desktop.jobs import changes
from fofal_desktop.models.setup import Step, count_records, open_steps
from fofal_desktop.notices import Notice
from fofal_desktop.parts import GAP, label, named, picture, tight
from fofal_desktop.theme.icons import icon
from fofal_desktop.views import hand_made
from fofal_desktop.views.page import Page, Place
from fofal_desktop.views.pages.setup_step import SetupStep

NAME = hand_made.SETUP.name


class SetupPage(Page):
    """Steps on the left with a tick when done, the present one on the right."""

    def __init__(self, context: EditorContext, parent: QWidget) -> None:
        super().__init__(Place("page", NAME), hand_made.SETUP.symbol, parent)
        self.context, self.steps = context, open_steps(context.metas)
        self.setWindowTitle(self.tr("Set-up"))
        self.list, self.stack = named(QListWidget(), "setupSteps"), QStackedWidget()
        self.started = False
        for step in self.steps:
            self._add(step)
        self._lay_out()
        self.list.currentRowChanged.connect(self.stack.setCurrentIndex)
        changes.happened.connect(self._on_changes)
        self.refresh()

    def refresh(self) -> None:
        """Ask the server what is done already."""
        context = self.context
        ask(self, lambda: count_records(context.client, context.metas), self._tick, self._not_counted)

    def succeed(self, before: Page) -> None:
        if not isinstance(before, SetupPage):
            return
        for part, one in zip(self.parts(), before.parts(), strict=False):
            if part.resource.name == one.resource.name:
                part.succeed(one)
        self.started = before.started
        self.list.setCurrentRow(before.list.currentRow())
        super().succeed(before)

    @property
    def dirty(self) -> bool:
        return any(part.form.dirty for part in self.parts())

    def go_on(self) -> None:
        """Show the step after this one, or say that all is done."""
        row = self.list.currentRow()
        if row + 1 < self.list.count():
            self.list.setCurrentRow(row + 1)
        else:
            self.told.emit(Notice(self.tr("The set-up is done. You find all of it again in the lists.")))
            self.finished.emit()

    def parts(self) -> list[SetupStep]:
        """The steps as they are shown."""
        widgets = (self.stack.widget(place) for place in range(self.stack.count()))
        return [widget for widget in (_inside(area) for area in widgets) if isinstance(widget, SetupStep)]

    def _add(self, step: Step) -> None:
        resource = self.context.metas[step.resource]
        self.list.addItem(QListWidgetItem(icon("mdi6.circle-outline", "muted"), resource.label))
        part = SetupStep(resource, self.context, self.tr(step.words), single=step.single)
        part.done.connect(self.go_on)
        part.told.connect(self.told)
        area = QScrollArea()
        area.setWidget(part)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stack.addWidget(area)

    def _tick(self, counts: Mapping[str, int]) -> None:
        open_rows = []
        for row, step in enumerate(self.steps):
            done = counts.get(step.resource, 0) >= step.enough
            symbol, role = ("mdi6.check-circle", "success") if done else ("mdi6.circle-outline", "muted")
            self.list.item(row).setIcon(icon(symbol, role))
            open_rows += [] if done else [row]
        if not self.started:
            self.started = True
            self.list.setCurrentRow(open_rows[0] if open_rows else 0)

    def _not_counted(self, error: Exception) -> None:
        self.told.emit(Notice(message_of(error), "danger"))

    def _on_changes(self, names: set[str]) -> None:
        if names & {step.resource for step in self.steps}:
            self.refresh()

    def _lay_out(self) -> None:
        self.list.setFixedWidth(220)
        self.list.setAccessibleName(self.windowTitle())
        head = tight(QHBoxLayout(), GAP)
        head.addWidget(picture(self.symbol, "brand", 26))
        head.addWidget(label(self.windowTitle(), "pageTitle"))
        head.addStretch(1)
        column = tight(QVBoxLayout(), GAP)
        column.addWidget(self.list, 1)
        hint = self.tr("Each step is kept as soon as it is saved: you may stop and come back at any time.")
        column.addWidget(label(hint, "hint", wrap=True))
        row = tight(QHBoxLayout(), 2 * GAP)
        row.addLayout(column)
        row.addWidget(self.stack, 1)
        whole = tight(QVBoxLayout(self), GAP + 2, 2 * GAP)
        whole.addLayout(head)
        whole.addLayout(row, 1)

    def leave(self, then: Callable[[bool], Any]) -> None:
        part = next((part for part in self.parts() if part.form.dirty), None)
        if part is None:
            then(True)
        else:
            part.leave(then)


def _inside(area: QWidget | None) -> QWidget | None:
    return area.widget() if isinstance(area, QScrollArea) else None
