"""Where a new version comes from: a folder (of a stick, of the network, our own), or the server."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from fofal_desktop.api.cancel import current
from fofal_desktop.updates.verifying import CHUNK, Refused, Standing, Version, verified
from fofal_server.contract.updates import LONGEST, MANIFEST, SIGNATURE, Package

Progress = Callable[[int], Any]


class Source(Protocol):
    """Both block, for jobs; they raise Refused, OSError, ApiError or Cancelled."""

    def find(self, standing: Standing) -> Version | None:
        """The version that is offered; None where there is none for now."""

    def bring(self, package: Package, part: Path, progress: Progress) -> None:
        """Write the package into ``part``, going on where it ends; ``progress`` hears how many bytes it has."""


class Folder:
    """Manifest, signature and packages beside each other, or in a folder named by the channel."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, standing: Standing) -> Version | None:
        inner = self._folder / standing.channel
        if not (self._folder / MANIFEST).is_file() and (inner / MANIFEST).is_file():
            self._folder = inner
        try:
            words, signature = (_head(self._folder / name) for name in (MANIFEST, SIGNATURE))
        except FileNotFoundError as absent:
            raise Refused("absent") from absent
        version = verified(words, signature, standing)
        if not (self._folder / version.package.file).is_file():
            raise Refused("missing", version.package.file)
        return version

    def bring(self, package: Package, part: Path, progress: Progress) -> None:
        wish = current()
        with (self._folder / package.file).open("rb") as source, part.open("wb") as target:
            while (chunk := source.read(CHUNK)) and target.tell() <= package.size:
                wish.check()
                target.write(chunk)
                progress(target.tell())


def _head(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(LONGEST + 1)
