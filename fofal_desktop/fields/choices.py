"""Editors of closed questions: yes or no, one of several."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox

from fofal_desktop.fields.editor import FieldEditor, Row
from fofal_server.contract.meta import FieldMeta


class FlagEditor(FieldEditor):
    """Yes, no and, where nothing is a value too, not said."""

    def __init__(self, field: FieldMeta) -> None:
        super().__init__(field)
        self.box = QCheckBox()
        self.box.setTristate(field.nullable and not field.required and field.default is None)
        self.box.checkStateChanged.connect(self.changed)
        self._place(self.box)

    def value(self) -> bool | None:
        state = self.box.checkState()
        return None if state is Qt.CheckState.PartiallyChecked else state is Qt.CheckState.Checked

    def set_value(self, wire: Any, _row: Row | None = None, /) -> None:
        if wire is None and self.box.isTristate():
            self.box.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            self.box.setChecked(bool(wire))

    def set_readonly(self, readonly: bool) -> None:
        self.box.setEnabled(not readonly)


class ChoiceEditor(FieldEditor):
    """One of the choices that the server declares; a first empty one unless a choice must be made."""

    def __init__(self, field: FieldMeta) -> None:
        super().__init__(field)
        self.box = QComboBox()
        if not field.required or field.default is None:
            self.box.addItem("", None)
        for choice in field.choices:
            self.box.addItem(choice.label, choice.value)
        self.box.currentIndexChanged.connect(self.changed)
        self._place(self.box)

    def value(self) -> Any:
        return self.box.currentData()

    def set_value(self, wire: Any, _row: Row | None = None, /) -> None:
        found = self.box.findData(wire)
        if found < 0 and wire is not None:
            self.box.addItem(str(wire), wire)  # a choice that newer servers know: keep it, do not lose it
            found = self.box.count() - 1
        self.box.setCurrentIndex(found)

    def set_readonly(self, readonly: bool) -> None:
        self.box.setEnabled(not readonly)
