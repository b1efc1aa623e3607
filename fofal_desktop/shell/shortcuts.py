"""Ctrl+F1: the sheet of all keyboard shortcuts, drawn from the commands themselves."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.parts import GAP, label, named, tight
from fofal_desktop.shell.keys import Group, in_order
from fofal_desktop.views.page import Place

WIDTH, COLUMN, HEAD = 1020, 310, 2
"""In pixels: all of it, and one column at least; in lines: what the title of a group takes."""


class ShortcutSheet(Dialog):
    """What one may press at ``place`` comes first; arrows and Page Down go through the rest."""

    def __init__(self, parent: QWidget, place: Place | None = None) -> None:
        super().__init__(parent, "shortcutSheet", "", width=560)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.title.setText(self.windowTitle())
        self.groups = in_order(place)
        self.area = self._scrolled()
        self.body.addWidget(self.area, 1)
        self.add_button(self.tr("Close"), "close", "primary").clicked.connect(self.accept)
        self.area.setFocus()

    def _scrolled(self) -> QScrollArea:
        """As many columns as the screen is wide, and all of it in sight where the screen is high enough."""
        area, room = named(QScrollArea(), "sheet"), self.screen().availableSize()
        width = min(WIDTH, room.width() - 120)
        inside = named(QWidget(), "page")
        inside.setLayout(_columns(self.groups, max(1, width // COLUMN)))
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(self.windowTitle())
        for widget in inside.findChildren(QWidget):
            widget.ensurePolished()
        area.setMinimumSize(width, min(inside.sizeHint().height() + GAP, room.height() - 240))
        return area


def _columns(groups: Sequence[Group], count: int) -> QHBoxLayout:
    """Each group stands below what is shortest so far, so the first ones stand at the top."""
    row = tight(QHBoxLayout(), 4 * GAP)
    row.setContentsMargins(0, 0, 2 * GAP, 0)
    columns, lines = [tight(QVBoxLayout(), 2 * GAP) for _ in range(count)], [0] * count
    for group in groups:
        place = lines.index(min(lines))
        columns[place].addLayout(_table(group))
        lines[place] += len(group.shown) + HEAD
    for column in columns:
        column.addStretch(1)
        row.addLayout(column, 1)
    return row


def _table(group: Group) -> QGridLayout:
    rows = tight(QGridLayout(), GAP // 2)
    rows.setColumnStretch(0, 1)
    rows.addWidget(label(group.label, "sectionTitle"), 0, 0, 1, 2)
    for row, command in enumerate(group.shown, 1):
        keys = QKeySequence(command.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        rows.addWidget(label(command.label, wrap=True), row, 0)
        rows.addWidget(label(keys, "muted"), row, 1, Qt.AlignmentFlag.AlignRight)
    return rows
