"""Versions as whoever publishes them makes them: a program, its package, a manifest, a signature by a key of the test."""

import hashlib
import io
import json
import tarfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fofal_desktop.updates.verifying import Standing
from fofal_desktop.updates.versions import EXECUTABLE, PROGRAM
from fofal_server.contract.updates import MANIFEST, SIGNATURE

PLATFORM, OWN = "linux-x86_64", "1.0.0"
SPEAKS = '#!/bin/sh\necho "version {version} $*"\n'
DIES = "#!/bin/sh\nexit 7\n"


@dataclass
class Publisher:
    """Signs with a key of its own; what it makes stands in ``folder``."""

    folder: Path
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def standing(self, **changes: Any) -> Standing:
        known = {"version": OWN, "channel": "stable", "platform": PLATFORM, "keys": (self.public,)}
        return Standing(**(known | changes))

    @property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes_raw()

    def publish(self, version: str, package: bytes | None = None, file: str = "", **changes: Any) -> Path:
        """The folder with everything that belongs to ``version``; ``changes`` are what its manifest says otherwise."""
        content = packed(version) if package is None else package
        name = file or f"fofal-desktop-{version}-linux.tar.xz"
        self.folder.mkdir(exist_ok=True)
        (self.folder / name).write_bytes(content)
        found = {
            "platform": PLATFORM,
            "file": name,
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
        manifest = {
            "format": 1, "channel": "stable", "version": version, "minimum": "0.0.1", "released": "2026-11-23",
            "notes": {"fr": f"Nouveau : {version}", "en": f"New: {version}"}, "packages": [found],
        }  # fmt: skip
        self.sign(json.dumps(manifest | changes).encode())
        return self.folder

    def sign(self, words: bytes) -> None:
        (self.folder / MANIFEST).write_bytes(words)
        (self.folder / SIGNATURE).write_bytes(self.key.sign(words))


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
