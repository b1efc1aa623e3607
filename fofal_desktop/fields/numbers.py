"""Editor of numbers: typed with comma or point, grouped when the field is left, exact all the way."""

from decimal import Decimal
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit

from fofal_desktop.fields.editor import FieldEditor, Row
from fofal_desktop.fields.formats import number_text
from fofal_desktop.fields.typed import number_of
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta


class NumberEditor(FieldEditor):
    """Counts travel as integers, everything else as the decimal text that the server wants."""

    def __init__(self, field: FieldMeta) -> None:
        super().__init__(field)
        self.line = QLineEdit()
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.textChanged.connect(self.changed)
        self.line.installEventFilter(self)
        self._place(self.line)

    def value(self) -> Any:
        text = self.line.text().strip()
        number = number_of(text)
        if number is None:
            return text or None
        if self.field.kind is Kind.COUNT and number == number.to_integral_value():
            return int(number)
        return f"{number:f}"

    def set_value(self, wire: Any, _row: Row | None = None, /) -> None:
        self.line.setText("" if wire is None else number_text(wire, self._fixed()))

    def set_readonly(self, readonly: bool) -> None:
        self.line.setReadOnly(readonly)

    def problem(self) -> str:
        text = self.line.text().strip()
        if not text:
            return ""
        number = number_of(text)
        if number is None:
            return self.tr("This is not a number.")
        return self._too_fine(number) or self._out_of_range(number)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut and watched is self.line:
            self._group()
        return super().eventFilter(watched, event)

    def _group(self) -> None:
        if not self.problem() and (value := self.value()) is not None:
            self.line.setText(number_text(value, self._fixed()))
        self.show_problem(self.problem())

    def _fixed(self) -> int | None:
        return self.field.decimals if self.field.kind is Kind.AREA else None

    def _too_fine(self, number: Decimal) -> str:
        allowed = 0 if self.field.kind is Kind.COUNT else self.field.decimals
        if allowed is None or number == round(number, allowed):
            return ""
        return self.tr("At most %n decimal(s).", "", allowed)

    def _out_of_range(self, number: Decimal) -> str:
        low, high = self.field.minimum, self.field.maximum
        if low is not None and number < Decimal(low):
            return self.tr("At least {0}.").format(number_text(low))
        if high is not None and number > Decimal(high):
            return self.tr("At most {0}.").format(number_text(high))
        return ""
