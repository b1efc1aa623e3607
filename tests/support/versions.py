"""Signed versions of the desktop, made with the maker's own tool; packages hold what a test gives them."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fofal_server.contract.updates import MANIFEST, SIGNATURE
from installer.bundle import sign

DAY = dt.date(2026, 11, 23)


class Maker:
    """Somebody with a key, who makes folders as they are published or carried on a stick."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.key = folder, folder / "key"
        self.public = bytes.fromhex(sign.keygen(self.key))
        self.keys = folder / "keys.txt"
        self.keys.write_text(f"# who may\n{self.public.hex()}  # the maker\n", encoding="utf-8")

    def version(
        self,
        version: str,
        content: bytes = b"program",
        *,
        minimum: str = "0.0.0",
        channel: str = "stable",
        platform: str = "linux-x86_64",
        suffix: str = ".tar.xz",
    ) -> Path:
        """A folder with this version, signed."""
        folder = self.folder / f"{channel}-{version}-{len(list(self.folder.iterdir()))}"
        folder.mkdir()
        (folder / package(version, platform, suffix)).write_bytes(content)
        sign.write_manifest(folder, channel=channel, version=version, minimum=minimum, released=DAY, fr="Nouveau.")
        sign.sign(folder, self.key)
        return folder

    def sign(self, folder: Path, words: bytes) -> None:
        """Put a manifest of any words there, signed all the same."""
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.key.read_text(encoding="ascii")))
        (folder / MANIFEST).write_bytes(words)
        (folder / SIGNATURE).write_bytes(key.sign(words))


def words(folder: Path, **changes: object) -> bytes:
    """The manifest as it would be if it said these things otherwise."""
    return json.dumps(json.loads((folder / MANIFEST).read_bytes()) | changes).encode()


def package(version: str, platform: str = "linux-x86_64", suffix: str = ".tar.xz") -> str:
    return f"fofal-desktop-{version}-{platform}{suffix}"


def asking(runs: str, **more: str) -> Mapping[str, str]:
    """What a desktop says of itself."""
    device = "0190f3f0-0000-7000-8000-000000000001"
    told = {"channel": "stable", "platform": "linux-x86_64", "version": runs, "device": device, "name": "BUREAU-1"}
    return told | more
