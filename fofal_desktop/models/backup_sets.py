"""The backups of the installation as a table, the newest first."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QLocale, QObject, Qt

from fofal_desktop.fields.formats import moment_text, tip_of
from fofal_desktop.models.index import Index
from fofal_desktop.models.worded import WordedTable
from fofal_server.contract.operations import BackupSet

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
SIZE = 3


class BackupSetsModel(WordedTable):
    """When, how it was taken, whether it is good, how large it is, and its name for the console."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(self._heads, self._texts, parent)

    def show_sets(self, sets: Sequence[BackupSet]) -> None:
        if list(sets) != self._rows:  # else what is selected stays selected
            self.show_rows(sets)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A size stands on the right; what is wrong with a set is told in the tip."""
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == SIZE:
            return RIGHT
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid() and (problem := self.row(index.row()).problem):
            return tip_of(problem)
        return super().data(index, role)

    def _heads(self) -> tuple[str, ...]:
        return (self.tr("Taken"), self.tr("State"), self.tr("Kind"), self.tr("Size"), self.tr("Name"))

    def _texts(self, one: BackupSet) -> tuple[str, ...]:
        states = {
            "good": self.tr("Good"),
            "unchecked": self.tr("Not checked"),
            "broken": self.tr("Unusable"),
        }
        kinds = {"physical": self.tr("Whole, to any moment"), "logical": self.tr("Content only")}
        size = QLocale().formattedDataSize(one.size, 1, QLocale.DataSizeFormat.DataSizeSIFormat) if one.size else ""
        taken = moment_text(one.made_at.isoformat())
        return (taken, states[one.state], kinds.get(one.kind or "", ""), size, one.id)
