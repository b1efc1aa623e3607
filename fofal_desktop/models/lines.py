"""The rows of a lines field as a table that is edited in place, with one empty row to begin the next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import IntEnum
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal

from fofal_desktop.fields.formats import alignment_of, counted, label_key, tip_of, unit_key
from fofal_desktop.models.index import NOWHERE, Index
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta

Line = dict[str, Any]
Spot = tuple[int, str]
"""A cell: its row and the name of its field."""
STEPS = 50
"""How many edits can be taken back."""


class LineRole(IntEnum):
    """What the grid asks beside what Qt names: what is wrong with a cell."""

    PROBLEM = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Cell:
    """A value to be written; ``label`` are the words of an id, ``problem`` why it cannot be meant.

    ``unit`` is in what the thing of an id is counted: the quantities beside it say so before anything is saved.
    """

    row: int
    name: str
    value: Any
    label: str | None = None
    problem: str = ""
    unit: str | None = None


@dataclass(frozen=True)
class _State:
    """What one step back restores."""

    lines: list[Line]
    problems: dict[Spot, str]


History = tuple[list[_State], list[_State]]


class LinesModel(QAbstractTableModel):
    """``lines()`` is what travels: ids of lines already stored, no labels, no computed columns, no empty lines.

    ``above`` is the record that they are lines of.
    """

    edited = Signal()

    def __init__(self, fields: Sequence[FieldMeta], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fields = list(fields)
        self.readonly = False
        self.above: Mapping[str, Any] = {}
        self._columns = {field.name: column for column, field in enumerate(self.fields)}
        self._written = [field.name for field in self.fields if not field.readonly]
        self._blank = {field.name: field.default for field in self.fields if not field.readonly}
        self._lines: list[Line] = []
        self._problems: dict[Spot, str] = {}
        self._told: dict[Spot, str] = {}
        self._past: list[_State] = []
        self._future: list[_State] = []

    # -- as a value

    def lines(self) -> list[Line]:
        return [self._wire(self._lines[row]) for row in self._filled()]

    def set_lines(self, lines: Iterable[Line]) -> None:
        self._past, self._future = [], []
        self._replace(_State([dict(line) for line in lines], {}))

    def filled(self) -> list[Line]:
        """The lines that travel, with the words of ids and computed columns: in the same places as in ``lines()``."""
        return [dict(self._lines[row]) for row in self._filled()]

    def as_typed(self) -> list[Line]:
        """All lines to the letter, words of ids included."""
        return [dict(line) for line in self._lines]

    def wrong_cells(self) -> list[Cell]:
        """Cells that cannot be read, with the reason."""
        cells = ((row, name, self._lines[row], text) for (row, name), text in sorted(self._problems.items()))
        return [Cell(row, name, line.get(name), self._words(line, name), text) for row, name, line, text in cells]

    def set_readonly(self, readonly: bool) -> None:
        """Take the empty last row away, or give it back."""
        if readonly is self.readonly:  # nothing is taken out of a hand that types
            return
        self.beginResetModel()
        self.readonly = readonly
        self.endResetModel()

    def line(self, row: int) -> Line:
        """Show the line of a row as it stands, labels included; empty where the next one begins."""
        return self._lines[row] if row < len(self._lines) else {}

    def total(self, name: str) -> Decimal | None:
        """Add up a column, None when nothing stands there; what is no number (yet) counts for nothing."""
        values = [line[name] for line in self._lines if line.get(name) is not None]
        return sum(map(_number, values), Decimal(0)) if values else None

    def units(self, field: FieldMeta) -> set[str]:
        """In what the values of a column are counted, as far as the server has told."""
        return {self.unit(row, field) for row in range(len(self._lines))} - {""}

    def unit(self, row: int, field: FieldMeta) -> str:
        """In what a value of a row is counted; empty where nobody has said it yet."""
        if field.unit is None:
            return ""
        return str(self.line(row).get(field.unit) or self.above.get(field.unit) or "")

    def count(self) -> int:
        return len(self._lines) if self.readonly else len(self._filled())

    # -- what is wrong

    def show_problem(self, sent: int, name: str, text: str) -> None:
        """Mark a cell, as the server told, of the line that ``lines()`` gave at place ``sent``."""
        filled = self._filled()
        if sent < len(filled):
            self._told[filled[sent], name] = text
            self._repaint()

    def forget_told(self) -> None:
        """Take the server's marks back; what cannot be read stays marked."""
        self._told.clear()
        self._repaint()

    def first_problem(self) -> tuple[int, str] | None:
        """Find the topmost row with a cell that cannot be read, and why."""
        return next(((row, text) for (row, _), text in sorted(self._problems.items())), None)

    def words(self, name: str) -> list[tuple[int, str]]:
        """Find the rows where words stand for an id that is not known yet, and is not known to be none."""
        return [
            (row, str(line[name]))
            for row, line in enumerate(self._lines)
            if line.get(name) and not _is_id(line[name]) and (row, name) not in self._problems
        ]

    def chosen(self, row: int, name: str) -> str | None:
        """Tell the id of the record that a cell refers to; None where there is none, or nothing but words."""
        value = self.line(row).get(name)
        return value if _is_id(value) else None

    # -- edits

    def write(self, cells: Sequence[Cell]) -> None:
        """Write cells as one step that can be taken back, beginning lines where there were none."""
        cells = [cell for cell in cells if cell.name in self._blank]
        if self.readonly or not cells:
            return
        self._remember()
        self._begin_lines(max(cell.row for cell in cells) + 1 - len(self._lines))
        for cell in cells:
            self._put(cell)
        self.edited.emit()

    def settle(self, cells: Sequence[Cell]) -> None:
        """Write what became of cells that were written already: the same step, nothing more to take back."""
        for cell in cells:
            self._put(cell)
        if cells:
            self.edited.emit()

    def remove(self, rows: Iterable[int]) -> None:
        gone = sorted({row for row in rows if row < len(self._lines)}, reverse=True)
        if self.readonly or not gone:
            return
        self._remember()
        for row in gone:
            self.beginRemoveRows(NOWHERE, row, row)
            del self._lines[row]
            self._problems, self._told = _without(row, self._problems), _without(row, self._told)
            self.endRemoveRows()
        self.edited.emit()

    def move(self, row: int, by: int) -> bool:
        """Carry a line one place up or down; its position is part of what travels."""
        to = row + by
        if self.readonly or not (0 <= row < len(self._lines) and 0 <= to < len(self._lines)):
            return False
        self._remember()
        self.beginMoveRows(NOWHERE, row, row, NOWHERE, to + (by > 0))
        self._lines.insert(to, self._lines.pop(row))
        for marks in (self._problems, self._told):
            _swap(marks, row, to)
        self.endMoveRows()
        self.edited.emit()
        return True

    def undo(self) -> None:
        self._step(self._past, self._future)

    def redo(self) -> None:
        self._step(self._future, self._past)

    def history(self) -> History:
        """What can be taken back, and what can be done again."""
        return list(self._past), list(self._future)

    def go_on_from(self, history: History) -> None:
        """The same lines stood in another grid, where these steps led to them."""
        self._past, self._future = map(list, history)

    # -- what Qt asks

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines) + (not self.readonly)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return self._row_name(section) if role == Qt.ItemDataRole.DisplayRole else None
        field = self.fields[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return field.label + (" *" if field.required and not field.readonly else "")
        return tip_of(field.help or "") if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        free = index.isValid() and not self.readonly and not self.fields[index.column()].readonly
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable if free else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        field, line = self.fields[index.column()], self.line(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return counted(field, line, self.above)
            case Qt.ItemDataRole.EditRole:
                return line.get(field.name)
            case Qt.ItemDataRole.TextAlignmentRole:
                return alignment_of(field)
            case LineRole.PROBLEM:
                return self._problem(index.row(), field.name)
            case Qt.ItemDataRole.ToolTipRole:
                return tip_of(self._problem(index.row(), field.name))
        return None

    # -- inside

    def _wire(self, line: Line) -> Line:
        stored = {"id": line["id"]} if line.get("id") else {}
        return stored | {name: line.get(name) for name in self._written}

    def _words(self, line: Line, name: str) -> str | None:
        words: str | None = line.get(label_key(self.fields[self._columns[name]]))
        return words

    def _filled(self) -> list[int]:
        """Rows that hold something: stored before, or differing from a line just begun."""
        return [
            row
            for row, line in enumerate(self._lines)
            if line.get("id") or any(line.get(name) != default for name, default in self._blank.items())
        ]

    def _row_name(self, row: int) -> str:
        return str(row + 1) if row < len(self._lines) else "*"

    def _problem(self, row: int, name: str) -> str:
        return self._problems.get((row, name)) or self._told.get((row, name), "")

    def _mark(self, row: int, name: str, text: str) -> None:
        for marks in (self._problems, self._told):
            marks.pop((row, name), None)
        if text:
            self._problems[row, name] = text
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.fields) - 1))

    def _put(self, cell: Cell) -> None:
        line = self._lines[cell.row]
        field = self.fields[self._columns[cell.name]]
        line[cell.name], line[label_key(field)] = cell.value, cell.label
        if field.kind is Kind.REFERENCE:
            line[unit_key(field)] = cell.unit
        self._mark(cell.row, cell.name, cell.problem)

    def _begin_lines(self, missing: int) -> None:
        """Let the empty last row become a line and put the next empty one behind it: the cursor stays where it is."""
        if missing > 0:
            at = len(self._lines) + 1
            self.beginInsertRows(NOWHERE, at, at + missing - 1)
            self._lines += [dict(self._blank) for _ in range(missing)]
            self.endInsertRows()

    def _remember(self) -> None:
        state = _State([dict(line) for line in self._lines], dict(self._problems))
        self._past = [*self._past[1 - STEPS :], state]
        self._future = []

    def _step(self, source: list[_State], target: list[_State]) -> None:
        if source and not self.readonly:
            target.append(_State(self._lines, self._problems))
            self._replace(source.pop())
            self.edited.emit()

    def _replace(self, state: _State) -> None:
        self.beginResetModel()
        self._lines, self._problems, self._told = state.lines, state.problems, {}
        self.endResetModel()

    def _repaint(self) -> None:
        if self.rowCount():  # a grid that is only read may have no row at all
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.fields) - 1))


def summed(field: FieldMeta) -> bool:
    """Tell whether adding up a column means something: unit prices, percentages and places do not add up."""
    unit_price = field.kind is Kind.MONEY and (field.decimals or 0) > 2
    return field.kind in {Kind.COUNT, Kind.QUANTITY, Kind.MONEY, Kind.AREA} and not unit_price


def _without(row: int, marks: dict[Spot, str]) -> dict[Spot, str]:
    return {(at - (at > row), name): text for (at, name), text in marks.items() if at != row}


def _swap(marks: dict[Spot, str], one: int, other: int) -> None:
    """Let marks go with lines that changed places."""
    places = {one: other, other: one}
    moved = {(places.get(row, row), name): text for (row, name), text in marks.items()}
    marks.clear()
    marks.update(moved)


def _is_id(value: Any) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True


def _number(value: Any) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return Decimal(0)
    return number if number.is_finite() else Decimal(0)
