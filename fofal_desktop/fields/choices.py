"""Editors of closed questions: yes or no, one of several."""

from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QCheckBox, QComboBox

from fofal_desktop.fields.editor import FieldEditor, Row
from fofal_server.contract.meta import FieldMeta


class FlagEditor(FieldEditor):
    """Yes or no."""

    def __init__(self, field: FieldMeta) -> None:
        super().__init__(field)
        self.box = QCheckBox()
        self.box.checkStateChanged.connect(self.changed)
        self._place(self.box)

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, wire: Any, _row: Row | None = None, /) -> None:
        self.box.setChecked(bool(wire))

    def set_readonly(self, readonly: bool) -> None:
        self.box.setEnabled(not readonly)


class ChoiceEditor(FieldEditor):
    """One of the choices that the server declares, or none as long as none was made or none is needed."""

    def __init__(self, field: FieldMeta) -> None:
        super().__init__(field)
        self.box = QComboBox()
        if not field.required:
            self.box.addItem("", None)
        for label, value in self.offered():
            self.box.addItem(label, value)
        self.box.setCurrentIndex(-1 if field.required else 0)
        self.box.currentIndexChanged.connect(self.changed)
        self.box.installEventFilter(self)
        self._place(self.box)

    def offered(self) -> list[tuple[str, Any]]:
        """List what can be answered, by its words."""
        return [(choice.label, choice.value) for choice in self.field.choices]

    def value(self) -> Any:
        return self.box.currentData()

    def set_value(self, wire: Any, _row: Row | None = None, /) -> None:
        found = self.box.findData(wire)
        if found < 0 and wire is not None:
            self.box.addItem(str(wire), wire)  # a choice that this desktop was not told of: kept, not lost
            found = self.box.count() - 1
        self.box.setCurrentIndex(found)

    def set_readonly(self, readonly: bool) -> None:
        self.box.setEnabled(not readonly)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the wheel scroll the form instead of changing an answer under the pointer."""
        if event.type() is QEvent.Type.Wheel and watched is self.box and not self.box.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class MaybeEditor(ChoiceEditor):
    """Yes, no, or not said: a box half ticked would leave people guessing."""

    def offered(self) -> list[tuple[str, Any]]:
        return [(self.tr("Yes"), True), (self.tr("No"), False)]


def flag_editor(field: FieldMeta) -> FieldEditor:
    """Choose between a box to tick and, where nothing is an answer too, a list of three."""
    open_question = field.nullable and not field.required and field.default is None
    return MaybeEditor(field) if open_question else FlagEditor(field)
