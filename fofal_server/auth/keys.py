"""The server's own secrets: keys that sign access tokens, and the pepper of passwords; files that only it reads."""

import base64
import hashlib
import hmac
import json
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import structlog

from fofal_server.cluster.errors import ExposedError
from fofal_server.cluster.files import make_folder, read_private, write_private

FOLDER = Path("secrets") / "auth"
TOKENS = "token-keys.json"
PEPPER = "password-pepper"
Stamp = tuple[int, int, int]
"""What changes with a file: its number, its size, when it was written."""

log = structlog.get_logger("fofal.keys")


class KeysError(Exception):
    """The secrets cannot be used; the text is French and meant for the person at the terminal."""


@dataclass(frozen=True, repr=False)
class Keys:
    """``signing`` by key id, of which ``current`` signs; the others are believed ``until`` then (UTC, in seconds)."""

    current: str
    signing: Mapping[str, bytes]
    pepper: bytes
    until: Mapping[str, int] = field(default_factory=dict)
    data_dir: Path | None = None
    stamp: Stamp | None = None

    @classmethod
    def ensure(cls, data_dir: Path) -> "Keys":
        """The secrets of this installation, drawn when there are none yet."""
        if not (data_dir / FOLDER).exists():
            _draw(data_dir / FOLDER)
        return cls.load(data_dir)

    @classmethod
    def load(cls, data_dir: Path) -> "Keys":
        """The secrets of this installation; refused when one is missing, broken or open to others."""
        folder, stamp = data_dir / FOLDER, _stamp(data_dir)
        pepper, tokens = (_private(folder / name) for name in (PEPPER, TOKENS))
        try:
            told = json.loads(tokens)
            signing = {str(kid): base64.b64decode(key, validate=True) for kid, key in told["keys"].items()}
            until = {str(kid): int(moment) for kid, moment in told.get("until", {}).items()}
            drawn = base64.b64decode(pepper.strip(), validate=True)
            found = cls(told["current"], signing, drawn, until, data_dir, stamp)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise KeysError(
                f"Les secrets du dossier {folder} sont illisibles. Rétablissez-les d’une sauvegarde."
            ) from error
        if found.current not in signing or min(len(key) for key in (found.pepper, *signing.values())) < 32:
            raise KeysError(f"Les secrets du dossier {folder} sont incomplets. Rétablissez-les d’une sauvegarde.")
        return found

    def fresh(self) -> "Keys":
        """The keys as their file has them now: these same ones until somebody has rotated them.

        Asked at each use, for one look at the file costs a microsecond. A file that cannot be used is told once, and
        the keys that were good go on.
        """
        if self.data_dir is None or (stamp := _stamp(self.data_dir)) == self.stamp:
            return self
        try:
            return Keys.load(self.data_dir)
        except KeysError as error:
            log.error("keys.unusable", reason=str(error))  # noqa: TRY400 - the reason says all there is
            return replace(self, stamp=stamp)

    def derived(self, purpose: str) -> bytes:
        """A key of its own for another purpose, so that no secret serves twice."""
        return hmac.digest(self.pepper, f"fofal:{purpose}".encode(), hashlib.sha256)


def stored(current: str, signing: Mapping[str, bytes], until: Mapping[str, int]) -> str:
    """The text of the file of signing keys."""
    told = {kid: base64.b64encode(key).decode() for kid, key in signing.items()}
    return json.dumps({"current": current, "keys": told, "until": dict(until)}) + "\n"


def drawn_key() -> tuple[str, bytes]:
    """A new signing key and its id."""
    return secrets.token_hex(4), secrets.token_bytes(48)


def _stamp(data_dir: Path) -> Stamp | None:
    try:
        found = (data_dir / FOLDER / TOKENS).stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _draw(folder: Path) -> None:
    """All secrets or none: they take their place when they are whole; of two processes at it the first one wins."""
    make_folder(folder.parent, 0o700)
    draft = Path(tempfile.mkdtemp(prefix="new-", dir=folder.parent))
    kid, key = drawn_key()
    write_private(draft / PEPPER, base64.b64encode(secrets.token_bytes(48)).decode() + "\n")
    write_private(draft / TOKENS, stored(kid, {kid: key}, {}))
    try:
        draft.rename(folder)
    except OSError:
        shutil.rmtree(draft)
        if not folder.exists():
            raise


def _private(path: Path) -> str:
    """The text of a secret file; one that others may read is no secret any more."""
    try:
        return read_private(path)
    except ExposedError as error:
        raise KeysError(str(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise KeysError(
            f"Le fichier secret {path} manque ou est illisible. Rétablissez-le d’une sauvegarde."
        ) from error
