"""One person's drafts on the disk: sealed, whole, each held by one window."""

import threading
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError
from PySide6.QtCore import QLockFile

from fofal_desktop.drafts.draft import Draft
from fofal_desktop.drafts.sealed import Closed, Sealed, Unkept
from fofal_desktop.drafts.sealing import Unsealable
from fofal_desktop.drafts.vault import Vault

MOST, LARGEST = 100, 4 * 1024 * 1024
"""Drafts of a person, and bytes of one before it is packed."""
SUFFIX, FORM, BROKEN = ".draft", b"fofal d1", ".broken"
GLANCE_MS, PATIENCE_MS = 100, 1000
"""Looking whether a draft is held holds it for a moment: so long that moment is waited for before it counts as held."""


class Held(Exception):
    """Another window has this draft."""


@dataclass
class Found:
    """What lies there, newest first; ``held`` in other windows.

    Counted: thrown aside just now (``broken``), sealed with another key (``closed``), of other people (``others``).
    """

    drafts: list[Draft] = field(default_factory=list)
    held: list[Draft] = field(default_factory=list)
    broken: int = 0
    closed: int = 0
    others: int = 0


class Shelf:
    """Blocking; any thread may ask. ``turn`` counts wishes: one that comes late never undoes a later one."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self.folder, self._sealed = folder, Sealed(folder, vault, SUFFIX, FORM)
        self._lock = threading.RLock()
        self._closed = False
        self._claims: dict[str, QLockFile] = {}
        self._turns: dict[str, int] = {}

    def keep(self, draft: Draft, turn: int) -> None:
        """Put it on the disk. Unkept or OSError when that cannot be; what was kept before stays then."""
        with self._lock:
            if not self._is_next(draft.id, turn):
                return
            content = draft.model_dump_json().encode()
            if len(content) > LARGEST:
                raise Unkept("large")
            if draft.id not in self._claims and len(self._sealed.files()) >= MOST:
                raise Unkept("many")
            self._sealed.write(draft.id, content)
            self._claim(draft.id, PATIENCE_MS)

    def drop(self, name: str, turn: int) -> None:
        """Remove it for good."""
        with self._lock:
            if self._is_next(name, turn):
                self._sealed.file(name).unlink(missing_ok=True)
                self._release(name)

    def take(self, name: str) -> Draft | None:
        """Read it and hold it; None when it is gone, Held when another window has it."""
        with self._lock:
            if name in self._claims:
                raise Held
            if self._closed or not self._sealed.file(name).exists():
                return None
            self._claim(name, PATIENCE_MS)
            try:
                return self._read(self._sealed.file(name))
            except Unsealable:
                self._release(name)
                return None

    def let_go(self, name: str) -> None:
        """What was taken could not be put back: it stays for another time."""
        with self._lock:
            self._release(name)

    def look(self) -> Found:
        """See all that is there; what cannot be read is thrown aside, for a person of the trade to look at."""
        with self._lock:
            found = Found(others=self._sealed.count_others())
            for file in self._sealed.files():
                self._sort(file, found)
            for drafts in (found.drafts, found.held):
                drafts.sort(key=lambda draft: draft.at, reverse=True)
            return found

    def close(self) -> None:
        """Let go of what this window held: another one may take it, and nothing more is written here."""
        with self._lock:
            self._closed = True
            for name in list(self._claims):
                self._release(name)

    # -- inside

    def _sort(self, file: Path, found: Found) -> None:
        try:
            draft = self._read(file)
        except FileNotFoundError:  # another window has just saved it
            return
        except Closed:
            found.closed += 1
            return
        except Unsealable:
            file.replace(file.with_suffix(BROKEN))
            found.broken += 1
            return
        (found.held if self._is_held(draft.id) else found.drafts).append(draft)

    def _read(self, file: Path) -> Draft:
        try:
            return Draft.model_validate_json(self._sealed.read(file))
        except ValidationError as strange:
            raise Unsealable from strange

    def _is_next(self, name: str, turn: int) -> bool:
        if self._closed or turn < self._turns.get(name, 0):
            return False
        self._turns[name] = turn
        return True

    def _claim(self, name: str, wait_ms: int) -> None:
        if name in self._claims:
            return
        lock = QLockFile(str(self.folder / f"{name}.lock"))
        lock.setStaleLockTime(0)  # never by age: only the end of its process gives it back
        if lock.tryLock(wait_ms):
            self._claims[name] = lock
        elif lock.error() is QLockFile.LockError.LockFailedError:
            raise Held
        else:
            raise OSError(lock.error().name)

    def _release(self, name: str) -> None:
        lock = self._claims.pop(name, None)
        if lock is not None:
            lock.unlock()

    def _is_held(self, name: str) -> bool:
        if name in self._claims:
            return True
        try:
            self._claim(name, GLANCE_MS)
        except Held:
            return True
        self._release(name)
        return False
