"""A package is unpacked into a folder and nowhere else, and no more than a version of the program can be."""

import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fofal_desktop.api.cancel import current
from fofal_desktop.updates.verifying import Refused

MOST_FILES, MOST_BYTES = 20_000, 1 << 30
Progress = Callable[[int], Any]
_BROKEN = (tarfile.ReadError, zipfile.BadZipFile, lzma.LZMAError, zlib.error, EOFError, NotImplementedError)
"""What the libraries raise at what they cannot read; the last is ``zipfile``'s, of packing that it does not know."""
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|[\x00\\]")
"""Names that leave a folder, on one system or the other; no package has them by mistake."""


def unpack(package: Path, folder: Path, progress: Progress) -> None:
    """``progress`` hears how many bytes of the package were worked through. Raises Refused, OSError, Cancelled."""
    take = _unpack_zip if package.name.endswith(".zip") else _unpack_tar
    try:
        take(package, folder, progress)
    except tarfile.FilterError as leading:
        raise Refused("outside", leading.tarinfo.name) from leading
    except _BROKEN as broken:
        raise Refused("damaged", package.name) from broken


class _Bounds:
    """Counts what comes out before it does; what a package says of a member is what is taken of it."""

    def __init__(self) -> None:
        self._files = self._bytes = 0
        self._wish = current()

    def admit(self, name: str, size: int) -> None:
        self._wish.check()
        self._files, self._bytes = self._files + 1, self._bytes + size
        if _OUTSIDE.search(name):
            raise Refused("outside", name)
        if self._files > MOST_FILES or self._bytes > MOST_BYTES:
            raise Refused("large")


def _unpack_tar(package: Path, folder: Path, progress: Progress) -> None:
    bounds = _Bounds()
    with package.open("rb") as file, tarfile.open(fileobj=file, mode="r|xz") as archive:
        for member in archive:
            bounds.admit(member.name, member.size)
            archive.extract(member, folder, filter="data")
            progress(file.tell())


def _unpack_zip(package: Path, folder: Path, progress: Progress) -> None:
    bounds = _Bounds()
    with zipfile.ZipFile(package) as archive:
        done = 0
        for member in archive.infolist():
            bounds.admit(member.orig_filename, member.file_size)
            archive.extract(member, folder)
            progress(done := done + member.compress_size)
