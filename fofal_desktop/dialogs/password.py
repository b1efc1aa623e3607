"""A new password for oneself: when one likes, or because the present one was given by somebody else."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import ApiError
from fofal_desktop.api.request import Request
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.dialogs.lines import AGAIN, Lines
from fofal_desktop.gate import ask, message_of
from fofal_desktop.parts import label


class PasswordDialog(Dialog):
    """``accepted`` once it is changed, ``changed`` carries it; every other session of the person has ended then.

    ``demanded``: the server refuses everything else until it is done, and the other way out is to sign out.
    """

    changed = Signal(str)

    def __init__(self, client: Client, parent: QWidget, *, demanded: bool = False) -> None:
        super().__init__(parent, "passwordDialog", "", width=440)
        self._client = client
        self.setWindowTitle(self.tr("Change the password"))
        self.title.setText(self.tr("Choose your own password") if demanded else self.windowTitle())
        if demanded:
            words = self.tr("The present one was given to you by somebody else. You can go on once it is replaced.")
            self.body.addWidget(label(words, "muted", wrap=True))
        labels = self._labels()
        self.lines = Lines("password", labels, labels)
        self.fields = self.lines.fields
        self.body.addLayout(self.lines.rows)
        self.add_button(self.tr("Sign out") if demanded else self.tr("Cancel"), "cancel").clicked.connect(self.reject)
        self.add_button(self.tr("Change"), "changePassword", "primary").clicked.connect(self.submit)

    def _labels(self) -> dict[str, str]:
        return {
            "current_password": self.tr("Present password"),
            "new_password": self.tr("New password"),
            AGAIN: self.tr("New password once more"),
        }

    def submit(self) -> None:
        values = {name: field.text() for name, field in self.fields.items()}
        if wrong := self.lines.wrong(values, "new_password"):
            self._point_at(*wrong)
            return
        del values[AGAIN]
        self.problem.say("")
        self.wait(True)
        request = Request("POST", "/auth/password", body=values)
        ask(
            self,
            lambda: self._client.send(request),
            lambda _answer: self._done(values["new_password"]),
            self._refuse,
            lambda: self.wait(False),
        )

    def _done(self, password: str) -> None:
        self.changed.emit(password)
        self.accept()

    def _refuse(self, error: Exception) -> None:
        told = error.problem.errors if isinstance(error, ApiError) else []
        words = "\n".join(one.message for one in told) or message_of(error)
        self._point_at(told[0].field if told else "current_password", words)

    def _point_at(self, name: str, words: str) -> None:
        self.problem.say(words)
        self.lines.point_at(name)
