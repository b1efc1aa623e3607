"""A file of breached passwords that the owner of the server keeps: looked up on the disk, never read as a whole.

Its form is that of Have I Been Pwned: a line ``SHA1:count`` each, sorted by hash, tens of gigabytes. A search halves
the file until a page is left: some twenty small reads and no memory.
"""

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

PAGE = 4096
PROBES = 64
"""Places that are looked at before the file is trusted to be sorted; ``fofal-server doctor`` looks at more."""
_LINE = re.compile(rb"([0-9A-Fa-f]{40})(?::[0-9]+)?\r?\n?")
LONGEST = 80
"""Bytes of a line, at most."""
Answer = TypeVar("Answer")


class BreachedError(Exception):
    """The file cannot serve; the text says why, for whoever keeps the server."""


@dataclass(frozen=True)
class Breached:
    """The file at ``path``, opened for each question, so that it may be replaced while the server runs."""

    path: Path

    def holds(self, *passwords: str) -> bool:
        """Whether one of these stands in the file; BreachedError when that cannot be told."""
        wanted = {hashlib.sha1(one.encode(), usedforsecurity=False).hexdigest().upper().encode() for one in passwords}
        return self._asked(lambda file, size: any(self._found(file, size, one) for one in sorted(wanted)))

    def proven(self, probes: int = PROBES) -> int:
        """Look at so many places from the first line to the last; the file's size in bytes, or BreachedError."""

        def climb(file: BinaryIO, size: int) -> int:
            highest = b""
            for place in range(probes + 1):
                page = self._page(file, size, min(size * place // probes, max(0, size - PAGE)))
                if not page or page[-1] < highest:
                    raise self._unsorted() if page else BreachedError(f"{self.path} : aucune empreinte")
                highest = page[-1]
            return size

        return self._asked(climb)

    def _asked(self, question: Callable[[BinaryIO, int], Answer]) -> Answer:
        try:
            with self.path.open("rb", buffering=0) as file:
                return question(file, file.seek(0, os.SEEK_END))
        except OSError as error:
            raise BreachedError(f"{self.path} : illisible ({error.strerror})") from error

    def _found(self, file: BinaryIO, size: int, wanted: bytes) -> bool:
        """Halve the part in which the line would begin until it is a page."""
        low, high = 0, size
        while high - low > PAGE:
            middle = (low + high) // 2
            page = self._page(file, size, middle, 4 * LONGEST)
            low, high = (middle, high) if page and page[0] <= wanted else (low, middle)
        return wanted in self._page(file, size, low, high - low + LONGEST)

    def _page(self, file: BinaryIO, size: int, start: int, length: int = PAGE) -> list[bytes]:
        """The hashes of the lines that begin after ``start`` and end within ``length`` bytes, or with the file."""
        file.seek(start)
        read = file.read(length)
        lines = read.splitlines(keepends=True)[1 if start else 0 :]
        more = start + len(read) < size
        if more and lines and not lines[-1].endswith(b"\n"):
            lines.pop()
        matches = [_LINE.fullmatch(one) for one in lines]
        if None in matches or (more and not lines):
            raise BreachedError(f"{self.path} : des lignes ne sont pas de la forme SHA1:nombre")
        page = [one[1].upper() for one in matches if one]
        if page != sorted(page):
            raise self._unsorted()
        return page

    def _unsorted(self) -> BreachedError:
        return BreachedError(f"{self.path} : les lignes ne sont pas triées par empreinte")
