"""Versions for a desktop to take: a program in its package, made and signed by a maker; and what the desktop is."""

import io
import tarfile
import zipfile
from pathlib import Path
from typing import Any

from fofal_desktop.updates.verifying import Standing
from fofal_desktop.updates.versions import EXECUTABLE, PROGRAM
from tests.support.versions import Maker, words

PLATFORM, OWN = "linux-x86_64", "1.0.0"
SPEAKS = '#!/bin/sh\necho "version {version} $*"\n'
DIES = "#!/bin/sh\nexit 7\n"


def standing(maker: Maker, **changes: Any) -> Standing:
    """A desktop that believes this maker."""
    known = {"version": OWN, "channel": "stable", "platform": PLATFORM, "keys": (maker.public,)}
    return Standing(**(known | changes))


def published(
    maker: Maker, version: str, content: bytes | None = None, suffix: str = ".tar.xz", **changes: object
) -> Path:
    """A folder with this version; ``changes`` are what its manifest says otherwise."""
    folder = maker.version(version, packed(version) if content is None else content, suffix=suffix)
    if changes:
        maker.sign(folder, words(folder, **changes))
    return folder


def packed(version: str, program: str = SPEAKS, more: dict[str, bytes] | None = None) -> bytes:
    """A package with a program that says which version it is."""
    members = {f"{PROGRAM}/{EXECUTABLE}": program.format(version=version).encode(), **(more or {})}
    return archive(*(_file(name, content) for name, content in members.items()))


def archive(*members: tuple[tarfile.TarInfo, bytes | None]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:xz") as tar:
        for info, content in members:
            tar.addfile(info, None if content is None else io.BytesIO(content))
    return made.getvalue()


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def leading(target: str) -> tuple[tarfile.TarInfo, None]:
    """A link of a package to somewhere."""
    info = tarfile.TarInfo(f"{PROGRAM}/way")
    info.type, info.linkname = tarfile.SYMTYPE, target
    return info, None


def _file(name: str, content: bytes) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o755
    return info, content
