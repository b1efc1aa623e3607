"""What a deed of the flow asks for: its fields below each other, and which of them are still to be filled in."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fofal_desktop.fields.editors import EditorContext, editor_for
from fofal_desktop.parts import GAP, label, tight
from fofal_server.contract.meta import ActionMeta


class AskedFields(QWidget):
    """``editors`` by the name of their field."""

    def __init__(self, action: ActionMeta, context: EditorContext) -> None:
        super().__init__()
        self.editors = {field.name: editor_for(field, context) for field in action.fields}
        rows = tight(QVBoxLayout(self), GAP)
        for editor in self.editors.values():
            words = label(editor.field.label + (" *" if editor.field.required else ""), "fieldLabel")
            words.setBuddy(editor)
            rows.addWidget(words)
            rows.addWidget(editor)

    def said(self) -> dict[str, Any] | None:
        """What was filled in; None, said at the fields, while something that is due is missing."""
        values: dict[str, Any] = {name: editor.value() for name, editor in self.editors.items()}
        missing = [name for name, one in self.editors.items() if one.field.required and not values[name]]
        for name, editor in self.editors.items():
            editor.show_problem(self.tr("To be filled in.") if name in missing else "")
        if missing:
            self.editors[missing[0]].setFocus()
            return None
        return {name: value for name, value in values.items() if value is not None}
