"""The drafts of whoever is signed in, asked from the GUI thread and kept off it."""

import contextlib
import itertools
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from fofal_desktop.api.session import Session
from fofal_desktop.drafts.disk import own_folder
from fofal_desktop.drafts.draft import Draft
from fofal_desktop.drafts.sealed import Unkept
from fofal_desktop.drafts.shelf import Found, Held, Shelf
from fofal_desktop.drafts.vault import Vault
from fofal_desktop.jobs import Job

T = TypeVar("T")


def _unheard(_value: object) -> None:
    """There is nobody who could do anything about it: whoever writes next hears."""


def _while(owner: QObject, tell: Callable[[T], Any]) -> Callable[[T], Any]:
    return lambda value: tell(value) if isValid(owner) else None


class Desk(QObject):
    """``enter`` when somebody has signed in, ``leave`` when they go: their drafts stay on the disk.

    ``hurried``: what is still to be kept is handed over now, for forms may go. ``opened`` carries the folder and the
    vault of whoever came, ``closed`` tells that they have gone: what else is kept for them lies there too.
    What an ``owner`` asked for is not told to it once it is gone.
    """

    hurried = Signal()
    opened = Signal(object, object)
    closed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._shelf: Shelf | None = None
        self._vault: Vault | None = None
        self._turns = itertools.count(1)
        self._due: dict[int, Callable[[], Any]] = {}
        self._dropped: set[str] = set()
        self.warned: set[str] = set()

    def enter(self, password: str) -> None:
        """Open the drafts of the person of the session; ``password`` is empty when it was not typed."""
        self.leave()
        account = self._session.account
        folder = own_folder(account)
        vault = Vault(account, folder, password)
        self._shelf, self._vault = Shelf(folder, vault), vault
        self.warned.clear()
        Job(self, vault.open, _unheard, _unheard).start()
        self.opened.emit(folder, vault)

    def leave(self) -> None:
        """Finish what is due, and give back what was held here."""
        self.hurried.emit()
        self.finish()
        if self._shelf is not None:
            self._shelf.close()
            self.closed.emit()
        self._shelf = self._vault = None

    def rewrap(self, password: str) -> None:
        """The person has a new password: from now on it opens the key, where no keyring does."""
        if (vault := self._vault) is not None and vault.is_wrapped:
            self._write(lambda: vault.wrap(password))

    def keep(
        self, owner: QObject, draft: Draft, kept: Callable[[None], Any], failed: Callable[[Exception], Any]
    ) -> None:
        """Put it on the disk; ``failed`` hears Unkept or OSError."""
        if (shelf := self._shelf) is not None:
            turn = next(self._turns)
            self._write(lambda: shelf.keep(draft, turn), _while(owner, kept), _while(owner, failed))

    def note(self, draft: Draft) -> Callable[[], None]:
        """The same as work for a thread that is about to send what is in it."""
        shelf, turn = self._shelf, next(self._turns)

        def work() -> None:
            # what cannot be kept was told when it was typed; sending it must not fail for that
            with contextlib.suppress(OSError, Unkept, Held):
                if shelf is not None:
                    shelf.keep(draft, turn)

        return work

    def drop(self, name: str) -> None:
        """Remove it for good: it was saved, or given up."""
        self._dropped.add(name)
        if (shelf := self._shelf) is not None:
            turn = next(self._turns)
            self._write(lambda: shelf.drop(name, turn))

    def take(
        self, owner: QObject, name: str, done: Callable[[Draft | None], Any], failed: Callable[[Exception], Any]
    ) -> None:
        """Read and hold it; ``failed`` hears Held when another window has it."""
        if (shelf := self._shelf) is not None:
            Job(owner, lambda: shelf.take(name), done, failed).start()

    def let_go(self, name: str) -> None:
        """What was taken could not be put back: it stays for another time."""
        if self._shelf is not None:
            self._shelf.let_go(name)

    def look(self, owner: QObject, done: Callable[[Found], Any]) -> None:
        """See all that is there, but for what was given up a moment ago."""

        def tell(found: Found) -> None:
            found.drafts = [draft for draft in found.drafts if draft.id not in self._dropped]
            found.held = [draft for draft in found.held if draft.id not in self._dropped]
            done(found)

        if (shelf := self._shelf) is not None:
            Job(owner, shelf.look, tell, _unheard).start()

    def finish(self) -> None:
        """Do at once what is still due; called when threads are about to end."""
        due, self._due = self._due, {}
        for work in due.values():
            with contextlib.suppress(OSError, Unkept, Held):  # nobody is left to hear it
                work()

    def _write(
        self,
        work: Callable[[], None],
        done: Callable[[None], Any] = _unheard,
        failed: Callable[[Exception], Any] = _unheard,
    ) -> None:
        """Due until it is done: the end of the program waits for it."""
        mark = next(self._turns)
        self._due[mark] = work
        Job(self, work, done, failed, lambda: self._due.pop(mark, None)).start()
