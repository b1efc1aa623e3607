"""What a new version of the desktop says of itself, and who vouches for it; server, desktop and signing tool read it.

A manifest is a file of JSON with a signature beside it (Ed25519 over its exact bytes). Nothing of it is believed, not
even that it is JSON, before one of the keys that the program was built with has signed it (decision 0054).
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Annotated, Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from fofal_server.contract.version import rank as order_of

MANIFEST, SIGNATURE = "manifest.json", "manifest.json.sig"
"""Names of the two files, in a folder of the server as on a USB stick; the packages lie beside them."""
LONGEST = 64 * 1024
"""Bytes of a manifest; a longer one is none."""
Channel = Literal["stable", "pilot"]
Platform = Literal["linux-x86_64", "windows-x86_64"]
Version = Annotated[str, Field(pattern=r"^\d{1,4}\.\d{1,4}\.\d{1,4}$")]
_KEY = re.compile(r"[0-9A-Fa-f]{64}")


class Untrusted(ValueError):
    """Signed by none of the keys, or signed and yet not a manifest; nothing of it may be used."""


class Offer(BaseModel):
    """What ``GET /updates`` answers; without a manifest nothing was published on the channel.

    ``manifest`` and ``signature`` are the bytes of the two files in base64. ``due``: the turn of this device has come.
    """

    manifest: str | None
    signature: str | None
    due: bool


class _Signed(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Package(_Signed):
    """One file to be unpacked: a ``.tar.xz`` or ``.zip`` that holds the folder of the program."""

    platform: Platform
    file: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$")]
    size: Annotated[int, Field(gt=0, le=2**31)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Manifest(_Signed):
    """One version of the desktop; ``minimum`` is the oldest that this version's server still works with."""

    format: Literal[1]
    channel: Channel
    version: Version
    minimum: Version
    released: dt.date
    notes: dict[Literal["fr", "en"], Annotated[str, Field(max_length=8_000)]]
    """What is new, in plain words; French is always there."""
    packages: tuple[Package, ...]

    def package_for(self, platform: str) -> Package | None:
        return next((one for one in self.packages if one.platform == platform), None)


def read(manifest: bytes, signature: bytes, keys: Iterable[bytes]) -> Manifest:
    """The manifest, if one of the public ``keys`` (32 bytes each) signed these bytes; else `Untrusted`."""
    if len(manifest) > LONGEST or not any(_signed_by(key, manifest, signature) for key in keys):
        raise Untrusted
    try:
        return Manifest.model_validate_json(manifest)
    except ValidationError as error:
        raise Untrusted from error


def keys_in(text: str) -> tuple[bytes, ...]:
    """The public keys of ``resources/updates/keys.txt``; `Untrusted` where a line is neither a key nor a remark (#)."""
    lines = [line.partition("#")[0].strip() for line in text.splitlines()]
    found = [line for line in lines if line]
    if not all(_KEY.fullmatch(line) for line in found):
        raise Untrusted
    return tuple(bytes.fromhex(line) for line in found)


def rank(version: str) -> tuple[int, ...]:
    """By what versions are put in order; `Untrusted` for what is no version."""
    try:
        return order_of(version)
    except ValueError as error:
        raise Untrusted from error


def _signed_by(key: bytes, words: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, words)
    except (InvalidSignature, ValueError):  # a key of a wrong length vouches for nothing either
        return False
    return True
