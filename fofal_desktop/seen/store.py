"""Answers to one person on the disk: sealed, found by their question, the oldest thrown out to make room."""

import hmac
import shutil
import threading
import zlib
from collections import OrderedDict
from pathlib import Path

from fofal_desktop.drafts.sealing import Unsealable, mark_of, seal, unseal
from fofal_desktop.seen.kept import Kept, unpack
from fofal_desktop.whole import write_whole

MOST, ROOM, LARGEST = 3_000, 64 * 1024 * 1024, 4 * 1024 * 1024
"""Answers of a person, the bytes that they take on the disk, and the bytes of one before it is packed."""
PICTURES = "/maps/tiles/"
"""How the subjects of pictures behind the map begin: whoever moves it sees hundreds of them in a minute."""
MOST_PICTURES, ROOM_OF_PICTURES = 1_500, 32 * 1024 * 1024
"""They have a room of their own, so that they drive out no list and no record; a screen shows some thirty."""
SUFFIX = ".seen"
_PICTURE = "p"
_FAST = 1


class Spoilt(Exception):
    """What was kept could not be opened, and was thrown away."""


class Store:
    """Blocking; any thread may ask. ``subject`` is what a question is about: all its answers go together.

    Neither stands on the disk: files are called by keyed hashes, in a folder called by the key. Two windows of the same
    person write whole files into the same folder; each counts what it found there and what it wrote.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        """``folder`` is that of the person; what lies there under another key can be opened by nobody, and goes."""
        self._folder, self._key = folder / mark_of(key).hex(), key
        self._lock = threading.RLock()
        self._closed = False
        for other in folder.glob("*"):
            if other != self._folder:
                shutil.rmtree(other, ignore_errors=True)
        there = sorted((file.stat().st_mtime, file) for file in self._folder.glob("*" + SUFFIX))
        self._sizes = OrderedDict((file.stem, file.stat().st_size) for _at, file in there)
        self.opened_at = there[-1][0] if there else 0.0

    def keep(self, subject: str, question: str, kept: Kept) -> None:
        """Put an answer on the disk in the place of the one before; OSError when that cannot be."""
        packed = kept.pack()
        if len(packed) > LARGEST:
            return
        name = self._name(subject, question)
        sealed = seal(self._key, zlib.compress(packed, _FAST), name)
        with self._lock:
            if not self._closed:
                write_whole(self._file(name), sealed, lasting=False)
                self._sizes[name] = len(sealed)
                self._sizes.move_to_end(name)
                self._make_room()

    def find(self, subject: str, question: str) -> Kept | None:
        """Answer what was kept; None when nothing was. Spoilt when it cannot be opened."""
        return self._open(self._name(subject, question))

    def all_about(self, subject: str) -> list[Kept]:
        """Answer all that was kept of it, the newest first. Spoilt when one of them cannot be opened."""
        with self._lock:
            names = [file.stem for file in self._folder.glob(f"{self._about(subject)}-*{SUFFIX}")]
        found = [kept for name in names if (kept := self._open(name)) is not None]
        return sorted(found, key=lambda kept: kept.read_at, reverse=True)

    def drop(self, subject: str) -> None:
        """Remove every answer about ``subject``."""
        with self._lock:
            for file in self._folder.glob(f"{self._about(subject)}-*{SUFFIX}"):
                self._remove(file.stem)

    def drop_former(self, but: str) -> None:
        """Remove what was kept before this program began, but for one subject."""
        spared = self._about(but)
        with self._lock:
            for file in self._folder.glob("*" + SUFFIX):
                if file.stat().st_mtime <= self.opened_at and not file.stem.startswith(spared):
                    self._remove(file.stem)

    def close(self) -> None:
        """Write and tell nothing any more."""
        with self._lock:
            self._closed = True

    # -- inside

    def _open(self, name: str) -> Kept | None:
        with self._lock:
            if self._closed:
                return None
            try:
                sealed = self._file(name).read_bytes()
            except OSError:  # never kept, thrown out, or not readable now: as if it were not there
                return None
            try:
                return unpack(zlib.decompress(unseal(self._key, sealed, name)))
            except (Unsealable, zlib.error, ValueError) as broken:
                self._remove(name)
                raise Spoilt from broken

    def _make_room(self) -> None:
        pictures = [name for name in self._sizes if name.startswith(_PICTURE)]
        others = [name for name in self._sizes if not name.startswith(_PICTURE)]
        for names, most, room in ((pictures, MOST_PICTURES, ROOM_OF_PICTURES), (others, MOST, ROOM)):
            size = sum(self._sizes[name] for name in names)
            for place, name in enumerate(names):
                if len(names) - place <= most and size <= room:
                    break
                size -= self._sizes[name]
                self._remove(name)

    def _remove(self, name: str) -> None:
        self._sizes.pop(name, None)
        self._file(name).unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self._folder / (name + SUFFIX)

    def _name(self, subject: str, question: str) -> str:
        return f"{self._about(subject)}-{self._hash(question)}"

    def _about(self, subject: str) -> str:
        """How the names of all answers about it begin."""
        return (_PICTURE if subject.startswith(PICTURES) else "") + self._hash(subject)

    def _hash(self, words: str) -> str:
        return hmac.digest(self._key, words.encode(), "sha256").hex()[:24]
