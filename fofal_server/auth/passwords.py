"""Passwords as hashes: bcrypt over base64(HMAC-SHA-384(pepper, password)).

The HMAC lifts bcrypt's limit of 72 bytes, and a stolen table cannot be guessed at without the server's pepper
(OWASP ASVS 5.0, 11.4.2; bcrypt is the company's choice).
"""

import base64
import hashlib
import hmac
import unicodedata
from collections.abc import Callable
from contextlib import nullcontext
from functools import cached_property, partial
from typing import TypeVar

import bcrypt

from fofal_server.core.quiet import quietly
from fofal_server.core.turns import Turns

Result = TypeVar("Result")

ROUNDS = 12


class Passwords:
    """Makes and checks hashes; a check always costs one full bcrypt, whether the user exists or not."""

    def __init__(self, pepper: bytes, rounds: int = ROUNDS, turns: Turns | None = None) -> None:
        """``turns`` bound how many processes hash at a time: two on two processors leave none for other calls."""
        self._pepper = pepper
        self._rounds = rounds
        self._turns = turns

    def hashed(self, password: str) -> str:
        work = partial(bcrypt.hashpw, self._prepared(password), bcrypt.gensalt(self._rounds))
        return self._in_turn(work).decode("ascii")

    def matches(self, password: str, stored: str | None) -> bool:
        """Whether this is the password; without a stored hash the same work is done for nothing."""
        known = (stored or self._nobody).encode("ascii")
        right = self._in_turn(partial(bcrypt.checkpw, self._prepared(password), known))
        return right and stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Whether a hash was made with another cost than today's."""
        return not stored.startswith(f"$2b${self._rounds:02d}$")

    def _in_turn(self, work: Callable[[], Result]) -> Result:
        with self._turns.taken() if self._turns else nullcontext():
            return quietly(work)

    @cached_property
    def _nobody(self) -> str:
        """A hash in today's form that no password has: its digest was never computed."""
        return bcrypt.gensalt(self._rounds).decode("ascii") + "." * 31

    def _prepared(self, password: str) -> bytes:
        typed = unicodedata.normalize("NFC", password).encode()
        return base64.b64encode(hmac.digest(self._pepper, typed, hashlib.sha384))
