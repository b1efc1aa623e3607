"""Editor of numbers: typed with comma or point, grouped when the field is left, exact all the way."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from fofal_desktop.fields.formats import number_text
from fofal_desktop.fields.typedline import Today, TypedLine
from fofal_desktop.parts import GAP, label, tight
from fofal_server.contract.meta import FieldMeta


class NumberEditor(TypedLine):
    """Counts travel as integers, everything else as the decimal text that the server wants."""

    def __init__(self, field: FieldMeta, today: Today) -> None:
        super().__init__(field, today)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.unit = label("", "muted")
        self.unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = tight(QHBoxLayout(self.line), 0)
        inside.setContentsMargins(0, 0, GAP, 0)
        inside.addWidget(self.unit, 0, Qt.AlignmentFlag.AlignRight)

    def show_unit(self, words: str) -> None:
        """Say behind the number in what it is counted."""
        self.unit.setText(words)
        self.unit.ensurePolished()
        self.line.setTextMargins(0, 0, self.unit.sizeHint().width() + GAP // 2 if words else 0, 0)
        self.line.setAccessibleName(f"{self.field.label} ({words})" if words else self.field.label)

    def words(self, wire: Any) -> str:
        return number_text(wire)
