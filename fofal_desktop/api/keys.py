"""Identifiers made on this side: one key per intent of a person, ids of records not yet sent."""

import secrets
import time
from uuid import UUID


def uuid7() -> UUID:
    """Make a time-ordered UUID, version 7 (RFC 9562 §5.7): 48 bits of milliseconds, 74 random bits."""
    moment = time.time_ns() // 1_000_000
    head = (moment & 0xFFFF_FFFF_FFFF) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return UUID(int=head | 0b10 << 62 | secrets.randbits(62))


def new_key() -> str:
    """Make an idempotency key: once, when the person presses the button, kept for every repetition of that call."""
    return str(uuid7())
