"""The first person of an empty installation, made with the one-time code that the server's console shows."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import ApiError
from fofal_desktop.api.request import Request
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.dialogs.lines import AGAIN, Lines
from fofal_desktop.fields.formats import said_of
from fofal_desktop.gate import message_of
from fofal_desktop.jobs import Job
from fofal_desktop.machine_words import fixed_words
from fofal_desktop.parts import label
from fofal_server.contract.wire import FieldProblem, Tokens


class FirstAdminDialog(Dialog):
    """``signed_in`` once the account exists and has signed in."""

    signed_in = Signal(object)

    def __init__(self, client: Client, parent: QWidget) -> None:
        super().__init__(parent, "firstAdmin", "", width=460)
        self._client = client
        self.setWindowTitle(self.tr("Set up this installation"))
        self.title.setText(self.tr("The first administrator"))
        words = self.tr("The code stands in the console in which the server was started. It works once.")
        self.body.addWidget(label(words, "hint", wrap=True))
        if fixed := fixed_words():
            self.body.addWidget(label(f"{client.session.base_url} · {fixed}", "hint", wrap=True))
        self.lines = Lines("first", self._labels(), ("password", AGAIN))
        self.fields = self.lines.fields
        self.body.addLayout(self.lines.rows)
        self.add_button(self.tr("Back"), "cancel").clicked.connect(self.reject)
        self.add_button(self.tr("Create the account"), "createAdmin", "primary").clicked.connect(self.submit)

    def _labels(self) -> dict[str, str]:
        return {
            "code": self.tr("One-time code"),
            "full_name": self.tr("Your full name"),
            "username": self.tr("User name"),
            "password": self.tr("Password"),
            AGAIN: self.tr("Password once more"),
        }

    def submit(self) -> None:
        """Make the account, then sign in with it."""
        values = {name: field.text() for name, field in self.fields.items()}
        values |= {name: values[name].strip() for name in ("code", "full_name", "username")}
        if wrong := self.lines.wrong(values, "password"):
            self._point_at(*wrong)
            return
        del values[AGAIN]
        self.problem.say("")
        self.wait(True)
        Job(self, lambda: self._create(values), self._enter, self._refuse, lambda: self.wait(False)).start()

    def _create(self, values: dict[str, str]) -> Tokens:
        self._client.send(Request("POST", "/auth/first-admin", body=values, signed=False))
        return self._client.sign_in(values["username"], values["password"])

    def _enter(self, tokens: Tokens) -> None:
        self.signed_in.emit(tokens)
        self.accept()

    def _refuse(self, error: Exception) -> None:
        told = error.problem.errors if isinstance(error, ApiError) else []
        words = "\n".join([message_of(error), *(f"• {self._told(one)}" for one in told)])
        code_wrong = isinstance(error, ApiError) and error.status == 403
        self._point_at(told[0].field if told else "code" if code_wrong else "", words)

    def _told(self, problem: FieldProblem) -> str:
        words = self._labels().get(problem.field)
        return said_of(words, problem.message) if words else problem.message

    def _point_at(self, name: str, words: str) -> None:
        self.problem.say(words)
        self.lines.point_at(name)
