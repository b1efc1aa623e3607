"""The server's own secrets: keys that sign access tokens, and the pepper of passwords; files that only it reads."""

import base64
import hashlib
import hmac
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fofal_server.cluster.files import make_folder, write_private

FOLDER = Path("secrets") / "auth"
TOKENS = "token-keys.json"
PEPPER = "password-pepper"


class KeysError(Exception):
    """The secrets cannot be used; the text is French and meant for the person at the terminal."""


@dataclass(frozen=True, repr=False)
class Keys:
    """``signing`` by key id, of which ``current`` signs and the others are still believed."""

    current: str
    signing: Mapping[str, bytes]
    pepper: bytes

    @classmethod
    def ensure(cls, data_dir: Path) -> "Keys":
        """The secrets of this installation, drawn when there are none yet."""
        if not (data_dir / FOLDER).exists():
            _draw(data_dir / FOLDER)
        return cls.load(data_dir)

    @classmethod
    def load(cls, data_dir: Path) -> "Keys":
        """The secrets of this installation; refused when one is missing, broken or open to others."""
        folder = data_dir / FOLDER
        pepper, tokens = (_private(folder / name) for name in (PEPPER, TOKENS))
        try:
            told = json.loads(tokens)
            signing = {str(kid): base64.b64decode(key, validate=True) for kid, key in told["keys"].items()}
            found = cls(told["current"], signing, base64.b64decode(pepper.strip(), validate=True))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise KeysError(
                f"Les secrets du dossier {folder} sont illisibles. Rétablissez-les d’une sauvegarde."
            ) from error
        if found.current not in signing or min(len(key) for key in (found.pepper, *signing.values())) < 32:
            raise KeysError(f"Les secrets du dossier {folder} sont incomplets. Rétablissez-les d’une sauvegarde.")
        return found

    def derived(self, purpose: str) -> bytes:
        """A key of its own for another purpose, so that no secret serves twice."""
        return hmac.digest(self.pepper, f"fofal:{purpose}".encode(), hashlib.sha256)


def _draw(folder: Path) -> None:
    """All secrets or none: they take their place when they are whole; of two processes at it the first one wins."""
    make_folder(folder.parent, 0o700)
    draft = Path(tempfile.mkdtemp(prefix="new-", dir=folder.parent))
    kid = secrets.token_hex(4)
    write_private(draft / PEPPER, base64.b64encode(secrets.token_bytes(48)).decode() + "\n")
    tokens = {"current": kid, "keys": {kid: base64.b64encode(secrets.token_bytes(48)).decode()}}
    write_private(draft / TOKENS, json.dumps(tokens) + "\n")
    try:
        draft.rename(folder)
    except OSError:
        shutil.rmtree(draft)
        if not folder.exists():
            raise


def _private(path: Path) -> str:
    """The text of a secret file; one that others may read is no secret any more."""
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise KeysError(
            f"Le fichier secret {path} manque ou est illisible. Rétablissez-le d’une sauvegarde."
        ) from error
    if os.name != "nt" and mode & 0o077:
        raise KeysError(f"Le fichier secret {path} est lisible par d’autres comptes : chmod 600 {path}")
    return text
