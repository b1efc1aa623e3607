"""Asks for a name and has something stored under it; what the server says against it stands above."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.gate import ask, message_of
from fofal_desktop.parts import label, named

LONGEST = 200


class NameDialog(Dialog):
    """``store`` is called off the GUI thread with the name, ``stored`` hears what it answered."""

    def __init__(
        self, parent: QWidget, title: str, before: str, store: Callable[[str], Any], stored: Callable[[Any], Any]
    ) -> None:
        super().__init__(parent, "nameDialog", title, width=420)
        self._store, self._stored = store, stored
        self.name = named(QLineEdit(before, maxLength=LONGEST), "name")
        words = label(self.tr("Name"), "fieldLabel")
        words.setBuddy(self.name)
        self.body.addWidget(words)
        self.body.addWidget(self.name)
        self.add_button(self.tr("Cancel"), "cancel").clicked.connect(self.reject)
        self.keep = self.add_button(self.tr("Save"), "saveName", "primary")
        self.keep.clicked.connect(self._send)
        self.name.textChanged.connect(lambda words: self.keep.setEnabled(bool(words.strip())))
        self.keep.setEnabled(bool(before.strip()))
        self.name.selectAll()

    def _send(self) -> None:
        name, store = self.name.text().strip(), self._store
        self.wait(True)
        ask(self, lambda: store(name), self._done, self._fail, lambda: self.wait(False))

    def _done(self, answer: Any) -> None:
        self.accept()
        self._stored(answer)

    def _fail(self, error: Exception) -> None:
        self.problem.say(message_of(error))
