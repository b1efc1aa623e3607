"""What a person says with a deed of the flow: a reason, a comment; kept open until the server took it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.fields.editors import EditorContext, FieldEditor, editor_for
from fofal_desktop.parts import label
from fofal_server.contract.meta import ActionMeta
from fofal_server.contract.wire import FieldProblem


class DeedDialog(Dialog):
    """``said`` carries the values once all that is due is there."""

    said = Signal(dict)

    def __init__(self, action: ActionMeta, context: EditorContext, parent: QWidget) -> None:
        super().__init__(parent, "deed", action.label)
        if action.confirm:
            self.body.addWidget(label(action.confirm, "muted", wrap=True))
        self.editors = {field.name: editor_for(field, context) for field in action.fields}
        for editor in self.editors.values():
            self._lay(editor)
        self.add_button(self.tr("Cancel"), "cancel").clicked.connect(self.reject)
        role = "danger" if action.danger else "primary"
        self.add_button(action.label, "sayIt", role).clicked.connect(self._say)

    def _lay(self, editor: FieldEditor) -> None:
        words = label(editor.field.label + (" *" if editor.field.required else ""), "fieldLabel")
        words.setBuddy(editor)
        self.body.addWidget(words)
        self.body.addWidget(editor)

    def _say(self) -> None:
        values: dict[str, Any] = {name: editor.value() for name, editor in self.editors.items()}
        missing = [name for name, one in self.editors.items() if one.field.required and not values[name]]
        for name, editor in self.editors.items():
            editor.show_problem(self.tr("To be filled in.") if name in missing else "")
        if missing:
            self.editors[missing[0]].setFocus()
        else:
            self.wait(True)
            self.said.emit({name: value for name, value in values.items() if value is not None})

    def show_refusal(self, words: str, problems: Sequence[FieldProblem]) -> None:
        """The server did not take it: say why, at the field where there is one; what was typed stays."""
        self.wait(False)
        placed = {one.field: one.message for one in problems if one.field in self.editors}
        for name, editor in self.editors.items():
            editor.show_problem(placed.get(name, ""))
        self.problem.say("" if placed else words)
