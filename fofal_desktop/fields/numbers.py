"""Editor of numbers: typed with comma or point, grouped when the field is left, exact all the way."""

from typing import Any

from PySide6.QtCore import Qt

from fofal_desktop.fields.formats import number_text
from fofal_desktop.fields.typedline import Today, TypedLine
from fofal_server.contract.meta import FieldMeta


class NumberEditor(TypedLine):
    """Counts travel as integers, everything else as the decimal text that the server wants."""

    def __init__(self, field: FieldMeta, today: Today) -> None:
        super().__init__(field, today)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def words(self, wire: Any) -> str:
        return number_text(wire)
