"""A new password for somebody who forgot the old one, with a code that came by mail or from an administrator."""

from typing import Any

from PySide6.QtWidgets import QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import ApiError
from fofal_desktop.api.request import Request
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.dialogs.lines import AGAIN, Lines
from fofal_desktop.gate import message_of
from fofal_desktop.jobs import Job
from fofal_desktop.parts import button, label, mark, tab_through

CHOSEN = ("new_password", AGAIN)


class Forgotten(Dialog):
    """``accepted`` once the new password counts; then one signs in with it, and with the second factor as ever."""

    def __init__(self, client: Client, parent: QWidget, username: str) -> None:
        super().__init__(parent, "forgottenDialog", "", width=460)
        self._client = client
        self.setWindowTitle(self.tr("Forgotten password"))
        self.title.setText(self.tr("Choose a new password"))
        words = self.tr(
            "Have a code sent to your e-mail address, or ask an administrator for one. It works once, for 20 minutes."
        )
        self.body.addWidget(label(words, "muted", wrap=True))
        self.lines = Lines("forgotten", self._labels(), CHOSEN)
        self.fields = self.lines.fields
        self.fields["username"].setText(username)
        self._lay_out()
        self.fields["token" if username else "username"].setFocus()

    def _lay_out(self) -> None:
        self.lines.rows.insertRow(1, self._sender())  # it sends to the name above it
        self.body.addLayout(self.lines.rows)
        tab_through(self.fields["username"], self.send)
        self.add_button(self.tr("Back"), "cancel").clicked.connect(self.reject)
        self.add_button(self.tr("Change"), "recoverPassword", "primary").clicked.connect(self.submit)

    def _sender(self) -> QWidget:
        self.send = button(self.tr("Send me a code"), "sendCode", symbol="mdi6.email-fast-outline")
        self.send.setAutoDefault(False)
        self.send.clicked.connect(self.ask_code)
        return self.send

    def _labels(self) -> dict[str, str]:
        return {
            "username": self.tr("User name or e-mail address"),
            "token": self.tr("Code"),
            "new_password": self.tr("New password"),
            AGAIN: self.tr("New password once more"),
        }

    def ask_code(self) -> None:
        """The server answers alike whoever was named, so these words promise nothing."""
        name = self.fields["username"].text().strip()
        if not name:
            self._point_at("username", self.tr("Enter your user name or your e-mail address."))
            return
        self._post("forgot", {"username": name}, self._tell_sent)

    def _tell_sent(self, _answer: object) -> None:
        self._point_at("token", "")
        mark(self.fields["token"], "problem", False)
        words = self.tr("If this account has an e-mail address, a code is on its way to it.")
        self.problem.say(words, "info")

    def submit(self) -> None:
        values = {name: self.fields[name].text() for name in ("token", *CHOSEN)}
        if wrong := self.lines.wrong(values, "new_password"):
            self._point_at(*wrong)
        else:
            del values[AGAIN]
            self._post("reset", values, lambda _answer: self.accept())

    def _post(self, what: str, body: dict[str, str], done: Any) -> None:
        self.problem.say("")
        self.wait(True)
        self.send.setEnabled(False)
        request = Request("POST", f"/auth/password/{what}", body=body, signed=False)
        Job(self, lambda: self._client.send(request), done, self._refuse, self._rest).start()

    def _rest(self) -> None:
        self.wait(False)
        self.send.setEnabled(True)

    def _refuse(self, error: Exception) -> None:
        told = error.problem.errors if isinstance(error, ApiError) else []
        self._point_at(told[0].field if told else "", "\n".join(one.message for one in told) or message_of(error))

    def _point_at(self, name: str, words: str) -> None:
        self.problem.say(words)
        self.lines.point_at(name)
