"""Ctrl+F1: the sheet of all keyboard shortcuts, drawn from the commands themselves."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from fofal_desktop import commands
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.flow import FlowLayout
from fofal_desktop.parts import GAP, label, named, tight
from fofal_desktop.views.pages import map_bar

Group = tuple[str, tuple[commands.Command, ...]]
WIDTH = 980
"""In pixels: three groups."""


class ShortcutSheet(Dialog):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "shortcutSheet", "", width=560)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.title.setText(self.windowTitle())
        inside = named(QWidget(), "page")
        flow = FlowLayout(4 * GAP)
        inside.setLayout(flow)
        for title, members in self._groups():
            together = QWidget()
            together.setLayout(self._group(title, members))
            flow.addWidget(together)
        self.body.addWidget(self._scrolled(inside, flow), 1)
        self.add_button(self.tr("Close"), "close", "primary").clicked.connect(self.accept)

    def _groups(self) -> tuple[Group, ...]:
        return (
            (self.tr("In a list"), commands.LIST),
            (self.tr("In a record"), commands.RECORD),
            (self.tr("Everywhere"), commands.WINDOW),
            (self.tr("On the map"), map_bar.COMMANDS),
            (self.tr("Moving over the map"), map_bar.MOVES),
            (self.tr("While an outline is drawn"), map_bar.STROKES),
            (self.tr("In the help"), commands.GUIDE),
        )

    def _scrolled(self, inside: QWidget, flow: FlowLayout) -> QScrollArea:
        """Three groups beside each other and all of it in sight, where the screen is large enough."""
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        for widget in inside.findChildren(QWidget):
            widget.ensurePolished()
        room = self.screen().availableSize()
        width = min(WIDTH, room.width() - 120)
        area.setMinimumSize(width, min(flow.heightForWidth(width - 2 * GAP) + GAP, room.height() - 240))
        return area

    def _group(self, title: str, members: tuple[commands.Command, ...]) -> QGridLayout:
        rows = tight(QGridLayout(), GAP // 2)
        rows.addWidget(label(title, "sectionTitle"), 0, 0, 1, 2)
        shown = [command for command in members if command.shortcut]
        for row, command in enumerate(shown, 1):
            keys = QKeySequence(command.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            rows.addWidget(label(command.label), row, 0)
            rows.addWidget(label(keys, "muted"), row, 1)
        rows.setRowStretch(len(shown) + 1, 1)
        return rows
