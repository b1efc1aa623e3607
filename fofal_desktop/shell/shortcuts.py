"""Ctrl+F1: the sheet of all keyboard shortcuts, drawn from the commands themselves."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from fofal_desktop import commands
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.parts import GAP, label, tight


class ShortcutSheet(Dialog):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "shortcutSheet", "", width=720)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.title.setText(self.windowTitle())
        grid = tight(QGridLayout(), GAP)
        grid.setHorizontalSpacing(4 * GAP)
        groups = (
            (self.tr("In a list"), commands.LIST),
            (self.tr("In a record"), commands.RECORD),
            (self.tr("Everywhere"), commands.WINDOW),
        )
        for column, (title, members) in enumerate(groups):
            grid.addLayout(self._group(title, members), 0, column)
        self.body.addLayout(grid)
        self.add_button(self.tr("Close"), "close", "primary").clicked.connect(self.accept)

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
