"""The backups of the installation as a table, the newest first."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QObject, Qt

from fofal_desktop.fields.formats import moment_text, tip_of
from fofal_desktop.models.index import NOWHERE, Index
from fofal_server.contract.operations import BackupSet

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
SIZE = 3


class BackupSetsModel(QAbstractTableModel):
    """When, how it was taken, whether it is good, how large it is, and its name for the console."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sets: list[BackupSet] = []

    def show_sets(self, sets: Sequence[BackupSet]) -> None:
        if list(sets) == self._sets:
            return  # what is selected stays selected
        self.beginResetModel()
        self._sets = list(sets)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._sets)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self._heads()[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self._sets[index.row()]
        text = self._texts(one)[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text
            case Qt.ItemDataRole.ToolTipRole:
                return tip_of(one.problem or text)
            case Qt.ItemDataRole.TextAlignmentRole if index.column() == SIZE:
                return RIGHT
        return None

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
