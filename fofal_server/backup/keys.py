"""The backup key: its public part seals, its private part opens and signs; kept in a private file and on paper."""

import hashlib
import hmac
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fofal_server.backup import paper
from fofal_server.backup.errors import KeyRefused
from fofal_server.cluster.errors import ExposedError
from fofal_server.cluster.files import read_private, write_private

_HEAD = """\
# Clé de sauvegarde FOFAL, empreinte {fingerprint}
# Qui lit ce fichier peut lire toutes les sauvegardes ; sans lui (ou sa copie sur papier), personne ne le peut plus.
"""


def fingerprint_of(public: bytes) -> str:
    """Name a public key for people: three groups of letters, too short to be anything but a name."""
    digits = hashlib.sha256(b"fofal backup fingerprint" + public).digest()
    letters = "".join(paper.ALPHABET[byte & 31] for byte in digits[:12])
    return "-".join(letters[start : start + 4] for start in range(0, 12, 4))


class BackupKey:
    """An X25519 key pair. The private part leaves it only into a private file or on to paper."""

    __slots__ = ("_private", "fingerprint", "public")

    def __init__(self, secret: bytes) -> None:
        self._private = X25519PrivateKey.from_private_bytes(secret)
        self.public = self._private.public_key().public_bytes_raw()
        self.fingerprint = fingerprint_of(self.public)

    def __repr__(self) -> str:
        return f"BackupKey({self.fingerprint})"

    @classmethod
    def generate(cls) -> Self:
        """Draw a new key."""
        return cls(X25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a key file; `KeyRefused` when it is missing, illegible or open to other accounts."""
        try:
            return cls.from_paper(read_private(path))
        except FileNotFoundError as error:
            raise KeyRefused(
                f"La clé de sauvegarde {path} manque. Rétablissez-la de la clé sur papier, ou créez-en une nouvelle "
                "par « fofal-server backup key new » (les sauvegardes déjà faites ne s’ouvrent qu’avec l’ancienne)."
            ) from error
        except ExposedError as error:
            raise KeyRefused(str(error)) from error
        except UnicodeDecodeError as error:
            raise KeyRefused(
                f"La clé de sauvegarde {path} est illisible. Rétablissez-la de la clé sur papier."
            ) from error

    def save(self, path: Path) -> None:
        """Write a file that only its owner reads; another key that stands there is never overwritten."""
        if path.exists() and self.load(path).public != self.public:
            raise KeyRefused(f"Une autre clé de sauvegarde est dans {path} : déplacez-la d’abord en lieu sûr.")
        write_private(path, _HEAD.format(fingerprint=self.fingerprint) + self.paper())

    def paper(self) -> str:
        """Print the private part as numbered lines of letters, with a check in each."""
        return paper.printed(self._private.private_bytes_raw())

    @classmethod
    def from_paper(cls, text: str) -> Self:
        """Read what `paper` printed; `KeyRefused` tells the line that was misread."""
        return cls(paper.read(text))

    def mac(self, data: bytes) -> bytes:
        """HMAC-SHA-256 that only this key makes: who edits what it covers cannot renew it."""
        derived = HKDF(SHA256(), 32, salt=None, info=b"fofal backup mac").derive(self._private.private_bytes_raw())
        return hmac.digest(derived, data, "sha256")

    def shared_with(self, public: bytes) -> bytes:
        """X25519 with somebody's public part; `ValueError` for the few points that give no secret."""
        return self._private.exchange(X25519PublicKey.from_public_bytes(public))
