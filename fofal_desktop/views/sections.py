"""One section of a form: a card whose fields flow in two columns, the wide ones over both."""

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from fofal_desktop.fields.editors import FieldEditor
from fofal_desktop.parts import GAP, label, tight
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta

WIDE = frozenset({Kind.NOTE, Kind.LINES, Kind.GEOMETRY, Kind.WORDS, Kind.REFERENCES, Kind.VALUE})
"""Kinds that need the whole width of a form."""
COLUMNS = 2


class FormSection(QFrame):
    """Shows its editors under their labels as they are added; ``arrange`` leaves out computed ones."""

    def __init__(self, title: str, fields: Sequence[FieldMeta], computed: Collection[Kind], parent: QWidget) -> None:
        """``fields`` are those of the editors to come, ``computed`` the kinds of computed ones that are shown."""
        super().__init__(parent)
        self.setObjectName("card")
        self._named = not (len(fields) == 1 and fields[0].kind in WIDE)  # else the title of the section names it
        self._cells: list[tuple[FieldEditor, QWidget]] = []
        self._computed, self._next = computed, 0
        inside = tight(QVBoxLayout(self), GAP, 2 * GAP)
        inside.addWidget(label(title, "sectionTitle"))
        self._grid = tight(QGridLayout(), GAP)
        self._grid.setHorizontalSpacing(3 * GAP)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        inside.addLayout(self._grid)
        self.hide()

    def add(self, editor: FieldEditor) -> None:
        """One more, after those that are there."""
        cell = _cell(editor, self, named=self._named)
        self._cells.append((editor, cell))
        self._flow(editor, cell)

    def arrange(self, computed: Collection[Kind]) -> None:
        """Let the fields flow anew, of the computed ones those of these kinds; a section with none disappears."""
        self._computed, self._next = computed, 0
        for editor, cell in self._cells:
            self._grid.removeWidget(cell)
            self._flow(editor, cell)
        self.setVisible(self._next > 0)

    def _flow(self, editor: FieldEditor, cell: QWidget) -> None:
        shown = not editor.field.readonly or editor.field.kind in self._computed
        if shown:
            self._next = self._place(cell, self._next, wide=editor.field.kind in WIDE)
            self.show()
        cell.setVisible(shown)

    def _place(self, cell: QWidget, place: int, *, wide: bool) -> int:
        """Put a field at the next free place; wide ones take a row of their own. Answers the place after it."""
        if wide and place % COLUMNS:
            place += 1
        row, column = divmod(place, COLUMNS)
        self._grid.addWidget(cell, row, column, 1, COLUMNS if wide else 1)
        return place + (COLUMNS if wide else 1)


def _cell(editor: FieldEditor, parent: QWidget, *, named: bool) -> QWidget:
    cell = QWidget(parent)  # without a parent, showing it would open a window of its own
    column = tight(QVBoxLayout(cell), 3)
    if named:
        words = label(editor.field.label + (" *" if editor.field.required else ""), "fieldLabel")
        words.setBuddy(editor)
        column.addWidget(words)
    column.addWidget(editor)
    if editor.field.help:
        column.addWidget(label(editor.field.help, "fieldHelp", wrap=True))
    column.addStretch(1)
    return cell
