"""A key of one person at one server: in the keyring or, where there is none, wrapped by the password."""

import contextlib
import hashlib
import json
import secrets
import threading
from pathlib import Path

import keyring
from keyring.errors import KeyringError

from fofal_desktop.api.session import SERVICE
from fofal_desktop.drafts.sealing import KEY_BYTES, Unsealable, seal, unseal
from fofal_desktop.whole import write_whole

WRAPPED, FORMER = "key", "key-before"
_COST, _BLOCK = 2**15, 8
"""scrypt: 32 MiB and about a tenth of a second for one guess (OWASP Password Storage Cheat Sheet)."""


class Vault:
    """``account`` names person and server, ``kind`` what it seals, ``folder`` is where that lies. Any thread may ask.

    Where there is no keyring the key must be found while the password is known: at the sign-in.
    """

    def __init__(self, account: str, folder: Path, password: str, *, kind: str = "drafts") -> None:
        self._account, self._folder = f"{kind} {account}", folder
        self._key, self._password = b"", password
        self._lock = threading.RLock()

    def open(self) -> None:
        """Find the key that is there; with a password and without a keyring one is made. The password is forgotten."""
        with self._lock:
            password, self._password = self._password, ""
            self._key = self._key or self._recall() or self._unwrap(password)
            if password and not self._key and not has_keyring():
                self.wrap(password)

    def wrap(self, password: str) -> None:
        """Keep the key for this password."""
        with self._lock:
            self._key = self._key or secrets.token_bytes(KEY_BYTES)
            salt = secrets.token_bytes(16)
            sealed = seal(_stretched(password, salt), self._key, self._account)
            write_whole(self._wrapped, json.dumps({"salt": salt.hex(), "key": sealed.hex()}).encode())

    def key(self) -> bytes:
        """Answer the key that is there; empty when there is none."""
        self.open()
        return self._key

    def key_for_writing(self) -> bytes:
        """Answer the key, made in the keyring at its first use; empty where none can be kept."""
        with self._lock:
            if not self.key() and has_keyring():
                self._key = self._make()
            return self._key

    def forget(self) -> None:
        """Take the key out of the keyring: what it sealed stays closed for ever."""
        with self._lock:
            self._key = b""
            with contextlib.suppress(KeyringError):  # none was kept
                keyring.delete_password(SERVICE, self._account)

    @property
    def is_wrapped(self) -> bool:
        return bool(self._key) and self._wrapped.exists()

    @property
    def _wrapped(self) -> Path:
        return self._folder / WRAPPED

    def _recall(self) -> bytes:
        try:
            return bytes.fromhex(keyring.get_password(SERVICE, self._account) or "")
        except (KeyringError, ValueError):  # none on this machine, closed, or not ours: as if it held nothing
            return b""

    def _make(self) -> bytes:
        made = secrets.token_bytes(KEY_BYTES)
        try:
            keyring.set_password(SERVICE, self._account, made.hex())
        except KeyringError:  # it stays closed: nothing is kept, and the form says so
            return b""
        return made if self._recall() == made else b""

    def _unwrap(self, password: str) -> bytes:
        if not password or not self._wrapped.exists():
            return b""
        try:
            kept = json.loads(self._wrapped.read_bytes())
            key = _stretched(password, bytes.fromhex(kept["salt"]))
            return unseal(key, bytes.fromhex(kept["key"]), self._account)
        except (Unsealable, ValueError, KeyError, TypeError):  # the password was changed elsewhere
            self._wrapped.replace(self._wrapped.with_name(f"{FORMER}-{secrets.token_hex(4)}"))
            return b""


def has_keyring() -> bool:
    """Whether this machine has one that keeps secrets; those of no use, or that write them in plain, rank below 1."""
    return bool(keyring.get_keyring().priority >= 1)


def _stretched(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=_COST, r=_BLOCK, p=1, maxmem=2**26, dklen=KEY_BYTES)
