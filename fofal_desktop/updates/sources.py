"""Where a new version comes from: a folder (of a stick, of the network, our own), or the server."""

import binascii
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

from fofal_desktop.api.calls import Calls
from fofal_desktop.api.cancel import current
from fofal_desktop.api.errors import Unreachable, Untrusted
from fofal_desktop.api.request import Answer, Request
from fofal_desktop.updates.verifying import CHUNK, Refused, Standing, Version, verified
from fofal_desktop.updates.versions import Versions
from fofal_server.contract.updates import LONGEST, MANIFEST, SIGNATURE, Package

Progress = Callable[[int], Any]
PAUSES = (1.0, 5.0, 15.0, 30.0)
"""Seconds before a download that broke off goes on; anew as soon as something has come."""
STALLED_S = 60.0
"""A line on which nothing comes for so long is cut."""


class Source(Protocol):
    """Both block, for jobs; they raise Refused, OSError, ApiError or Cancelled.

    ``due``: the turn of this computer has come; whoever carries a version to it has decided so.
    """

    due: bool

    def find(self, standing: Standing) -> Version | None:
        """The version that is offered; None where there is none for now."""

    def bring(self, package: Package, part: Path, progress: Progress) -> None:
        """Write the package into ``part``, going on where it ends; ``progress`` hears how many bytes it has."""


class Folder:
    """Manifest, signature and packages beside each other, or in a folder named by the channel."""

    due = True

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


class AtServer:
    """What the server publishes on a channel; the installation and the ``name`` of the computer tell it who asks.

    ``limit_kbs``: kilobytes a second that a download may take of the line, 0 for all of it.
    """

    def __init__(self, client: Calls, kept: Versions, name: str, limit_kbs: int) -> None:
        self._client, self._kept, self._name, self._limit_kbs = client, kept, name, limit_kbs
        self._channel, self.due = "", False

    def find(self, standing: Standing) -> Version | None:
        own = (("channel", standing.channel), ("platform", standing.platform), ("version", standing.version))
        offer = self._client.version((*own, ("device", self._kept.device()), ("name", self._name)))
        self._channel, self.due = standing.channel, offer.due
        if offer.manifest is None or offer.signature is None:
            return None
        try:
            words, signature = (b64decode(one, validate=True) for one in (offer.manifest, offer.signature))
        except binascii.Error as garbled:
            raise Refused("forged") from garbled
        return verified(words, signature, standing)

    def bring(self, package: Package, part: Path, progress: Progress) -> None:
        pauses = iter(PAUSES)
        while (had := _size(part)) < package.size:
            broken = self._go_on(package, part, progress)
            pauses = iter(PAUSES) if _size(part) > had else pauses
            if broken is not None:
                pause = next(pauses, None)
                if pause is None or isinstance(broken, Untrusted):
                    raise broken
                current().wait(pause)

    def _go_on(self, package: Package, part: Path, progress: Progress) -> Unreachable | None:
        """What broke the line, None when it did not.

        The tag is the sum: what is there and what comes are parts of the same package, or it begins anew.
        """

        def begun(head: Answer) -> None:
            if head.status != 206:
                part.unlink(missing_ok=True)

        def take(chunks: Iterator[bytes]) -> None:
            pace = _Pace(self._limit_kbs)
            with part.open("ab") as file:
                for chunk in chunks:
                    file.write(chunk)
                    progress(file.tell())
                    if file.tell() > package.size:
                        raise Refused("size", package.file)
                    pace.keep(len(chunk))

        had, path = _size(part), f"/updates/{self._channel}/{package.file}"
        asked = Request("GET", path, signed=False, within=STALLED_S, part=(had, f'"{package.sha256}"'))
        try:
            self._client.stream(asked, take, begun)
        except Unreachable as broken:
            return broken
        return None if _size(part) > had else Unreachable("nothing came")


class _Pace:
    """No faster than so many kilobytes a second, over the whole of a download."""

    def __init__(self, limit_kbs: int) -> None:
        self._rate, self._began, self._came = limit_kbs * 1024, time.monotonic(), 0

    def keep(self, count: int) -> None:
        self._came += count
        if self._rate:
            current().wait(max(0.0, self._came / self._rate - (time.monotonic() - self._began)))


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _head(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(LONGEST + 1)
