"""Sealed files of one person, all of one kind: written whole, opened by their own key only."""

import contextlib
import zlib
from pathlib import Path

from fofal_desktop.drafts.sealing import Unsealable, mark_of, seal, unseal
from fofal_desktop.drafts.vault import Vault
from fofal_desktop.whole import write_whole

_MARK = 8


class Unkept(Exception):
    """Something is not kept: ``key`` (no place for one), ``many`` or ``large``."""


class Closed(Unsealable):
    """It was sealed with another key of its person."""


class Sealed:
    """Blocking; any thread may ask. ``suffix`` tells the kind of file, ``form`` stands at the head of each."""

    def __init__(self, folder: Path, vault: Vault, suffix: str, form: bytes) -> None:
        self.folder, self._vault, self._suffix, self._form = folder, vault, suffix, form

    def file(self, name: str) -> Path:
        return self.folder / f"{name}{self._suffix}"

    def files(self) -> list[Path]:
        return sorted(self.folder.glob(f"*{self._suffix}"))

    def write(self, name: str, content: bytes) -> None:
        """Put it on the disk itself. Unkept or OSError when that cannot be; what was there before stays then."""
        key = self._vault.key_for_writing()
        if not key:
            raise Unkept("key")
        write_whole(self.file(name), self._form + mark_of(key) + seal(key, zlib.compress(content), name))

    def read(self, file: Path) -> bytes:
        """Open one; Closed, Unsealable, or FileNotFoundError when it has just gone."""
        content, key = file.read_bytes(), self._vault.key()
        if not content.startswith(self._form):
            raise Unsealable
        sealed = content[len(self._form) :]
        if sealed[:_MARK] != mark_of(key):
            raise Closed
        try:
            return zlib.decompress(unseal(key, sealed[_MARK:], file.stem))
        except zlib.error as strange:
            raise Unsealable from strange

    def count_others(self) -> int:
        """Those of other people who work at this account of the computer."""
        with contextlib.suppress(OSError):  # a folder of another account of the computer tells nothing
            files = self.folder.parent.glob(f"*/*{self._suffix}")
            return sum(file.parent != self.folder for file in files)
        return 0
