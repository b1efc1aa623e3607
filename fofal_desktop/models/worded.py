"""A small table that only shows: each row in words, a head over each column."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from fofal_desktop.fields.formats import tip_of
from fofal_desktop.models.index import NOWHERE, Index

Texts = tuple[str, ...]


class WordedTable(QAbstractTableModel):
    """``heads`` names the columns in the language of now, ``texts`` says a row in as many words."""

    def __init__(self, heads: Callable[[], Texts], texts: Callable[[Any], Texts], parent: QObject | None) -> None:
        super().__init__(parent)
        self._name_columns, self._say = heads, texts
        self._rows: list[Any] = []

    def show_rows(self, rows: Iterable[Any]) -> None:
        """These and no others."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, place: int) -> Any:
        return self._rows[place]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._name_columns())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        words = self._name_columns()[section]
        shown = {Qt.ItemDataRole.DisplayRole: words, Qt.ItemDataRole.ToolTipRole: tip_of(words)}
        return shown.get(Qt.ItemDataRole(role))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(index).replace("\n", " ⏎ ")
            case Qt.ItemDataRole.ToolTipRole:
                return tip_of(self._text(index))
        return None

    def _text(self, index: Index) -> str:
        return self._say(self._rows[index.row()])[index.column()]
