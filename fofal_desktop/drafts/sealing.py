"""Content that only the holder of a key can read or change: AES-256-GCM; on Windows the protection of the system."""

import hashlib
import secrets
import sys

KEY_BYTES, NONCE_BYTES = 32, 12


class Unsealable(Exception):
    """Another key made it, it was made for another place, or it was changed."""


if sys.platform == "win32":
    from fofal_desktop.drafts.dpapi import protect, unprotect

    def seal(key: bytes, content: bytes, place: str) -> bytes:
        return protect(content, _bound(key, place))

    def unseal(key: bytes, sealed: bytes, place: str) -> bytes:
        try:
            return unprotect(sealed, _bound(key, place))
        except OSError as refusal:
            raise Unsealable from refusal

    def _bound(key: bytes, place: str) -> bytes:
        return hashlib.sha256(key + place.encode()).digest()

else:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    def seal(key: bytes, content: bytes, place: str) -> bytes:
        """Seal ``content`` so that it opens at ``place`` only, with a nonce of its own (NIST SP 800-38D)."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(key).encrypt(nonce, content, place.encode())

    def unseal(key: bytes, sealed: bytes, place: str) -> bytes:
        """Open what ``seal`` made; Unsealable for anything else."""
        try:
            return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
        except (InvalidTag, ValueError) as refusal:
            raise Unsealable from refusal


def mark_of(key: bytes) -> bytes:
    """Which key it is, without telling it."""
    return hashlib.sha256(b"mark" + key).digest()[:8]
