"""The backups that are there; in the place of the first one, the way to it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fofal_desktop.models.backup_sets import BackupSetsModel
from fofal_desktop.parts import GAP, button, tight
from fofal_desktop.tables.blank import Blank
from fofal_desktop.tables.plain import plain_table
from fofal_server.contract.operations import BackupSet


class OperationsSets(QWidget):
    """``first`` asks for the first backup; whoever shows this listens to it."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = BackupSetsModel(self)
        self.table = plain_table(self.rows, "backupSets", self.tr("Backups"))
        self.first = button(self.tr("Back up now"), "firstBackup", "primary")
        self.blank = Blank([self.first])
        column = tight(QVBoxLayout(self), 0)
        column.setContentsMargins(0, GAP, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.blank, 1)

    def show_sets(self, sets: Sequence[BackupSet]) -> None:
        self.rows.show_sets(sets)
        self.table.resizeColumnsToContents()
        self.table.setVisible(bool(sets))
        self.blank.setVisible(not sets)
        words = self.tr("A backup is taken every night. Take the first one now, and print its key on paper.")
        self.blank.say("mdi6.database-off-outline", self.tr("No backup yet"), words, [self.first])
