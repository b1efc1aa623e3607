"""One person's outbox on the disk: sealed, in order, changed by one window at a time, sent by one at a time."""

import contextlib
import threading
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError
from PySide6.QtCore import QLockFile

from fofal_desktop.drafts.sealed import Closed, Sealed, Unkept
from fofal_desktop.drafts.sealing import Unsealable
from fofal_desktop.drafts.vault import Vault
from fofal_desktop.outbox.entry import Entry, Refusal, Standing, next_to_send, standings

SUFFIX, FORM, BROKEN = ".entry", b"fofal o1", ".broken-entry"
MOST, LARGEST = 1000, 1024 * 1024
"""Entries of a person, and bytes of one: the server takes no larger call."""
PATIENCE_MS = 5000
"""A change of the box takes as long as a write to the disk."""


class Gone(Exception):
    """It was sent, or given up, meanwhile."""


class MayHaveArrived(Exception):
    """It has left and its answer is not known: what it says cannot be taken back before it is."""


class Elsewhere(Exception):
    """Another window of this person is at it."""


@dataclass
class Contents:
    """In order. Counted: thrown aside just now (``broken``), sealed with another key (``closed``), of other people."""

    entries: list[Entry] = field(default_factory=list)
    standings: dict[str, Standing] = field(default_factory=dict)
    broken: int = 0
    closed: int = 0
    others: int = 0


class Box:
    """Blocking; any thread may ask. What cannot be put on the disk raises Unkept, OSError or Elsewhere."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self.folder, self._sealed = folder, Sealed(folder, vault, SUFFIX, FORM)
        self._lock = threading.RLock()
        self._read_before: dict[str, tuple[tuple[int, int], Entry]] = {}

    def look(self) -> Contents:
        """See all that is there; what cannot be read is thrown aside, for a person of the trade to look at."""
        with self._lock:
            found = Contents(others=self._sealed.count_others())
            for file in self._sealed.files():
                self._sort(file, found)
            found.entries.sort(key=lambda entry: (entry.place, entry.id))
            found.standings = standings(found.entries)
            return found

    def put(self, entry: Entry) -> Entry:
        """Keep a new one, last in order."""
        with self._alone():
            entries = self.look().entries
            if len(entries) >= MOST:
                raise Unkept("many")
            return self._write(entry.model_copy(update={"place": max((one.place for one in entries), default=0) + 1}))

    def change(self, entry: Entry) -> Entry:
        """Keep other values under the same name and in the same place. Gone, MayHaveArrived."""
        with self._alone():
            return self._write(entry.model_copy(update={"place": self._at_rest(entry.id).place}))

    def drop(self, name: str) -> None:
        """Give one up for good. MayHaveArrived; one that is gone already is what was wanted."""
        with self._alone(), contextlib.suppress(Gone):
            self._at_rest(name)
            self._sealed.file(name).unlink()

    # -- sending

    @contextlib.contextmanager
    def sending(self) -> Iterator[None]:
        """One window at a time; Elsewhere when it is another's turn."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _holding(self.folder / "sending.lock", 0):
            yield

    def take_next(self, resources: Collection[str]) -> Entry | None:
        """The one whose turn it is, marked on the disk as one that may have arrived before it leaves.

        It is answered as it was before: what had left earlier may have arrived even if this attempt does not.
        """
        with self._alone():
            entry = next_to_send(self.look().entries, resources)
            if entry is not None and not entry.left:
                self._write(entry.model_copy(update={"left": True}))
            return entry

    def settle(self, name: str, refusal: Refusal | None = None) -> None:
        """It has its answer: stored, then it goes; refused, then it comes back to the person."""
        with self._alone():
            if refusal is None:
                self._sealed.file(name).unlink(missing_ok=True)
            else:
                self._write(self._entry(name).model_copy(update={"left": False, "refusal": refusal}))

    def return_unsent(self, name: str) -> None:
        """It is known not to have arrived: it waits as before."""
        with self._alone():
            self._write(self._entry(name).model_copy(update={"left": False}))

    # -- inside

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Between reading and writing nobody else writes, in this window or in another."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._lock, _holding(self.folder / "outbox.lock", PATIENCE_MS):
            yield

    def _write(self, entry: Entry) -> Entry:
        content = entry.model_dump_json().encode()
        if len(content) > LARGEST:
            raise Unkept("large")
        self._sealed.write(entry.id, content)
        return Entry.model_validate_json(content)  # as it will be read

    def _at_rest(self, name: str) -> Entry:
        entry = self._entry(name)
        if entry.left:
            raise MayHaveArrived
        return entry

    def _entry(self, name: str) -> Entry:
        try:
            return self._read(self._sealed.file(name))
        except (FileNotFoundError, Unsealable) as gone:
            raise Gone from gone

    def _sort(self, file: Path, found: Contents) -> None:
        try:
            found.entries.append(self._read(file))
        except FileNotFoundError:  # another window has just sent it
            return
        except Closed:
            found.closed += 1
        except Unsealable:
            file.replace(file.with_suffix(BROKEN))
            found.broken += 1

    def _read(self, file: Path) -> Entry:
        """What was read before is not opened again: files are replaced, never written over."""
        there = file.stat()
        mark, known = (there.st_ino, there.st_mtime_ns), self._read_before.get(file.stem)
        if known is not None and known[0] == mark:
            return known[1]
        try:
            entry = Entry.model_validate_json(self._sealed.read(file))
        except ValidationError as strange:
            raise Unsealable from strange
        self._read_before[file.stem] = mark, entry
        return entry


@contextlib.contextmanager
def _holding(file: Path, wait_ms: int) -> Iterator[None]:
    lock = QLockFile(str(file))
    lock.setStaleLockTime(0)  # never by age: only the end of its process gives it back
    if not lock.tryLock(wait_ms):
        if lock.error() is QLockFile.LockError.LockFailedError:
            raise Elsewhere
        raise OSError(lock.error().name)
    try:
        yield
    finally:
        lock.unlock()
