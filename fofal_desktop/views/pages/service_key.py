"""A service key's record with the deed that only keys have: drawing the key itself, which is shown once."""

from typing import Any

from fofal_desktop.api.request import Request
from fofal_desktop.dialogs.question import Answer, ask_person
from fofal_desktop.dialogs.shown_once import ShownOnce
from fofal_desktop.gate import ask, message_of
from fofal_desktop.notices import Notice
from fofal_desktop.parts import giving_way
from fofal_desktop.views.record import RecordPage

RESOURCE, VERB = "auth.service-keys", "draw"


class ServiceKeyPage(RecordPage):
    """Drawing again replaces the key at once: the program that used it needs the new one."""

    def _lay_out(self) -> None:
        super()._lay_out()
        self.draw = giving_way(self.tr("Draw the key"), "drawKey", "mdi6.key-plus")
        self.draw.clicked.connect(self._confirm_draw)
        self.draw.hide()
        self.heading.add_extra(self.draw)

    def show_record(self, record: dict[str, Any]) -> None:
        super().show_record(record)
        self._drawn_before = bool(record.get("hint"))
        self.draw.setVisible(VERB in self.resource.can and not record.get("revoked_at"))

    def _confirm_draw(self) -> None:
        if not self._drawn_before:
            self._draw()
            return
        answers = (Answer("no", self.tr("Cancel")), Answer("yes", self.tr("Draw another one"), "danger"))
        words = self.tr("The key drawn before stops working at once.")
        ask_person(self, self.tr("Draw the key"), words, answers, lambda name: self._draw() if name == "yes" else None)

    def _draw(self) -> None:
        request = Request("POST", f"{self.resource.path}/{self.place.key}/{VERB}")
        ask(
            self,
            lambda: self.client.send(request).json(),
            self._show_key,
            lambda error: self.told.emit(Notice(message_of(error), "danger")),
        )

    def _show_key(self, drawn: dict[str, Any]) -> None:
        title = self.tr("The key “{0}”").format(drawn["name"])
        words = self.tr("Give it to the program. It is not shown again.")
        ShownOnce(self, "drawnKey", title, words, str(drawn["key"])).open()
        self.reload()
