"""One section of a form: a card whose fields flow in two columns, the wide ones over both."""

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from fofal_desktop.fields.editors import FieldEditor
from fofal_desktop.parts import GAP, label, tight
from fofal_server.contract.kinds import Kind

WIDE = frozenset({Kind.NOTE, Kind.LINES, Kind.GEOMETRY, Kind.WORDS, Kind.REFERENCES, Kind.VALUE})
"""Kinds that need the whole width of a form."""
COLUMNS = 2


class FormSection(QFrame):
    """Shows its editors under their labels; ``arrange`` leaves out computed ones."""

    def __init__(self, title: str, editors: Sequence[FieldEditor], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        alone = len(editors) == 1 and editors[0].field.kind in WIDE  # then the title of the section names it
        self._cells = [(editor, _cell(editor, self, named=not alone)) for editor in editors]
        inside = tight(QVBoxLayout(self), GAP, 2 * GAP)
        inside.addWidget(label(title, "sectionTitle"))
        self._grid = tight(QGridLayout(), GAP)
        self._grid.setHorizontalSpacing(3 * GAP)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        inside.addLayout(self._grid)
        self._flow(frozenset(Kind))

    def arrange(self, computed: Collection[Kind]) -> None:
        """Let the fields flow anew, of the computed ones those of these kinds; a section with none disappears."""
        self.setVisible(self._flow(computed) > 0)

    def _flow(self, computed: Collection[Kind]) -> int:
        place = 0
        for editor, cell in self._cells:
            self._grid.removeWidget(cell)
            shown = not editor.field.readonly or editor.field.kind in computed
            cell.setVisible(shown)
            if shown:
                place = self._place(cell, place, wide=editor.field.kind in WIDE)
        return place

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
