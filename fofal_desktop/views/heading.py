"""The head of a record: its name, its state, the deeds of its flow, Save, and the rest behind a menu."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from fofal_desktop.fields.formats import number_text, tip_of
from fofal_desktop.parts import (
    GAP,
    Elided,
    action_button,
    button,
    label,
    mark,
    named,
    picture,
    show_words,
    tab_through,
    tight,
)
from fofal_desktop.theme.icons import icon
from fofal_desktop.views.folding import FoldingRow
from fofal_server.contract.meta import ActionMeta, ResourceMeta

Record = dict[str, Any]
SHOWN = ("previous", "next", "history", "attachments")
"""Commands that stand in the head as icons; the others are in the menu."""


class RecordHeading(QWidget):
    """``fill`` after each answer; the flow shows only what this person may do to this record now."""

    def __init__(self, resource: ResourceMeta, act: Callable[[ActionMeta], Any]) -> None:
        super().__init__()
        self.setObjectName("heading")
        self._resource, self._act = resource, act
        self._row = tight(QHBoxLayout(self), GAP)
        self.title, self.state = Elided("pageTitle"), label("", "state")
        self.hint = label("", "muted")
        self._extras, self._flow = tight(QHBoxLayout(), GAP), FoldingRow("moreDeeds")
        self._before: QWidget = self.title
        self.save: QPushButton = button("", "button-save", "primary", "mdi6.content-save-outline")

    def take(self, deeds: Mapping[str, QAction], extra: list[str]) -> None:
        """Put the buttons of ``deeds`` in place; ``extra`` names those of the menu."""
        row = self._row
        row.addWidget(picture(self._resource.icon, "brand", 26))
        row.addWidget(self.title, 1)
        row.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.hint)
        row.addStretch(0)
        for name in SHOWN:
            if name in deeds:
                self._before = action_button(deeds[name], words=False)
                row.addWidget(self._before)
        row.addLayout(self._extras)
        row.addWidget(self._flow)
        save = deeds["save"]
        self.save.setText(save.text())
        self.save.setToolTip(save.toolTip())
        self.save.clicked.connect(save.trigger)
        save.changed.connect(lambda: self.save.setEnabled(save.isEnabled()))
        row.addWidget(self.save)
        row.addWidget(self._menu([deeds[name] for name in extra if name in deeds]))

    def tell_files(self, count: int) -> None:
        """Say beside the paper clip how many files the record carries."""
        clip = self.findChild(QToolButton, "button-attachments")
        if clip is None:
            return
        show_words(clip, shown=bool(count))
        clip.defaultAction().setIconText(number_text(count))
        clip.setAccessibleName(self.tr("Attachments: {0}").format(number_text(count)))

    def add_extra(self, widget: QWidget) -> None:
        """Show a deed that only one screen has, beside those of the flow."""
        self._extras.addWidget(widget)
        tab_through(self._before, widget)
        self._before = widget

    def _menu(self, actions: list[QAction]) -> QToolButton:
        more = named(QToolButton(), "more")
        more.setIcon(icon("mdi6.dots-vertical"))
        more.setAccessibleName(self.tr("More"))
        more.setToolTip(tip_of(self.tr("More")))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        menu.addActions(actions)
        more.setMenu(menu)
        return more

    def fill(self, title: str, record: Record | None, *, readonly: bool, offered: Sequence[str] = ()) -> None:
        """Show a stored record, or none for one that is new or was not read yet and of which deeds are ``offered``."""
        self.title.setText(title)
        self.hint.setText(self.tr("Read only") if readonly and record else "")
        show_state(self.state, self._resource, record or {})
        allowed = record.get("allowed", ()) if record else offered
        self._flow.put([self._deed(action) for action in self._resource.actions if action.name in allowed])
        self._flow.stand_between(self._before, self.save)

    def _deed(self, action: ActionMeta) -> QPushButton:
        made = button(action.label, f"act-{action.name}", "danger" if action.danger else "")
        made.clicked.connect(lambda _checked=False: self._act(action))
        return made


def show_state(where: QLabel, resource: ResourceMeta, record: Record) -> None:
    """Say in which state of its flow a record is; hidden for what has none."""
    state = next((one for one in resource.states if one.value == str(record.get("status", ""))), None)
    where.setVisible(state is not None)
    if state is not None:
        where.setText(state.label)
        mark(where, "tone", state.tone)
