"""A user's record with the deed that only users have: the way to a new password for somebody who lost the old one."""

from typing import Any

from fofal_desktop.api.request import Request
from fofal_desktop.dialogs.question import Answer, ask_person
from fofal_desktop.dialogs.shown_once import ShownOnce
from fofal_desktop.gate import ask, message_of
from fofal_desktop.notices import Notice
from fofal_desktop.parts import giving_way
from fofal_desktop.views.record import RecordPage

RESOURCE, VERB = "auth.users", "reset-password"


class UserPage(RecordPage):
    """The code goes to the person by mail; where none leaves it is shown once, to be handed over."""

    def _lay_out(self) -> None:
        super()._lay_out()
        self.reset = giving_way(self.tr("New password"), "resetPassword", "mdi6.lock-reset")
        self.reset.clicked.connect(self._confirm_reset)
        self.reset.hide()
        self.heading.add_extra(self.reset)

    def show_record(self, record: dict[str, Any]) -> None:
        super().show_record(record)
        self.reset.setVisible(VERB in self.resource.can and bool(record.get("active")))

    def _confirm_reset(self) -> None:
        answers = (Answer("no", self.tr("Cancel")), Answer("yes", self.tr("Give a code"), "primary"))
        words = self.tr(
            "The present password of {0} stops working and all sessions end. The person chooses a new one with a code, "
            "which goes to their e-mail address where there is one."
        ).format(self.title)
        ask_person(self, self.tr("New password"), words, answers, lambda name: self._draw() if name == "yes" else None)

    def _draw(self) -> None:
        request = Request("POST", f"{self.resource.path}/{self.place.key}/{VERB}")
        ask(
            self,
            lambda: self.client.send(request).json(),
            self.tell_reset,
            lambda error: self.told.emit(Notice(message_of(error), "danger")),
        )

    def tell_reset(self, reset: dict[str, Any]) -> None:
        """Where the code has gone; only one that nobody else brings is shown."""
        minutes = int(reset["expires_in"]) // 60
        if reset["mailed"]:
            words = self.tr("A code that works for {0} minutes is on its way to the e-mail address of {1}.")
            self.told.emit(Notice(words.format(minutes, self.title), lasting=True))
            return
        words = self.tr(
            "Give this code to the person and to nobody else. At the sign-in, “Forgot your password?” takes it and "
            "asks for a new password. It works once, for {0} minutes, and is not shown again."
        ).format(minutes)
        title = self.tr("Code for {0}").format(reset["username"])
        ShownOnce(self, "handedCode", title, words, str(reset["code"])).open()
