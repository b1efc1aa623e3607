"""The rain book of a month as a table: days down, sites across, sums of the decades and of the month between."""

import datetime as dt
from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QDate, QLocale, QObject, Qt, Signal

from fofal_desktop.fields.formats import NARROW, number_text, said_of, tip_of
from fofal_desktop.models.index import NOWHERE, Index
from fofal_desktop.models.rain_month import Line, SiteMonth, lines_of
from fofal_server.contract.meta import FieldMeta

RAIN, FIELD = "weather.rain-readings", "rain_mm"

translate = QCoreApplication.translate
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class BookRole(IntEnum):
    """What cells know beside their words."""

    PROBLEM = Qt.ItemDataRole.UserRole
    SUM = Qt.ItemDataRole.UserRole + 1
    CHANGED = Qt.ItemDataRole.UserRole + 2
    TO_COME = Qt.ItemDataRole.UserRole + 3


class RainBookModel(QAbstractTableModel):
    """``edited`` whenever something typed comes or goes. ``meta`` bounds the numbers, ``today`` the days."""

    edited = Signal()

    def __init__(self, meta: FieldMeta, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._meta = meta
        self.month, self.today = dt.date(2000, 1, 1), dt.date(2000, 1, 1)
        self.readonly = False
        self.lines: list[Line] = []
        self.columns: list[SiteMonth] = []

    def show_month(self, month: dt.date, columns: Sequence[SiteMonth], today: dt.date) -> None:
        """Another month, or the same one read anew; nothing typed is kept."""
        self.beginResetModel()
        self.month, self.columns, self.today = month.replace(day=1), list(columns), today
        self.lines = lines_of(month) if columns else []
        self.endResetModel()
        self.edited.emit()

    @property
    def typed(self) -> int:
        """How many days are not on the server as they stand here."""
        return sum(len(column.typed) for column in self.columns)

    def redraw(self) -> None:
        """Columns have been written to from outside."""
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, len(self.columns) - 1))
        self.edited.emit()

    def place_of(self, column: int, day: int) -> Index:
        """The cell of a day."""
        row = next(row for row, line in enumerate(self.lines) if line.is_day and line.first == day)
        return self.index(row, column)

    def told(self, index: Index) -> str:
        """All that is known of a cell, in a sentence."""
        if not index.isValid():
            return ""
        line, column = self.lines[index.row()], self.columns[index.column()]
        if not line.is_day:
            return said_of(f"{self._head(line)} · {column.name}", self._sum_told(column, line))
        day, typed = column.day(line.first), column.typed.get(line.first)
        words = column.words(line.first)
        amount = f"{words}{NARROW}mm" if not typed or typed.sound else words
        told = [said_of(f"{day.day:%d/%m/%Y} · {column.name}", amount if words else self._unread(day.day))]
        if day.model_mm is not None:
            told.append(translate("RainBook", "model {0} mm").format(number_text(day.model_mm)))
        return " · ".join([*told, *filter(None, (day.note, typed.problem if typed else ""))])

    # -- Qt's side

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.columns[section].name if orientation is Qt.Orientation.Horizontal else self._head(self.lines[section])
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        seen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        line = self.lines[index.row()]
        free = line.is_day and not self.readonly and self._day(line) <= self.today
        return seen | Qt.ItemFlag.ItemIsEditable if free else seen

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return column.words(line.first) if line.is_day else self._sum_words(column, line)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT
            case Qt.ItemDataRole.ToolTipRole:
                return tip_of(self.told(index))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.told(index)
            case BookRole.SUM:
                return not line.is_day
            case BookRole.TO_COME:
                return line.is_day and self._day(line) > self.today
            case BookRole.CHANGED:
                return line.is_day and line.first in column.typed
            case BookRole.PROBLEM:
                return column.typed[line.first].problem if line.is_day and line.first in column.typed else ""
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        self.columns[index.column()].type(self.lines[index.row()].first, str(value), self._meta, self.today)
        self.redraw()
        return True

    # -- words

    def _day(self, line: Line) -> dt.date:
        return self.month.replace(day=line.first)

    def _head(self, line: Line) -> str:
        if line.whole:
            return translate("RainBook", "Month")
        if line.ten:
            return (
                translate("RainBook", "Days 1 to 10"),
                translate("RainBook", "Days 11 to 20"),
                translate("RainBook", "Days 21 to {0}").format(line.last),
            )[line.ten - 1]
        return QLocale().toString(QDate(self.month.year, self.month.month, line.first), "ddd d")

    def _unread(self, day: dt.date) -> str:
        return translate("RainBook", "to come") if day > self.today else translate("RainBook", "not read")

    def _sum_words(self, column: SiteMonth, line: Line) -> str:
        """The sum, with how many days it is of where some are missing."""
        found = column.sum(line, self.today)
        if not found.known:
            return "—"
        words = number_text(found.mm, 1)
        return words if found.known == found.over else f"({found.known}/{found.over})  {words}"

    def _sum_told(self, column: SiteMonth, line: Line) -> str:
        found = column.sum(line, self.today)
        told = f"{number_text(found.mm, 1)}{NARROW}mm" if found.known else translate("RainBook", "not read")
        missing = found.over - found.known
        return told if not missing else f"{told} · " + translate("RainBook", "%n day(s) not read", "", missing)
