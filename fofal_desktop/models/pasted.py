"""A table from the clipboard on its way into a list: what each row would do, and what is wrong with which cell."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal

from fofal_desktop.api.request import Content
from fofal_desktop.fields.formats import alignment_of, name_of, text_of, tip_of
from fofal_desktop.models.index import NOWHERE, Index
from fofal_desktop.models.records import Role
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta, ResourceMeta
from fofal_server.contract.wire import ImportedRow, ImportReport

_NO_CELL = frozenset({Kind.LINES, Kind.FILE, Kind.SECRET, Kind.VALUE})
"""Kinds that no cell can hold."""
_TELLING = frozenset({Kind.REFERENCE, Kind.CODE, Kind.DAY, Kind.MOMENT})
"""Kinds by which one tells records from each other: where most of these change, the rows stand in another order."""

Spot = tuple[int, str]
Record = dict[str, Any]


def column_names(resource: ResourceMeta, cells: Sequence[str]) -> list[str] | None:
    """The fields that a row of heads names, an empty name for one without a head; None when it is no such row."""
    known = {word.casefold(): one.name for one in resource.fields.values() for word in (one.name, one.label)}
    names = [known.get(cell.strip().casefold(), "") for cell in cells]
    if not any(cells) or any(cell.strip() and not name for cell, name in zip(cells, names, strict=True)):
        return None
    return names


class PastedModel(QAbstractTableModel):
    """The first column says what becomes of the row; the others may be corrected, and are judged again then.

    Laid over records, each row belongs to the one at its place, whatever the list shows by then.
    """

    edited = Signal()

    def __init__(
        self, resource: ResourceMeta, names: Sequence[str], rows: Sequence[Sequence[str]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._resource, self._names, self.rows = (
            resource,
            list(names),
            [[*row[: len(names)], *[""] * (len(names) - len(row))] for row in rows],
        )
        self.over: list[Record] = []
        self.lay_over([])

    def lay_over(self, records: Sequence[Record]) -> None:
        """Let the rows change these records, in their order; new ones are made of them where there are none."""
        self.beginResetModel()
        self.over = list(records)
        self._kept = [place for place, name in enumerate(self._names) if name and self._takes(name)]
        self.fields: list[FieldMeta] = [self._resource.fields[self._names[place]] for place in self._kept]
        self._problems: dict[Spot, str] = {}
        self._told: dict[int, ImportedRow] = {}
        self.endResetModel()

    def _takes(self, name: str) -> bool:
        """Whether a column goes to the server: what can be typed, and the number that tells which record was meant."""
        field = self._resource.fields[name]
        if field.readonly:
            return bool(self.over) and (field.kind is Kind.CODE or name in self._resource.title)
        return field.kind not in _NO_CELL

    @property
    def leaves_out(self) -> bool:
        """Whether columns of the clipboard stay behind."""
        return len(self._kept) < len(self._names)

    def columns(self) -> list[str]:
        return [field.name for field in self.fields]

    def cells(self, row: int) -> list[str]:
        return [self.rows[row][place] for place in self._kept]

    def changes(self) -> list[Record]:
        """The rows as changes of the records that they are laid over."""
        return [
            {"id": one["id"], "version": one["version"], "cells": self.cells(row)} for row, one in enumerate(self.over)
        ]

    def content(self) -> Content:
        """The table as a file that the import takes."""
        page = io.StringIO(newline="")
        page.write("sep=\t\r\n")
        writer = csv.writer(page, dialect="excel-tab")
        writer.writerow(self.columns())
        writer.writerows(self.cells(row) for row in range(len(self.rows)))
        return Content("collage.csv", page.getvalue().encode())

    def judge(self, report: ImportReport) -> None:
        """Take what a rehearsal found."""
        names, first = set(self.columns()), 1 if self.over else 2  # a file has its heads above
        same = (
            {} if not self.over else {row: ImportedRow(row=row, before={}, after={}) for row in range(len(self.rows))}
        )
        self._told = same | {one.row - first: one for one in report.shown}
        self._problems = {}
        for one in report.errors:
            spot = (max(one.row - first, 0), one.field if one.field in names else "")
            self._problems.setdefault(spot, one.message)
        self._redraw()

    def problem(self, index: Index) -> str:
        """What is wrong with a cell, or with its whole row."""
        name = self.fields[index.column() - 1].name if index.column() else ""
        return self._problems.get((index.row(), name), "")

    def first_problem(self) -> Index | None:
        """The first cell that is wrong."""
        places = {field.name: column for column, field in enumerate(self.fields, 1)} | {"": 0}
        spots = sorted((row, places[name]) for row, name in self._problems)
        return self.index(*spots[0]) if spots else None

    def reordered(self) -> tuple[str, int]:
        """A field by which records are told apart that changes in most of the rows, and in how many; else empty."""
        for field in self.fields if len(self.over) > 1 else ():
            count = sum(self._differs(told, field) for told in self._told.values())
            if field.kind in _TELLING and 2 * count > len(self.over):
                return field.label, count
        return "", 0

    # -- what Qt asks

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.fields) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return name_of(self._resource, self.over[section]) if self.over else str(section + 1)
        return self.fields[section - 1].label if section else self.tr("What happens")

    def flags(self, index: Index) -> Qt.ItemFlag:
        free = index.isValid() and index.column() > 0 and not self.fields[index.column() - 1].readonly
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable if free else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._cell(index) if index.column() else self._becomes(index.row())
            case Qt.ItemDataRole.TextAlignmentRole:
                return alignment_of(self.fields[index.column() - 1]) if index.column() else None
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                words = self.problem(index) or self._was(index)
                return tip_of(words) if role == Qt.ItemDataRole.ToolTipRole else words
            case Role.TONE:
                return self._tone(index)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.column():
            return False
        self.rows[index.row()][self._kept[index.column() - 1]] = str(value)
        self._told.pop(index.row(), None)
        self._problems.pop((index.row(), self.fields[index.column() - 1].name), None)
        self._redraw()
        self.edited.emit()
        return True

    # -- inside

    def _cell(self, index: Index) -> str:
        return self.rows[index.row()][self._kept[index.column() - 1]]

    def _becomes(self, row: int) -> str:
        if any(at == row for at, _name in self._problems):
            return self.tr("To be corrected")
        told = self._told.get(row)
        if told is None:
            return ""
        if told.before is None:
            return self.tr("New")
        changed = sum(self._differs(told, field) for field in self.fields)
        return self.tr("%n cell(s) changed", "", changed) if changed else self.tr("As it is")

    def _tone(self, index: Index) -> str:
        if self.problem(index):
            return "stopped"
        told = self._told.get(index.row())
        if told is None or (index.row(), "") in self._problems:
            return ""
        if told.before is None:
            return "done"
        return "active" if index.column() and self._differs(told, self.fields[index.column() - 1]) else ""

    def _differs(self, told: ImportedRow, field: FieldMeta) -> bool:
        return told.before is not None and told.before.get(field.name) != told.after.get(field.name)

    def _was(self, index: Index) -> str:
        told = self._told.get(index.row())
        field = self.fields[index.column() - 1] if index.column() else None
        if told is None or told.before is None or field is None or not self._differs(told, field):
            return ""
        return self.tr("Before: {0}").format(text_of(field, told.before) or "—")

    def _redraw(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.fields)))
