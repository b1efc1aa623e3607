"""What is wrong with a form at a glance: each line leads to its field."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from fofal_desktop.fields.formats import said_of
from fofal_desktop.parts import GAP, button, clear, label, mark, tight
from fofal_server.contract.wire import FieldProblem


class ProblemSummary(QFrame):
    """``chosen`` carries the address of a field, such as ``lines.0.quantity``."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problemSummary")
        mark(self, "notice", "danger")
        self._column = tight(QVBoxLayout(self), 2, GAP + 2)
        self.hide()

    def show_problems(self, words: str, problems: Sequence[tuple[str, FieldProblem]]) -> None:
        """``words`` say what happened; each problem comes with the label of its field."""
        clear(self._column)
        if words:
            self._column.addWidget(label(words, "bannerText", wrap=True))
        for name, problem in problems:
            text = said_of(name, problem.message) if name else problem.message
            line = button(f"• {text}".replace("&", "&&"), "problemLine", "link")
            line.clicked.connect(lambda _checked=False, field=problem.field: self.chosen.emit(field))
            self._column.addWidget(line)
        self.setVisible(bool(words or problems))
