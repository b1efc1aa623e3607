"""Editor of lines: a grid that is filled from the keyboard alone or pasted from a spreadsheet."""

from collections.abc import Callable, Sequence
from dataclasses import astuple, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelection, QPersistentModelIndex
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fofal_desktop.fields import lookup
from fofal_desktop.fields.celldelegate import CellDelegate, Make
from fofal_desktop.fields.editor import Chosen, EditorContext, FieldEditor, Row
from fofal_desktop.fields.formats import label_key, title_of, unit_key
from fofal_desktop.fields.grid import Grid
from fofal_desktop.fields.limits import problem_of
from fofal_desktop.fields.lookup import Record
from fofal_desktop.fields.reading import read_text
from fofal_desktop.fields.relation import RelationEditor
from fofal_desktop.fields.tabular import cells_of, copied, text_from
from fofal_desktop.fields.totals import TotalsBar
from fofal_desktop.jobs import Job
from fofal_desktop.models.lines import Cell, Line, LinesModel
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta, ResourceMeta

SHORTEST, LONGEST = 6, 16
"""Rows in sight: an empty grid, a long sheet."""
_NO_TEXT = {Kind.LINES, Kind.GEOMETRY, Kind.REFERENCES, Kind.FILE}


class LinesEditor(FieldEditor):
    """A list of objects on the wire, sent whole.

    Typing starts a cell, Enter and Tab go on, Ctrl+D copies from above, Ctrl+Delete removes lines, Alt+Up and
    Alt+Down carry one, Ctrl+Z takes back, Ctrl+V fills cells from a spreadsheet, F2 opens what is
    chosen, else the list.
    """

    def __init__(self, field: FieldMeta, context: EditorContext, make: Make) -> None:
        super().__init__(field)
        self._context = context
        self._asked: set[tuple[str, str]] = set()
        self.model = LinesModel([column for column in field.lines if column.name != "id"], self)
        self.grid = Grid(self.model)
        in_cell = replace(context, make=self._make_for_cell if context.make is not None else None)
        self.delegate = CellDelegate(self.model, make, in_cell, self.grid)
        self.grid.setItemDelegate(self.delegate)
        self.totals = TotalsBar(self.grid, self.model)
        self._place(self._frame())
        self.setFocusProxy(self.grid)
        self.grid.setAccessibleName(field.label)
        self._wire()
        self._fit()

    # -- the value

    def value(self) -> list[Line]:
        """What stands in an open cell counts: Ctrl+S must not lose the last number typed."""
        editing = self.delegate.editing()
        if editing is not None:
            self.delegate.commitData.emit(editing)
        return self.model.lines()

    def set_value(self, wire: Any, row: Row | None = None, /) -> None:
        self.delegate.close()  # so that the cursor falls back to the grid, not to whatever comes next in the window
        self.model.above = row or {}
        self.model.set_lines(wire or [])
        self.changed.emit()

    def as_typed(self) -> Any:
        """The cell that is open stays open; what stands in it is told beside."""
        cells = [*self.model.wrong_cells(), *self.delegate.open_cell(self.grid.currentIndex())]
        return {"lines": self.model.as_typed(), "cells": [astuple(cell) for cell in cells]}

    def type_again(self, kept: Any) -> None:
        self.set_value(kept["lines"])
        self.model.write([Cell(*cell) for cell in kept["cells"]])
        self._on_edited()

    def spot(self) -> tuple[int, int]:
        at = self.grid.currentIndex()
        return at.row(), at.column()

    def take_at(self, spot: Any, record: Record) -> None:
        self._take(QPersistentModelIndex(self.model.index(*spot)), record)

    def set_readonly(self, readonly: bool) -> None:
        self.model.set_readonly(readonly)

    def problem(self) -> str:
        found = self.model.first_problem()
        if found:
            return self.tr("Line {0}: {1}").format(found[0] + 1, found[1])
        return self.tr("Some words are still being looked up.") if self._asked else ""

    def show_problem(self, text: str) -> None:
        if not text:
            self.model.forget_told()
        super().show_problem(text)

    def forgive(self) -> None:
        """Leave the marks of other cells alone when one is edited."""

    def show_cell_problem(self, sent: int, name: str, text: str) -> None:
        """Mark the cell that the server named ``<field>.<sent>.<name>``."""
        self.model.show_problem(sent, name, text)

    # -- what the keys do

    def copy_above(self) -> None:
        """Fill each selected cell, or the current one, with what stands above the selection."""
        self.delegate.close()
        spots = self._spots()
        top = min((row for row, _ in spots), default=0)
        if top == 0 and len({row for row, _ in spots}) <= 1:
            return
        source = top - 1 if len({row for row, _ in spots}) == 1 else top
        self.model.write([self._copy(source, row, column) for row, column in spots if row != source])

    def remove_rows(self) -> None:
        """Take out the selected lines; the cursor stays, so that the next one comes under it as in a spreadsheet."""
        spots, column = self._spots(), self.grid.currentIndex().column()
        self.model.remove({row for row, _ in spots})
        if spots:
            self.grid.stay_at(spots[0][0], column)

    def clear_cells(self) -> None:
        cells = [Cell(row, self.model.fields[column].name, None) for row, column in self._spots()]
        self.model.write([cell for cell in cells if cell.row < self.model.rowCount() - 1])

    def copy(self) -> None:
        """Put the selected cells on the clipboard as a spreadsheet would."""
        rows: dict[int, list[str]] = {}
        for row, column in self._spots():
            rows.setdefault(row, []).append(copied(self.model.fields[column], self.model.line(row)))
        QGuiApplication.clipboard().setText(text_from(list(rows.values())))

    def paste(self) -> None:
        """Fill cells from the cursor on with what the clipboard holds, each read as its column wants."""
        start = self._spots()[0] if self._spots() else (0, 0)
        try:
            rows = cells_of(QGuiApplication.clipboard().text())
        except ValueError:
            self.show_problem(self.tr("What was copied is no table, or longer than a sheet can be."))
            return
        cells = [
            self._read(start[0] + down, start[1] + across, text)
            for down, texts in enumerate(rows)
            for across, text in enumerate(texts)
            if start[1] + across < len(self.model.fields)
        ]
        self.model.write([cell for cell in cells if cell is not None])

    def pick(self) -> None:
        """Show the record that the cell under the cursor refers to; where there is none, offer its list (F2)."""
        at, editor = self.grid.currentIndex(), self.delegate.editing()
        field = self.model.fields[at.column()]
        key = editor.chosen()[0] if isinstance(editor, RelationEditor) else self.model.chosen(at.row(), field.name)
        target = self._context.metas.get(field.target or "")
        if target is not None and key and self._context.show is not None:
            self._context.show(target, key)
        else:
            self._ask_for_record(lookup.open_list)

    def pick_new(self) -> None:
        """Make the record that the cell under the cursor refers to (F3)."""
        editor = self.delegate.editing()
        words = editor.unknown if isinstance(editor, RelationEditor) else ""
        self._ask_for_record(partial(lookup.open_new, words=words))

    # -- inside

    def _wire(self) -> None:
        grid, model = self.grid, self.model
        self.delegate.left.connect(grid.go_on)
        self.delegate.pressed.connect(grid.act)
        for signal, act in (
            (grid.copy_above, self.copy_above),
            (grid.remove_rows, self.remove_rows),
            (grid.clear_cells, self.clear_cells),
            (grid.copy, self.copy),
            (grid.paste, self.paste),
            (grid.pick, self.pick),
            (grid.pick_new, self.pick_new),
            (model.edited, self._on_edited),
            (self.delegate.typing, self.typing.emit),
            (model.modelReset, self._fit),
            (model.rowsInserted, self._fit),
        ):
            signal.connect(act)

    def _on_edited(self) -> None:
        self._look_words_up()
        super().show_problem(self.problem() if self.model.first_problem() else "")
        self.changed.emit()

    def _spots(self) -> list[tuple[int, int]]:
        """Selected cells, row by row; the current one when none is."""
        selection: QItemSelection = self.grid.selectionModel().selection()
        found = sorted({(index.row(), index.column()) for index in selection.indexes()})
        at = self.grid.currentIndex()
        return found or ([(at.row(), at.column())] if at.isValid() else [])

    def _copy(self, source: int, row: int, column: int) -> Cell:
        field, above = self.model.fields[column], self.model.line(source)
        return Cell(
            row, field.name, above.get(field.name), above.get(label_key(field)), unit=above.get(unit_key(field))
        )

    def _read(self, row: int, column: int, text: str) -> Cell | None:
        field = self.model.fields[column]
        if field.kind in _NO_TEXT:
            return None
        reading = read_text(field, text, self._context.client.clock.today())
        label = text.strip() if field.kind is Kind.REFERENCE else None
        return Cell(row, field.name, reading.value, label, problem_of(field, reading))

    # -- words that stand for records

    def _look_words_up(self) -> None:
        """Ask what typed or pasted codes mean, each once; what nobody knows is marked at its cells."""
        for field in self.model.fields:
            if field.kind is Kind.REFERENCE:
                words = {word for _, word in self.model.words(field.name) if (field.name, word) not in self._asked}
                if words:
                    self._look_up(field, sorted(words))

    def _look_up(self, field: FieldMeta, words: Sequence[str]) -> None:
        target, client = self._context.metas.get(field.target or ""), self._context.client
        if target is None:
            self._settle(field, words, {}, self.tr("Choose one of the list."))
            return
        self._asked |= {(field.name, word) for word in words}
        Job(
            self,
            lambda: lookup.resolve(client, target, words),
            lambda known: self._settle(field, words, known, self.tr("Choose one of the list.")),
            lambda _error: self._settle(field, words, {}, self.tr("The list cannot be asked at the moment.")),
        ).start()

    def _settle(self, field: FieldMeta, words: Sequence[str], known: dict[str, Record], otherwise: str) -> None:
        self._asked -= {(field.name, word) for word in words}
        target = self._context.metas.get(field.target or "")
        cells = []
        for row, word in self.model.words(field.name):
            if word in known and target is not None:
                record = known[word]
                cells.append(_chosen(row, field, target, record))
            elif word in words:
                cells.append(Cell(row, field.name, word, word, otherwise))
        self.model.settle(cells)

    def _ask_for_record(self, ask: Callable[[FieldMeta, EditorContext, Chosen], None]) -> None:
        if not self.grid.may_pick():
            return
        self.delegate.close()
        spot = QPersistentModelIndex(self.grid.currentIndex())
        ask(self.model.fields[spot.column()], self._context, lambda record: self._take(spot, record))

    def _make_for_cell(self, target: ResourceMeta, _take: Chosen, values: Record) -> None:
        """As the open editor of a cell asks for it, which is gone when the record is there."""
        make = self._context.make
        if make is not None:
            self._ask_for_record(lambda _field, _context, take: make(target, take, values))

    def _take(self, spot: QPersistentModelIndex, record: Record) -> None:
        field = self.model.fields[spot.column()] if spot.isValid() else None
        target = self._context.metas.get(field.target or "") if field else None
        if field is not None and target is not None:
            self.model.write([_chosen(spot.row(), field, target, record)])
            self.grid.setFocus()

    # -- how it looks

    def _frame(self) -> QWidget:
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.grid)
        column.addWidget(self.totals)
        return frame

    def _fit(self) -> None:
        """Grow with the lines as far as a screen allows."""
        rows = max(SHORTEST, min(LONGEST, self.model.rowCount()))
        heads = self.grid.horizontalHeader().height()
        bar = self.grid.horizontalScrollBar().sizeHint().height()
        height = rows * self.grid.verticalHeader().defaultSectionSize() + heads + bar + 2 * self.grid.frameWidth()
        self.grid.setFixedHeight(height)


def _chosen(row: int, field: FieldMeta, target: ResourceMeta, record: Record) -> Cell:
    """A record that was found for a cell, with its words and in what it is counted."""
    return Cell(row, field.name, record["id"], title_of(target, record), unit=record.get("unit"))
