"""The outbox in the window: its count, what was refused as a notice that stays, and what is told when one signs out."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject

from fofal_desktop.dialogs.question import Answer, ask_person
from fofal_desktop.models.outbox import reason_of
from fofal_desktop.notices import Notice
from fofal_desktop.outbox.delivery import Delivered
from fofal_desktop.outbox.entry import Entry
from fofal_desktop.outbox.outbox import Outbox
from fofal_desktop.shell.window import MainWindow
from fofal_desktop.views.page import Place

_ABOUT = "outbox "


class Postbox(QObject):
    """Nothing of it stands in the way: what is refused is told once, and stays to be done until it is."""

    def __init__(self, outbox: Outbox, window: Callable[[], MainWindow], parent: QObject) -> None:
        super().__init__(parent)
        self._outbox, self._window = outbox, window
        self._told: set[str] = set()
        outbox.changed.connect(self.show)
        outbox.broken.connect(self._tell_broken)
        outbox.delivered.connect(self._hear)

    def begin(self) -> None:
        """Somebody is in, or looks at another window: tell them what was refused."""
        self._told.clear()
        self._outbox.look()
        self.show()

    def tell_again(self, shown: Iterable[str]) -> None:
        """In another window, in the language of now; what somebody has closed stays closed."""
        again = self._told & {about.removeprefix(_ABOUT) for about in shown}
        for name in again:
            self._window().notices.withdraw(_about(name))
        self._told -= again
        self.show()

    def show(self) -> None:
        """Count what waits, and take back what was said of refusals that are over."""
        window, entries = self._window(), self._outbox.entries
        refused = {entry.id: entry for entry in entries if entry.refusal is not None}
        window.status.show_queue(len(entries) - len(refused), len(refused))
        for name in self._told - set(refused):
            window.notices.withdraw(_about(name))
        for name in set(refused) - self._told if window.furnished else ():
            self._tell_refused(refused[name])
        self._told = set(refused) if window.furnished else set()

    def before_leaving(self, then: Callable[[], None]) -> None:
        """Tell who signs out how much waits; it stays here and leaves when they come back."""
        count = len(self._outbox.entries)
        if not count:
            then()
            return
        words = self.tr(
            "%n entry(ies) have not been sent. They stay on this computer and leave when you are back.", "", count
        )
        answers = (Answer("no", self.tr("Stay")), Answer("yes", self.tr("Sign out"), "primary"))
        title = self.tr("Sign out before everything is sent?")
        ask_person(self._window(), title, words, answers, lambda name: then() if name == "yes" else None)

    def _hear(self, outcome: Delivered) -> None:
        if outcome.record is not None and outcome.entry.action:
            words = self.tr("{0}: done. {1}").format(outcome.entry.action_label, outcome.entry.name)
            self._window().tell(Notice(words))

    def _tell_refused(self, entry: Entry) -> None:
        window = self._window()
        words = self.tr("Refused by the server: {0}. {1}").format(entry.name, reason_of(entry))
        offer, place = self.tr("Correct…"), Place("record", entry.resource, entry.record_id)
        window.tell(Notice(words, "danger", offer, lambda: window.go(place), lasting=True, about=_about(entry.id)))

    def _tell_broken(self, count: int) -> None:
        words = self.tr(
            "%n entry(ies) that waited to be sent could not be read any more and were put aside.", "", count
        )
        self._window().tell(Notice(words, "warning"))


def _about(name: str) -> str:
    return _ABOUT + name
