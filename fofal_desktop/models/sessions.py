"""Where somebody is signed in, as a table: the session that asks comes first."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from fofal_desktop.fields.formats import moment_text, tip_of
from fofal_desktop.models.index import NOWHERE, Index

Session = dict[str, Any]


class SessionsModel(QAbstractTableModel):
    """Device, address, and when it began and was seen last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sessions: list[Session] = []

    def show_sessions(self, sessions: Sequence[Session]) -> None:
        self.beginResetModel()
        self._sessions = sorted(sessions, key=lambda one: not one["current"])
        self.endResetModel()

    def session(self, row: int) -> Session:
        return self._sessions[row]

    def others(self) -> int:
        """How many there are beside the one that asks."""
        return sum(not one["current"] for one in self._sessions)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._sessions)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self._heads()[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        text = self._texts(self._sessions[index.row()])[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text
            case Qt.ItemDataRole.ToolTipRole:
                return tip_of(text)
        return None

    def _heads(self) -> tuple[str, ...]:
        return (self.tr("Device"), self.tr("Address"), self.tr("Signed in"), self.tr("Last seen"))

    def _texts(self, one: Session) -> tuple[str, ...]:
        device = one["device"] or self.tr("Unknown device")
        if one["current"]:
            device = self.tr("This session: {0}").format(device)
        return (device, one["address"] or "", moment_text(one["created_at"]), moment_text(one["last_seen"]))
