"""Secrets that the server must read again, encrypted with AES-256-GCM under a key that the database does not hold."""

import secrets
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fofal_server.auth.keys import Keys

_NONCE = 12


def seal(keys: Keys, owner: UUID, secret: str) -> bytes:
    """The secret as it is stored; it opens only for the person it was sealed for."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + _cipher(keys).encrypt(nonce, secret.encode(), owner.bytes)


def unseal(keys: Keys, owner: UUID, stored: bytes) -> str:
    """The secret again; ``cryptography.exceptions.InvalidTag`` when it was altered or belongs to somebody else."""
    return _cipher(keys).decrypt(stored[:_NONCE], stored[_NONCE:], owner.bytes).decode()


def _cipher(keys: Keys) -> AESGCM:
    return AESGCM(keys.derived("second-factor"))
