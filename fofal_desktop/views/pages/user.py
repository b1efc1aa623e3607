"""A user's record with the deed that only users have: a new way in for somebody who lost the password."""

from typing import Any

from fofal_desktop.api.request import Request
from fofal_desktop.clipboard import copy_secret
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.dialogs.question import Answer, ask_person
from fofal_desktop.gate import ask, message_of
from fofal_desktop.notices import Notice
from fofal_desktop.parts import button, label
from fofal_desktop.views.record import RecordPage

RESOURCE, VERB = "auth.users", "reset-password"


class UserPage(RecordPage):
    """The drawn password is shown once and must be changed at the next sign-in."""

    def _lay_out(self) -> None:
        super()._lay_out()
        self.reset = button(self.tr("New password"), "resetPassword", "", "mdi6.lock-reset")
        self.reset.clicked.connect(self._confirm_reset)
        self.reset.hide()
        self.heading.add_extra(self.reset)

    def show_record(self, record: dict[str, Any]) -> None:
        super().show_record(record)
        self.reset.setVisible(VERB in self.resource.can)

    def _confirm_reset(self) -> None:
        answers = (Answer("no", self.tr("Cancel")), Answer("yes", self.tr("Draw a password"), "primary"))
        words = self.tr("The present password of {0} stops working and all sessions end.").format(self.title)
        ask_person(self, self.tr("New password"), words, answers, lambda name: self._draw() if name == "yes" else None)

    def _draw(self) -> None:
        request = Request("POST", f"{self.resource.path}/{self.place.key}/{VERB}")
        ask(
            self,
            lambda: self.client.send(request).json(),
            lambda drawn: DrawnPassword(str(drawn["username"]), str(drawn["temporary_password"]), self).open(),
            lambda error: self.told.emit(Notice(message_of(error), "danger")),
        )


class DrawnPassword(Dialog):
    """Shows a drawn password once."""

    def __init__(self, username: str, password: str, parent: RecordPage) -> None:
        super().__init__(parent, "drawnPassword", "", width=460)
        self.setWindowTitle(self.tr("New password"))
        self.title.setText(self.tr("New password of {0}").format(username))
        self.body.addWidget(label(self.tr("Give it to the person. It is not shown again."), "muted", wrap=True))
        self.password = label(password, "drawnPasswordText")
        self.password.setTextInteractionFlags(self.problem.words.textInteractionFlags())
        self.body.addWidget(self.password)
        copy = self.add_button(self.tr("Copy"), "copyPassword", "", "mdi6.content-copy")
        copy.clicked.connect(lambda: copy_secret(password))
        self.add_button(self.tr("Close"), "close", "primary").clicked.connect(self.accept)
