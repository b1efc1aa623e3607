"""Sealing a stream for a public key; opening it gives only authentic bytes, and a torn one never opens as whole.

The way of age (https://age-encryption.org/v1, payload): a head with an ephemeral X25519 key, HKDF-SHA-256 over the
shared secret, then chunks of 64 KiB under ChaCha20-Poly1305. A nonce is the chunk's number and whether it is the last.

    FOFAL-SEALED 1 ⏎ | 8 bytes: for which key | 32 bytes: ephemeral public key | chunk + 16 bytes of tag | …
"""

import contextlib
import hashlib
import io
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fofal_server.backup.errors import Damaged, WrongKey
from fofal_server.backup.keys import BackupKey
from fofal_server.backup.streams import CheckedStream, read_full

CHUNK = 64 * 1024
TAG = 16
MAGIC = b"FOFAL-SEALED 1\n"
HEAD = len(MAGIC) + 8 + 32


@contextlib.contextmanager
def sealing(target: BinaryIO, public: bytes) -> Iterator[BinaryIO]:
    """Write plain bytes into what this gives; `target` is buffered, and stays open.

    The last chunk is written on a clean exit only: what an exception leaves can never be opened as whole.
    """
    ephemeral = X25519PrivateKey.generate()
    head = MAGIC + _address(public) + ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(public))
    target.write(head)
    with _Sealing(target, _cipher(shared, head, public)) as stream:
        yield cast(BinaryIO, stream)
        stream.finish()


def unsealed(source: BinaryIO, key: BackupKey) -> io.BufferedReader:
    """Open what `sealing` wrote; `source` stays the caller's.

    Raises `Damaged` here or from a read, before a byte is given that is not authentic. Only who has read to the end
    knows that nothing is missing.
    """
    head = read_full(source, HEAD)
    if len(head) < HEAD or not head.startswith(MAGIC):
        raise Damaged("Ce n’est pas un fichier scellé par FOFAL, ou son début est abîmé : prenez une autre sauvegarde.")
    if head[len(MAGIC) : -32] != _address(key.public):
        raise WrongKey(f"Scellé pour une autre clé que {key.fingerprint}, ou abîmé : essayez la clé de l’époque.")
    try:
        shared = key.shared_with(head[-32:])
    except ValueError as error:
        raise Damaged("Le début de ce fichier scellé est abîmé : prenez une autre sauvegarde.") from error
    return io.BufferedReader(_Unsealing(source, _cipher(shared, head, key.public)), CHUNK)


def _address(public: bytes) -> bytes:
    """For which key a stream is sealed, so that a wrong key is not taken for damage."""
    return hashlib.sha256(b"fofal sealed for" + public).digest()[:8]


def _cipher(shared: bytes, head: bytes, public: bytes) -> ChaCha20Poly1305:
    """Derive from the whole head too: one changed bit of it, and no chunk opens."""
    return ChaCha20Poly1305(HKDF(SHA256(), 32, salt=head + public, info=b"fofal sealed payload").derive(shared))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


class _Sealing(io.RawIOBase):
    def __init__(self, target: BinaryIO, cipher: ChaCha20Poly1305) -> None:
        self._target, self._cipher = target, cipher
        self._held, self._number = bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        """Hold the newest chunk back: only the next byte tells that it is not the last one."""
        if self.closed:
            raise ValueError("written after the end")
        rest = memoryview(data).cast("B")
        size = len(rest)
        while rest:
            if len(self._held) == CHUNK:
                self._put(last=False)
            room = CHUNK - len(self._held)
            self._held += rest[:room]
            rest = rest[room:]
        return size

    def finish(self) -> None:
        self._put(last=True)

    def _put(self, last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._number, last), bytes(self._held), None))
        self._held.clear()
        self._number += 1


class _Unsealing(CheckedStream):
    def __init__(self, source: BinaryIO, cipher: ChaCha20Poly1305) -> None:
        super().__init__()
        self._source, self._cipher = source, cipher
        self._ahead, self._number = read_full(source, CHUNK + TAG), 0
        self._plain, self._ended = memoryview(b""), False

    def _more(self, most: int) -> bytes:
        if not self._plain and not self._ended:
            self._plain = memoryview(self._open_next())
        given, self._plain = self._plain[:most], self._plain[most:]
        return bytes(given)

    def _open_next(self) -> bytes:
        """Read one chunk ahead: the last one is that after which the source ends, and must say so itself."""
        chunk, self._ahead = self._ahead, read_full(self._source, CHUNK + TAG)
        self._ended = not self._ahead
        try:
            plain = self._cipher.decrypt(_nonce(self._number, self._ended), chunk, None)
        except (InvalidTag, ValueError) as error:
            raise Damaged("Ce fichier scellé est abîmé ou incomplet : prenez une autre sauvegarde.") from error
        self._number += 1
        return plain
