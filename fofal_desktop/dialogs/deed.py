"""What a person says with a deed of the flow: a reason, a comment; kept open until the server took it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fofal_desktop.dialogs.asking import AskedFields
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.fields.editors import EditorContext
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
        self._asked = AskedFields(action, context)
        self.editors = self._asked.editors
        self.body.addWidget(self._asked)
        self.add_button(self.tr("Cancel"), "cancel").clicked.connect(self.reject)
        role = "danger" if action.danger else "primary"
        self.add_button(action.label, "sayIt", role).clicked.connect(self._say)

    def _say(self) -> None:
        said = self._asked.said()
        if said is not None:
            self.wait(True)
            self.said.emit(said)

    def show_refusal(self, words: str, problems: Sequence[FieldProblem]) -> None:
        """The server did not take it: say why, at the field where there is one; what was typed stays."""
        self.wait(False)
        placed = {one.field: one.message for one in problems if one.field in self.editors}
        for name, editor in self.editors.items():
            editor.show_problem(placed.get(name, ""))
        self.problem.say("" if placed else words)
