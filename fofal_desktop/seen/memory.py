"""What the person who is signed in has read: written by a thread of its own, so that nobody waits for the disk."""

import secrets
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal

from fofal_desktop.drafts.sealing import KEY_BYTES
from fofal_desktop.drafts.vault import Vault
from fofal_desktop.seen.kept import Kept
from fofal_desktop.seen.store import Spoilt, Store

FULL, SPOILT = "full", "spoilt"
MOST_WAITING = 100
"""Answers that wait for the disk; beyond them a slow disk keeps none, rather than hold them all in memory."""
WHO, RIGHTS = "who", "rights"
"""Subjects that are no doors of the server: the person themselves, and what they may do."""


class Memory(QObject):
    """Any thread may ask. ``said`` is FULL or SPOILT, once for each person who comes in."""

    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.RLock()
        self._account = ""
        self._store: Store | None = None
        self._writer: ThreadPoolExecutor | None = None
        self._waiting = 0
        self._told: set[str] = set()

    def open(self, account: str) -> None:
        """Take out what is kept for this account; no other can be read from here on."""
        with self._lock:
            if self._account == account:
                return
            self.close()
            key = _vault(account).key_for_writing() or secrets.token_bytes(KEY_BYTES)
            self._store, self._account = Store(own_folder(account), key), account
            self._told.clear()

    def close(self) -> None:
        """Let go of it; it stays on the disk."""
        with self._lock:
            if self._store is not None:
                self._store.close()
            self._store, self._account = None, ""

    def wipe(self, account: str) -> None:
        """Remove all that is kept for this account, and the key with it."""
        with self._lock:
            self.close()
            shutil.rmtree(own_folder(account), ignore_errors=True)
            _vault(account).forget()

    def find(self, subject: str, question: str) -> Kept | None:
        """Answer what was kept of this question."""
        store = self._store
        try:
            return store.find(subject, question) if store is not None else None
        except Spoilt:
            self._tell(SPOILT)
            return None

    def all_about(self, subject: str) -> list[Kept]:
        """Answer all that was kept of this subject, the newest first."""
        store = self._store
        try:
            return store.all_about(subject) if store is not None else []
        except Spoilt:
            self._tell(SPOILT)
            return []

    def keep(self, subject: str, question: str, kept: Kept) -> None:
        """Have it written soon."""
        if (store := self._store) is not None:
            self._write(lambda: store.keep(subject, question, kept))

    def drop(self, subject: str) -> None:
        """Have all answers about it removed soon, in the order of the wishes."""
        if (store := self._store) is not None:
            self._write(lambda: store.drop(subject))

    def heed(self, rights: Kept) -> None:
        """The person may do this now: what was read by other rights goes."""
        if (store := self._store) is not None:
            self._write(lambda: _heed(store, rights))

    def finish(self) -> None:
        """Wait for what is to be written and let go; keeping may begin anew."""
        with self._lock:
            writer, self._writer = self._writer, None
        if writer is not None:
            writer.shutdown(wait=True)
        self.close()

    def _write(self, work: Callable[[], None]) -> None:
        with self._lock:
            if self._waiting >= MOST_WAITING:
                return
            self._waiting += 1
            if self._writer is None:
                self._writer = ThreadPoolExecutor(1, "seen")
            self._writer.submit(self._attempt, work)

    def _attempt(self, work: Callable[[], None]) -> None:
        try:
            work()
        except OSError:  # no room, or no right to write: nothing is kept, and the person hears of it once
            self._tell(FULL)
        finally:
            with self._lock:
                self._waiting -= 1

    def _tell(self, word: str) -> None:
        with self._lock:
            new = word not in self._told
            self._told.add(word)
        if new:
            self.said.emit(word)


def seen_folder() -> Path:
    """Where everybody's who works at this account of the computer lies."""
    cache = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation)
    return Path(cache) / "fofal" / "seen"


def own_folder(account: str) -> Path:
    """That of one person at one server; its name does not say whose it is."""
    return seen_folder() / sha256(account.encode()).hexdigest()[:32]


def _vault(account: str) -> Vault:
    """Where its key lies: in the keyring or, without one, nowhere, so that it ends with the program."""
    return Vault(account, own_folder(account), "", kind="seen")


def _heed(store: Store, rights: Kept) -> None:
    try:
        before = store.find(RIGHTS, "")
    except Spoilt:
        before = None
    if before is not None and before.content != rights.content:
        store.drop_former(but=WHO)
    store.keep(RIGHTS, "", rights)
