"""What the program has to say of itself: how it ended the last time, what it cannot keep, what it does not know."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from fofal_desktop.dialogs import files
from fofal_desktop.notices import Notice
from fofal_desktop.seen.client import RememberingClient
from fofal_desktop.seen.memory import FULL

STRANGE = 5
"""So many things that are not understood are told by their names."""


class Tidings(QObject):
    """``told`` carries each as a notice."""

    told = Signal(object)

    def __init__(self, client: RememberingClient, parent: QObject) -> None:
        super().__init__(parent)
        self._client = client
        self._waiting: list[Notice] = []
        client.memory.said.connect(self._tell_memory, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Somebody is there to see it."""
        waiting, self._waiting = self._waiting, []
        for notice in waiting:
            self.told.emit(notice)
        self._tell_strange()

    def wait(self, notice: Notice) -> None:
        """For whoever comes in first."""
        self._waiting.append(notice)

    def fault(self, written: Path) -> None:
        """The program died the last time, and what it wrote then lies there: for whoever comes in first."""
        words = self.tr("The program ended by a fault the last time; what you had typed is kept.")
        more = self.tr("Pass the file {0} on to whoever looks after it.").format(written.name)
        show = partial(files.show, written.parent)
        self.wait(Notice(f"{words} {more}", "warning", self.tr("Show the folder"), show, lasting=True))

    def _tell_strange(self) -> None:
        """A server of a newer version tells of things that this program cannot show."""
        if strange := self._client.strange:
            words = self.tr("The server is newer than this program, which does not show everything of it: {0}.")
            more = self.tr("Have this program brought up to date.")
            left = len(strange) - STRANGE
            named = [*strange[:STRANGE], *([self.tr("and %n more", "", left)] if left > 0 else [])]
            self.told.emit(Notice(f"{words.format(', '.join(named))} {more}", "warning", lasting=True))

    def _tell_memory(self, word: str) -> None:
        full = self.tr(
            "There is no room on the disk of this computer: what you read from now on cannot be shown again when the "
            "server does not answer."
        )
        spoilt = self.tr(
            "Something kept for the times without a server could not be read any more and was thrown away. It will be "
            "kept again when you open it."
        )
        self.told.emit(Notice(full if word == FULL else spoilt, "warning"))
